"""A take on disk: it grows as one speaks, and stays readable whatever happens to the program.

While it grows it is a WAV (16-bit PCM, mono), whose header is brought up to date with every write;
afterwards `to_flac` makes it smaller without loss. This module records nothing and chooses no names.
"""

from __future__ import annotations

import contextlib
import os
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from rehearse.errors import AudioFileError
from rehearse.private_file import draft_beside, is_growing, lock, sync_folder, unlock

if TYPE_CHECKING:
    import numpy.typing as npt

BYTES_PER_SAMPLE = 2
SYNC_EVERY_S = 0.7
"""After so much sound the file is forced to the disk itself, so that a power cut costs less than a second."""

_KEPT = "The WAV is kept as it is."
_BLOCK_FRAMES = 1 << 16


class TakeFile:
    """A WAV file of the owner's alone that can be read at any moment while it grows.

    `rate_hz` is its sample rate. AudioFileError where the file cannot be made, or is there already:
    two programs never share one.
    """

    def __init__(self, path: Path, rate_hz: int) -> None:
        self.path = path
        self.rate_hz = rate_hz
        self.frames = 0
        self._synced_frames = 0
        self._file: BinaryIO = _create(path)
        self._wave = wave.open(self._file, "wb")  # noqa: SIM115 - open for as long as the take grows
        self._wave.setnchannels(1)
        self._wave.setsampwidth(BYTES_PER_SAMPLE)
        self._wave.setframerate(rate_hz)
        try:
            self.write(b"")
        except OSError as error:
            self.close()
            path.unlink()
            raise AudioFileError(_cannot_write(path, error)) from error
        with contextlib.suppress(OSError):  # not every file system can
            sync_folder(path.parent)  # else a power cut could take the file's name away

    @property
    def duration_s(self) -> float:
        return self.frames / self.rate_hz

    def write(self, pcm: bytes) -> None:
        """Add 16-bit samples in the machine's byte order; OSError where the disk takes no more.

        When this returns, the file on disk is complete up to here.
        """
        self._wave.writeframes(pcm)
        self._file.flush()
        self.frames += len(pcm) // BYTES_PER_SAMPLE
        if self.frames - self._synced_frames >= SYNC_EVERY_S * self.rate_hz:
            os.fsync(self._file.fileno())
            self._synced_frames = self.frames

    def close(self) -> None:
        """Close the file; what a failed write left half done is cut off, and `frames` is what remains."""
        with contextlib.suppress(OSError):
            self._wave.close()
            self._file.flush()
            os.fsync(self._file.fileno())
        with contextlib.suppress(OSError):
            unlock(self._file)
            self._file.close()
        self.frames = _cut_to_header(self.path)


def _create(path: Path) -> BinaryIO:
    try:
        file = open(path, "xb", opener=_for_owner_only)  # noqa: SIM115 - as above
    except OSError as error:
        raise AudioFileError(_cannot_write(path, error)) from error
    lock(file, alone=True)  # until the take is closed, or the program has ended in whatever way
    return file


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _cannot_write(path: Path, error: Exception) -> str:
    reason = str(getattr(error, "strerror", None) or error).rstrip(".")
    return (
        f"The audio cannot be written to {path}: {reason}. "
        "Free some space, or choose another folder with REHEARSE_HOME."
    )


def _cut_to_header(path: Path) -> int:
    """Make the file as long as its header says, and return the frames it really holds."""
    try:
        with path.open("rb") as file, wave.open(file, "rb") as reader:
            promised = reader.getnframes()
            first_byte = file.tell()
        held = (path.stat().st_size - first_byte) // BYTES_PER_SAMPLE
        if held > promised:
            os.truncate(path, first_byte + promised * BYTES_PER_SAMPLE)
    except (OSError, EOFError, wave.Error):  # not even a header reached the disk
        return 0
    return min(held, promised)


def to_flac(wav: Path) -> Path:
    """Compress a finished take to a FLAC beside it, and only then remove the WAV; returns the FLAC's path.

    The FLAC gets its name once it is complete on disk and holds the very same samples. AudioFileError
    where that fails, where another recording has that name, and where another program still records the
    WAV; it is then untouched.
    """
    with flac_beside(wav) as take_place:
        return take_place()


