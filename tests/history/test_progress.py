"""Progress on counts whose answer is known."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from rehearse.history.progress import MOST_WORDS, Tally, by_day, compare, pooled, pooled_rate
from rehearse.model import Take

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
    counted = [
        (_take(3, datetime(2025, 3, 2, 12, tzinfo=UTC)), Tally(1, 50)),
        # Eight in the evening in Greenwich is already the next morning ten hours further east.
        (_take(1, datetime(2025, 3, 1, 20, tzinfo=UTC)), Tally(4, 100)),
        (_take(2, datetime(2025, 3, 1, 2, tzinfo=UTC)), Tally(0, 0)),
    ]
    first, second = by_day(counted, zone=EAST)
    assert (first.date, first.take_ids, first.rate) == (date(2025, 3, 1), (2,), None)
    assert (second.date, second.take_ids, second.tally) == (date(2025, 3, 2), (3, 1), Tally(5, 150, takes=2))
    assert second.rate == pooled_rate([Tally(5, 150)])


def test_no_takes_are_no_days() -> None:
    assert by_day([]) == ()


SENTENCES = [
    (Tally(60, 1200), Tally(24, 1200), "fewer, and unlikely to be chance"),
    (Tally(24, 1200), Tally(60, 1200), "more, and unlikely to be chance"),
    (Tally(0, 500), Tally(40, 500), "more, and unlikely to be chance"),
    (Tally(40, 500), Tally(0, 500), "fewer, and unlikely to be chance"),
    (Tally(8, 200), Tally(4, 200), "no clear change yet: about 980 more words on each side would tell"),
    (Tally(8, 200), Tally(8, 400), "no clear change yet: about 980 more words on each side would tell"),
    (Tally(60, 1500), Tally(4, 200), "no clear change yet: about 980 more words would tell"),
    (
        Tally(8, 200),
        Tally(30, 1500),
        "no clear change yet: about 980 more words on the earlier side would tell",
    ),
    (Tally(4, 400), Tally(6, 480), "no clear change: the two rates are too close to tell apart"),
    (Tally(5, 100), Tally(10, 200), "no clear change: the two rates are too close to tell apart"),
    (Tally(0, 100), Tally(0, 200), "no clear change: the two rates are too close to tell apart"),
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


def _take(take_id: int, recorded_at: datetime) -> Take:
    return Take(take_id, recorded_at, None, None, None, None, "0.1.0")
