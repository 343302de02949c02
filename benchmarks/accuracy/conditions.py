"""Recordings passed through what people speak into: a telephone, a laptop, a room, a noise.

Sounds are mono samples at 16 kHz. The same recording gives the same sound each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import soundfile
import soxr

from benchmarks.accuracy.events import NOTHING, TIMED, Recording
from benchmarks.unheard import sounds
from benchmarks.unheard.sounds import RATE_HZ, Random
from rehearse.audio.files import read_audio
from rehearse.errors import AudioFileError

GROUPS = (*TIMED, NOTHING)
"""Of real voices with times from people, and what holds nothing; the rest is left as it is."""
LINE_RATE_HZ = 8_000
LAPTOP = {"decay_s": 0.4, "direct": 0.4}
"""A small room; at a metre a little more than half of the sound comes from its walls."""
LAPTOP_LOW_CUT_HZ, LAPTOP_NOISE_DB = 150.0, 25.0
ROOM = {"decay_s": 0.7, "direct": 0.25}
"""A bare room, heard from two metres."""
NOISE_DB = 10.0


def telephone(sound: Any, random: Random) -> Any:
    """300 to 3400 Hz at 8 kHz, in the steps of mu-law."""
    narrow = soxr.resample(sounds.band(sound, 300, 3400), RATE_HZ, LINE_RATE_HZ)
    return soxr.resample(sounds.mu_law(narrow), LINE_RATE_HZ, RATE_HZ)


def laptop(sound: Any, random: Random) -> Any:
    """A microphone that hears no bass, a metre away in a small room, with a little noise."""
    there = sounds.band(sounds.in_room(sound, random, **LAPTOP), LAPTOP_LOW_CUT_HZ, RATE_HZ / 2)
    return _with_fan(there, random, LAPTOP_NOISE_DB)


def bare_room(sound: Any, random: Random) -> Any:
    """A room that fades by 60 dB in 0.7 s."""
    return sounds.in_room(sound, random, **ROOM)


def noise(sound: Any, random: Random) -> Any:
    """A fan 10 dB under the voice."""
    return _with_fan(sound, random, NOISE_DB)


CONDITIONS: dict[str, Callable[[Any, Random], Any]] = {
    "telephone": telephone,
    "laptop at 1 m": laptop,
    "echoing room": bare_room,
    "noise at 10 dB": noise,
}


def _with_fan(sound: Any, random: Random, ratio_db: float) -> Any:
    """Noise under the voice, where that sounds; under an ordinary voice where the sound is silent."""
    fan = sounds.low_noise(random, len(sound))
    voice_db = sounds.power_db(sound) if np.any(sound) else sounds.SPEECH_DB
    return sound + sounds.levelled(fan, voice_db - ratio_db)


def passed(sound: Any, condition: str, *, seed: int) -> Any:
    """The samples as they come out, in the sound's own length, and no louder than full scale."""
    out = CONDITIONS[condition](sound.astype(float), np.random.default_rng(seed))
    out = np.pad(out, (0, max(0, len(sound) - len(out))))[: len(sound)]
    return (out / max(1.0, np.abs(out).max(initial=0.0))).astype(np.float32)


def in_conditions(known: dict[Path, Recording], folder: Path) -> dict[Path, Recording]:
    """The recordings of `GROUPS` in each condition, as files in `folder`; what cannot be read is left out."""
    made: dict[Path, Recording] = {}
    for file, one in known.items():
        if one.group not in GROUPS:
            continue
        for condition in CONDITIONS:
            out = folder / f"{Path(one.name).stem}-{condition.replace(' ', '-')}-{_recipe(file)}.flac"
            if out.exists() or _make(out, file, condition):
                made[out] = replace(one, condition=condition)
    return made


def _make(out: Path, file: Path, condition: str) -> bool:
    try:
        sound = read_audio(file)
    except (AudioFileError, ValueError):  # an empty file
        return False
    out.parent.mkdir(parents=True, exist_ok=True)
    seed = crc32(f"{file.name} {condition}".encode())
    soundfile.write(out, passed(sound, condition, seed=seed), RATE_HZ, subtype="PCM_16")
    return True


def _recipe(file: Path) -> str:
    """Changes with the recording, and with how it is passed on."""
    recipe = b"".join(Path(module).read_bytes() for module in (__file__, sounds.__file__))
    return hashlib.sha256(recipe + file.read_bytes()).hexdigest()[:10]
