"""What corrected takes teach: sounds and words of known confidence, some of which their speaker corrects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.corrections import said_of
from rehearse.analysis.filled_pauses import SURE_OF_SOUND, SURE_OF_WORD, filled_pauses
from rehearse.analysis.learning import MOST_STEPS, STEP, learned
from rehearse.model.heard import Heard, Hesitation, Span, Strictness
from saying import say

PLACES = tuple(Span(start_s, start_s + 0.5) for start_s in range(1, 21, 2))
"""Where nobody says a word."""


def take(sounds: dict[float, int], *, none: float = 0.0, missed: float = 2.0) -> Heard:
    """So many sounds of these confidences; what is surer than usual and less sure than `none` is said to be
    none, what is less sure than usual and surer than `missed` is said to be one.
    """
    confidences = [confidence for confidence, count in sounds.items() for _ in range(count)]
    heard = replace(
        say("(20) Then it held."),
        hesitations=tuple(map(Hesitation, PLACES, confidences)),
    )
    for place, confidence in zip(PLACES, confidences, strict=False):
        counts = confidence >= SURE_OF_SOUND
        if (counts and confidence < none) or (not counts and confidence > missed):
            said = said_of(heard.corrections, place, is_one=not counts)
            heard = replace(heard, corrections=said)
    return heard


UNSURE, SURE, BELOW = SURE_OF_SOUND + 0.02, SURE_OF_SOUND + 0.17, SURE_OF_SOUND - 0.08


def test_nothing_is_learned_from_nothing() -> None:
    assert learned([]) == Strictness()
    assert learned([take({SURE: 4, UNSURE: 4})]) == Strictness()
    assert learned([say("So [um] yes.")]) == Strictness()


def test_who_takes_out_unsure_sounds_is_judged_more_strictly_and_the_sure_ones_stay() -> None:
    heard = take({SURE: 4, UNSURE: 4}, none=UNSURE + 0.01)
    strictness = learned([heard])
    assert strictness.word == 0 and strictness.sound == STEP
    again = replace(heard, corrections=(), strictness=strictness)
    assert len(filled_pauses(Answer(again))) == 4


def test_who_adds_what_was_missed_is_judged_less_strictly() -> None:
    strictness = learned([take({SURE: 2, BELOW: 4}, missed=BELOW - 0.01)])
    assert strictness == Strictness(sound=-2 * STEP)


def test_a_take_that_contradicts_weighs_as_much() -> None:
    out = take({SURE: 2, UNSURE: 3}, none=UNSURE + 0.01)
    kept = take({UNSURE: 4}, missed=0.5)
    assert learned([out, kept]) == Strictness()
    assert learned([out, out, kept]).sound == STEP


def test_one_wrong_press_among_many_right_ones_teaches_nothing() -> None:
    heard = take({UNSURE: 6})
    wrong = replace(heard, corrections=said_of((), PLACES[0], is_one=False))
    assert learned([wrong]) == Strictness()


def test_it_never_moves_further_than_its_bounds() -> None:
    sure = take({1.0: 8}, none=1.1)
    assert abs(learned([sure] * 5).sound) <= MOST_STEPS * STEP
    below = take({0.3: 8}, missed=0.2)
    assert abs(learned([below] * 5).sound) <= MOST_STEPS * STEP


def written(probability: float, count: int, *, is_one: bool | None) -> Heard:
    """Written ums of a probability that the sound does not speak for, all corrected alike."""
    heard = say("So [um] it was late. " * count)
    words = tuple(
        replace(word, probability=probability) if word.text == "um" else word for word in heard.words
    )
    heard = replace(heard, words=words, hesitations=())
    for word in words:
        if is_one is not None and word.text == "um" and word.span:
            heard = replace(heard, corrections=said_of(heard.corrections, word.span, is_one=is_one))
    return heard


@pytest.mark.parametrize(
    ("probability", "is_one", "word"),
    [
        (SURE_OF_WORD + 0.02, None, 0.0),
        (SURE_OF_WORD + 0.02, False, STEP),
        (SURE_OF_WORD - 0.02, True, -STEP),
        (SURE_OF_WORD - 0.3, True, 0.0),  # out of reach
    ],
)
def test_written_ones_have_a_strictness_of_their_own(
    probability: float, is_one: bool | None, word: float
) -> None:
    assert learned([written(probability, 4, is_one=is_one)]) == Strictness(word=word)


def test_a_take_that_was_judged_more_strictly_is_true_as_it_was_corrected() -> None:
    # The unsure ones were not counted when its speaker looked, and they added none of them.
    looked_at = replace(take({SURE: 4, UNSURE: 4}), strictness=Strictness(sound=STEP))
    assert learned([looked_at]) == Strictness(sound=STEP)
