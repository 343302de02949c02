"""How long the progress over ten thousand takes is waited for.

    .venv/bin/python benchmarks/progress.py [--takes 10000]

The takes were never spoken; what counts is how many there are. "First" sums up each of them, which is done
once; "then" is every time after. Times include the start of Python.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from rehearse.history import open_history  # noqa: E402
from rehearse.model.kept import NewTake  # noqa: E402
from saying import say  # noqa: E402

SAID = (
    "Last autumn our shop lost its phones. My job was to fix that [um] within the day. I called the vendor "
    "and, like, wrote a plan. In the end the shop reopened within two hours and we lost no order. "
)
QUESTIONS = 95
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="The progress over many takes.")
    parser.add_argument("--takes", type=int, default=10_000)
    takes = parser.parse_args().takes
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        fill(home, takes)
        print(f"rehearse progress over {takes} takes:")
        print(f"first        {seconds(home):6.2f} s")
        then = [seconds(home) for _ in range(RUNS)]
        print(f"then         {statistics.median(then):6.2f} s ({min(then):.2f} to {max(then):.2f})")
        page = [seconds(home, "--html", "--no-open") for _ in range(RUNS)]
        print(f"as a page    {statistics.median(page):6.2f} s ({min(page):.2f} to {max(page):.2f})")


def fill(home: Path, takes: int) -> None:
    answers = [say(SAID * 3 + "[um] " * extra) for extra in range(4)]
    begun = datetime(2015, 1, 1, tzinfo=UTC)
    with open_history(home) as history:
        for number in range(takes):
            history.add(
                answers[number % len(answers)],
                NewTake(
                    recorded_at=begun + timedelta(hours=6 * number),
                    prompt_id=f"question-{number % QUESTIONS}",
                    question=f"Question {number % QUESTIONS}?",
                    audio=None,
                    version="0.1.0",
                ),
            )


def seconds(home: Path, *more: str) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "rehearse", "progress", *more],
        env={**os.environ, "REHEARSE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
