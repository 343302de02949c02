"""Progress on counts whose answer is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest

from rehearse.analysis.progress import (
    MOST_WORDS,
    Comparison,
    Tally,
    by_day,
    compare,
    is_steady,
    pooled,
    pooled_rate,
    progress_over,
)
from rehearse.model.kept import Summary, Take

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
EAST = timezone(timedelta(hours=10))


def test_takes_are_pooled_by_words_not_averaged() -> None:
    rate = pooled_rate([Tally(0, 25), Tally(4, 200)])
    assert rate is not None
    assert rate.per_100_words == pytest.approx(4 / 225 * 100)
    assert [round(end, 1) for end in rate.interval_95] == [0.5, 4.6]


def test_pooling_adds_up() -> None:
    assert pooled([Tally(1, 100), Tally(2, 50, takes=3)]) == Tally(3, 150, takes=4)
    assert pooled([]) == Tally(0, 0, takes=0)


def test_no_words_have_no_rate() -> None:
    assert pooled_rate([]) is None
    assert pooled_rate([Tally(0, 0)]) is None


def test_no_events_still_have_an_interval() -> None:
    rate = pooled_rate([Tally(0, 100)])
    assert rate is not None
    assert rate.interval_95 == pytest.approx((0.0, 3.689), abs=1e-3)


def test_days_are_the_users_own_and_in_order() -> None:
    takes = [
        (_take(3, datetime(2025, 3, 2, 12, tzinfo=UTC)), _summary(50, ums=1)),
        # Eight in the evening in Greenwich is already the next morning ten hours further east.
        (_take(1, datetime(2025, 3, 1, 20, tzinfo=UTC)), _summary(100, ums=4)),
        (_take(2, datetime(2025, 3, 1, 2, tzinfo=UTC)), _summary(0)),
    ]
    first, second = by_day(takes, zone=EAST)
    assert (first.date, first.take_ids, first.filled_pauses) == (date(2025, 3, 1), (2,), None)
    assert (second.date, second.take_ids, second.tally) == (date(2025, 3, 2), (3, 1), Tally(5, 150, takes=2))
    assert second.filled_pauses == pooled_rate([Tally(5, 150)])


def test_a_day_pools_pace_by_time_and_counts_whole_stories() -> None:
    slow = replace(_summary(100), pace_s=60, answer_s=61, parts=frozenset({"task", "action", "result"}))
    fast = replace(_summary(100), pace_s=30, answer_s=31, parts=frozenset({"situation", "task", "action"}))
    unread = replace(_summary(0), pace_s=None, answer_s=4, parts=None)
    takes = [(_take(n, NOON), one) for n, one in enumerate((slow, fast, unread))]
    (day,) = by_day(takes, zone=UTC)
    assert day.speech_rate_wpm == pytest.approx(200 * 60 / 90)
    assert [day.slowest_wpm, day.fastest_wpm] == pytest.approx([100, 200])
    assert day.answer_s == 46
    assert (day.stories, day.whole) == (2, 1)
    assert day.parts == {"situation": 1, "task": 2, "action": 2, "result": 1}


def test_questions_that_one_asks_are_no_short_answers() -> None:
    asked = replace(_summary(20), answer_s=7.0, parts=None)
    told = replace(_summary(100), answer_s=61.0, parts=frozenset({"action"}))
    (day,) = by_day([(_take(1, NOON), asked), (_take(2, NOON), told)], zone=UTC)
    assert (day.answer_s, day.stories, day.tally.takes) == (61.0, 1, 2)


def test_the_earlier_half_is_compared_with_the_later_and_others_are_left_out() -> None:
    written = replace(_summary(500, ums=9), answer_s=None)
    german = replace(_summary(500, ums=9), judged=False)
    takes = [
        _summary(400, ums=40),
        german,
        _summary(400, ums=40),
        written,
        _summary(400),
        _summary(400, ums=1),
    ]
    over = progress_over([(_take(n, NOON + timedelta(days=n)), one) for n, one in enumerate(takes)], zone=UTC)
    assert (over.before, over.after, over.left_out, over.written, len(over.days)) == (2, 2, 1, 1, 4)
    assert [take.id for take, _ in over.takes] == [0, 2, 4, 5]
    assert over.filled_pauses is not None
    assert (over.filled_pauses.before, over.filled_pauses.after) == (Tally(80, 800, 2), Tally(1, 800, 2))
    assert over.filled_pauses.change == "fewer"


def test_one_take_is_compared_with_nothing() -> None:
    over = progress_over([(_take(1, NOON), _summary(100, ums=3))], zone=UTC)
    assert (over.filled_pauses, over.markers, over.words, over.questions) == (None, None, {}, ())


def test_markers_are_followed_by_name_each_the_more_carefully_the_more_there_are() -> None:
    first = replace(_summary(1000), markers={"like": 20, "so": 14, "well": 1})
    last = replace(_summary(1000), markers={"like": 4, "so": 4, "basically": 5})
    over = progress_over([(_take(1, NOON), first), (_take(2, NOON), last)], zone=UTC)
    assert list(over.words) == ["like", "so", "basically"]
    assert [one.change for one in over.words.values()] == ["fewer", "unclear", "unclear"]
    # Alone it would be called a change: p lies between a third of 5 % and 5 %.
    alone = compare(over.words["so"].before, over.words["so"].after)
    assert alone.change == "fewer"
    assert over.markers is not None and over.markers.after == Tally(13, 1000)


def test_questions_answered_again_compare_the_first_take_with_the_last() -> None:
    asked = ["outage", "failure", "outage", None, "outage"]
    takes = [
        (
            replace(_take(n, NOON + timedelta(days=n)), prompt_id=prompt_id, question=f"{prompt_id}?"),
            _summary(n),
        )
        for n, prompt_id in enumerate(asked, start=1)
    ]
    (question,) = progress_over(takes, zone=UTC).questions
    assert (question.question, question.takes) == ("outage?", 3)
    assert (question.first[0].id, question.last[0].id) == (1, 5)


def test_no_takes_are_no_days() -> None:
    assert by_day([]) == ()


SENTENCES = [
    (Tally(60, 1200), Tally(24, 1200), "fewer, by more than chance"),
    (Tally(24, 1200), Tally(60, 1200), "more, by more than chance"),
    (Tally(0, 500), Tally(40, 500), "more, by more than chance"),
    (Tally(40, 500), Tally(0, 500), "fewer, by more than chance"),
    (Tally(8, 200), Tally(4, 200), "no clear change"),
    (Tally(4, 400), Tally(6, 480), "no clear change"),
    (Tally(5, 100), Tally(10, 200), "no clear change"),
    (Tally(4, 500), Tally(6, 520), "too rare to tell"),
    (Tally(0, 100), Tally(0, 200), "too rare to tell"),
    (Tally(3, 100), Tally(0, 0), "too little speech to compare"),
    (Tally(0, 0), Tally(3, 100), "too little speech to compare"),
]


@pytest.mark.parametrize(("before", "after", "sentence"), SENTENCES)
def test_comparison_in_words(before: Tally, after: Tally, sentence: str) -> None:
    assert compare(before, after).sentence == sentence


def test_comparison_keeps_its_evidence() -> None:
    comparison = compare(Tally(8, 200), Tally(8, 400))
    assert comparison.change == "unclear"
    assert comparison.p == pytest.approx(0.19, abs=0.01)
    assert comparison.words_missing == (978, 778)


def test_a_clear_change_asks_for_no_more_words() -> None:
    comparison = compare(Tally(60, 1200), Tally(24, 1200))
    assert comparison.change == "fewer"
    assert comparison.p is not None
    assert comparison.p < 0.001
    assert comparison.words_missing is None


@pytest.mark.parametrize(
    ("before", "after", "steady"),
    [
        (Tally(300, 10_000), Tally(310, 10_000), True),
        (Tally(300, 10_000), Tally(310, 8_000), False),  # perhaps half as many more
        (Tally(30, 1_000), Tally(30, 1_000), False),  # too few to be sure of that
        (Tally(600, 10_000), Tally(300, 10_000), False),
        (Tally(0, 10_000), Tally(0, 10_000), False),
        (Tally(3, 100), Tally(0, 0), False),
    ],
)
def test_a_rate_that_surely_stayed_is_steady(before: Tally, after: Tally, steady: bool) -> None:
    assert is_steady(compare(before, after)) is steady


def test_an_unclear_change_never_asks_for_nothing() -> None:
    comparisons = [
        compare(Tally(events_before, words_before), Tally(events_after, words_after))
        for words_before in (20, 150, 1200, 9000)
        for words_after in (20, 150, 1200, 9000)
        for events_before in (0, 1, 3, 9, 20)
        for events_after in (0, 1, 3, 9, 20)
    ]
    unclear = [comparison.words_missing for comparison in comparisons if comparison.words_missing]
    assert unclear
    assert all(0 < max(missing) <= MOST_WORDS for missing in unclear)


def _summary(words: int, *, ums: int = 0) -> Summary:
    return Summary(
        words=words,
        judged=True,
        filled_pauses=ums,
        markers={},
        pace_s=words / 2 or None,
        answer_s=words / 2,
        parts=frozenset(),
        missing=None,
    )


def _take(take_id: int, recorded_at: datetime) -> Take:
    return Take(take_id, recorded_at, None, None, None, None, "0.1.0")


def _over(ums: Sequence[int]) -> Comparison:
    over = progress_over(
        [(_take(n, NOON + timedelta(days=n)), _summary(200, ums=count)) for n, count in enumerate(ums)],
        zone=UTC,
    )
    assert over.filled_pauses
    return over.filled_pauses


def test_one_odd_answer_is_no_change() -> None:
    odd, even = _over([4, 5, 3, 4, 4, 4, 30, 3, 5, 4]), _over([4, 5, 3, 4, 4, 9, 8, 10, 9, 10])
    assert odd.after.events == even.after.events == 46
    assert (odd.change, even.change) == ("unclear", "more")
    assert compare(odd.before, odd.after).change == "more"  # as if every answer were alike


def test_answers_that_differ_make_ranges_wider() -> None:
    alike = pooled_rate([Tally(8, 400)])
    differing = pooled_rate([Tally(8, 400)], dispersion=4.0)
    assert alike and differing
    assert differing.per_100_words == alike.per_100_words
    assert differing.interval_95 == pytest.approx((0.2422, 7.2247), abs=1e-3)  # of 2 events, for 2 per 100


def test_a_change_is_seldom_seen_where_there_is_none() -> None:
    """Histories of 20 answers of 200 words, whose rates differ by half from answer to answer."""
    chance = Random(7)
    seen = alone = 0
    for _ in range(400):
        rates = [chance.gammavariate(4, 0.01) for _ in range(20)]
        found = _over([sum(chance.random() < rate for _ in range(200)) for rate in rates])
        seen += found.change != "unclear"
        alone += compare(found.before, found.after).change != "unclear"
    assert seen / 400 < 0.1 < 0.2 < alone / 400
