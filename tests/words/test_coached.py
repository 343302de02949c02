"""What is said of an answer's points, of what it repeats, and of a drill."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import SURE_FROM, Layer
from rehearse.analysis.points import Point
from rehearse.analysis.recited import Recited
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck
from rehearse.practice.drills import LENGTHS, aim_of, shorter_than
from rehearse.words.coaching import LONGEST_QUOTE, layer_before, layer_line, point_line, recited_lines
from rehearse.words.drills import with_pauses, within
from saying import say, write

HEARD = write("I rang every shop myself. Then we went home, and it was late.")
SAID = Stretch(0, 5)


def layer(logit: float, *, check: LayerCheck | None = None, before: LayerCheck | None = None) -> Layer:
    return Layer("courage", "Whether you rang.", logit, SAID, check, before)


def test_layers_quote_what_surely_speaks_to_them_and_say_nothing_else() -> None:
    assert layer_line(layer(SURE_FROM), HEARD) == '"I rang every shop myself."'
    assert layer_line(layer(SURE_FROM - 0.1), HEARD) == ""


def test_what_the_speaker_says_goes_before_what_the_program_takes_it_for() -> None:
    check = LayerCheck("courage", Stretch(5, 4))
    assert layer_line(layer(SURE_FROM, check=check), HEARD) == 'You chose "Then we went home,"'
    assert layer_line(layer(5.0, check=LayerCheck("courage", None)), HEARD) == "You found nothing for it."


def test_the_take_before_reminds_of_what_it_had_nothing_for() -> None:
    assert layer_before(layer(0.0, before=LayerCheck("courage", None))) == (
        "In your last take you found nothing for it."
    )
    assert layer_before(layer(0.0, before=LayerCheck("courage", SAID))) == ""
    assert layer_before(layer(0.0)) == ""


def test_points_say_where_they_were_made_and_whether_word_for_word() -> None:
    assert point_line(Point("rang", 5.0, SAID, False), HEARD) == '"I rang every shop myself."'
    assert point_line(Point("rang", 5.0, SAID, True), HEARD).endswith(
        "Word for word the same as in an earlier take."
    )
    assert point_line(Point("cake", -5.0, SAID, False), HEARD) == ""


def test_long_quotes_are_cut() -> None:
    long = write("word " * 40)
    line = point_line(Point("a", 5.0, Stretch(0, 40), False), long)
    assert line == f'"{" ".join(["word"] * LONGEST_QUOTE)} ..."'


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (0.0, "Fresh telling: hardly any of it repeats take 7."),
        (0.3, "A third of this take repeats take 7 word for word."),
        (0.6, "Two thirds of this take repeats take 7 word for word."),
        (1.0, "All of this take repeats take 7 word for word."),
    ],
)
def test_what_is_recited_is_told_by_its_share(share: float, says: str) -> None:
    runs = (Stretch(5, 2), Stretch(0, 5))
    first, *rest = recited_lines(Coaching((), (), Recited(share, runs), 7), HEARD)
    assert first == says
    quoted = [line for line in rest if line.startswith('"')]
    assert quoted == ([] if share < 0.2 else ['"I rang every shop myself."', '"Then we"'])


def test_points_in_other_words_are_praised_where_a_take_is_told_afresh() -> None:
    coached = Coaching((), (Point("rang", 5.0, SAID, False),), Recited(0.0, ()), 7)
    assert "in new words" in list(recited_lines(coached, HEARD))[1]
    assert list(recited_lines(Coaching((), (), None, None), HEARD)) == []


def test_drills_get_shorter_down_to_the_shortest() -> None:
    assert [shorter_than(length) for length in (None, "pauses", *LENGTHS)] == ["120", "120", "90", "60", "60"]
    assert aim_of(None).within_s is None and aim_of("60").within_s == 60.0
    assert aim_of("pauses").within_s is None and "close your mouth" in aim_of("pauses").hint


def test_a_drill_says_how_it_went() -> None:
    now, before = analyse(say("So [um] I (1.0) fixed it.")), analyse(say("So [um] I [um] fixed it."))
    assert within(now, 60) == "0:03, within 1:00."
    assert within(now, 1) == "0:03, 2 s over 0:01. See what you can leave out."
    assert with_pauses(now, before) == "um/uh: 2 → 1, per 100 words 50.0 → 25.0. Silent pauses: 0 → 1."
    assert with_pauses(now, None) == "um/uh: 1, per 100 words 25.0. Silent pauses: 1."
    assert within(analyse(write("I fixed it.")), 60) == "No speech was found."
