"""The course over days, on counts whose answer is known."""

from datetime import date, timedelta

import pytest

from progressing import NOON, counted, progress
from rehearse.analysis.course import MOST_MOMENTS, POOLED_WORDS, breaks, moments, pooled_words

FIRST = NOON.date()


def days(*after: int) -> list[date]:
    return [FIRST + timedelta(days=day) for day in after]


def test_each_moment_takes_the_latest_words_together() -> None:
    # 600 words a day: from the third day on the first is no part of it any more.
    course = moments(progress([counted(ums, words=600) for ums in (60, 0, 6, 12, 0)]))
    assert [moment.date for moment in course] == days(0, 1, 2, 3, 4)
    assert [moment.filled_pauses.per_100_words for moment in course] == pytest.approx([10, 5, 0.5, 1.5, 1])
    assert all(
        moment.filled_pauses.interval_95[0]
        <= moment.filled_pauses.per_100_words
        <= moment.filled_pauses.interval_95[1]
        for moment in course
    )
    assert (course[-1].speech_rate_wpm, course[-1].answer_s) == (120, 300)


def test_takes_of_one_day_are_one_moment_on_its_date() -> None:
    course = moments(progress([counted(2)] * 6, days=[0, 0, 0, 14, 14, 14]))
    assert [moment.date for moment in course] == days(0, 14)


def test_filler_words_stay_apart_from_sounds() -> None:
    course = moments(progress([counted(3, markers={"like": 1, "so": 1})] * 5))
    assert (course[-1].filled_pauses.per_100_words, course[-1].markers_per_100_words) == (3, 2)


def test_few_takes_have_no_course_and_few_words_no_moment() -> None:
    assert moments(progress([counted(3)] * 4)) == ()
    assert moments(progress([])) == ()
    assert moments(progress([counted(1, words=10)] * 9)) == ()
    assert [moment.date for moment in moments(progress([counted(1)] * 6))] == days(2, 3, 4, 5)


def test_silence_is_no_moment_of_its_own() -> None:
    course = moments(progress([counted(0, words=0), *[counted(4)] * 5, counted(0, words=0)]))
    assert course[-1].date == days(6)[0]
    assert course[-1].filled_pauses.per_100_words == 4


def test_of_many_days_some_are_drawn_with_more_words_each_and_the_last_always() -> None:
    over = progress([counted(3)] * 500)
    course = moments(over)
    assert len(course) <= MOST_MOMENTS
    assert course[-1].date == days(499)[0]
    assert pooled_words(over) > POOLED_WORDS
    assert pooled_words(progress([counted(3)] * 20)) == POOLED_WORDS


@pytest.mark.parametrize(
    ("on", "broken"),
    [
        ((0, 1, 2, 16, 17), [False, False, True, False]),
        ((0, 7, 14, 21), [False, False, False]),
        ((0, 14, 28, 42), [False, False, False]),
        ((0, 14, 28, 90), [False, False, True]),
        ((0, 8), [False]),
        ((3,), []),
    ],
)
def test_a_break_is_long_for_this_speaker(on: tuple[int, ...], broken: list[bool]) -> None:
    assert breaks(days(*on)) == broken
