"""What happens to a voice between the mouth and the file: rooms, noise, lines, clipping, other voices, music.

Sounds are mono samples at 16 kHz. What needs chance takes a generator: the same seed gives the same sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
Random = np.random.Generator

RATE_HZ = 16_000
SPEECH_DB = -22.0
"""The level of a voice, in dB under full scale, where it sounds."""


def power_db(sound: Any) -> float:
    """The level of a sound where it is not silent: of its frames of 20 ms within 30 dB of the loudest."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    power = (frames.astype(float) ** 2).mean(axis=1)
    return float(10 * np.log10(power[power > power.max() / 1000].mean() + 1e-12))


def levelled(sound: Any, level_db: float = SPEECH_DB) -> Any:
    """The sound at a level."""
    return sound * 10 ** ((level_db - power_db(sound)) / 20)


def band(sound: Any, low_hz: float, high_hz: float) -> Any:
    """What lies between two frequencies; beyond them it falls by 36 dB an octave."""
    frequencies = np.maximum(np.fft.rfftfreq(len(sound), 1 / RATE_HZ), 1)
    falls = np.minimum(1, frequencies / low_hz) ** 6 * np.minimum(1, high_hz / frequencies) ** 6
    return np.fft.irfft(np.fft.rfft(sound) * falls, len(sound))


def low_noise(random: Random, length: int) -> Any:
    """As a street or a fan: more low than high frequencies."""
    frequencies = np.fft.rfftfreq(length, 1 / RATE_HZ)
    return np.fft.irfft(
        np.fft.rfft(random.standard_normal(length)) / np.maximum(frequencies, 60) ** 0.8, length
    )


def hum(random: Random, length: int) -> Any:
    """As a motor: a low tone with many overtones, and a hiss."""
    at = np.arange(length) / RATE_HZ
    tones = sum(np.sin(2 * np.pi * 97 * n * at + random.uniform(0, 6)) / n**0.5 for n in range(1, 24))
    return tones + random.standard_normal(length)


def with_noise(sound: Any, noise: Any, ratio_db: float) -> Any:
    """The sound over a noise that is `ratio_db` softer than the voice."""
    return sound + levelled(noise[: len(sound)], power_db(sound) - ratio_db)


def over(sound: Any, other: Any, ratio_db: float) -> Any:
    """The sound and another one that goes on as long."""
    return with_noise(sound, np.tile(other, -(-len(sound) // len(other))), ratio_db)


def babble(others: Sequence[Any], length: int) -> Any:
    """Several voices at once, none louder than the next."""
    rows = [np.tile(levelled(one), -(-length // len(one)))[:length] for one in others]
    return np.sum(rows, axis=0)


def in_room(sound: Any, random: Random, *, decay_s: float, direct: float) -> Any:
    """The sound with the echo of a room that fades by 60 dB in `decay_s`; `direct` is how much of the energy
    comes straight from the mouth.
    """
    length = int(decay_s * RATE_HZ)
    tail = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    tail *= np.sqrt((1 - direct) / (tail**2).sum())
    tail[0] = np.sqrt(direct)
    size = len(sound) + length
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]


def clipped(sound: Any, gain_db: float) -> Any:
    """Too loud by so much, against a level at which nothing is cut off."""
    return np.clip(sound * 10 ** (gain_db / 20), -1, 1)


def turned_down(sound: Any, level_db: float) -> Any:
    """Softer after all else: what was cut off stays so, and no sample is at full scale."""
    return sound * 10 ** (level_db / 20)


def coarse(sound: Any, bits: int) -> Any:
    """In so few steps of loudness."""
    steps = 2 ** (bits - 1)
    return np.round(sound * steps) / steps


def with_losses(sound: Any, random: Random, *, share: float, length_s: float = 0.12) -> Any:
    """A line that loses packets: silence in their places."""
    size = int(length_s * RATE_HZ)
    lost = np.repeat(random.random(len(sound) // size + 1) < share, size)[: len(sound)]
    return np.where(lost, 0, sound)


def telephone(sound: Any) -> Any:
    """The band and the 255 steps of a telephone."""
    return mu_law(band(sound, 300, 3400))


def mu_law(sound: Any) -> Any:
    """In 255 steps that are finer where the sound is soft, as a telephone line passes it on."""
    dense = np.sign(sound) * np.log1p(255 * np.clip(np.abs(sound), 0, 1)) / np.log(256)
    dense = np.round(dense * 127) / 127
    return np.sign(dense) * (256 ** np.abs(dense) - 1) / 255


def music(random: Random, length_s: float, voice: Samples | None = None) -> Any:
    """A tune over chords with a drum; `voice` is a vowel that sings it."""
    length = int(length_s * RATE_HZ)
    beat = int(RATE_HZ * random.uniform(0.28, 0.5))
    scale = 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12) * random.uniform(0.7, 1.3)
    sound = np.zeros(length + 8 * beat)
    for number, start in enumerate(range(0, length, beat)):
        if number % 4 == 0:
            root = random.integers(0, 4)
            for step in (0, 2, 4):
                sound[start : start + 4 * beat] += 0.4 * _tone(scale[root + step] / 2, 4 * beat, random)
        note = float(scale[random.integers(0, 8)])
        if voice is None:
            sound[start : start + beat] += _tone(note, beat, random)
        else:
            sung = _at_pitch(voice, note / 220, beat)
            sound[start : start + len(sung)] += 1.5 * sung
        hit = random.standard_normal(beat // 2) * np.exp(-np.arange(beat // 2) / 400)
        sound[start : start + len(hit)] += 0.5 * hit
    return sound[:length]


def _tone(hz: float, length: int, random: Random) -> Any:
    at = np.arange(length) / RATE_HZ
    shaking = 1 + 0.004 * np.sin(2 * np.pi * 5.5 * at)
    tones = sum(np.sin(2 * np.pi * hz * n * at * shaking) * 0.6**n for n in range(1, 7))
    return tones * np.exp(-2 * at) * random.uniform(0.7, 1)


def _at_pitch(voice: Samples, pitch: float, length: int) -> Any:
    places = np.arange(0, len(voice) - 1, pitch)
    sung = np.interp(places, np.arange(len(voice)), voice)
    return np.tile(sung, -(-length // len(sung)))[:length]
