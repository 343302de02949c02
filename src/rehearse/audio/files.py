"""Reading recordings of any common format into mono sound at one rate, as far as they go.

Does not write, and does not judge what is in the sound.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rehearse.audio.containers import parts
from rehearse.audio.decoding import Decoding, Gap, NoRecordingError
from rehearse.audio.mixing import RATE_HZ as RATE_HZ
from rehearse.audio.mixing import Resampler, mono
from rehearse.errors import AudioFileError
from rehearse.model.heard import Damage, Span

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

BLOCK_S = 10.0

LEAST_MISSING_S, MOST_MISSING_S, MISSING_SHARE = 0.15, 0.5, 0.03
"""An encoder rounds what it declares: that share of it, in these bounds, may be missing from a sound file."""


class Recording:
    """One sound track of a file, read once from its beginning to its end.

    `track` counts the sound tracks from 1 on; None is the file's default. `damage` is what was wrong with the
    file, None where nothing was; it is known once all blocks are read.
    """

    def __init__(self, path: Path, *, track: int | None = None) -> None:
        self._path = path
        self._track = track
        self._lost: list[Span] = []
        self._declared_s: float | None = 0.0
        self._cut_s = 0.0
        self._errors = 0

    @property
    def damage(self) -> Damage | None:
        missing_s = self._cut_s + sum(span.duration_s for span in self._lost)
        if not missing_s and not self._errors:
            return None
        return Damage(missing_s, self._errors, self._declared_s, tuple(self._lost))

    def blocks(self) -> Iterator[Samples]:
        """Mono samples at 16 kHz, from -1 to 1, of shape (n,), in blocks of some seconds, decoded as they are
        asked for.

        What cannot be read in the middle is silence of its length. AudioFileError where the file is missing,
        is not sound or holds none.
        """
        is_empty = True
        with explained(self._path):
            for block in _gathered(self._pieces()):
                is_empty = False
                yield block
        if is_empty:
            raise AudioFileError(f"{self._path} has no audio in it. Record it again.")

    def _pieces(self) -> Iterator[Samples]:
        """Of shape (n, channels)."""
        begin_s = 0.0
        for part in parts(self._path):
            stream = part.stream(self._track)
            if stream is None:
                continue
            declared_s = part.declared_s(stream)
            decoding = Decoding(
                part.container,
                stream,
                declared_s=declared_s,
                gaps_are_lost=part.gaps_are_lost,
                packed=part.is_packed,
            )
            for kind, run in groupby(decoding.parts(), key=_kind):
                if kind is None:
                    yield from self._gaps(run, begin_s)
                else:
                    yield from _resampled(run)
            begin_s += decoding.at_s
            self._errors += part.errors + decoding.errors
            self._compare(declared_s, decoding.at_s)

    def _gaps(self, gaps: Iterator[Gap], begin_s: float) -> Iterator[Samples]:
        for gap in gaps:
            if gap.is_lost:
                self._lost.append(Span(begin_s + gap.span.start_s, begin_s + gap.span.end_s))
            yield from _silence(gap.span.duration_s)

    def _compare(self, declared_s: float | None, read_s: float) -> None:
        if declared_s is None or self._declared_s is None:
            self._declared_s = None
            return
        self._declared_s += declared_s
        if declared_s - read_s > min(MOST_MISSING_S, max(LEAST_MISSING_S, MISSING_SHARE * declared_s)):
            self._cut_s += declared_s - read_s


def read_audio(path: Path) -> Samples:
    """All sound of a file's default track in one array of shape (n,); raises as `Recording.blocks` does."""
    return np.concatenate(list(Recording(path).blocks()))


class Outline(NamedTuple):
    """What a file says of itself: how many sound tracks it has, and how long the default one is, in seconds,
    None where it does not say.
    """

    tracks: int
    declared_s: float | None


def outline(path: Path) -> Outline:
    """Of the first of several that were joined. Raises as `Recording.blocks` does."""
    with explained(path):
        for part in parts(path):
            stream = part.stream(None)
            return Outline(part.tracks, part.declared_s(stream) if stream else None)
    return Outline(0, None)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what is wrong with a recording into an AudioFileError of one line."""
    import av

    try:
        if path.is_dir():
            raise AudioFileError(f"The folder {path} has no recordings. Name another folder, or a file.")
        if not path.exists():
            raise AudioFileError(f"There is no file {path}. Check the name.")
        yield
    except NoRecordingError as error:
        raise AudioFileError(f"{path} {error}") from error
    except (av.FFmpegError, OSError) as error:
        raise AudioFileError(f"{path} cannot be read{_reason(error)}") from error


def _gathered(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """The same in mono, in blocks of at least `BLOCK_S` but where the number of channels changes."""
    for _, alike in groupby(pieces, key=lambda piece: piece.shape[1]):
        gathered: list[Samples] = []
        for piece in alike:
            gathered.append(piece)
            if sum(map(len, gathered)) >= BLOCK_S * RATE_HZ:
                yield mono(np.concatenate(gathered))
                gathered = []
        rest = np.concatenate(gathered) if gathered else None
        if rest is not None and rest.size:
            yield mono(rest)


def _reason(error: Exception) -> str:
    import av

    if isinstance(error, PermissionError) and error.errno == errno.EACCES:
        return ": permission denied. Change its permissions."
    if isinstance(error, av.FFmpegError):  # some of which are an OSError too, about what is in the file
        return " as audio. Give a wav, flac, ogg, mp3, m4a or webm."
    return f": {getattr(error, 'strerror', None) or error}. Check the file."


def _kind(part: Any) -> tuple[str, str, int] | None:
    """What a resampler is made for; it changes where files were joined end to end. None for a gap."""
    return None if isinstance(part, Gap) else (part.format.name, part.layout.name, part.sample_rate)


def _resampled(frames: Iterator[Any]) -> Iterator[Samples]:
    resampler = Resampler()
    for frame in frames:
        yield from resampler.add(frame)
    yield from resampler.end()


def _silence(duration_s: float) -> Iterator[Samples]:
    """In blocks of one channel: it may last an hour."""
    left = round(duration_s * RATE_HZ)
    while left > 0:
        size = min(left, round(BLOCK_S * RATE_HZ))
        yield np.zeros((size, 1), np.float32)
        left -= size
