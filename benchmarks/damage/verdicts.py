"""What can come of a damaged file. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.damage.workers import Broken, How, Worker

Outcome = Literal["read", "short", "said", "wrongly said", "cut", "refused", "refused, ffmpeg reads it"] | How

NONE = "none"
"""The kind of damage that is none."""

COLUMNS: Mapping[str, tuple[Outcome, ...]] = {
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
BAD: tuple[Outcome, ...] = ("wrongly said", "cut", "traceback", "hang", "memory")
WORTH_A_LINE: tuple[Outcome, ...] = (*BAD, "refused, ffmpeg reads it")


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Trial:
    """One damaged file: `row` of the table, the kind of damage, its name, and what tries it.

    `tried` gets a worker and a path of that name, where it makes a file or a folder.
    """

    row: str
    damage: str
    name: str
    tried: Callable[[Worker, Path], Verdict]


def verdict_on(trial: Trial, worker: Worker, path: Path) -> Verdict:
    """What came of one; a file in which nothing is wrong has to be read, and nothing said of it."""
    try:
        verdict = trial.tried(worker, path)
    except json.JSONDecodeError as error:
        return Verdict("traceback", f"what should be JSON is {error.doc[:200]!r}")
    if trial.damage == NONE and verdict.outcome not in ("read", *BAD):
        return Verdict("wrongly said", f"{verdict.outcome}, with nothing wrong: {verdict.reason}")
    return verdict


def broken(result: Broken, what: str = "") -> Verdict:
    return Verdict(result.how, f"{what}: {result.reason}" if what else result.reason)
