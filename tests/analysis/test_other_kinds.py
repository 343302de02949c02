"""What is said of answers that are no stories: about oneself, what one would do, how one would build it."""

from __future__ import annotations

import re

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.reasoning import reason, steps
from rehearse.model.questions import Kind
from rehearse.words.measures import measures
from saying import say, write

ANSWERS: dict[str, tuple[Kind, str]] = {
    "oneself": (
        "introduction",
        "I'm a nurse on a heart ward, and before that I drove an ambulance for six years. I always stay "
        "calm, and people usually notice that first. Now I would like to work with children.",
    ),
    "a weakness": (
        "introduction",
        "I take on too much. I would often rather do a thing myself than explain it. These days I write down "
        "on Monday what I will hand over, and I ask on Friday how it went.",
    ),
    "never yet": (
        "scenario",
        "That has never happened to me. I would first ask her what she saw. Then I would stop the machine, "
        "because nobody should be near it. I would probably call the shift lead after that.",
    ),
    "habits": (
        "scenario",
        "I always listen before I say anything. Usually people calm down once they are heard, and then we "
        "look at the bill together and find out what went wrong.",
    ),
    "a design": (
        "technical",
        "First I would ask how many people park there. Then I would keep one row for each place, so that two "
        "drivers can never be given the same one. We would check it against the barrier every night.",
    ),
}
REPROACHES = re.compile(
    r"one time|would do|always do|never happened|no setup|no result|came of it|not found|story|\bSTAR\b|"
    r"where it was|what you did|softening|\bI\b.*\bwe\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("kind", "text"), ANSWERS.values(), ids=ANSWERS.keys())
@pytest.mark.parametrize("follow_up", ["", "And then?"])
@pytest.mark.parametrize("said", [say, write])
def test_no_story_is_asked_for_and_nothing_is_called_missing(kind, text, follow_up, said) -> None:  # type: ignore[no-untyped-def]
    report = analyse(said(text), kind=kind, follow_up=follow_up)
    assert (report.star, report.notes, report.signals, report.plainness, report.asked) == (
        None,
        (),
        None,
        None,
        None,
    )
    told = [str(report.next_step), *report.good, *(str(one) for one in measures(report))]
    own = [re.sub(r'"[^"]*"', "", line) for line in told]
    assert [line for line in own if REPROACHES.search(line)] == []
    assert report.next_step_about == "keep"
    assert str(report.next_step).endswith(follow_up)


def test_a_story_is_told_that_it_is_hypothetical_and_a_scenario_is_not() -> None:
    text = ANSWERS["never yet"][1]
    assert analyse(write(text)).next_step_about != "keep"
    assert analyse(write(text), kind="scenario").next_step_about == "keep"


@pytest.mark.parametrize("kind", ["introduction", "scenario", "technical"])
def test_delivery_is_looked_at_as_ever(kind: Kind) -> None:
    report = analyse(say("I would [um] ask [um] her [um] what [um] she [um] saw there first."), kind=kind)
    assert report.next_step_about == "filled_pauses"


@pytest.mark.parametrize(
    ("kind", "about"), [("introduction", "focus"), ("scenario", "focus"), ("technical", "keep")]
)
def test_more_than_two_and_a_half_minutes_are_long_where_nothing_is_designed(kind: Kind, about: str) -> None:
    sentences = " ".join(f"I like the work in the garden of house number {count}." for count in range(60))
    report = analyse(say(sentences, wpm=160), kind=kind, follow_up="And then?")
    assert report.length and report.length.answer_s > 151 and report.length.band is None
    assert report.next_step_about == about


@pytest.mark.parametrize("text", ["Forty thousand a year.", "Yes. I could start in May."])
def test_a_short_answer_about_oneself_is_no_fault(text: str) -> None:
    assert analyse(say(text), kind="introduction").next_step_about == "keep"


@pytest.mark.parametrize("kind", ["scenario", "technical"])
def test_steps_and_reasons_are_quoted_where_they_are_plain_to_hear(kind: Kind) -> None:
    good = analyse(write(ANSWERS["never yet"][1]), kind=kind).good
    assert good == (
        'You go step by step: "I would first ask her what she saw", and later '
        '"Then I would stop the machine, because nobody should be ...".',
        'You say why: "because nobody should be near it".',
    )
    assert analyse(write(ANSWERS["habits"][1]), kind=kind).good == ()
    assert analyse(write(ANSWERS["never yet"][1]), kind="introduction").good == ()


@pytest.mark.parametrize(
    "text",
    [
        "The first time is hard. Then it gets easier.",
        "Then I would look at the plug. First aid comes before that.",
        "I would look at the plug, then at the fuse.",
        "Next to the door is a switch.",
    ],
)
def test_words_that_only_look_like_steps_are_none(text: str) -> None:
    assert steps(Answer(write(text))) is None


def test_a_reason_is_quoted_from_its_because() -> None:
    assert reason(Answer(write("Because. I would wait for her. It is so, that much is sure."))) is None
    found = reason(Answer(write("I would wait. I would do so because she knows the house.")))
    assert found is not None and (found.first, found.count) == (7, 5)
