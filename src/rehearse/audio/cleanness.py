"""How clean a recording is, block by block: whether loud sounds are cut off, and how far below noise lies.

It keeps levels and counts and no sound. It does not judge: `analysis.unheard` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rehearse.audio.files import RATE_HZ
from rehearse.model.heard import Sound, Span

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

FRAME_S = 0.02
FRAME = round(FRAME_S * RATE_HZ)
FLOOR_DB = -100.0
"""Softer than any microphone; zeros count as this."""
SIZES_PER_DB = 4
"""Sizes of samples are counted in steps of a quarter of a decibel."""
LOUDEST = 1e-4
"""So few samples may be louder than what counts as the loudest: a click is no ceiling."""
NEAR_DB, AUDIBLE_DB = 1.0, 30.0
"""Under the loudest: what lies at the ceiling, and what belongs to the voice at all."""
VOICE_AT, NOISE_AT = 0.9, 0.1
"""The quantiles of levels that stand for the voice, where somebody speaks, and for the noise."""


class Cleanness:
    """Follows a recording block by block; what it finds does not depend on where the blocks end."""

    def __init__(self) -> None:
        self._sizes = np.zeros(round(-FLOOR_DB * SIZES_PER_DB) + 1, dtype=np.int64)
        self._levels: list[Samples] = []
        self._waiting = np.zeros(0, dtype=np.float32)

    def add(self, samples: Samples) -> None:
        """Mono 16 kHz samples of shape (n,)."""
        waiting = np.concatenate([self._waiting, samples])
        whole = len(waiting) // FRAME * FRAME
        self._waiting = waiting[whole:]
        frames = waiting[:whole].astype(np.float64)
        steps = np.floor(-_decibels(np.abs(frames)) * SIZES_PER_DB).astype(np.int64)
        self._sizes += np.bincount(np.clip(steps, 0, len(self._sizes) - 1), minlength=len(self._sizes))
        rms = np.sqrt((frames.reshape(-1, FRAME) ** 2).mean(axis=1))
        self._levels.append(_decibels(rms).astype(np.float32))

    def sound(self, speech: Sequence[Span]) -> Sound | None:
        """What was measured, where somebody speaks in `speech`; None without a voice."""
        levels = np.concatenate(self._levels) if self._levels else np.zeros(0, dtype=np.float32)
        ranges = [slice(round(one.start_s / FRAME_S), round(one.end_s / FRAME_S)) for one in speech]
        spoken = np.concatenate([levels[one] for one in ranges]) if ranges else levels[:0]
        if not spoken.size:
            return None
        noise = levels[levels > FLOOR_DB]
        below_db = np.quantile(spoken, VOICE_AT) - (np.quantile(noise, NOISE_AT) if noise.size else FLOOR_DB)
        return Sound(clipped=self._clipped(), noise_below_db=round(float(below_db), 1))

    def _clipped(self) -> float:
        """The share of what is audible that lies at the ceiling."""
        louder = np.cumsum(self._sizes)
        ceiling = int(np.searchsorted(louder, LOUDEST * louder[-1]))
        near, audible = (
            int(self._sizes[: ceiling + round(below_db * SIZES_PER_DB) + 1].sum())
            for below_db in (NEAR_DB, AUDIBLE_DB)
        )
        return round(near / audible, 4) if audible else 0.0


def _decibels(sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = np.maximum(FLOOR_DB, 20 * np.log10(np.maximum(sizes, 1e-9)))
    return found
