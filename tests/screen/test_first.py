"""The first screen: the advice at once, and all of it in a terminal of 24 lines."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from rehearse.analysis import analyse
from rehearse.model.heard import Heard
from rehearse.screen.first import LINES, OF_MENU, print_first
from saying import say, write

QUESTION = (
    "Tell me about a time something important stopped working and people were waiting on you to fix it."
)
HESITANT = (
    "So [um] last May the oven, you know, broke in the the middle of the night, and I, like, I rang a smith, "
    "I guess. [uh] I just held the lamp for him and stuff. By six every loaf was baked, and it was fine. "
)


def shown(heard: Heard, *, columns: int = 80, below: int = OF_MENU) -> list[str]:
    paper = io.StringIO()
    console = Console(file=paper, width=columns)
    print_first(console, analyse(heard), None, title=QUESTION, below=below)
    return paper.getvalue().splitlines()


@pytest.mark.parametrize("times", [1, 2, 5, 20])
@pytest.mark.parametrize("make", [say, write])
def test_it_fits_a_terminal_with_its_menu_and_begins_with_the_advice(make: type, times: int) -> None:
    lines = shown(make(HESITANT * times))
    assert len(lines) <= LINES - OF_MENU
    assert lines[3] == "Next time"
    assert lines[4].startswith("  ")
    assert max(map(len, lines)) <= 80


def test_a_long_text_is_begun_and_a_short_one_is_shown() -> None:
    assert shown(say(HESITANT * 9))[-1].endswith(" ...")
    assert shown(say("I fixed it. It held."))[-1] == "I fixed it. It held."


def test_what_is_wanted_below_is_left_free() -> None:
    assert len(shown(say(HESITANT * 9), below=7)) <= LINES - 7


def test_a_short_answer_and_silence_take_a_few_lines() -> None:
    assert len(shown(say("I fixed it."))) <= 9
    silent = shown(say("(3)"))
    assert len(silent) <= 6
    assert silent[-1].endswith("`rehearse devices` lists the others.")


def test_on_a_narrow_terminal_no_line_is_cut_off() -> None:
    assert max(map(len, shown(say(HESITANT * 3), columns=50))) <= 50
