"""How fast the small commands are: `rehearse --help` and the Tab key beside `import click`, and 10,000 takes.

    make speed

Each is the median of whole processes, run in turn.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

TAKES = 10_000
RUNS = 11
WORDS_A_TAKE = 200
PROGRAM = Path(sys.executable).with_name("rehearse")


def main() -> None:
    beside_click("rehearse --help", [sys.executable, "-m", "rehearse", "--help"], {})
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name))
        for line in ("rehearse pro", "rehearse prompt --th", "rehearse prompt out", "rehearse show 99"):
            asking = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "REHEARSE_HOME": name}
            asking["_REHEARSE_COMPLETE"] = "bash_complete"
            beside_click(f"Tab after {line}", [str(PROGRAM)], asking)
        listing, _ = in_turn(
            [sys.executable, "-m", "rehearse", "history"],
            [sys.executable, "-c", "pass"],
            {"REHEARSE_HOME": name},
        )
    print(f"rehearse history with {TAKES:,} takes of {WORDS_A_TAKE} words: {listing:.2f} s")


def beside_click(what: str, command: list[str], environment: dict[str, str]) -> None:
    spent, importing = in_turn(command, [sys.executable, "-c", "import click"], environment)
    print(f"{what} {spent * 1000:.0f} ms, import click {importing * 1000:.0f} ms", end="")
    print(f": ratio {spent / importing:.2f}")


def in_turn(one: list[str], other: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Median seconds of two commands."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for command, seconds in zip((one, other), spent, strict=True):
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | environment)
            seconds.append(time.perf_counter() - begun)
    return statistics.median(spent[0]), statistics.median(spent[1])


def fill(folder: Path) -> None:
    """A history as two years of hard practice would leave it."""
    from rehearse.history import open_history
    from rehearse.model.heard import Heard, Span, Word
    from rehearse.model.kept import NewTake

    words = tuple(Word("word", Span(n * 0.4, n * 0.4 + 0.3), 0.9) for n in range(WORDS_A_TAKE))
    length_s = 0.4 * WORDS_A_TAKE
    heard = Heard(words, (Span(0, length_s),), duration_s=length_s, engine="openai-whisper", model="base")
    first = datetime(2025, 1, 1, tzinfo=UTC)
    with open_history(folder) as history:
        for number in range(TAKES):
            history.add(
                heard,
                NewTake(
                    recorded_at=first + timedelta(hours=number),
                    prompt_id="outage",
                    question="Tell me about a time something important stopped working.",
                    audio=None,
                    version="0",
                ),
            )


if __name__ == "__main__":
    main()
