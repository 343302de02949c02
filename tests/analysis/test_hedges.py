"""Hedges, crutch words and vague endings, and the same words where they do real work."""

from __future__ import annotations

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.struck import struck
from rehearse.model.report import Report
from rehearse.words.fillers import hedges, often, without_them
from saying import say, write


def kinds(text: str) -> list[tuple[str, str]]:
    found = analyse(write(text)).fillers.hedges
    return [(one.text, one.kind) for one in found if one.likelihood == "likely"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I guess we were late.", [("i guess", "hedge")]),
        ("I'm a bit of a perfectionist.", [("a bit of", "hedge")]),
        ("Maybe I talk too fast.", [("maybe", "hedge")]),
        ("I'm not sure, but we were the fastest.", [("i'm not sure", "hedge")]),
        (
            "I just told her, honestly, that it was mine.",
            [("just", "crutch word"), ("honestly", "crutch word")],
        ),
        ("At the end of the day it's a shop.", [("at the end of the day", "crutch word")]),
        ("So yeah, that was my first year.", [("yeah", "crutch word")]),
        (
            "We counted boxes and stuff, or whatever.",
            [("and stuff", "vague ending"), ("or whatever", "vague ending")],
        ),
        ("I did the tills, the rota and things like that.", [("and things like that", "vague ending")]),
        (
            "to be honest i really wanted the night shift",
            [("to be honest", "crutch word"), ("really", "crutch word")],
        ),
    ],
)
def test_what_could_go_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It took just under ten minutes.",
        "I had just finished my shift.",
        "He said, just tell them the truth.",
        "I think in pictures, so I draw first.",
        "What I think about it does not matter.",
        "She wanted maybe two litres over eight hours.",
        "Maybe the road is open and maybe it is not.",
        "We needed a bit more flour.",
        "He answered every question honestly.",
        "It was really broken, was it?",
        "Whatever the weather, we opened at six.",
        "She wanted something close to white.",
        "The shop was closed, but she knocked anyway.",
        "I'm not sure whether the fault was in the cable.",
        "Yeah, that's mine, said the man.",
        "It is important to be honest with patients.",
    ],
)
def test_words_that_do_work_are_none(text: str) -> None:
    assert kinds(text) == []


def test_markers_and_hedges_are_told_apart() -> None:
    fillers = analyse(write("So I was, you know, a bit nervous and stuff.")).fillers
    assert [one.text for one in fillers.markers] == ["so", "you know"]
    assert [one.text for one in fillers.hedges] == ["a bit", "and stuff"]
    assert [one.text for one in fillers.marked] == ["so", "you know", "a bit", "and stuff"]


def test_a_verb_that_is_negated_is_no_marker() -> None:
    assert analyse(write("My manager did not like the idea at first.")).fillers.markers == ()


RAMBLING = "So, um, I guess I was kind of, you know, just the the person who did the rota, and stuff."


def test_the_sentence_with_most_of_them_is_given_back_without_them() -> None:
    report = analyse(write(f"We were six. {RAMBLING} It held."))
    assert without_them(report) == [f'"{RAMBLING}"', 'better: "I was the person who did the rota."']


def test_a_comma_stays_where_a_clause_goes_on() -> None:
    text = "I cleaned the filters, um, honestly, like, and I told the, the chef, you know."
    assert without_them(analyse(write(text)))[1] == 'better: "I cleaned the filters, and I told the chef."'


def test_who_quotes_themselves_keeps_the_like() -> None:
    text = "I was like, no, um, you know, I just honestly could not do it."
    assert without_them(analyse(write(text)))[1] == 'better: "I was like, no, I could not do it."'


@pytest.mark.parametrize("text", ["I fixed it. It held.", "Um, uh, you know, um.", ""])
def test_nothing_is_struck_where_little_could_go_or_nothing_would_stay(text: str) -> None:
    assert struck(analyse(write(text))) is None


def said(report: Report) -> str:
    return "\n".join(hedges(report))


def test_each_kind_is_named_with_what_it_does() -> None:
    report = analyse(say("I guess I just told her, and I guess it was fine, or whatever."))
    assert said(report) == (
        '2 sounding less sure: "I guess" 2\n1 adding nothing: "just"\n1 trailing off: "or whatever"'
    )


def test_a_turn_of_phrase_that_comes_again_and_again_is_offered_to_be_counted() -> None:
    text = "And then I rang. And then he came. And then we ate. And then it rained. And then we left."
    assert analyse(write(text)).fillers.often == ("and then", 5)
    assert 'rehearse config phrases add "and then"' in often(analyse(write(text)))[0]
    assert analyse(write(text), phrases=["and then"]).fillers.often is None
    topic = "The night bus was late. The night bus broke. The night bus left. The night bus, the night bus."
    assert analyse(write(topic)).fillers.often is None
