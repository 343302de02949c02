"""Whether fillers fall in moments of something else, beside chance."""

from __future__ import annotations

from random import Random

import pytest

from rehearse.analysis.together import is_habit, together
from rehearse.model.heard import Span
from rehearse.model.picture import Together

MINUTE = [Span(0, 20), Span(22, 41), Span(42, 60)]


def at(*times: float) -> list[Span]:
    return [Span(time_s, time_s + 0.4) for time_s in times]


def test_none_where_there_is_nothing_to_count() -> None:
    assert together([], at(1, 2), MINUTE) is None
    assert together([], [], []) is None


def test_the_chance_of_one_is_the_share_of_the_speech() -> None:
    found = together(at(5), [Span(0, 10)], [Span(0, 40)])
    assert found == Together(1, 1, 1, pytest.approx(0.25))  # type: ignore[arg-type]


def test_silence_is_no_place_for_a_filler() -> None:
    """Looking away while one says nothing makes no filler likelier."""
    found = together(at(5), [Span(0, 10), Span(50, 90)], [Span(0, 40)])
    assert found == Together(1, 1, 1, pytest.approx(0.25))  # type: ignore[arg-type]


def test_none_of_them_is_surely_no_more_than_chance() -> None:
    found = together(at(15, 30), [Span(0, 10)], MINUTE)
    assert found == Together(0, 2, 0, 1.0)


def test_a_habit() -> None:
    ums = at(3, 11, 18, 27, 35, 47, 56)
    away = [Span(one.start_s - 0.5, one.end_s + 0.5) for one in ums[:5]]
    found = together(ums, away, MINUTE)
    assert found is not None
    assert (found.hits, found.count, found.moments) == (5, 7, 5)
    assert found.by_chance < 0.04
    assert is_habit(found)


def test_fillers_in_one_long_moment_are_no_habit() -> None:
    found = together(at(31, 32, 33, 34), [Span(30.5, 35)], MINUTE)
    assert found is not None and found.hits == 4 and found.moments == 1
    assert not is_habit(found)


def test_always_away_is_no_habit() -> None:
    found = together(at(3, 11, 18), [Span(0, 60)], MINUTE)
    assert found is not None and found.by_chance == 1
    assert not is_habit(found)


def test_a_habit_is_rarely_seen_where_there_is_none() -> None:
    """Fillers in bunches, and long and short moments, each by themselves: at most one of twenty."""
    chance = Random(1)
    seen = [is_habit(found) for found in (_by_themselves(chance) for _ in range(200)) if found]
    assert len(seen) > 150
    assert sum(seen) / len(seen) < 0.05


def _by_themselves(chance: Random) -> Together | None:
    moments = list(_spread(chance, lengths=(0.8, 1.5, 3, 6), apart_s=8))
    bunches = list(_spread(chance, lengths=(0.4,), apart_s=10))
    ums = [
        Span(one.start_s + 0.9 * step, one.end_s + 0.9 * step)
        for one in bunches
        for step in range(chance.choice((1, 1, 2, 3)))
    ]
    return together(ums, moments, list(_spread(chance, lengths=(2, 4, 6), apart_s=1)))


def _spread(chance: Random, *, lengths: tuple[float, ...], apart_s: float) -> list[Span]:
    now_s, found = chance.expovariate(1 / apart_s), []
    while now_s < 90:
        found.append(Span(now_s, now_s + chance.choice(lengths)))
        now_s = found[-1].end_s + 0.3 + chance.expovariate(1 / apart_s)
    return found
