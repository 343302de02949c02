"""What listening for hesitations costs in time: hearing one answer with and without it, in turn.

    python -m benchmarks.accuracy.cost [RECORDING] [--times 5]

Without: no detector on the encoder's states, and no adding up of spellings while decoding. The prompt, the
chunks and the words are the same. The model is loaded before; the ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from pathlib import Path
from typing import Any

from rehearse.audio.files import read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.transcription import spelling
from rehearse.transcription.verbatim import Whisper

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "rambling.flac"


def seconds(samples: Any, whisper: Whisper) -> float:
    begun = time.perf_counter()
    hear(samples, lambda _: whisper, progress=lambda *_: None)
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description="Time hearing with and without hesitations.")
    parser.add_argument("recording", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    samples = read_audio(options.recording)
    whisper = load_whisper("base", progress=lambda *_: None)
    detector, least = whisper._detector, spelling.LEAST_TOGETHER_LOG
    spent: dict[bool, list[float]] = {True: [], False: []}
    seconds(samples, whisper)
    for _ in range(options.times):
        for listens in (True, False):
            whisper._detector = detector if listens else None
            spelling.LEAST_TOGETHER_LOG = least if listens else math.inf
            spent[listens].append(seconds(samples, whisper))
    with_it, without = (statistics.median(spent[listens]) for listens in (True, False))
    print(f"{with_it:.2f} s with, {without:.2f} s without: ratio {with_it / without:.2f}")


if __name__ == "__main__":
    main()
