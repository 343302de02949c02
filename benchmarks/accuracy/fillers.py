"""How well filled pauses are found, beside three other programs on the same recordings and weights.

    make accuracy                                             the table in docs/accuracy.md
    python -m benchmarks.accuracy.fillers --only rehearse     again after a change; the others as kept
    python -m benchmarks.accuracy.fillers --errors rehearse   what it misses and invents, file by file

Recordings: the answers of speak_answers.py, and with --data FOLDER those of another folder with a
truth.json of the same form. A found filled pause is right where its middle is at most 0.5 s (0.25 s)
from that of a true one, and each counts once.

What a program found in a file is kept under --work and used again as long as the file, the program's
version and its options stay the same; --fresh asks again. All detections, and for each program what it
missed and invented, are written to detections.json there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.accuracy.events import (
    COLLAR_S,
    COLUMNS,
    Event,
    Recording,
    Score,
    markdown,
    matched,
    recording,
)
from benchmarks.accuracy.systems import SYSTEMS, System
from benchmarks.speed import their_weights

WORK = Path(".venv/accuracy")
TRANSCRIPT_ONLY = "rehearse, transcript only"
TRANSCRIPT = ("transcript", "both")
Heard = dict[Path, list[Event]]


def main() -> None:
    options = arguments()
    known = recordings([options.work / "answers", *options.data])
    weights = options.work / "weights"
    if not weights.exists():
        their_weights(weights)
    heard = {}
    for system in SYSTEMS:
        ask = options.only in (None, system.name)
        heard[system.name], failed = found_by(system, list(known), options, weights=weights, ask=ask)
        if failed:
            print(f"{system.name} failed on {len(failed)}: {'; '.join(failed)}", file=sys.stderr)
        if system.name == "rehearse":
            heard[TRANSCRIPT_ONLY] = {
                file: [event for event in events if event.how in TRANSCRIPT]
                for file, events in heard[system.name].items()
            }
    (options.work / "detections.json").write_text(json.dumps(detections(known, heard), indent=1))
    if options.errors:
        tell(known, heard[options.errors])
        return
    print(table(known, heard))


def arguments() -> argparse.Namespace:
    names = [system.name for system in SYSTEMS]
    parser = argparse.ArgumentParser(description="How well filled pauses are found.")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a folder with truth.json")
    parser.add_argument("--work", type=Path, default=WORK, help="where the answers lie and results are kept")
    parser.add_argument("--only", choices=names, help="run this one; the others only as they are kept")
    parser.add_argument("--errors", choices=names, help="list what this one misses and invents")
    parser.add_argument("--fresh", action="store_true", help="do not use what is kept")
    return parser.parse_args()


def recordings(folders: Sequence[Path]) -> dict[Path, Recording]:
    """The recordings of all folders of which something is known."""
    known = {}
    for folder in folders:
        for name, entry in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
            if one := recording(name, entry):
                known[folder / name] = one
    return known


def found_by(
    system: System, files: Sequence[Path], options: argparse.Namespace, *, weights: Path, ask: bool
) -> tuple[Heard, list[str]]:
    """What a program finds in each file, kept or asked for now, and what it failed on (nothing found there).

    A program that is not to be asked has only what is kept.
    """
    keep = Keep(options.work / "found" / f"{system.name}.json", system.version())
    missing = [file for file in files if (options.fresh and ask) or keep.get(file) is None]
    if missing and ask:
        for number, (file, found) in enumerate(system.run(missing, weights), start=1):
            print(f"\r{system.name}: {number} of {len(missing)}", end="", file=sys.stderr, flush=True)
            keep.put(file, found)
        print(file=sys.stderr)
    results = {file: keep.get(file) for file in files}
    failed = [f"{file.name} ({found})" for file, found in results.items() if isinstance(found, str)]
    return {
        file: [] if isinstance(found, str) else found for file, found in results.items() if found is not None
    }, failed


class Keep:
    """Results of one version of one program on disk, by the content of the file; others are dropped."""

    def __init__(self, path: Path, version: str) -> None:
        self._path, self._version = path, version
        self._rows: dict[str, Any] = {}
        if path.is_file() and (kept := json.loads(path.read_text()))["version"] == version:
            self._rows = kept["files"]

    def get(self, file: Path) -> list[Event] | str | None:
        row = self._rows.get(_content(file))
        return [Event(**event) for event in row] if isinstance(row, list) else row

    def put(self, file: Path, found: list[Event] | str) -> None:
        row = found if isinstance(found, str) else [asdict(event) for event in found]
        self._rows[_content(file)] = row
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps({"version": self._version, "files": self._rows}))


def _content(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def table(known: dict[Path, Recording], heard: dict[str, Heard]) -> str:
    """A row for each group of recordings and each program that heard all of it."""
    scores: dict[tuple[str, str], Score] = {}
    sizes: Counter[str] = Counter()
    for file, one in known.items():
        for group in ("spoken, all", one.group) if one.group.startswith("spoken") else (one.group,):
            sizes[group] += 1
            for name, found in heard.items():
                if file in found:
                    scores.setdefault((group, name), Score()).add(one, found[file])
    rows = [
        (group, name, *scores[group, name].cells())
        for group, size in sizes.items()
        for name in heard
        if (group, name) in scores and scores[group, name].recordings == size
    ]
    return markdown(("recordings", "program", *COLUMNS), rows)


def detections(known: dict[Path, Recording], heard: dict[str, Heard]) -> list[dict[str, Any]]:
    """Everything, to look at."""
    return [
        {
            "file": str(file),
            "group": one.group,
            "count": one.count,
            "true": None if one.events is None else list(map(asdict, one.events)),
            "programs": {
                name: {"found": list(map(asdict, found[file])), **_errors(one, found[file])}
                for name, found in heard.items()
                if file in found
            },
        }
        for file, one in known.items()
    ]


def _errors(one: Recording, found: Sequence[Event]) -> dict[str, list[dict[str, Any]]]:
    if one.events is None:
        return {}
    pairs = matched(one.events, found, collar_s=COLLAR_S)
    hit = {id(event) for pair in pairs for event in pair}
    return {
        "missed": [asdict(event) for event in one.events if id(event) not in hit],
        "invented": [asdict(event) for event in found if id(event) not in hit],
    }


def tell(known: dict[Path, Recording], found: Heard) -> None:
    """The errors, one line each; where no times are known, the files whose number is wrong."""
    for file, one in known.items():
        if file not in found:
            continue
        for kind, events in _errors(one, found[file]).items():
            for event in events:
                said = f"{event['text']} {event['start_s']:.2f} to {event['end_s']:.2f} {event['how']}"
                print(f"{one.group}: {one.name}: {kind} {said}")
        if one.events is None and len(found[file]) != one.count:
            listed = ", ".join(f"{event.text} {event.start_s:.2f} {event.how}" for event in found[file])
            print(f"{one.group}: {one.name}: true {one.count}, found {len(found[file])}: {listed}")


if __name__ == "__main__":
    main()
