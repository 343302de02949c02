"""One try: a home with takes in it, a command that is killed in it, and what is left after the next start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from at_home import Home, new_home
from benchmarks.deleting import ROOT
from rehearse.history import open_history
from rehearse.takes.recovery import orphans
from saying import say

SAMPLES = ROOT / "samples"
KEPT, DOOMED = SAMPLES / "short-answer.flac", SAMPLES / "long-pauses.flac"
SECRET = "xylophone"
"""A word of the take that is to be deleted."""


@dataclass(frozen=True)
class Case:
    """A command, and what it is to remove of take 1 for good; "" where it removes nothing."""

    name: str
    arguments: tuple[str, ...]
    removes: str = ""


CASES = (
    Case("delete", ("delete", "1", "--yes"), "take"),
    Case("purge", ("purge", "--older-than", "30d", "--yes"), "take"),
    Case("purge --sound", ("purge", "--older-than", "30d", "--sound", "--yes"), "sound"),
    Case("config sound 30d", ("config", "sound", "30d", "--yes"), "sound"),
    Case("report", ("report", "1", "--no-open")),
    Case("analyze --save", ("analyze", "--save", str(SAMPLES / "short-answer.flac"))),
)


@dataclass(frozen=True)
class Outcome:
    """`ended`: it was done before it was killed. `left`: files with a voice, or words, that no take has.

    `back`: takes that `rehearse recover` brought back. `lost`: what was to stay and did not.
    """

    ended: bool
    left: tuple[str, ...]
    back: int
    lost: tuple[str, ...]


def prepare(folder: Path, case: Case) -> Home:
    """A home with an old take, which has a page, and one of today, which stays."""
    home = Home(new_home(folder))
    doomed = home.keep(say(f"So I fixed the {SECRET}. " * 50), sound=DOOMED)
    today = int((time.time() - 1_740_830_400) / 86_400)
    home.keep(say("So it held. " * 50), sound=KEPT, day=today)
    if case.removes:
        home.printed("report", str(doomed), "--no-open")
    return home


def count_steps(template: Home, case: Case, folder: Path) -> tuple[int, float]:
    """How many steps the command has, and how many seconds it takes."""
    home = copied(template, folder)
    began = time.monotonic()
    if not run(home, case, step=0):
        raise RuntimeError(f"{case.name} fails without being killed")
    return int((folder / "steps").read_text(encoding="utf-8")), time.monotonic() - began


def copied(template: Home, folder: Path) -> Home:
    shutil.copytree(template.folder, folder / "home", symlinks=True)
    return Home(folder / "home")


def tried(
    template: Home, case: Case, folder: Path, *, step: int = 0, after_s: float | None = None
) -> Outcome:
    """Run the command, kill it before a step or after some time, and look at what is left."""
    home = copied(template, folder)
    ended = run(home, case, step=step, after_s=after_s)
    open_history(home.folder).close()  # as each start of the program does first
    left, lost = left_behind(home, case), missing(home, case, ended=ended)
    takes = number_of_takes(home)
    for path in (home.folder / "takes").iterdir():  # what is very new is not recovered
        os.utime(path, (time.time() - 3600,) * 2)
    with open_history(home.folder) as history:
        has_more = bool(orphans(history) or history.unfinished())
    if has_more:
        home.run("recover")
    return Outcome(ended, left, number_of_takes(home) - takes, lost)


def run(home: Home, case: Case, *, step: int, after_s: float | None = None) -> bool:
    """Whether it came to its end."""
    command = [sys.executable, str(Path(__file__).with_name("killed.py")), str(step)]
    process = subprocess.Popen(
        [*command, str(home.folder.parent / "steps"), *case.arguments],
        env={**os.environ, "REHEARSE_HOME": str(home.folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(after_s) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait() == 0


def left_behind(home: Home, case: Case) -> tuple[str, ...]:
    """Files with a voice in them that belong to no take, and those that hold words of one that is gone."""
    with open_history(home.folder) as history:
        takes = history.takes()
    recordings = {take.audio.name for take in takes if take.audio}
    pages = {f"take-{take.id}.html" for take in takes if take.audio}
    found = [*_strangers(home.folder / "takes", recordings), *_strangers(home.folder / "pages", pages)]
    if case.removes == "take" and all(take.id != 1 for take in takes):
        found += [
            path.name for path in home.folder.glob("history.db*") if SECRET.encode() in path.read_bytes()
        ]
    return tuple(found)


def _strangers(folder: Path, known: set[str]) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name not in known] if folder.is_dir() else []


def missing(home: Home, case: Case, *, ended: bool) -> tuple[str, ...]:
    """What is not there of takes that are, or that were to stay; and what stays that was to go."""
    with open_history(home.folder) as history:
        takes = {take.id: history.take(take.id) for take in history.takes()}
    wrong = [
        f"the sound of take {take.id}" for take in takes.values() if take.audio and not take.audio.exists()
    ]
    wrong += [f"the words of take {take.id}" for take in takes.values() if not take.heard]
    stays: Sequence[int] = (2,) if case.removes == "take" else (1, 2)
    wrong += [f"take {number}" for number in stays if number not in takes]
    if ended and ((case.removes == "take" and 1 in takes) or (case.removes == "sound" and takes[1].audio)):
        wrong.append("take 1 is still there")
    return tuple(wrong)


def number_of_takes(home: Home) -> int:
    with open_history(home.folder) as history:
        return history.count()
