"""What is asked of the presses where no filler is counted: one key says whether it was an um/uh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from at_home import Home
from rehearse.model.heard import Correction, Hesitation, Span
from rehearse.practice.player import Player
from rehearse.screen.listening import ask_about
from rehearse.workspace import Workspace
from reporting import on_paper, text_of
from saying import say

SOUND = Span(4.0, 4.2)
HEARD = replace(
    say("Last year I ran the [um] night shift of a small shop alone. Then one day it was shut for good."),
    hesitations=(Hesitation(SOUND, 0.4),),  # too unsure to count by itself
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("REHEARSE_HOME", str(tmp_path))
    Home(tmp_path).keep(HEARD)
    with Workspace() as opened:
        yield opened


def asked(workspace: Workspace, presses: list[float], answers: str) -> tuple[str, tuple[Correction, ...]]:
    """What is printed, and what is kept then."""
    console, paper = on_paper(100)
    player = Player(np.zeros(16_000, dtype=np.float32))
    ask_about(console, workspace, workspace.take(1), presses, player=player, pressed=iter(answers))
    return text_of(paper), workspace.history.corrections(1)


def test_only_those_that_were_one_are_added_where_the_sound_is(workspace: Workspace) -> None:
    printed, kept = asked(workspace, [4.9, 7.9], "yn")
    assert kept == (Correction(SOUND, is_one=True),)
    assert printed.splitlines()[1:] == [
        "You pressed 2 times where no filler is counted. Was it an um/uh?",
        "y yes   n no   space hear it again   q skip the rest",
        "  pressed  0:04  ... shift of a small shop alone. Then ...",
        "                 added",
        "  pressed  0:07  ... day it was shut for good.",
        "                 not added",
        "Added 1: take 1 has 2 um/uh now. `rehearse review 1` shows them; key x there takes one out again.",
    ]


def test_two_presses_at_one_are_one_question(workspace: Workspace) -> None:
    printed, kept = asked(workspace, [4.8, 4.9], "yy")
    assert len(kept) == 1 and printed.count("pressed  0:04") == 1


@pytest.mark.parametrize("answers", ["q", "", "\x1b", "n"])
def test_nothing_is_added_without_a_yes(workspace: Workspace, answers: str) -> None:
    printed, kept = asked(workspace, [4.9], answers)
    assert kept == () and "Added" not in printed
    assert "You pressed once where no filler is counted." in printed


def test_another_key_says_which_there_are(workspace: Workspace) -> None:
    printed, kept = asked(workspace, [4.9], "zy")
    assert printed.count("space hear it again") == 2 and len(kept) == 1
