"""How long it takes from `rehearse prompt` and Enter to Recording, when the disk is warm.

    .venv/bin/python -m benchmarks.start

The real program in a terminal with the virtual microphone of the tests (Linux only), beside a bare
`import numpy, sounddevice, rich, click` in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import new_home  # noqa: E402
from at_terminal import ENTER, Terminal  # noqa: E402
from virtual_microphone import VirtualMicrophone, virtual_microphone  # noqa: E402

BARE = [sys.executable, "-c", "import numpy, sounddevice, rich.live, click"]


def main() -> None:
    parser = argparse.ArgumentParser(description="From `rehearse prompt` to Recording.")
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, virtual_microphone() as microphone:
        home = new_home(Path(name) / "home")
        until_recording(home, microphone)  # warms the disk
        started, bare = [], []
        for _ in range(arguments.runs):
            started.append(until_recording(home, microphone))
            bare.append(until_imported())
    for title, seconds in (("rehearse prompt", started), ("its packages alone", bare)):
        print(
            f"{title:<20} {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), "
            f"{len(seconds)} runs"
        )


def until_recording(home: Path, microphone: VirtualMicrophone) -> float:
    """Seconds from the start of the program to the first sight of the recording."""
    begun = time.monotonic()
    terminal = Terminal(["prompt"], microphone.environment | {"REHEARSE_HOME": str(home)})
    try:
        terminal.wait_for(r"Recording  0:0\d")
        seconds = time.monotonic() - begun
        time.sleep(1.5)
        terminal.press(ENTER)
        terminal.wait_for("not kept")
        return seconds
    finally:
        terminal.close()


def until_imported() -> float:
    begun = time.monotonic()
    subprocess.run(BARE, check=True)
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
