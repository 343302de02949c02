"""Cut recordings of people into clips as clips.py makes them, as they are and in other rooms.

    python training/filled-pauses/people.py RECORDINGS FOLDER

RECORDINGS holds the recordings that people.json names, which has the times of the hesitations in them;
README.md says where they can be had. Each is cut into pieces of 27 s, once as it is, and in four rooms:
higher or lower and faster or slower, with echo, in noise 8 to 25 dB under the speech, and by telephone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from rooms import RATE_HZ, Random, Samples, low_noise, through_telephone, with_echo, with_noise

TIMES = Path(__file__).with_name("people.json")
Span = tuple[float, float]
Times = dict[str, list[Span]]
"""Of the "hesitations", and of what may be one and is "unsure", in seconds."""
CLIP_S = 27.0
ROOMS = 5
SIZE = 0.1
"""How much higher or lower a voice becomes, as the spread of a logarithm."""


def in_room(sound: Samples, number: int, random: Random) -> tuple[Samples, float]:
    """The sound in one of `ROOMS`, the first of which is its own, and how much longer it is now."""
    if number == 0:
        return sound, 1.0
    longer = float(np.exp(random.normal(0, SIZE)))
    other: Any = soxr.resample(sound, RATE_HZ, RATE_HZ * longer)
    if number in (1, 3):
        other = with_echo(other, random, decay_s=random.uniform(0.03, 0.3), strength=(0.01, 0.08))
    if number > 1:
        noise = random.standard_normal(len(other))
        level_db = 20 * np.log10(other.std() + 1e-9) - random.uniform(8, 25)
        other = with_noise(other, noise if number == 2 else low_noise(noise), level_db=level_db)
    if number == ROOMS - 1:
        other = through_telephone(other)
    louder = 10 ** (random.uniform(-10, 4) / 20)
    return np.clip(other * louder, -1, 1).astype(np.float32), longer


def pieces(sound: Samples, times: Times) -> list[tuple[Samples, Times]]:
    """The sound in pieces of `CLIP_S`, each with the times that lie in it."""
    size = int(CLIP_S * RATE_HZ)
    return [
        (sound[first : first + size], {kind: within(spans, first / RATE_HZ) for kind, spans in times.items()})
        for first in range(0, len(sound), size)
    ]


def within(spans: list[Span], start_s: float) -> list[Span]:
    """What of the spans lies in the `CLIP_S` from `start_s` on, counted from there."""
    end_s = start_s + CLIP_S
    return [
        (max(first, start_s) - start_s, min(last, end_s) - start_s)
        for first, last in spans
        if first < end_s and last > start_s
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Cut recordings of people into training clips.")
    parser.add_argument("recordings", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for number, (name, times) in enumerate(json.loads(TIMES.read_text(encoding="utf-8")).items()):
        [file] = options.recordings.rglob(f"{name}.*")
        sound, rate_hz = soundfile.read(file, dtype="float32")
        sound = soxr.resample(sound, rate_hz, RATE_HZ)
        random = np.random.default_rng(number)
        for room in range(ROOMS):
            other, longer = in_room(sound, room, random)
            scaled = {
                kind: [(start_s * longer, end_s * longer) for start_s, end_s in spans]
                for kind, spans in times.items()
            }
            for place, (piece, inside) in enumerate(pieces(other, scaled)):
                clip = options.folder / f"{name}-{room}{place:02}"
                soundfile.write(clip.with_suffix(".flac"), piece, RATE_HZ, subtype="PCM_16")
                clip.with_suffix(".json").write_text(json.dumps(inside))
        print(name, flush=True)


if __name__ == "__main__":
    main()
