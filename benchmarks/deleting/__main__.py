"""What is left of a voice when a program is killed while it deletes it, or while it writes a page or a copy.

    .venv/bin/python -m benchmarks.deleting --tries 40 --jobs 2

Each command is killed (kill -9) at random moments: every other time before one of its steps, which are the
statements of the history and the files written, renamed and removed; else after a time up to as long as
it takes. Then rehearse is started, and `rehearse recover` is run on files that look an hour old. Exit status
1 where a voice or a word is left that no take has, where a take comes back, or where one is lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from benchmarks.deleting.tries import CASES, Case, Outcome, count_steps, prepare, tried

HEADINGS = (
    "Command",
    "Tries",
    "Killed before its end",
    "Voice or words left behind",
    "Takes back from the dead",
    "Takes lost or not whole",
)


def main() -> None:
    arguments = parsed()
    chosen = [case for case in CASES if not arguments.only or arguments.only in case.name]
    if not chosen:
        sys.exit(
            f"No command is called {arguments.only!r}; they are: {', '.join(case.name for case in CASES)}"
        )
    bad = False
    print_row(HEADINGS)
    print_row(["---"] * len(HEADINGS))
    for case in chosen:
        outcomes = killed(case, tries=arguments.tries, jobs=arguments.jobs, seed=arguments.seed)
        print_row(row(case, outcomes))
        bad = bad or any(outcome.left or outcome.back or outcome.lost for outcome in outcomes)
    sys.exit(1 if bad else 0)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What is left of a voice when a program is killed.")
    parser.add_argument("--tries", type=int, default=40, help="of each command (40)")
    parser.add_argument("--only", metavar="NAME", help="the commands whose name contains this")
    parser.add_argument("--jobs", type=int, default=1, help="tries side by side (1)")
    parser.add_argument("--seed", type=int, default=0, help="chooses the moments (0)")
    return parser.parse_args()


def killed(case: Case, *, tries: int, jobs: int, seed: int) -> list[Outcome]:
    random = Random(f"{case.name} {seed}")
    with tempfile.TemporaryDirectory(prefix="deleting-") as name:
        template = prepare(Path(name) / "template", case)
        steps, takes_s = count_steps(template, case, new(Path(name) / "whole"))

        def once(number: int, moment: float) -> Outcome:
            folder = new(Path(name) / str(number))
            if number % 2:
                outcome, when = tried(template, case, folder, after_s=moment * takes_s), f"{moment:.0%}"
            else:
                step = 1 + int(moment * steps)
                outcome, when = tried(template, case, folder, step=step), f"step {step} of {steps}"
            for problem in (*outcome.left, *outcome.lost, *["a take came back"] * outcome.back):
                print(f"{case.name}, {when}: {problem}", file=sys.stderr, flush=True)
            return outcome

        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(once, range(tries), [random.random() for _ in range(tries)]))


def new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def row(case: Case, outcomes: list[Outcome]) -> tuple[str, ...]:
    return (
        f"`{case.name}`",
        str(len(outcomes)),
        str(sum(not outcome.ended for outcome in outcomes)),
        str(sum(bool(outcome.left) for outcome in outcomes)),
        str(sum(outcome.back for outcome in outcomes)),
        str(sum(bool(outcome.lost) for outcome in outcomes)),
    )


def print_row(cells: list[str] | tuple[str, ...]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