@contextlib.contextmanager
def flac_beside(wav: Path) -> Iterator[Callable[[], Path]]:
    """The same in two steps: a FLAC that is complete under a hidden name, gone at the end unless what this
    gives has put it in the place of the WAV. Both raise AudioFileError as above.
    """
    flac = wav.with_suffix(".flac")
    with contextlib.ExitStack() as stack:
        with _uncompressed(wav):
            if is_growing(wav):
                raise AudioFileError(f"{wav} is still being recorded. Try again later.")
            if flac.exists() and not _same_samples(wav, flac):
                raise AudioFileError(f"{flac} is another recording, so {wav} was not compressed. {_KEPT}")
            draft = stack.enter_context(draft_beside(flac))
            _compress(wav, draft)
            if not _same_samples(wav, draft):
                raise AudioFileError(f"Compressing {wav} would change it. {_KEPT}")
            _sync(draft)

        def take_place() -> Path:
            with _uncompressed(wav):
                draft.replace(flac)
                sync_folder(flac.parent)
                wav.unlink(missing_ok=True)  # another program may have compressed it too
            return flac

        yield take_place


@contextlib.contextmanager
def _uncompressed(wav: Path) -> Iterator[None]:
    import soundfile

    try:
        yield
    except (OSError, soundfile.LibsndfileError) as error:
        raise AudioFileError(f"{wav} cannot be compressed ({error}). {_KEPT}") from error


class NewFlac:
    """A FLAC of the owner's alone that grows under a hidden name. AudioFileError where the disk fails."""

    def __init__(self, path: Path, draft: Path, file: Any) -> None:
        self._path = path
        self._draft = draft
        self._file = file

    def add(self, samples: npt.NDArray[np.float32]) -> None:
        """Add mono samples, shape (n,), between -1 and 1."""
        with _explained(self._path):
            self._file.write((np.clip(samples, -1, 1) * 32767).round().astype(np.int16))

    def complete(self) -> None:
        """Force all of it to the disk, so that nothing but its name is missing."""
        with _explained(self._path):
            self._file.close()
            _sync(self._draft)
            sync_folder(self._draft.parent)

    def take_name(self) -> None:
        """Give it its name, once it is complete."""
        with _explained(self._path):
            self._draft.replace(self._path)
            sync_folder(self._path.parent)


@contextlib.contextmanager
def new_flac(path: Path, *, rate_hz: int = 16_000) -> Iterator[NewFlac]:
    """A new FLAC, gone at the end unless it has taken its name. AudioFileError as above.

    Where a history names `path` already and the program dies, the next one gives it that name.
    """
    import soundfile

    with contextlib.ExitStack() as stack:
        with _explained(path):
            draft = stack.enter_context(draft_beside(path))
            file = soundfile.SoundFile(
                draft, "w", samplerate=rate_hz, channels=1, subtype="PCM_16", format="FLAC"
            )
        with file:
            yield NewFlac(path, draft, file)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    import soundfile

    try:
        yield
    except (OSError, soundfile.LibsndfileError) as error:
        raise AudioFileError(_cannot_write(path, error)) from error


def _compress(wav: Path, flac: Path) -> None:
    import soundfile

    with (
        soundfile.SoundFile(wav) as source,
        soundfile.SoundFile(
            flac,
            "w",
            samplerate=source.samplerate,
            channels=source.channels,
            subtype="PCM_16",
            format="FLAC",
        ) as target,
    ):
        if source.frames == 0:
            raise AudioFileError(f"{wav} has no audio in it. Record it again.")
        if source.subtype != "PCM_16":  # not recorded here, and finer than what the comparison would see
            raise AudioFileError(f"Compressing {wav} would change it. {_KEPT}")
        for block in _blocks(source):
            target.write(block)


def _same_samples(one: Path, other: Path) -> bool:
    import soundfile

    with soundfile.SoundFile(one) as left, soundfile.SoundFile(other) as right:
        return left.frames == right.frames and all(
            np.array_equal(a, b) for a, b in zip(_blocks(left), _blocks(right), strict=True)
        )


def _blocks(file: Any) -> Iterator[Any]:
    yield from file.blocks(_BLOCK_FRAMES, dtype="int16", always_2d=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
