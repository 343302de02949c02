"""What is said first of the progress: only what the counts support, and nothing where they tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from progressing import counted, progress, take
from rehearse.analysis.progress import Tally, compare, progress_over
from rehearse.model.kept import Summary
from rehearse.words.progress import (
    DOSE,
    besides,
    changes,
    lead,
    left_out,
    missing,
    practised,
    question_lines,
    story,
    take_numbers,
)

LIKE, MEAN = {"like": 4}, {"i mean": 4}

LEADS = [
    ([], "No spoken takes to compare yet. `rehearse prompt` asks a question and records the first."),
    ([counted(9)], f"Too early to tell: 1 answer on 1 day. {DOSE}"),
    # By the counts alone 9 and 0 are no chance, but one odd answer makes such a difference.
    ([counted(9)] * 2 + [counted(0)] * 2, f"Too early to tell: 4 answers on 4 days. {DOSE}"),
    ([counted(3)] * 6, f"Too early to tell: 6 answers on 6 days. {DOSE}"),
    (
        [counted(6)] * 18 + [counted(4)] * 19,
        "You say fewer ums: 6.0 → 4.0 per 100 words over 37 answers, more than chance.",
    ),
    (
        [counted(2)] * 20 + [counted(5)] * 20,
        "You say more ums: 2.0 → 5.0 per 100 words over 40 answers, more than chance.",
    ),
    (
        [counted(3, markers=LIKE)] * 10 + [counted(3)] * 10,
        "You use fewer filler words: 4.0 → 0.0 per 100 words over 20 answers, more than chance.",
    ),
    (
        [counted(3)] * 12,
        "No clear change yet in how often you say um: about 3.0 per 100 words over 12 answers.",
    ),
    ([counted(3)] * 80, "You say um about as often as before: about 3.0 per 100 words over 80 answers."),
    (
        [counted(3)] * 40 + [counted(3, words=110)] * 40,
        "You say um about as often as before: about 2.9 per 100 words over 80 answers.",
    ),
    ([counted(0)] * 40, "Your ums are too rare to tell whether they change, over 40 answers."),
    (
        [counted(1), counted(0), counted(0)] * 7,
        "Your ums are too rare to tell whether they change, over 21 answers.",
    ),
]


@pytest.mark.parametrize(("answers", "said"), LEADS)
def test_the_first_sentence(answers: Sequence[Summary], said: str) -> None:
    assert lead(progress(answers)) == said


def test_where_nothing_can_be_told_no_statistics_stand_first() -> None:
    for answers, said in LEADS:
        if "more than chance" not in said:
            assert not {"%", "interval", "(", "words would tell"} & set(said.split())
            assert besides(progress(answers)) == []


def test_more_ums_come_with_what_to_do_and_fewer_with_no_praise() -> None:
    more = progress([counted(2)] * 20 + [counted(5)] * 20)
    assert besides(more) == ['When you feel an "um" coming, close your mouth and pause.']
    assert besides(progress([counted(5)] * 20 + [counted(0)] * 20)) == []


def test_filler_words_that_changed_are_named_below() -> None:
    both = progress([counted(6, markers=LIKE)] * 20 + [counted(3)] * 20)
    assert lead(both).startswith("You say fewer ums: 6.0 → 3.0")
    assert besides(both) == [
        "You use fewer filler words: 4.0 → 0.0 per 100 words over 40 answers, more than chance.",
        'You say "like" less often: 4.0 → 0.0 per 100 words.',
    ]


def test_a_marker_of_its_speaker_has_its_capital() -> None:
    over = progress([counted(3, markers=MEAN)] * 20 + [counted(3)] * 20)
    assert besides(over) == ['You say "I mean" less often: 4.0 → 0.0 per 100 words.']
    assert [name for name, _, _ in changes(over)][-1] == '"I mean"'


def test_the_details_say_what_is_missing_and_what_is_too_rare() -> None:
    over = progress([counted(4, words=200)] * 2 + [counted(3, words=200, markers={"so": 1})] * 3)
    assert list(changes(over)) == [
        ("um/uh", "2.0 → 1.5", "no clear change"),
        ("filler words", "0.0 → 0.5", "too rare to tell"),
        ('"so"', "0.0 → 0.5", "too rare to tell"),
    ]
    assert missing(over) == "For um/uh about 11,000 more words on each side would tell."
    assert missing(progress([counted(3)] * 6)) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Tally(8, 200), Tally(4, 200), "980 more words on each side"),
        (Tally(8, 200), Tally(8, 400), "980 more words on each side"),
        (Tally(60, 1500), Tally(4, 200), "980 more words"),
        (Tally(8, 200), Tally(30, 1500), "980 more words on the earlier side"),
    ],
)
def test_how_many_words_would_tell_and_on_which_side(before: Tally, after: Tally, said: str) -> None:
    over = replace(progress([counted(3)] * 6), filled_pauses=compare(before, after))
    assert missing(over) == f"For um/uh about {said} would tell."


def test_how_often_and_when_is_said_once() -> None:
    assert practised(progress([counted(3)] * 12)) == "12 answers on 12 days, 1 Mar 2025 to 12 Mar 2025."
    assert practised(progress([counted(3)] * 12, days=[0] * 12)) == "12 answers on 1 day, 1 Mar 2025."
    assert practised(progress([counted(3)] * 6)) is None
    assert practised(progress([])) is None


def test_what_is_not_counted_is_said() -> None:
    written, german = replace(counted(1), answer_s=None), replace(counted(1), judged=False)
    answers = [counted(1), written, german]
    over = progress_over([(take(n), one) for n, one in enumerate(answers, start=1)])
    assert left_out(over) == (
        "1 take is left out: not in English, or not heard well enough. "
        "1 written answer is not counted: this is about how you speak."
    )
    assert [one.id for one, _ in over.takes] == [1]
    assert left_out(progress([counted(1)])) is None


def test_a_question_answered_again_tells_what_is_there_now() -> None:
    (question,) = progress([counted(3, whole=False), counted(3, words=200)]).questions
    assert question_lines(question) == [
        "um/uh: no clear change (3.0 → 1.5)",
        "length 0:50 → 1:40",
        "now with a setup",
        "now with a result",
    ]


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (counted(1), "whole"),
        (counted(1, whole=False), "no result"),
        (replace(counted(1, whole=False), missing=None), "partly"),
        (replace(counted(1), parts=frozenset()), "not found"),
        (replace(counted(1), parts=None), "-"),
    ],
)
def test_what_is_missing_of_a_story_is_named_where_that_is_sure(summary: Summary, said: str) -> None:
    assert story(summary) == said


def test_a_take_in_numbers() -> None:
    assert take_numbers(counted(3)) == ("3.0", "120", "0:50", "whole")
    assert take_numbers(replace(counted(0, words=0), pace_s=None, answer_s=0)) == ("-", "-", "0:00", "whole")
