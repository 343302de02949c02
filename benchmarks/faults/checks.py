"""What a fault left: whether the takes are there, what they lack, and whether the history is sound."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.faults.practice import VOICE, Practice
from benchmarks.faults.sound import Sound, missing_inside_s
from rehearse.analysis import analyse
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.errors import RehearseError
from rehearse.history import open_history
from rehearse.model.kept import Take

LOSES_AT_MOST_S = 1.0

ENDS_WITHIN_S = 5.0


@dataclass(frozen=True)
class Outcome:
    """Of one try. `expected` takes were begun, `kept` are there with sound that can be read.

    `cut_off` takes had no report before `rehearse recover` ran, `reported` have one after it.
    `lost_s` is the most that one of them lacks of what had been said. `problems` say what is wrong, a
    line each; a try without any is a good one.
    """

    expected: int
    kept: int
    cut_off: int
    lost_s: float
    history_is_sound: bool
    reported: int
    problems: tuple[str, ...]


def outcome(practice: Practice) -> Outcome:
    """Look at what is there, have the program recover it, and look again."""
    problems = [*history_problems(practice.home), *public_files(practice.home)]
    with open_history(practice.home) as history:
        cut_off = len(history.unfinished())
    if left := still_running(practice):
        problems.append(f"{len(left)} processes of it still run")
    recovered = practice.run("recover")
    later = [*history_problems(practice.home), *public_files(practice.home)]
    expected = len(practice.said_s)
    try:
        kept, lost, reported = takes_left(practice)
    except RehearseError as error:
        return Outcome(expected, 0, cut_off, 0.0, False, 0, (*problems, *later, str(error)))
    wrong = list(dict.fromkeys([*problems, *later]))
    sound = not any(problem.startswith("history") for problem in wrong)
    wrong += shortcomings(expected, kept, reported, lost_s=max(lost, default=0.0))
    if reported < expected:
        wrong.append(f"recover said: {recovered.stdout} {recovered.stderr}")
    return Outcome(expected, kept, cut_off, max(lost, default=0.0), sound, reported, tuple(wrong))


def still_running(practice: Practice) -> list[int]:
    """Processes that have not noticed in time that their program has ended."""
    give_up_at = time.monotonic() + ENDS_WITHIN_S
    while (left := practice.left_running()) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return left


def shortcomings(expected: int, kept: int, reported: int, *, lost_s: float) -> Iterator[str]:
    if kept != expected:
        yield f"{kept} of {expected} takes are there"
    if lost_s > LOSES_AT_MOST_S:
        yield f"{lost_s:.2f} s of what was said are lost"
    if reported != expected:
        yield f"{reported} of {expected} takes have a report"


def takes_left(practice: Practice) -> tuple[int, list[float], int]:
    """How many takes can be heard, what each lacks in seconds, how many have a report."""
    with open_history(practice.home) as history:
        takes = [history.take(take.id) for take in history.takes(newest_first=False)]
    sounds = [sound for take in takes if (sound := sound_of(take)) is not None]
    lost = [
        lacks_s(sound, said_s, practice.silent_s)
        for sound, said_s in zip(sounds, practice.said_s, strict=False)
    ]
    return len(sounds), lost, sum(has_report(take) for take in takes)


def sound_of(take: Take) -> Sound | None:
    with contextlib.suppress(RehearseError):
        return read_audio(take.audio).astype(np.float64) if take.audio else None
    return None


def lacks_s(sound: Sound, said_s: float, silent_s: float) -> float:
    """Seconds of what was said that are not in a take: at its end or inside, whichever is more."""
    played = read_audio(VOICE).astype(np.float64)
    inside = missing_inside_s(sound, played, RATE_HZ) - silent_s
    return max(0.0, said_s - len(sound) / RATE_HZ, inside)


def has_report(take: Take) -> bool:
    return take.heard is not None and len(take.heard.words) > 0 and analyse(take.heard) is not None


def history_problems(home: Path) -> Iterator[str]:
    with contextlib.closing(sqlite3.connect(home / "history.db")) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        if said != "ok":
            yield f"history: {said}"
        halves = connection.execute(
            "SELECT takes.id FROM takes LEFT JOIN heard ON take_id = takes.id"
            " WHERE (word_count IS NULL) != (take_id IS NULL)"
        ).fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if halves or orphans:
        yield f"history: half saved rows {halves} {orphans}"


def public_files(home: Path) -> Iterator[str]:
    """Files and folders that others than their owner may read, the weights left out."""
    for path in (home, *home.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) != wanted:
            yield f"{path.relative_to(home)} has the permissions {stat.S_IMODE(path.stat().st_mode):o}"
