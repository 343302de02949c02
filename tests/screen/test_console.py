"""The console that everything rich draws goes through."""

from __future__ import annotations

import pytest
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from rehearse.screen.console import make_console
from rehearse.screen.layout import heading, line, put
from rehearse.screen.tables import Column, print_table

OSC = "\x1b]0;owned\x07"
SHOWN = "\ufffd]0;owned"


def test_what_is_drawn_has_no_control_codes_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    console = make_console(width=40)
    console.print(f"one {OSC}\u202e", Panel(Text(f"two {OSC}")))
    with Live(Text(f"three {OSC}"), console=console):
        pass
    printed = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)
    assert printed.count(SHOWN) == 3


def test_markup_means_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    put(make_console(width=40), "[bold]a[/bold] [link=x]b")
    assert capsys.readouterr().out == "[bold]a[/bold] [link=x]b\n"


def test_a_name_begins_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    console = make_console(width=40)
    put(console, "a\nb", label="c\nd", indent=6)
    line(console, "a\r\nb  c\u2028d")
    heading(console, "a\tb")
    print_table(console, [Column("a\nb")], [["c\nd"]])
    assert capsys.readouterr().out.splitlines() == [
        "c d   a b",
        "a  b  c\ufffdd",
        "a b",
        "a b",
        "c d",
    ]
