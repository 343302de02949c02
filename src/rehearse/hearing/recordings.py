"""Hears recordings block by block, so that they may be hours long. Keeps nothing and prints nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.files import RATE_HZ, Recording, outline
from rehearse.errors import AudioFileError
from rehearse.hearing.ears import Ears
from rehearse.hearing.heard import heard_in
from rehearse.hearing.loading import GetWhisper, WhisperLoading
from rehearse.hearing.writing import Writer
from rehearse.model.heard import Heard
from rehearse.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]


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

    def blocks() -> Iterator[Samples]:
        for block in recording.blocks():
            whisper.start()
            also(block)
            yield block

    heard = heard_in(blocks(), Ears(), Writer(whisper, progress, total_s=is_of.declared_s or 0))
    return replace(heard, damage=recording.damage, track=track)


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
    return heard_in([samples], Ears(), Writer(whisper, progress, total_s=len(samples) / RATE_HZ))
