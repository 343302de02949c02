"""How long one waits for the report after a two-minute answer, and whether any of it was lost meanwhile.

    .venv/bin/python -m benchmarks.latency --takes 10
    .venv/bin/python -m benchmarks.latency --takes 10 --busy --alone
    .venv/bin/python -m benchmarks.latency --takes 10 --alone --enter-after 1.5

The real program in a terminal, and the project's samples spoken into its microphone (the virtual one of the
tests; Linux only). Timed from Enter to the last line of the report. After each take the same recording is
given to faster-whisper (int8, a beam of 1, word times) and to openai-whisper (its own transcribe, word
times), each with its model loaded before the clock starts; `--alone` leaves them out. `--busy` has another
program use a whole core all the time. `--enter-after` waits so many seconds after the last word, as people
do who are not machines.

Lost frames are told by the recording itself: how much further apart its first and its last seconds are in
the answer than in the recording.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import new_home  # noqa: E402
from at_terminal import ENTER, Terminal  # noqa: E402
from benchmarks.speed import RECORDING_S, THEIRS, THREADS, their_weights, two_minutes  # noqa: E402
from listening import place_s  # noqa: E402
from rehearse.audio.files import RATE_HZ, read_audio  # noqa: E402
from rehearse.folders import cache_folder  # noqa: E402
from rehearse.transcription.weights import find_weights  # noqa: E402
from virtual_microphone import VirtualMicrophone, virtual_microphone  # noqa: E402

QUESTION_ID = "outage"
COMPARED_S = 8.0
"""How much of the beginning and of the end is looked for in the recording."""

OPENAI = """
import json, sys, time, whisper
model = whisper.load_model(sys.argv[3])
begun = time.perf_counter()
said = model.transcribe(sys.argv[1], language="en", word_timestamps=True, fp16=False)
words = [word for segment in said["segments"] for word in segment["words"]]
print(json.dumps({"after_loading_s": time.perf_counter() - begun, "words": len(words)}))
"""


@dataclass(frozen=True)
class TakeSeen:
    """Seconds from Enter to the report, frames missing in the recording, and what the program said of it."""

    waited_s: float
    missing_frames: int
    told_of_loss: bool


def main() -> None:
    parser = argparse.ArgumentParser(description="The wait for the report after a two-minute answer.")
    parser.add_argument("--takes", type=int, default=10)
    parser.add_argument("--busy", action="store_true", help="while another program uses a whole core")
    parser.add_argument("--alone", action="store_true", help="not beside other programs")
    parser.add_argument("--enter-after", type=float, default=0, help="seconds after the last word (0)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, virtual_microphone() as microphone:
        folder = Path(name)
        answer = two_minutes(folder / "two-minutes.wav")
        home = new_home(folder / "home")
        weights = None if arguments.alone else their_weights(folder / "weights")
        base = find_weights(cache=cache_folder())
        seen, theirs, openais = [], [], []
        for number in range(1, arguments.takes + 1):
            with another_program() if arguments.busy else contextlib.nullcontext():
                seen.append(practised(home, microphone, answer, arguments.enter_after))
                print(f"take {number}: {seen[-1]}", file=sys.stderr, flush=True)
                if weights:
                    recording = latest(home)
                    theirs.append(after_loading_s(THEIRS, recording, weights))
                    openais.append(after_loading_s(OPENAI, recording, base))
    busy = ", another program using a whole core" if arguments.busy else ""
    after = f", Enter {arguments.enter_after} s after the last word" if arguments.enter_after else ""
    print(f"From Enter to the report, {RECORDING_S} s answer, {arguments.takes} takes{busy}{after}:")
    show("rehearse", [take.waited_s for take in seen])
    if weights:
        show("faster-whisper after the stop", theirs)
        show("openai-whisper after the stop", openais)
    missing = [take.missing_frames for take in seen]
    told = sum(take.told_of_loss for take in seen)
    print(f"frames missing: {sum(missing)} in all, {max(missing)} at most; told of by the program: {told}")


@contextlib.contextmanager
def another_program() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def practised(home: Path, microphone: VirtualMicrophone, answer: Path, enter_after_s: float) -> TakeSeen:
    environment = microphone.environment | {"REHEARSE_HOME": str(home), "TERM": "xterm-256color"}
    terminal = Terminal(["prompt", QUESTION_ID], environment)
    try:
        terminal.wait_for(r"Recording  0:0\d")
        voice = microphone.play(answer)
        half_said_at = time.monotonic() + RECORDING_S / 2  # a terminal gives up on what takes too long
        terminal.read_until(lambda: time.monotonic() > half_said_at, waiting_for="half of the answer")
        terminal.read_until(lambda: voice.poll() is not None, waiting_for="the end of the answer")
        pressed_at = time.monotonic() + enter_after_s
        terminal.read_until(lambda: time.monotonic() >= pressed_at, waiting_for="the finger on the key")
        terminal.press(ENTER)
        begun = time.monotonic()
        terminal.wait_for(r"Take \d+ is kept\.")
        waited_s = time.monotonic() - begun
        if terminal.be_done() != 0:
            sys.exit(f"The practice failed:\n{terminal.left}")
        return TakeSeen(waited_s, missing_frames(latest(home), answer), "too busy" in terminal.left)
    finally:
        terminal.close()


def latest(home: Path) -> Path:
    return max((home / "takes").iterdir(), key=lambda path: path.stat().st_mtime)


def missing_frames(recording: Path, answer: Path) -> int:
    """At 16 kHz; 0 where as much time lies between two places in the recording as in the answer."""
    said, heard = (read_audio(path).astype(np.float64) for path in (answer, recording))
    size = round(COMPARED_S * RATE_HZ)
    apart_s = place_s(heard, said[-size:]) - place_s(heard, said[:size])
    return len(said) - size - round(apart_s * RATE_HZ)


def after_loading_s(code: str, recording: Path, weights: Path) -> float:
    printed = subprocess.run(
        [sys.executable, "-c", code, str(recording), str(THREADS), str(weights)],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"OMP_NUM_THREADS": str(THREADS), "HF_HUB_OFFLINE": "1"},
    ).stdout
    return float(json.loads(printed)["after_loading_s"])


def show(name: str, seconds: list[float]) -> None:
    middle = statistics.median(seconds)
    print(f"{name:30} median {middle:5.2f} s ({min(seconds):.2f} to {max(seconds):.2f})")


if __name__ == "__main__":
    main()
