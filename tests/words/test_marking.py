"""Every filler stands marked at its place in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.model.heard import Heard
from rehearse.model.report import DiscourseMarker, FilledPause, Report
from rehearse.words.marking import Unit, around, sentences, units
from rehearse.words.text import UNBREAKABLE
from reporting import filled, found, marker, only_heard, reported
from saying import say, write


def shown(text: tuple[Unit, ...]) -> str:
    return " ".join(unit.text + unit.tail for unit in text).replace(UNBREAKABLE, " ")


def marked(
    heard: Heard, *, pauses: tuple[FilledPause, ...] = (), markers: tuple[DiscourseMarker, ...] = ()
) -> str:
    return shown(units(reported(heard, fillers=found(heard, pauses=pauses, markers=markers))))


def test_filled_pauses_are_numbered_in_their_order() -> None:
    report = analyse(say("[Um], I fixed [uh]... it [um]."))
    assert shown(units(report)) == "[1 Um], I fixed [2 uh]... it [3 um]."


def test_markers_are_marked_as_likely_or_possible() -> None:
    heard = say("It, you, know, was like late.")
    markers = (marker(heard, 1, 2), marker(heard, 4, likelihood="possible"))
    assert marked(heard, markers=markers) == "It, {you, know}, was {like?} late."


def test_a_filled_pause_inside_a_marker() -> None:
    heard = say("It, you [um] know, was late.")
    text = marked(heard, pauses=filled(heard, 2), markers=(marker(heard, 1, 3),))
    assert text == "It, {you [1 um] know}, was late."


@pytest.mark.parametrize(
    ("at_s", "text"),
    [
        (0.1, "[1 um] I fixed it. It held."),
        (1.3, "I fixed [1 um] it. It held."),
        (2.6, "I fixed it. It held. [1 um]"),
        (99.0, "I fixed it. It held. [1 um]"),
    ],
)
def test_what_only_the_sound_has_stands_where_it_was_heard(at_s: float, text: str) -> None:
    assert marked(say("I fixed it. It held."), pauses=(only_heard(at_s, at_s + 0.3),)) == text


def test_numbers_run_through_sound_and_transcript() -> None:
    heard = say("I <um> <uh> fixed [um] it.")
    pauses = (only_heard(0.9, 1.3), only_heard(1.35, 1.65, "uh"), *filled(heard, 2))
    assert marked(heard, pauses=pauses) == "I [1 um] [2 uh] fixed [3 um] it."


def test_a_text_without_words_still_shows_what_was_heard() -> None:
    assert marked(say("<um>"), pauses=(only_heard(0.5, 0.95),)) == "[1 um]"


def test_own_phrases_are_marked_and_hold_other_marks_inside() -> None:
    heard = say("You know what I mean, at the [um] end of the day. Maybe.")
    report = analyse(heard, phrases=["you know what I mean", "at the end of the day", "maybe"])
    text = shown(units(report))
    assert "*at the [1 um] end of the day*. *Maybe*." in text
    fillers = found(heard, markers=[marker(heard, 0, 2)], own=report.fillers.own_phrases)
    text = shown(units(reported(heard, fillers=fillers)))
    assert text.startswith("*{You know} what I mean*, *at the")


def test_words_cannot_steer_the_terminal() -> None:
    heard = write("um\x1b[31m I")
    assert marked(heard, pauses=filled(heard, 0)) == "[1 um\ufffd[31m] I"


def test_a_word_of_many_phrases() -> None:
    heard = write("um, like, um, I see")
    text = marked(heard, pauses=filled(heard, 0, 2), markers=(marker(heard, 1),))
    assert text == "[1 um], {like}, [2 um], I see"


def test_sentences_hold_every_unit_once() -> None:
    report = analyse(say("I [um] did. (1.0) It [uh] held. [um]"))
    found = sentences(report)
    assert [shown(sentence) for sentence in found] == ["I [1 um] did.", "It [2 uh] held.", "[3 um]"]
    assert sum(found, ()) == units(report)


def with_pauses_at_the_end() -> Report:
    report = analyse(say("I did. It held."))
    return replace(report, fillers=replace(report.fillers, filled_pauses=(only_heard(9.0, 9.3),)))


def test_a_sound_after_the_last_word_belongs_to_the_last_sentence() -> None:
    assert [shown(sentence) for sentence in sentences(with_pauses_at_the_end())] == [
        "I did.",
        "It held. [1 um]",
    ]


def test_words_around_a_filled_pause() -> None:
    report = analyse(say("one two three [um] four five six [uh] seven"))
    text = units(report)
    assert shown(around(text, lambda unit: unit.number == 1, words=2)) == "... two three [1 um] four five ..."
    assert shown(around(text, lambda unit: unit.number == 2, words=3)) == "... four five six [2 uh] seven"
    assert shown(around(text, lambda unit: unit.word == 0, words=99)) == shown(text)
