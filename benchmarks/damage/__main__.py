"""What the program makes of damaged files: recordings of nine formats, questions, settings, histories.

    .venv/bin/python -m benchmarks.damage --jobs 2

Where the program ffmpeg is installed, it is the witness of what can be read. Memory is watched on Linux only.
Exit status 1 where anything was cut in silence, ended in a traceback, or did not end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.damage.damages import DAMAGES, Case, all_cases, damaged
from benchmarks.damage.reading import Verdict, tried
from benchmarks.damage.recordings import RECIPES
from benchmarks.damage.workers import Workers

COLUMNS = {
    "Read": ("read",),
    "Said to be damaged": ("said",),
    "Wrongly said": ("wrongly said",),
    "Short, and nothing tells": ("short",),
    "Silently cut": ("cut",),
    "Refused": ("refused", "refused, ffmpeg reads it"),
    "of these read by ffmpeg": ("refused, ffmpeg reads it",),
    "Traceback": ("traceback",),
    "Hang": ("hang",),
    "Over 1.5 GB": ("memory",),
}
BAD = ("wrongly said", "cut", "traceback", "hang", "memory")
WORTH_A_LINE = (*BAD, "refused, ffmpeg reads it")


def main() -> None:
    arguments = parsed()
    cases = [case for case in all_cases() if is_chosen(case, arguments.only)]
    workers = Workers(arguments.jobs)
    with tempfile.TemporaryDirectory(prefix="damage-") as name, ThreadPoolExecutor(arguments.jobs) as pool:
        folder = arguments.keep or Path(name)

        def verdict_on(case: Case) -> Verdict:
            return one(workers, case, folder, seed=arguments.seed, keep=bool(arguments.keep))

        verdicts = list(pool.map(verdict_on, cases))
    workers.close()
    results = list(zip(cases, verdicts, strict=True))
    print_table("Format", {name: [v for c, v in results if c.format == name] for name in RECIPES})
    print()
    print_table("Damage", {name: [v for c, v in results if c.damage == name] for name in DAMAGES})
    sys.exit(1 if any(verdict.outcome in BAD for verdict in verdicts) else 0)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What the program makes of damaged files.")
    parser.add_argument("--only", metavar="KIND", help="formats and damages whose name contains this")
    parser.add_argument("--jobs", type=int, default=2, help="files side by side (2)")
    parser.add_argument("--seed", type=int, default=0, help="chooses the damage (0)")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="leave the files there")
    return parser.parse_args()


def is_chosen(case: Case, only: str | None) -> bool:
    return not only or only in case.format or only in case.damage or only in case.name


def one(workers: Workers, case: Case, folder: Path, *, seed: int, keep: bool) -> Verdict:
    path = folder / case.name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = damaged(case, seed=seed)
    path.write_bytes(content.data)
    with workers.one() as worker:
        verdict = tried(worker, content, path)
    if not keep:
        path.unlink()
    if verdict.outcome in WORTH_A_LINE:
        print(
            f"{verdict.outcome}: {path if keep else case.name}: {verdict.reason}", file=sys.stderr, flush=True
        )
    return verdict


def print_table(heading: str, rows: dict[str, list[Verdict]]) -> None:
    print_row([heading, "Tried", *COLUMNS])
    print_row(["---"] * (len(COLUMNS) + 2))
    filled = {name: verdicts for name, verdicts in rows.items() if verdicts}
    for name, verdicts in (filled | {"all": [v for row in filled.values() for v in row]}).items():
        counts = [sum(verdict.outcome in of for verdict in verdicts) for of in COLUMNS.values()]
        print_row([name, str(len(verdicts)), *map(str, counts)])


def print_row(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
