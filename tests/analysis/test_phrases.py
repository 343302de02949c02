"""The user's own phrases, found in whatever way they were said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.phrases import own_phrases, phrase_parts
from rehearse.model.heard import Span
from rehearse.model.report import OwnPhrase
from saying import say, write

PHRASE = "at the end of the day"


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("So at the end of the day it held.", 1),
        ("At the end, of the day! At the END of the day.", 2),
        ("At the um, end of uh er the day it held.", 1),
        ("“At the end\nof the day”", 1),
        ("at the end-of-the-day", 1),
        ("at the end of the days", 0),
        ("that the end of the day", 0),
        ("at the very end of the day", 0),
        ("at the end of the at the end of the day", 1),
        ("at the end of the", 0),
        ("", 0),
    ],
)
def test_a_phrase_is_found_across_what_stands_between(said: str, count: int) -> None:
    assert len(own_phrases(Answer(write(said)), [PHRASE])) == count


@pytest.mark.parametrize("phrase", ["Don't", "don’t", " DON'T ", '"don\'t",'])
def test_a_phrase_may_be_written_in_any_way(phrase: str) -> None:
    (use,) = own_phrases(Answer(write("I don't know")), [phrase])
    assert use == OwnPhrase(phrase, None, 1, 1)


def test_a_use_has_the_time_of_its_words() -> None:
    (use,) = own_phrases(Answer(say("Well, at [um] least it held.", start_s=0.0)), ["at least"])
    assert (use.first, use.count, use.span) == (1, 3, Span(0.4, 1.65))


def test_no_word_belongs_to_two_phrases() -> None:
    uses = own_phrases(Answer(write(f"{PHRASE} the day")), ["the day", PHRASE, "day the"])
    assert [(use.text, use.first, use.count) for use in uses] == [(PHRASE, 0, 6), ("the day", 6, 2)]


def test_uses_do_not_overlap() -> None:
    assert [use.first for use in own_phrases(Answer(write("no no no no no")), ["no no"])] == [0, 2]


@pytest.mark.parametrize("phrase", ["", " ", "...", "um", "—"])
def test_what_holds_no_word_is_found_nowhere(phrase: str) -> None:
    assert phrase_parts(phrase) == ()
    assert own_phrases(Answer(write("um ... — I did")), [phrase]) == ()


def test_a_group_of_its_own() -> None:
    heard = say(f"It was, like, late [um] {PHRASE}, maybe.")
    plain, counted = analyse(heard), analyse(heard, phrases=[PHRASE, "like", "simply"])
    assert [use.text for use in counted.fillers.own_phrases] == ["like", PHRASE]
    assert counted.fillers.phrases == (PHRASE, "like", "simply")
    assert replace(counted.fillers, own_phrases=(), phrases=()) == plain.fillers
    assert replace(counted, fillers=plain.fillers) == plain


def test_in_another_language_none_is_counted() -> None:
    heard = replace(say(PHRASE), language="de")
    assert analyse(heard, phrases=[PHRASE]) == analyse(heard)
