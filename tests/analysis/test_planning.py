"""The plan until an interview: on which days, and which questions then."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rehearse.analysis.planning import Told, chosen, planned, practice_days
from rehearse.model.questions import Prompt

TODAY = date(2026, 11, 28)
WEAK = "your answer did not say what came of it"


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def asked(name: str) -> Prompt:
    return Prompt(name, f"About {name}?", "theme", (), "any", "any", "", Path("theme.toml"))


PROMPTS = tuple(map(asked, "abcdefghij"))


def numbers(until: int, done: tuple[int, ...] = (), *, begun: bool = False) -> list[int]:
    found = practice_days(TODAY, day(until), done={day(one) for one in done}, begun=begun)
    return [(one - TODAY).days for one in found]


@pytest.mark.parametrize(
    ("until", "done", "wanted"),
    [
        (0, (), [0]),  # on the day itself one may warm up
        (0, (0,), []),
        (1, (), [0]),
        (1, (0,), [1]),
        (1, (-1,), [0]),
        (5, (), [0, 1, 2, 3, 4]),
        (12, (), [0, 1, 2, 4, 5, 6, 7, 9, 10, 11]),  # ten in all, the day before among them
        (30, (), [0, 3, 6, 10, 13, 16, 19, 23, 26, 29]),
        (30, (-1,), [2, 5, 9, 12, 16, 19, 22, 26, 29]),  # after a practice comes a rest
        (30, (-8,), [0, 4, 7, 11, 14, 18, 22, 25, 29]),  # but not after days that were missed
        (30, tuple(range(-10, 0)), [29]),
        (-1, (), []),
    ],
)
def test_ten_practices_are_spread_over_the_days(until: int, done: tuple[int, ...], wanted: list[int]) -> None:
    assert numbers(until, done) == wanted


def test_a_day_that_is_begun_is_a_day_of_practice() -> None:
    assert numbers(30, (-1,), begun=True)[0] == 0


def test_what_is_wanted_stays_chosen_once_it_is_begun() -> None:
    told = {"a": Told(day(-9), WEAK), "b": Told(day(-9), None), "j": Told(day(0), None)}
    first = chosen(PROMPTS, told, since=TODAY, minutes=4)
    assert [one.id for one in first] == [
        "j",
        "a",
        "c",
        "d",
        "e",
    ]  # begun, weak, then new: five can be told twice
    told |= {"c": Told(day(0), WEAK)}
    assert {one.id for one in chosen(PROMPTS, told, since=TODAY, minutes=4)} == {one.id for one in first}
    assert len(chosen(PROMPTS, told, since=TODAY, minutes=8)) == 10


def test_weak_ones_take_at_most_a_third_while_there_are_others() -> None:
    told = {one.id: Told(day(-9), WEAK) for one in PROMPTS[:6]}
    assert [one.id for one in chosen(PROMPTS, told, since=TODAY, minutes=4)] == ["a", "g", "h", "i", "j"]
    told = {one.id: Told(day(-9), WEAK) for one in PROMPTS}
    assert len(chosen(PROMPTS, told, since=TODAY, minutes=4)) == 5


def test_weak_comes_first_then_new_and_old_by_turns() -> None:
    told = {"a": Told(day(-1), WEAK), "b": Told(day(-5), None)}
    (first, *_) = planned(PROMPTS[:5], told, [TODAY], until=day(10), minutes=16)
    assert [(one.prompt.id, one.why) for one in first.asked] == [
        ("a", "weak"),
        ("c", "new"),
        ("b", "again"),
        ("d", "new"),
    ]


@pytest.mark.parametrize(("left", "after"), [(20, 4), (10, 2), (3, 1)])
def test_what_was_told_well_comes_again_after_a_fifth_of_the_days_left(left: int, after: int) -> None:
    """Beside something that is new, which comes first until then."""
    told = {"a": Told(TODAY, None)}
    for ahead in range(1, after + 1):
        (found,) = planned(PROMPTS[:3], told, [day(ahead)], until=day(left), minutes=8)
        assert [one.prompt.id for one in found.asked] == (["b", "a"] if ahead == after else ["b", "c"])


def test_nothing_is_asked_twice_on_a_day() -> None:
    told = {"a": Told(TODAY, WEAK)}
    (first, *_) = planned(PROMPTS[:3], told, [TODAY], until=day(9), minutes=12)
    assert [one.prompt.id for one in first.asked] == ["b", "c"]
    told = {one.id: Told(TODAY, None) for one in PROMPTS[:3]}
    assert planned(PROMPTS[:3], told, [TODAY], until=day(9), minutes=12) == ()
