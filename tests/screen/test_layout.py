"""Lines of text broken where they may be."""

from __future__ import annotations

import io

from rich.console import Console

from rehearse.screen.layout import put


def lines(text: str, *, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    put(console, text)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue().splitlines()


def test_a_command_is_not_broken() -> None:
    assert lines("To see it all: `rehearse show 3 --full` shows it.", width=30) == [
        "To see it all:",
        "`rehearse show 3 --full` shows",
        "it.",
    ]


def test_a_command_longer_than_a_line_is() -> None:
    assert "".join(lines("`rehearse show 3 --full`", width=10)).replace(" ", "") == "`rehearseshow3--full`"


def test_a_number_keeps_its_unit() -> None:
    assert lines("It took all of 12 s.", width=17) == ["It took all of", "12 s."]
