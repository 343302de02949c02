"""One answer as the few numbers that are kept of it."""

from dataclasses import replace

import pytest

from reading import read
from rehearse.analysis import analyse
from rehearse.analysis.summary import MEASURES, summary, weakness, word_count
from rehearse.model.kept import Summary
from reporting import filled, found, only_heard, reported
from saying import say, write

STORY = (
    "So [um] last autumn I was, like, the only analyst at a food bank. "
    "My job was to, you know, plan the routes. (1.0) I called [uh] twelve kitchens and I wrote the plan. "
    "In the end we delivered ten tons in thirty hours."
)


def test_words_are_counted_without_filled_pauses() -> None:
    heard = say("I [um] did that [uh] on my own")
    fillers = found(heard, pauses=[*filled(heard, 1, 4), only_heard(9.0, 9.4)])
    assert word_count(reported(heard, fillers=fillers)) == len(heard.words) - 2


def test_the_numbers_of_an_answer() -> None:
    # Where this changes, every take that was summed up before must be summed up anew: raise MEASURES.
    assert MEASURES == 2
    numbers = summary(analyse(read(say(STORY), "STAR")))
    assert numbers.pace_s == numbers.answer_s == pytest.approx(18.15)
    assert replace(numbers, pace_s=18.15, answer_s=18.15) == Summary(
        words=41,
        judged=True,
        filled_pauses=2,
        markers={"so": 1, "like": 1, "you know": 1},
        pace_s=18.15,
        answer_s=18.15,
        parts=frozenset({"situation", "task", "action", "result"}),
        missing=None,
    )


def test_the_part_that_was_surely_not_told_is_kept() -> None:
    told = "In June our oven broke down. I had to bake for a wedding. " + "I rang my aunt and used hers. " * 6
    numbers = summary(analyse(read(write(told), "STAAAAAA")))
    assert (numbers.missing, weakness(numbers)) == ("result", "your answer did not say what came of it")


def test_a_written_answer_has_no_times() -> None:
    numbers = summary(analyse(write("So I fixed it.")))
    assert (numbers.words, numbers.pace_s, numbers.answer_s) == (4, None, None)
