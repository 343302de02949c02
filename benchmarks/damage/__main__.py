"""What the program makes of damaged files: recordings of nine formats, questions, settings, histories.

    .venv/bin/python -m benchmarks.damage --jobs 2

Where the program ffmpeg is installed, it is the witness of what can be read. Memory is watched on Linux only.
Exit status 1 where anything was cut in silence, ended in a traceback, did not end, or took too much memory.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.damage import histories, questions, reading, settings
from benchmarks.damage.verdicts import BAD, COLUMNS, WORTH_A_LINE, Trial, Verdict, verdict_on
from benchmarks.damage.workers import Workers
from rehearse.folders import cache_folder
from rehearse.transcription.weights import find_weights


def main() -> None:
    arguments = parsed()
    trials = [trial for trial in all_trials(arguments.seed) if is_chosen(trial, arguments.only)]
    if not trials:
        sys.exit(f"No kind is called {arguments.only!r}.")
    workers = Workers(arguments.jobs)
    with tempfile.TemporaryDirectory(prefix="damage-") as name, ThreadPoolExecutor(arguments.jobs) as pool:
        folder = arguments.keep or Path(name)
        ready(folder)
        verdicts = list(
            pool.map(lambda trial: one(workers, trial, folder, keep=folder == arguments.keep), trials)
        )
    workers.close()
    results = list(zip(trials, verdicts, strict=True))
    print_table("Of", ((trial.row, verdict) for trial, verdict in results))
    if arguments.by_damage:
        print()
        print_table("Damage", ((f"{trial.row}: {trial.damage}", verdict) for trial, verdict in results))
    sys.exit(1 if any(verdict.outcome in BAD for verdict in verdicts) else 0)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What the program makes of damaged files.")
    parser.add_argument("--only", metavar="KIND", help="files whose row, damage or name contains this")
    parser.add_argument("--jobs", type=int, default=2, help="files side by side (2)")
    parser.add_argument("--seed", type=int, default=0, help="chooses the damage (0)")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="leave the files there")
    parser.add_argument("--by-damage", action="store_true", help="a second table, by the kinds of damage")
    return parser.parse_args()


def all_trials(seed: int) -> list[Trial]:
    parts = (reading.trials, reading.real_trials, questions.trials, settings.trials, histories.trials)
    return [trial for part in parts for trial in part(seed=seed)]


def is_chosen(trial: Trial, only: str | None) -> bool:
    return not only or any(only in text for text in (trial.row, trial.damage, trial.name))


def ready(folder: Path) -> None:
    """Make a folder in which the model need not be unpacked each time."""
    folder.mkdir(parents=True, exist_ok=True)
    find_weights(cache=cache_folder())
    if not (folder / "cache").exists():
        (folder / "cache").symlink_to(cache_folder())


def one(workers: Workers, trial: Trial, folder: Path, *, keep: bool) -> Verdict:
    path = folder / trial.name
    _remove(path)
    with workers.one() as worker:
        verdict = verdict_on(trial, worker, path)
    if not keep:
        _remove(path)
    if verdict.outcome in WORTH_A_LINE:
        print(f"{verdict.outcome}: {trial.name}: {verdict.reason}", file=sys.stderr, flush=True)
    return verdict


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def print_table(heading: str, results: Iterable[tuple[str, Verdict]]) -> None:
    rows: dict[str, list[Verdict]] = {}
    for name, verdict in results:
        rows.setdefault(name, []).append(verdict)
    print_row([heading, "Tried", *COLUMNS])
    print_row(["---"] * (len(COLUMNS) + 2))
    for name, verdicts in (rows | {"all": [verdict for row in rows.values() for verdict in row]}).items():
        counts = [sum(verdict.outcome in outcomes for verdict in verdicts) for outcomes in COLUMNS.values()]
        print_row([name, str(len(verdicts)), *map(str, counts)])


def print_row(cells: Sequence[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
