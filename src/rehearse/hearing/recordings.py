"""Hears recordings block by block, so that they may be hours long. Keeps nothing and prints nothing."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.files import Recording, outline
from rehearse.errors import AudioFileError
from rehearse.model.heard import Heard
from rehearse.transcription.verbatim import BATCH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rehearse.audio.chunks import Chunk
    from rehearse.transcription.verbatim import Transcribing, Transcript

    Samples = npt.NDArray[np.float32]
from rehearse.hearing.ears import Ears
from rehearse.hearing.heard import heard_from
from rehearse.hearing.loading import GetWhisper, WhisperLoading
from rehearse.progress import Progress, no_progress


def hear_file(
    path: Path,
    whisper: WhisperLoading,
    *,
    progress: Progress = no_progress,
    also: Callable[[Samples], None] = lambda _: None,
) -> Heard:
    """What a recording holds, read block by block, so that it may be hours long.

    `also` gets every block too. AudioFileError for what is no recording; for that no model is loaded.
    """
    is_of = outline(path)
    track = _track_with_voice(path, is_of.tracks)
    recording = Recording(path, track=track)
    ears = Ears()
    writer = _Writer(whisper, progress, is_of.declared_s or 0)
    for block in recording.blocks():
        whisper.start()
        also(block)
        writer.add(ears.add(block))
    writer.add(ears.end())
    return replace(heard_from(ears, writer.end()), damage=recording.damage, track=track)


def _track_with_voice(path: Path, tracks: int) -> int | None:
    """The first of several sound tracks in which somebody speaks; None for the default one, or none."""
    if tracks < 2 or _somebody_speaks(Recording(path).blocks()):
        return None
    with_voice = (
        number for number in range(1, tracks + 1) if _somebody_speaks(Recording(path, track=number).blocks())
    )
    return next(with_voice, None)


def _somebody_speaks(blocks: Iterable[Samples]) -> bool:
    """Read no further than to the first voice; a track that cannot be read has none."""
    ears = Ears()
    with contextlib.suppress(AudioFileError):
        for block in blocks:
            ears.add(block)
            if ears.last_voice_s is not None:
                return True
    ears.end()
    return ears.last_voice_s is not None


def hear(samples: Samples, whisper: GetWhisper, *, progress: Progress = no_progress) -> Heard:
    """What mono 16 kHz samples of shape (n,) hold. `whisper` is called only where somebody speaks."""
    ears = Ears()
    complete = ears.add(samples)
    writer = _Writer(whisper, progress, ears.duration_s)
    writer.add([*complete, *ears.end()])
    return heard_from(ears, writer.end())


class _Writer:
    """Has chunks written down as many at once as the model hears best."""

    def __init__(self, whisper: GetWhisper, progress: Progress, total_s: float) -> None:
        self._whisper = whisper
        self._progress = progress
        self._total_s = math.ceil(total_s)
        self._waiting: list[Chunk] = []
        self._transcribing: Transcribing | None = None

    def add(self, chunks: Sequence[Chunk]) -> None:

        self._waiting += chunks
        while len(self._waiting) >= BATCH:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            self._write(batch)

    def end(self) -> Transcript | None:
        """What was said; None where nobody spoke."""
        if self._waiting:
            self._write(self._waiting)
        return self._transcribing.end() if self._transcribing else None

    def _write(self, batch: Sequence[Chunk]) -> None:
        if self._transcribing is None:
            self._transcribing = self._whisper(self._progress).begin()
            self._progress("Transcribing", 0, 0)
        self._transcribing.add(batch)
        self._progress("Transcribing", min(round(batch[-1].span.end_s), self._total_s), self._total_s)
