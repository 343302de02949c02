"""The kinds of values that the commands take, where click's own let through what cannot be used."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path, readable=False)
"""A file to read. Whether it can be is found on reading it, so that one bad file does not stop the others."""

NUMBER = click.IntRange(1, 2**63 - 1)
"""Of a take, or of takes; no larger than SQLite can hold."""


class Seconds(click.FloatRange):
    """A duration: a number, which neither `nan` nor `inf` is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no number of seconds.", param, ctx)
        return seconds
