"""What stands on the first screen, in lines that are short enough for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.points import Point
from rehearse.model.heard import Correction, Span, Stretch
from rehearse.words.first import lines
from saying import say, write

TOLD = "So [um] I, you know, I guess we we fixed it, like, and like the rest held. "


def found(text: str, coached: Coaching | None = None) -> dict[str, str]:
    return dict(lines(analyse(say(text)), coached, columns=60))


def test_filled_pauses_and_fillers_stand_apart_with_what_is_usual() -> None:
    said = found(TOLD * 2)
    assert said["um, uh"] == "2   more than people have in conversation"
    assert said["fillers"] == "10   like 4, so 2, you know 2, I guess 2"
    assert said["twice"] == "2   we we 2"


def test_a_count_that_was_corrected_says_so() -> None:
    heard = say("So [um] we fixed it, and then it held all through that night.")
    um = analyse(heard).fillers.filled_pauses[0].span or Span(0, 0)
    missed = Correction(Span(3.0, 3.3), is_one=True)
    corrected = replace(heard, corrections=(Correction(um, is_one=False), missed))
    usual = "so many that they distract"
    assert dict(lines(analyse(corrected), None, columns=60))["um, uh"] == f"1   {usual}; 2 corrected by you"
    taken_out = replace(heard, corrections=corrected.corrections[:1])
    assert dict(lines(analyse(taken_out), None, columns=60))["um, uh"] == "0   1 corrected by you"


def test_none_is_a_number_and_nothing_more() -> None:
    said = found("I fixed it and it held. " * 3)
    assert (said["um, uh"], said["fillers"]) == ("0", "0")
    assert "twice" not in said
    assert found("I fixed it.") == {}


def test_length_and_pace_stand_with_what_was_good() -> None:
    assert found("It held. " * 20)["Length"] == "0:16, 150 words a minute"
    assert "Length" not in dict(lines(analyse(write("I fixed it.")), None, columns=60))


def test_points_are_counted_and_the_first_that_is_missing_is_named() -> None:
    points = (Point("rang", 5.0, Stretch(0, 3), False), Point("late", 0.0, Stretch(0, 3), False))
    left_out = Point("cake", -5.0, Stretch(0, 3), False)
    assert found("I rang.", Coaching((), points, None, None))["Points"] == "1 of 2 made"
    said = found("I rang.", Coaching((), (*points, left_out), None, None))
    assert said["Points"] == '1 of 3 made; missing: "cake"'


@pytest.mark.parametrize("columns", [40, 60, 90])
def test_the_bars_of_a_story_fill_a_line_and_no_more(columns: int) -> None:
    story = (
        "Last May our oven broke in the middle of the night. I rang a smith and held the lamp for him. "
        "By six every loaf was baked, and nobody noticed."
    )
    bars = [said for name, said in lines(analyse(write(story)), None, columns=columns) if name == "Story"]
    for bar in bars:
        assert len(bar) <= columns
        assert bar.startswith("setup") and "what you did" in bar and "result" in bar
