"""What advertisements demand again and again, and which questions ask for it.

`competences.toml` is the table.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("competences.toml")


@dataclass(frozen=True, slots=True)
class Competence:
    """How advertisements say it, and the ids of the questions that ask for it, the most fitting first."""

    says: tuple[str, ...]
    asks: tuple[str, ...]


@cache
def competences() -> tuple[Competence, ...]:
    """All of them, in the table's order."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Competence(tuple(one["says"]), tuple(one["asks"])) for one in table["competence"])
