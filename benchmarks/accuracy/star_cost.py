"""What reading the story costs: time for one answer, and memory beside a Whisper that has just heard it.

    python -m benchmarks.accuracy.star_cost [RECORDING] [--times 20]

Memory is what the process holds once the answer was heard, before the reader is loaded and after it has
read; it needs Linux, where the kernel tells.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from rehearse.audio.files import read_audio
from rehearse.hearing.heard import with_readings
from rehearse.hearing.loading import load_whisper, story_reader
from rehearse.hearing.recordings import hear
from rehearse.model.heard import Heard

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "rambling.flac"


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and weigh the reader of stories.")
    parser.add_argument("recording", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    samples = read_audio(options.recording)
    whisper = load_whisper("base", progress=lambda *_: None)
    heard = Heard(words=hear(samples, lambda _: whisper).words)
    before_mb = resident_mb()
    begun = time.perf_counter()
    story_reader()
    loading_s = time.perf_counter() - begun
    spent = []
    for _ in range(options.times):
        begun = time.perf_counter()
        with_readings(heard)
        spent.append(time.perf_counter() - begun)
    print(f"{len(heard.words)} words: loaded in {loading_s:.2f} s, read in {statistics.median(spent):.3f} s,")
    print(f"the slowest {max(spent):.3f} s, {resident_mb() - before_mb:.0f} MB beside {before_mb:.0f}")


if __name__ == "__main__":
    main()
