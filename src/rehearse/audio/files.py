"""Reading recordings of any common format into mono sound at one rate.

Does not write, and does not judge what is in the sound.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.errors import AudioFileError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

RATE_HZ = 16_000
"""What Whisper and the voice activity detector hear."""
BLOCK_S = 10.0


def read_audio(path: Path) -> Samples:
    """All that `read_blocks` gives in one array of shape (n,); raises as it does."""
    import numpy as np

    return np.concatenate(list(read_blocks(path)))


def read_blocks(path: Path) -> Iterator[Samples]:
    """Mono samples at 16 kHz, from -1 to 1, in blocks of some seconds, decoded as they are asked for.

    Of a damaged file, or one that was cut off, what can be read is given. Raises AudioFileError where
    the file is missing, is not sound or holds none.
    """
    is_empty = True
    with _explained(path):
        for block in _gathered(_decoded(path)):
            is_empty = False
            yield block
    if is_empty:
        raise AudioFileError(f"{path} holds no sound. Record it again.")


def duration_s(path: Path) -> float | None:
    """How long a recording says it is; None where it does not say. Raises as `read_blocks` does."""
    import av

    with _explained(path), av.open(str(path.absolute()), metadata_errors="replace") as container:
        return container.duration / av.time_base if container.duration else None


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    import av

    try:
        if path.is_dir():
            raise AudioFileError(f"{path} is a folder. Name the recordings in it, e.g. {path}/*.wav")
        if not path.exists():
            raise AudioFileError(f"There is no file {path}. Check the name.")
        yield
    except (av.FFmpegError, OSError) as error:
        raise AudioFileError(f"{path} cannot be read{_reason(error)}") from error


def _gathered(parts: Iterator[Samples]) -> Iterator[Samples]:
    """The same samples in blocks of at least `BLOCK_S`, but for the last."""
    import numpy as np

    gathered: list[Samples] = []
    for part in parts:
        gathered.append(part)
        if sum(map(len, gathered)) >= BLOCK_S * RATE_HZ:
            yield np.concatenate(gathered)
            gathered = []
    rest = np.concatenate(gathered) if gathered else None
    if rest is not None and rest.size:
        yield rest


def _reason(error: Exception) -> str:
    import av

    if isinstance(error, PermissionError) and error.errno == errno.EACCES:
        return ": permission denied. Change its permissions."
    if isinstance(error, av.FFmpegError):  # some of which are an OSError too, about what is in the file
        return " as sound. Give a wav, flac, ogg, mp3, m4a or webm."
    return f": {getattr(error, 'strerror', None) or error}. Check the file."


def _decoded(path: Path) -> Iterator[Samples]:
    import av

    # From the root, because av takes a colon in a bare name for the end of a protocol's name. Titles and
    # names of artists in any encoding are let through: nobody reads them.
    with av.open(str(path.absolute()), metadata_errors="replace") as container:
        if not container.streams.audio:
            return
        for _, frames in groupby(_frames(container), key=_kind):
            resampler = Resampler()
            for frame in frames:
                yield from resampler.add(frame)
            yield from resampler.end()


class Resampler:
    """Turns PyAV's frames of one kind into mono samples at 16 kHz, shape (n,), whatever their size."""

    def __init__(self) -> None:
        import av

        # Channels interleaved, because av crashes on more than eight that are apart.
        self._resampler = av.AudioResampler(format="flt", rate=RATE_HZ)

    def add(self, frame: Any) -> list[Samples]:
        """What comes out for one more frame."""
        frame.pts = None  # gaps in the file's own clock are not silence that was recorded
        return [_mono(part) for part in self._resampler.resample(frame)]

    def end(self) -> list[Samples]:
        """What was still held back."""
        return [_mono(part) for part in self._resampler.resample(None)]


def _frames(container: Any) -> Iterator[Any]:
    """What can be decoded of the first sound in the file; FFmpegError where nothing can."""
    import av

    damage: av.FFmpegError | None = None
    is_empty = True
    try:
        for packet in container.demux(container.streams.audio[0]):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError as error:
                damage = error
                continue
            is_empty = is_empty and not frames
            yield from frames
    except av.error.InvalidDataError as error:
        damage = error
    if damage is not None and is_empty:
        raise damage


def _kind(frame: Any) -> tuple[str, str, int]:
    """What a resampler is made for; it changes in the middle where files were joined end to end."""
    return frame.format.name, frame.layout.name, frame.sample_rate


def _mono(frame: Any) -> Samples:
    """The mean of the channels, shape (n,): a speaker on any one of them is heard."""
    import numpy as np

    interleaved = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)
    # A file of floats may hold anything; one sample that is no number would spoil a whole chunk.
    finite = np.nan_to_num(interleaved, nan=0.0, posinf=0.0, neginf=0.0)
    mono: Samples = finite.clip(-1, 1).mean(axis=1, dtype=np.float32)
    return mono
