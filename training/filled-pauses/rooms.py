"""What lies between a mouth and a recording: echo, noise and the telephone.

Sounds are mono samples at 16 kHz. What needs chance takes a generator: the same seed gives the same room.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]
Random = np.random.Generator

RATE_HZ = 16_000
TELEPHONE_RATE_HZ = 8_000


def with_echo(sound: Any, random: Random, *, decay_s: float, strength: tuple[float, float]) -> Any:
    """The sound with a tail that fades by 1/e in `decay_s`; the reflections have a strength between two."""
    tail = random.standard_normal(int(3 * decay_s * RATE_HZ))
    tail *= np.exp(-np.arange(len(tail)) / (decay_s * RATE_HZ)) * random.uniform(*strength)
    tail[0] = 1
    return _convolved(sound, tail)[: len(sound)]


def low_noise(noise: Any) -> Any:
    """Even noise made to hold more low than high frequencies, as rooms do."""
    frequencies = np.fft.rfftfreq(len(noise), 1 / RATE_HZ)
    return np.fft.irfft(np.fft.rfft(noise) / np.maximum(frequencies, 50) ** 0.5, len(noise))


def with_noise(sound: Any, noise: Any, *, level_db: float) -> Any:
    """The sound with `noise` under it at `level_db` under full scale."""
    return sound + noise / noise.std() * 10 ** (level_db / 20)


def through_telephone(sound: Any) -> Any:
    """At 8 kHz and in the 255 steps of mu-law, as a line passes it on."""
    narrow = soxr.resample(sound, RATE_HZ, TELEPHONE_RATE_HZ)
    coarse = np.sign(narrow) * np.log1p(255 * np.clip(np.abs(narrow), 0, 1)) / np.log(256)
    coarse = np.round(coarse * 127) / 127
    return soxr.resample(np.sign(coarse) * (256 ** np.abs(coarse) - 1) / 255, TELEPHONE_RATE_HZ, RATE_HZ)


def _convolved(sound: Any, tail: Any) -> Any:
    size = len(sound) + len(tail)
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
