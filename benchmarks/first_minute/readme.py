"""The commands of the README, as they are written there."""

from __future__ import annotations

import re
from pathlib import Path

STARTS = {"make": "make demo", "pip": "python3 -m venv", "pipx": "pipx install", "uv": "uv tool install"}
"""How each way of installing begins."""
FIRST = "rehearse demo"


def ways(readme: Path) -> dict[str, list[str]]:
    """What somebody types on Linux, for each way of installing; the last command shows the first report."""
    said = readme.read_text(encoding="utf-8").split("\n## Install\n")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n)+", said, re.M)
    return {name: _typed(name, _with(start, blocks)) for name, start in STARTS.items()}


def _with(start: str, blocks: list[str]) -> list[str]:
    """The lines of a block from the one that begins so."""
    for block in blocks:
        lines = [line.strip() for line in block.splitlines()]
        for at, line in enumerate(lines):
            if line.startswith(start):
                return lines[at:]
    raise LookupError(f"The README has no line that begins with {start!r}.")


def _typed(name: str, lines: list[str]) -> list[str]:
    """uv and pipx install with one line each; make shows the report itself."""
    if name == "make":
        return lines[:1]
    return [*(lines if name == "pip" else lines[:1]), FIRST]
