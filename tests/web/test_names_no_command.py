"""Whether what is said below the pages leads to pages there, and to no command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from rehearse.web.wording import on_a_page

SOURCE = Path(__file__).parents[2] / "src" / "rehearse"
TERMINAL_ALONE = ("__main__", "cli", "screen", "web")
"""Rooms whose words no page shows, and the pages themselves."""
A_NUMBER = "1"
ON_NO_PAGE = (
    # This computer's own microphones; a page has the browser's.
    "cannot be opened (1). Close other programs",
    "`rehearse devices` lists them",
    # Playing, reviewing and learning, at the terminal.
    "No 1 was found in take 1.",
    "`rehearse play 1`",
    "`rehearse play 1 --",
    "`rehearse show 1 --full`",
    "`rehearse config learning --forget`",
    "with `rehearse review`",
    # Pages that lead on say it in their own way.
    "`rehearse behind 1` asks you.",
    "`rehearse prompt` asks a question and records the first.",
    "`rehearse recover` makes 1.",
    "`rehearse plan DAY` plans the next one",
    "`rehearse prompt 1`",
    "`rehearse prompt` asks ",
    "`rehearse stories add",
    "`rehearse stories file",
)


def told() -> Iterator[tuple[str, str]]:
    """Every text in the rooms below the pages, with numbers for its values, and where it stands."""
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE)
        if where.parts[0].removesuffix(".py") in TERMINAL_ALONE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        inside = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if id(node) in about or id(node) in inside:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield str(where), node.value
            elif isinstance(node, ast.JoinedStr):
                yield (
                    str(where),
                    "".join(
                        str(part.value) if isinstance(part, ast.Constant) else A_NUMBER
                        for part in node.values
                    ),
                )


def test_what_a_page_can_show_names_no_command() -> None:
    named = [(where, text) for where, text in told() if "`rehearse" in text]
    assert len(named) > 20
    left = [
        (where, text)
        for where, text in named
        if "`rehearse" in on_a_page(text) and not any(one in text for one in ON_NO_PAGE)
    ]
    assert left == []
