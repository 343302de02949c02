"""What is left of a take when something goes wrong: the real program, and a fault at a random moment.

    .venv/bin/python -m benchmarks.faults --tries 20 --jobs 2

Needs the virtual microphone of the tests, and Linux. As root, disks that are full are disks; else they are
limits on the length of files. Exit status 1 where a take, or more than a second of what was said, was lost,
where the history is not sound or readable by others, or where no report could be made afterwards.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.faults.checks import Outcome, outcome
from benchmarks.faults.faults import FAULTS, Fault, SkippedError
from benchmarks.faults.practice import practice, ready_cache

HEADINGS = (
    "Fault",
    "Tries",
    "Takes kept",
    "Worst loss (s)",
    "History sound",
    "Cut off before the report",
    "Report made afterwards",
)


def main() -> None:
    arguments = parsed()
    chosen = [fault for fault in FAULTS if not arguments.only or arguments.only in fault.name]
    if not chosen:
        sys.exit(f"No fault is called {arguments.only!r}; they are: {', '.join(f.name for f in FAULTS)}")
    ready_cache()
    tries = [(fault, f"{arguments.seed}-{number}") for fault in chosen for number in range(arguments.tries)]
    bad = False
    print_row(HEADINGS)
    print_row(["---"] * len(HEADINGS))
    with ThreadPoolExecutor(arguments.jobs) as pool:
        results = pool.map(lambda one: tried(*one), tries)
        for fault in chosen:
            of_it = list(islice(results, arguments.tries))
            print_row(row(fault, of_it))
            bad = bad or any(isinstance(result, Outcome) and result.problems for result in of_it)
    sys.exit(1 if bad else 0)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What is left of a take when something goes wrong.")
    parser.add_argument("--tries", type=int, default=20, help="of each fault (20)")
    parser.add_argument("--only", metavar="NAME", help="the faults whose name contains this")
    parser.add_argument("--jobs", type=int, default=1, help="tries side by side (1)")
    parser.add_argument("--seed", type=int, default=0, help="chooses the moments (0)")
    return parser.parse_args()


def tried(fault: Fault, seed: str) -> Outcome | str:
    """What became of one try; why not where the fault cannot be had here."""
    with tempfile.TemporaryDirectory(prefix="fault-") as name:
        try:
            with practice(Path(name), Random(f"{fault.name} {seed}")) as begun:
                fault.happen(begun)
                ended = outcome(begun)
        except SkippedError as skipped:
            return str(skipped)
        except Exception as error:  # one try that fails, as by a program that hangs, is a result
            ended = Outcome(1, 0, 0, 0.0, False, 0, (f"{type(error).__name__}: {error}",))
    for problem in ended.problems:
        print(f"{fault.name}, {seed}: {problem}", file=sys.stderr, flush=True)
    return ended


def row(fault: Fault, results: Sequence[Outcome | str]) -> tuple[str, ...]:
    outcomes = [result for result in results if isinstance(result, Outcome)]
    if not outcomes:
        return (fault.name, f"skipped: {results[0]}", *[""] * (len(HEADINGS) - 2))
    expected = sum(result.expected for result in outcomes)
    return (
        fault.name,
        str(len(outcomes)),
        f"{sum(result.kept for result in outcomes)} of {expected}",
        f"{max(result.lost_s for result in outcomes):.2f}",
        f"{sum(result.history_is_sound for result in outcomes)} of {len(outcomes)}",
        str(sum(result.cut_off for result in outcomes)),
        f"{sum(result.reported for result in outcomes)} of {expected}",
    )


def print_row(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
