"""Points and layers with logits that a test chooses; what the real reader makes of words is in
tests/test_coaching.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearse.analysis import advised, analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import SURE_FROM, asked_text, layers
from rehearse.analysis.points import PERHAPS_FROM, SAID_FROM, Point, points
from rehearse.analysis.recited import Recited
from rehearse.analysis.wanted import SUREST, Likeliest, likeliest
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck
from rehearse.model.questions import Prompt
from saying import write

PROMPT = Prompt(
    id="outage",
    question="What broke?",
    theme="help-desk",
    asks=(("communication", "Whether they heard it from you."), ("stamina", "How you kept going.")),
    level="any",
    role="any",
    follow_up="",
    source=Path("help-desk.toml"),
)
TOLD = Answer(write("I rang all the shops myself, and nobody was cross with us. It was late. We laughed."))


def test_the_likeliest_sentence_is_the_one_whose_clauses_say_it() -> None:
    assert [clause.count for clause in TOLD.clauses] == [6, 6, 3, 2]
    best = likeliest(TOLD, [-1.0, 1.0, 0.5, -3.0])
    assert best.sentence == TOLD.sentences[0]
    assert best.logit > 1.0  # two clauses that may say it are likelier to than the surer one alone
    last = likeliest(TOLD, [-3.0, -3.0, -3.0, 2.0])
    assert last.sentence == TOLD.sentences[2]
    assert last.logit == pytest.approx(2.0, abs=0.01)


def test_logits_of_any_size_are_understood() -> None:
    assert likeliest(TOLD, [900.0, 1.0, 1.0, 1.0]).logit == pytest.approx(SUREST)
    assert likeliest(TOLD, [-900.0] * 4).logit == -SUREST
    assert likeliest(Answer(write("")), []) == Likeliest(None, -SUREST)


def test_points_are_said_perhaps_said_or_not_heard() -> None:
    first, second, third = TOLD.sentences
    found = points(
        ["late", "rang", "cake", "nothing"],
        [
            Likeliest(second, SAID_FROM),
            Likeliest(first, PERHAPS_FROM),
            Likeliest(third, PERHAPS_FROM - 0.1),
            Likeliest(None, 5.0),
        ],
    )
    assert [point.how for point in found] == ["said", "perhaps", "not heard", "not heard"]
    assert [point.sentence for point in found] == [second, first, third, None]


def test_a_point_made_in_the_words_of_an_earlier_take_is_verbatim() -> None:
    first, second, _ = TOLD.sentences
    again = Recited(0.7, (Stretch(0, 11),))
    one, two = points(["rang", "late"], [Likeliest(first, 3.0), Likeliest(second, 3.0)], repeated=again)
    assert (one.verbatim, two.verbatim) == (True, False)


def test_of_a_layer_only_what_is_sure_is_said() -> None:
    first, second, _ = TOLD.sentences
    one, two = layers(PROMPT, [Likeliest(first, SURE_FROM), Likeliest(second, SURE_FROM - 0.1)], {}, {})
    assert (one.name, one.means) == PROMPT.asks[0]
    assert (one.is_sure, two.is_sure) == (True, False)
    assert (one.check, one.before) == (None, None)


def test_what_the_speaker_says_stands_beside_it() -> None:
    check, before = LayerCheck("stamina", Stretch(0, 3)), LayerCheck("communication", None)
    one, two = layers(
        PROMPT, [Likeliest(None, -SUREST)] * 2, {"stamina": check}, {"communication": before, "gone": before}
    )
    assert (one.check, one.before) == (None, before)
    assert (two.check, two.before) == (check, None)


def test_a_layer_is_looked_for_with_its_name() -> None:
    assert asked_text(*PROMPT.asks[0]) == "communication: Whether they heard it from you."


JAR = Answer(
    write("It's like a jar on the worktop: what you need most is in it, and the rest is in the cellar.")
)


def advised_about(coached: Coaching | None) -> tuple[str | None, str | None]:
    report = advised(JAR, analyse(JAR.heard, kind="explaining"), coached)
    return report.next_step_about, report.next_step


def test_a_point_that_was_surely_left_out_is_what_to_do_next() -> None:
    said, missed = (
        Point(text, logit, JAR.sentences[0], False) for text, logit in (("jar", 5.0), ("cat", -9.0))
    )
    assert advised_about(Coaching((), (said, missed), None, None)) == (
        "points",
        'Say this too, as you planned: "cat".',
    )
    doubtful = Point("cellar door", PERHAPS_FROM - 0.1, JAR.sentences[0], False)
    assert advised_about(Coaching((), (said, doubtful), None, None)) == advised_about(None)


def test_who_recites_is_told_to_find_other_words() -> None:
    about, text = advised_about(Coaching((), (), Recited(0.6, (Stretch(0, 8),)), 4))
    assert about == "recited"
    assert (
        text == "Tell it again without notes. Keep the points, change the words. "
        'Take 4 had "It\'s like a jar on the worktop: what" too.'
    )
    assert advised_about(Coaching((), (), Recited(0.3, (Stretch(0, 8),)), 4)) == advised_about(None)


def test_the_very_same_words_say_it_and_most_of_them_perhaps() -> None:
    low = [-9.0] * 4
    assert likeliest(TOLD, low, wanted="rang all the shops") == Likeliest(TOLD.sentences[0], SUREST)
    perhaps = likeliest(TOLD, low, wanted="rang all nine shops myself")
    assert perhaps.sentence == TOLD.sentences[0]
    assert PERHAPS_FROM <= perhaps.logit < SAID_FROM
    assert likeliest(TOLD, low, wanted="rang my bank").logit < PERHAPS_FROM
    assert likeliest(TOLD, low, wanted="late").logit < PERHAPS_FROM  # one word says too little
