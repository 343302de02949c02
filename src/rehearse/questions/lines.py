"""The lines of a TOML file at which its entries stand, so that what is wrong can be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

_HEADER = re.compile(r"""\s*\[\[\s*(?:prompt|"prompt"|'prompt')\s*\]\]""")


def entry_lines(text: str, count: int) -> list[int]:
    """The line of each entry's [[prompt]], counted from 1; tomllib does not tell."""
    lines = text.split("\n")
    candidates = [number for number, line in enumerate(lines, start=1) if _HEADER.match(line)]
    if len(candidates) != count:
        candidates = _real_headers(lines, candidates)
    if len(candidates) != count:
        # The entries were written as one array: prompt = [{ ... }].
        return [line_of_key("prompt", text)] * count
    return candidates


def _real_headers(lines: Sequence[str], candidates: Sequence[int]) -> list[int]:
    """Those candidates that do not stand inside a text of several lines.

    What lies between two headers is TOML of its own; what ends inside a text is not.
    """
    real: list[int] = []
    start = 0
    for line in candidates:
        try:
            tomllib.loads("\n".join(lines[start : line - 1]))
        except tomllib.TOMLDecodeError:
            continue
        real.append(line)
        start = line - 1
    return real


def line_of_key(key: str, text: str) -> int:
    """The first line that begins with the key, bare, quoted or in brackets; 1 where none does."""
    begins = re.compile(rf"""[\s\[]*["']?{re.escape(key)}(?![\w-])""")
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if begins.match(line)), 1)
