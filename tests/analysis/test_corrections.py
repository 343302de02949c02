"""What a speaker says of their um/uh counts, whatever was found: answers whose sounds are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.corrections import missed_one, said_of
from rehearse.analysis.summary import summary
from rehearse.model.heard import Correction, Heard, Hesitation, Span
from rehearse.model.report import FilledPause
from saying import say, write

# "um" is written from 1.3 to 1.75 s, "uh" from 4.55 to 4.85 s.
ANSWER = say("Yesterday it [um] was late. (2) Then [uh] I left the shop.")
UM, UH = (pause.span or Span(0, 0) for pause in analyse(ANSWER).fillers.filled_pauses)


def pauses(heard: Heard, *said: tuple[Span, bool]) -> list[FilledPause]:
    corrections = tuple(Correction(span, is_one) for span, is_one in said)
    return list(analyse(replace(heard, corrections=corrections)).fillers.filled_pauses)


def test_what_was_none_is_dropped_and_the_rate_with_it() -> None:
    corrected = analyse(replace(ANSWER, corrections=(Correction(UM, is_one=False),)))
    assert [pause.span for pause in corrected.fillers.filled_pauses] == [UH]
    assert corrected.fillers.per_100_words == pytest.approx(
        (analyse(ANSWER).fillers.per_100_words or 0) / 2, rel=0.01
    )
    assert summary(corrected).filled_pauses == 1
    # It is a word now, as all that is no filled pause.
    assert summary(corrected).words == summary(analyse(ANSWER)).words + 1


def test_what_was_missed_is_added_in_its_place() -> None:
    um, missed, uh = pauses(ANSWER, (Span(2.2, 2.5), True))
    assert (missed.text, missed.source, missed.span, missed.word) == ("um", "user", Span(2.2, 2.5), None)
    assert (um.span, uh.span) == (UM, UH)


def test_a_missed_one_that_is_written_is_the_word() -> None:
    doubtful = tuple(replace(word, probability=0.6) if word.span == UM else word for word in ANSWER.words)
    sounds = (Hesitation(Span(1.3, 1.36), 0.9), Hesitation(UH, 0.9))  # that of the "um" is too short
    heard = replace(ANSWER, words=doubtful, hesitations=sounds)
    assert [pause.word for pause in pauses(heard)] == [6]
    assert [(pause.word, pause.text) for pause in pauses(heard, (UM, True))] == [(2, "um"), (6, "uh")]


def test_what_is_found_by_now_is_not_added_once_more() -> None:
    assert pauses(ANSWER, (Span(UM.start_s - 0.1, UM.end_s), True)) == pauses(ANSWER)


def test_of_two_without_a_gap_only_the_one_that_is_meant_is_dropped() -> None:
    heard = say("So [um] [uh] yes.")
    first, second = (pause.span or Span(0, 0) for pause in pauses(heard))
    assert first.end_s == second.start_s
    assert [pause.text for pause in pauses(heard, (first, False))] == ["uh"]


def test_a_written_answer_and_another_language_are_left_alone() -> None:
    assert len(pauses(write("So um yes."), (Span(0, 1), False))) == 1
    assert pauses(replace(ANSWER, language="de"), (Span(1, 2), True)) == []


def test_saying_the_opposite_takes_back_what_was_said() -> None:
    none = said_of((), UM, is_one=False)
    assert none == (Correction(UM, is_one=False),)
    assert said_of(none, UM, is_one=False) == none
    assert said_of(none, UM, is_one=True) == ()
    both = said_of(none, Span(0.2, 0.5), is_one=True)
    assert [one.span.start_s for one in both] == [0.2, UM.start_s]
    assert said_of(both, Span(0.25, 0.45), is_one=False) == none


SURE, UNSURE = Hesitation(Span(2.2, 2.5), 0.6), Hesitation(Span(2.9, 3.1), 0.2)


@pytest.mark.parametrize(
    ("sounds", "first_s", "until_s", "expected"),
    [
        ((SURE, UNSURE), 1.5, 3.2, SURE.span),
        ((SURE, UNSURE), 2.7, 3.2, UNSURE.span),  # the other was not heard
        ((), 2.0, 3.2, Span(2.2, 2.6)),  # nothing speaks for any place: the time a key takes
        ((), 3.0, 3.2, Span(2.8, 3.2)),
        ((), 1.2, 2.3, None),  # "um" is counted
        ((), 1.2, 1.8, None),
        ((), 0.0, 0.3, Span(0.0, 0.3)),
        ((), 0.0, 0.1, None),
    ],
)
def test_the_moment_that_was_meant(
    sounds: tuple[Hesitation, ...], first_s: float, until_s: float, expected: Span | None
) -> None:
    heard = replace(ANSWER, hesitations=sounds)
    meant = missed_one(Answer(heard), [UM, UH], first_s=first_s, until_s=until_s)
    assert (meant and (round(meant.start_s, 3), round(meant.end_s, 3))) == (
        expected and (expected.start_s, expected.end_s)
    )


def test_one_that_is_written_and_not_counted_is_meant_before_any_sound() -> None:
    heard = replace(ANSWER, hesitations=(Hesitation(Span(2.0, 2.4), 0.9),))
    assert missed_one(Answer(heard), [UH], first_s=1.0, until_s=2.4) == UM
