"""Real files: made from samples/ by speed, noise and cuts, heard as a class and by one `rehearse analyze`."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from rehearse.audio.files import RATE_HZ, read_audio

SAMPLES = Path(__file__).parents[2] / "samples"
SPEEDS, NOISES, PARTS = (0.9, 1.0, 1.1), (0.0, 0.002, 0.005), ((0.0, 1.0), (0.0, 0.7), (0.3, 1.0))
"""Times as fast (and as high), noise beside full scale, and which part of the answer is left."""
PROGRAM = [sys.executable, "-m", "rehearse"]

Samples = npt.NDArray[np.float32]


def made(count: int) -> Iterator[Samples]:
    """So many recordings at 16 kHz, no two alike."""
    sounds = [read_audio(path) for path in sorted(SAMPLES.glob("*.flac"))]
    chance = np.random.default_rng(29)
    for number in range(count):
        sound = sounds[number % len(sounds)]
        round_ = number // len(sounds)
        speed, noise = SPEEDS[round_ % 3], NOISES[round_ // 3 % 3]
        first, last = PARTS[round_ // 9 % 3]
        cut = sound[int(first * len(sound)) : int(last * len(sound))]
        places = np.arange(0, len(cut) - 1, speed * (1 + 0.01 * (round_ // 27)))
        faster = np.interp(places, np.arange(len(cut)), cut).astype(np.float32)
        yield np.clip(faster + noise * chance.standard_normal(len(faster)), -1, 1).astype(np.float32)


def beside_analyze(folder: Path, *, count: int) -> None:
    """Prints both times as shares of the length, and the largest memory of a worker."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    length_s = 0.0
    for number, samples in enumerate(made(count)):
        soundfile.write(files / f"{number:04}.wav", samples, RATE_HZ, subtype="PCM_16")
        length_s += len(samples) / RATE_HZ
    print(f"{count} files, {length_s / 60:.0f} minutes")
    environment = {**os.environ, "REHEARSE_HOME": str(folder / "home")}
    shares = {}
    for name, arguments in (
        ("analyze", ["analyze", "--json", str(files)]),
        ("cohort", ["cohort", str(files), "--out", str(folder / "out"), "--without-audio"]),
    ):
        begun = time.perf_counter()
        subprocess.run([*PROGRAM, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
        shares[name] = (time.perf_counter() - begun) / length_s
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(
            f"{name}: {shares[name]:.4f} of the length; {most:.2f} GB at most in one process so far",
            flush=True,
        )
    print(f"cohort beside analyze: {shares['cohort'] / shares['analyze']:.2f} times")
