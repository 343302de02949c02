"""The kinds of values that the commands take, where click's own let through what cannot be used."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from rehearse.cli import offers

NEEDS_KEYS = "This needs a terminal you can type in."

FILE = click.Path(path_type=Path, readable=False)
"""A file to read. Whether it can be is found on reading it, so that one bad file does not stop the others."""

STANDARD_OUTPUT = Path("-")
"""In the place of a file to write: what is written is printed."""

_CENTURY_DAYS = 36_500
"""Before that there is no calendar to go back in, and no take."""

NUMBER = click.IntRange(1, 2**63 - 1)
"""Of a take, or of takes; no larger than SQLite can hold."""

TAKE = offers.take(NUMBER)
UNFINISHED_TAKE = offers.take(NUMBER, unfinished=True)

TAKE_ID = click.argument("take_id", required=False, type=TAKE, metavar="[ID]")
"""The take a command is about; the latest where none is given."""


def numbers(text: str) -> range:
    """One number from 1 on, or several: `3` or `3-5`."""
    match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise click.BadParameter(f"{text!r} is not a number or a range such as 3-5.")
    return range(first, last + 1)


def age(text: str) -> timedelta:
    """How long ago: `30d`, `8w`, `6m`, `1y`; a number alone is days."""
    match = re.fullmatch(r"([0-9]{1,5})([dwmy]?)", text.strip().casefold())
    if match is None:
        raise click.BadParameter(f"{text!r} is not an age such as 30d, 8w, 6m or 1y.")
    days = int(match[1]) * {"w": 7, "m": 30, "y": 365}.get(match[2], 1)
    return timedelta(days=min(days, _CENTURY_DAYS))


def age_or_always(text: str) -> timedelta | None:
    """An age of at least a day, or None for `always`."""
    if text.strip().casefold() == "always":
        return None
    limit = age(text)
    if not limit:
        raise click.BadParameter("Keep it for at least 1d. `rehearse purge --sound` deletes it at once.")
    return limit


AGE = offers.age(age)
AGE_OR_ALWAYS = offers.age(age_or_always, always=True)


class OutputFile(click.Path):
    """A file to write, or `STANDARD_OUTPUT`; `./-` is a file."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path: Any = super().convert(value, param, ctx)
        return path.absolute() if path == STANDARD_OUTPUT and value != "-" else path


class Seconds(click.FloatRange):
    """A duration: a number, which neither `nan` nor `inf` is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds
