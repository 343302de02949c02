"""Points and layers with cosines that a test chooses; what the real encoder makes of words is in
tests/test_coaching.py.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rehearse.analysis import layers as layers_module
from rehearse.analysis.answer import Answer
from rehearse.analysis.layers import asked_texts, features, layers, statement
from rehearse.analysis.passages import passages
from rehearse.analysis.points import PERHAPS_FROM, SAID_FROM, points
from rehearse.analysis.recited import Recited
from rehearse.model.heard import Stretch
from rehearse.model.questions import Prompt
from saying import say, write

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I fixed it. It held.", ["I fixed it.", "It held."]),
        (
            "I rang all the shops myself, and nobody was cross with us.",
            [
                "I rang all the shops myself, and nobody was cross with us.",
                "I rang all the shops myself,",
                "and nobody was cross with us.",
            ],
        ),
        ("Well, I fixed it.", ["Well, I fixed it."]),
        ("I fixed it, too.", ["I fixed it, too."]),
        ("", []),
    ],
)
def test_passages(text: str, expected: list[str]) -> None:
    assert [passage.text for passage in passages(Answer(write(text)))] == expected


def test_a_passage_knows_its_words_and_leaves_out_filled_pauses() -> None:
    heard = say("We [uh] had [um] a leak.")
    (passage,) = {passage.sentence: passage for passage in passages(Answer(heard))}.values()
    assert passage.text == "We had a leak."
    assert heard.words[passage.first : passage.first + passage.count] == heard.words


def test_points_are_said_perhaps_said_or_not_heard() -> None:
    said = passages(Answer(write("I rang them. It was late. We laughed.")))
    rows = [[0.1, SAID_FROM, 0.2], [PERHAPS_FROM, 0.0, 0.1], [0.1, 0.1, PERHAPS_FROM - 0.01]]
    found = points(["late", "rang", "cake"], said, rows)
    assert [point.how for point in found] == ["said", "perhaps", "not heard"]
    assert [point.passage.text for point in found if point.passage] == [
        "It was late.",
        "I rang them.",
        "We laughed.",
    ]


def test_a_point_made_in_the_words_of_an_earlier_take_is_verbatim() -> None:
    said = passages(Answer(write("I rang every one of the nine shops. It was late.")))
    rows = [[0.9, 0.0], [0.0, 0.9]]
    first, second = points(["rang", "late"], said, rows, repeated=Recited(0.7, (Stretch(0, 8),)))
    assert (first.verbatim, second.verbatim) == (True, False)


def test_without_words_no_point_was_made() -> None:
    (point,) = points(["rang"], (), [[]])
    assert (point.how, point.passage) == ("not heard", None)


def test_a_layer_is_addressed_by_the_sentence_that_is_nearest() -> None:
    said = passages(
        Answer(
            write(
                "The till broke on that day. I told all of them myself why it was. It worked again by noon."
            )
        )
    )
    near = [[0.2, 0.2, 0.2], [0.0, 0.7, 0.0], [0.0, 0.8, 0.0], [0.0, 0.0, 0.1], [0.0, 0.1, 0.0]]
    communication, stamina = layers(PROMPT, said, near)
    assert communication.how == "addressed"
    assert communication.passage == said[1]
    assert stamina.how == "not addressed"
    assert stamina.probability < communication.probability


def test_without_words_no_layer_is_addressed() -> None:
    found = layers(PROMPT, (), [[]] * 5)
    assert [(layer.how, layer.passage) for layer in found] == [("not addressed", None)] * 2


def test_one_layer_alone_has_no_others() -> None:
    alone = replace(PROMPT, asks=PROMPT.asks[:1])
    said = passages(Answer(write("I told them so.")))
    assert len(features(said, [[0.1]] * 3, 0)[0]) == len(layers_module.WEIGHTS)
    assert len(layers(alone, said, [[0.1]] * 3)) == 1


def test_what_is_compared_is_in_the_speakers_own_words() -> None:
    assert asked_texts(PROMPT) == [
        "What broke?",
        "they heard it from I.",
        layers_module.EXEMPLARS["communication"],
        "I kept going.",
        "stamina",
    ]
    assert statement("Your share in it.") == "my share in it."
