"""Key presses against the fillers of an answer whose times are known."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.noticing import REACTION_S, Noticed, noticed
from rehearse.model.heard import Heard, Span
from saying import say

ANSWER = say("Yesterday [um] I went home. (2) Then [uh] the shop, you know, was shut. (2) I [um] left.")
FILLERS = analyse(ANSWER).fillers
UM, UH, LAST = (pause.span or Span(0, 0) for pause in FILLERS.filled_pauses)
(KNOW,) = (marker.span or Span(0, 0) for marker in FILLERS.markers if marker.text == "you know")
EVERYTHING_S = ANSWER.duration_s or 0.0


def texts(found: Noticed) -> tuple[list[str], list[str]]:
    """Those that count as one are joined."""
    caught, missed = (
        [" ".join(one.text for one in event.fillers) for event in events]
        for events in (found.caught, found.missed)
    )
    return caught, missed


@pytest.mark.parametrize(
    ("presses", "caught", "missed", "alone"),
    [
        ([], [], ["um", "uh", "you know", "um"], 0),
        ([UM.end_s + 0.4], ["um"], ["uh", "you know", "um"], 0),
        ([UM.start_s, UH.end_s + 0.5, KNOW.end_s + 1, LAST.end_s], ["um", "uh", "you know", "um"], [], 0),
        ([UM.end_s + REACTION_S + 0.1], [], ["um", "uh", "you know", "um"], 1),
        ([UM.end_s + 0.3, UM.end_s + 0.5], ["um"], ["uh", "you know", "um"], 1),
        ([0.0], [], ["um", "uh", "you know", "um"], 1),
    ],
)
def test_a_press_means_the_filler_just_before_it(
    presses: list[float], caught: list[str], missed: list[str], alone: int
) -> None:
    found = noticed(FILLERS, presses, until_s=EVERYTHING_S)
    assert texts(found) == (caught, missed)
    assert len(found.alone) == alone


def test_what_was_not_listened_to_is_not_missed() -> None:
    found = noticed(FILLERS, [UM.end_s], until_s=UH.start_s)
    assert texts(found) == (["um"], [])
    assert texts(noticed(FILLERS, [], until_s=0.1)) == ([], [])


def test_words_that_are_only_possibly_fillers_are_not_asked_for() -> None:
    fillers = analyse(say("I mean, it broke. But we actually fixed it.")).fillers
    likely = [marker for marker in fillers.markers if marker.likelihood == "likely"]
    assert len(likely) < len(fillers.markers)
    assert len(noticed(fillers, [], until_s=60).missed) == len(likely)


CLOSE = say("I [um] the [uh] dog left.")
AT_HALF_A_SECOND = say("I [um] the [uh] dog left.", wpm=120)
APART = say("I [um] the [uh] dog left.", wpm=100)


@pytest.mark.parametrize(
    ("heard", "presses", "caught", "missed", "alone"),
    [
        # Between the two lie 0.4 s, 0.5 s and 0.6 s.
        (CLOSE, [2.3], ["um uh"], [], 0),
        (CLOSE, [1.0], ["um uh"], [], 0),
        (CLOSE, [], [], ["um uh"], 0),
        (AT_HALF_A_SECOND, [2.4], ["um uh"], [], 0),
        (APART, [2.4], ["um"], ["uh"], 0),
        (APART, [], [], ["um", "uh"], 0),
        # Who presses for each of the two has pressed for both, and no oftener.
        (CLOSE, [1.3, 2.2], ["um uh"], [], 0),
        (CLOSE, [1.3, 2.2, 2.4], ["um uh"], [], 1),
        # As long after the last of them as after one alone, and no longer.
        (CLOSE, [2.05 + REACTION_S - 0.01], ["um uh"], [], 0),
        (CLOSE, [2.05 + REACTION_S + 0.01], [], ["um uh"], 1),
    ],
)
def test_fillers_half_a_second_apart_are_one_to_notice(
    heard: Heard, presses: list[float], caught: list[str], missed: list[str], alone: int
) -> None:
    found = noticed(analyse(heard).fillers, presses, until_s=60)
    assert texts(found) == (caught, missed)
    assert len(found.alone) == alone


def test_a_press_for_the_next_is_no_second_one_for_those_before() -> None:
    heard = say("I [um] [uh] went home and [um] left.")
    found = noticed(analyse(heard).fillers, [1.3, 2.9], until_s=60)
    assert texts(found) == (["um uh", "um"], [])
