"""What some employers look for, by their own names, and the questions that ask for it.

`principles.toml` is the table: Amazon's leadership principles, the behaviours of the UK Civil Service.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("principles.toml")


@cache
def principles() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By employer and name, the ids of the questions that ask for it."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {employer: {name: tuple(ids) for name, ids in names.items()} for employer, names in table.items()}


def principles_of(prompt_id: str) -> tuple[tuple[str, str], ...]:
    """The employer and the name of each that a question asks for."""
    return tuple(
        (employer, name)
        for employer, names in principles().items()
        for name, ids in names.items()
        if prompt_id in ids
    )
