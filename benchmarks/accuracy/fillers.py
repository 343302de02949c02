"""How well filled pauses are found, beside three other programs on the same recordings and weights.

    make accuracy                                               the tables in docs/accuracy.md
    python -m benchmarks.accuracy.fillers --only rehearse       again after a change; the others as kept
    python -m benchmarks.accuracy.fillers --only none           the tables of what is kept, nobody is asked
    python -m benchmarks.accuracy.fillers --write docs/accuracy.md      the tables there are written anew
    python -m benchmarks.accuracy.fillers --mistakes            what rehearse missed and made up, and why

Recordings: with --data FOLDER those of a folder with a truth.json; then these in a telephone, a laptop, a
room and noise (conditions.py); then the synthetic answers of speak_answers.py, if they were made. A found
filled pause is right where its middle is at most 0.5 s from that of a true one, and each counts once.

What a program heard in a file is kept under --work and used again as long as the file, the program's version
and its options stay the same. After a change of the rules alone, not of what is heard, rehearse is not asked
again either.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import tables
from benchmarks.accuracy.conditions import in_conditions
from benchmarks.accuracy.events import AS_RECORDED, TIMED, Recording, recordings
from benchmarks.accuracy.keep import Keep
from benchmarks.accuracy.mistakes import mistakes
from benchmarks.accuracy.systems import FASTER_WHISPER, OPENAI_WHISPER, REHEARSE, SYSTEMS, System, is_judged

WORK = Path(".venv/accuracy")


def main() -> None:
    options = arguments()
    known = everything(options)
    heard = {system.name: heard_by(system, known, options) for system in SYSTEMS}
    if options.mistakes:
        print(*mistakes(known, heard[REHEARSE.name]), sep="\n")
        return
    found = {
        system.name: {file: _pauses(system, one) for file, one in heard[system.name].items()}
        for system in SYSTEMS
    }
    unjudged = {file for file, one in heard[REHEARSE.name].items() if not is_judged(one)}
    made = tables.tables(known, found, unjudged)
    print(tables.printed(made))
    if options.write:
        text = options.write.read_text(encoding="utf-8")
        options.write.write_text(tables.rewritten(text, made), encoding="utf-8")


def arguments() -> argparse.Namespace:
    names = [system.name for system in SYSTEMS]
    parser = argparse.ArgumentParser(description="How well filled pauses are found.")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a folder with truth.json")
    parser.add_argument("--work", type=Path, default=WORK, help="where the answers lie and results are kept")
    parser.add_argument("--only", choices=[*names, "none"], help="ask this one; of the others what is kept")
    parser.add_argument("--write", type=Path, help="a document whose tables of these titles are written anew")
    parser.add_argument("--mistakes", action="store_true", help="list what rehearse misses and makes up")
    return parser.parse_args()


def everything(options: argparse.Namespace) -> dict[Path, Recording]:
    """All recordings, real ones first; those of --data in their conditions too."""
    real = recordings(options.data)
    return {**real, **in_conditions(real, options.work / "conditions"), **answers(options.work)}


def answers(work: Path) -> dict[Path, Recording]:
    """The synthetic answers, none where they were not spoken."""
    folder = work / "answers"
    return recordings([folder]) if (folder / "truth.json").exists() else {}


def is_for(system: System, one: Recording) -> bool:
    """Who hears what: openai-whisper takes as long as the recordings last, so it hears the least."""
    if system is OPENAI_WHISPER:
        return one.condition == AS_RECORDED and one.group in TIMED
    if one.condition == AS_RECORDED or system is REHEARSE:
        return True
    return system is FASTER_WHISPER and one.group in TIMED


def heard_by(system: System, known: dict[Path, Recording], options: argparse.Namespace) -> dict[Path, Any]:
    """What a program heard in the recordings that it is for, kept or asked for now."""
    keep = Keep(options.work / "found", system)
    files = [file for file, one in known.items() if is_for(system, one)]
    if options.only in (None, system.name):
        keep.ask(files, options.work / "weights")
    heard = {file: one for file in files if (one := keep.get(file)) is not None}
    failed = [f"{file.name} ({one})" for file, one in heard.items() if isinstance(one, str)]
    if failed:
        print(f"{system.name} failed on {len(failed)}: {'; '.join(failed)}", file=sys.stderr)
    if len(heard) < len(files):
        print(f"{system.name} was not asked for {len(files) - len(heard)} recordings", file=sys.stderr)
    return heard


def _pauses(system: System, heard: Any) -> Sequence[Any]:
    return [] if isinstance(heard, str) else system.pauses(heard)


if __name__ == "__main__":
    main()
