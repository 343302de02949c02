"""The report on the screen: marks in place, narrow and wide, with and without colour, piped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.model import Heard
from rehearse.report.terminal import marked, print_report
from report.reporting import on_paper, only_heard, text_of
from saying import say, write

STORY = say(
    "So [um], last spring our ordering system, you know, broke down. (1.0) I was asked to find out why. "
    "(4.0) I read the logs, called the vendor, and wrote a script that tried again. (0.7) "
    "As a result [um] the errors dropped by half, and we still use it. " * 3
)


def printed(heard: Heard, *, columns: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    console, paper = on_paper(columns, colour=colour, encoding=encoding)
    print_report(console, analyse(heard), title="answer.wav")
    return text_of(paper)


def test_fillers_are_marked_in_place() -> None:
    report = analyse(say("It, [um], was you, know, late."))
    assert marked(report).plain == "It, [um], was <you, know>, late."


def test_what_only_the_sound_has_stands_where_it_was_heard() -> None:
    report = analyse(say("I fixed <um> it."))
    fillers = replace(report.fillers, filled_pauses=(only_heard(1.3, 1.75),))
    assert marked(replace(report, fillers=fillers)).plain == "I fixed [um?] it."


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    assert max(map(len, printed(STORY, columns=columns).splitlines())) <= columns


def test_every_part_is_there() -> None:
    text = printed(STORY)
    for part in ("Filled pauses", "Markers", "Length", "Pace", "Pauses", "Setup", "Action", "Result"):
        assert part in text
    assert "To try next" in text
    assert "|0:00" in text


def test_without_colour_there_are_no_control_codes() -> None:
    text = printed(STORY)
    assert "\x1b" not in text
    assert "\x1b[" in printed(STORY, colour=True)


def test_colour_changes_no_word() -> None:
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", printed(STORY, colour=True)) == printed(STORY)


def test_words_cannot_steer_the_terminal() -> None:
    text = printed(say("one \x1b[31mtwo \x07 three [red]four[/red]"))
    assert "\x1b" not in text and "\x07" not in text
    assert "[red]four[/red]" in text


def test_a_terminal_that_knows_ascii_only() -> None:
    printed(say("I fixed it. (2.5) It held."), encoding="ascii").encode("ascii")


def test_another_language_is_said_and_nothing_of_it_is_judged() -> None:
    text = printed(replace(STORY, language="de"))
    assert "This sounds like German." in text
    assert "Length" in text and "Pauses" in text
    for part in ("Filled pauses", "Markers", "Clusters", "Story", "[", "{", "per 100"):
        assert part not in text


def test_silence_is_said_plainly() -> None:
    assert "No speech was heard" in printed(say("(3.0)"))


def test_a_written_answer_shows_no_time() -> None:
    text = printed(write("I fixed it. " * 20))
    assert "60 words" in text
    assert "Pauses" not in text and "0:00" not in text
