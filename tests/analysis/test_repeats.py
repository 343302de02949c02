"""Words said twice and sentences begun anew, and doubles that are meant."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from rehearse.words.fillers import repeats
from saying import say, write


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.kind) for one in analyse(write(text)).fillers.repeats]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("And the the manager said so.", "the the"),
        ("we were we were short of staff", "we were we were"),
        ("I, I, I think it was May.", "I, I, I"),
        ("It was in the, um, in the kitchen.", "in the, um, in the"),
        ("So it was, you know, it was late.", "it was, you know, it was"),
        ("which was was a surprise", "was was"),
        ("I had, had no idea.", "had, had"),
    ],
)
def test_an_exact_repeat_is_one(text: str, run: str) -> None:
    assert found(text) == [(run, "repeat")]


@pytest.mark.parametrize(
    "text",
    [
        "It was a very, very quiet ward.",
        "They had had three managers.",
        "I told him that that figure was old.",
        "No, no, no, I said.",
        "That was it. It was over.",
        "my extension was five five one nine",
        "what it was was a loose wire",
        "i came in in the middle of the season",
        "I told you you could stay.",
        "Over and over and over I rang.",
        "He shouted fire, fire!",
        "I know, I know, everybody says so.",
        "more and more and more came",
        "What I did I did for her.",
    ],
)
def test_doubles_that_are_meant_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "given_up"),
    [
        ("It was a kettle, no, it was a toaster.", "It was a kettle, no"),
        ("She gave me the, or rather, she showed me the file.", "she gave me the, or rather"),
        ("I told the, I mean, I asked the manager.", "I told the, I mean"),
        ("then the we drove home", "then the"),
    ],
)
def test_a_beginning_that_is_given_up_is_possibly_a_restart(text: str, given_up: str) -> None:
    ((run, kind),) = found(text)
    assert (run.casefold(), kind) == (given_up.casefold(), "restart")


def test_what_is_kept_is_the_last_copy() -> None:
    (repeat,) = analyse(say("we [um] we we left")).fillers.repeats
    assert (repeat.first, repeat.count, repeat.kept) == (0, 4, 3)
    assert repeat.span is not None
    assert repeat.span.start_s == pytest.approx(0.5)


def test_repeats_are_said_with_what_conversation_has() -> None:
    lines = repeats(analyse(say("The the shop was, was shut, and we we we went home. " + "It held. " * 20)))
    assert lines[0] == "3 times, 5.8 per 100 words; about 1.5 in conversation"
    assert lines[1] == '"the the", "was, was" and "we we we"'
