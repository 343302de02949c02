"""The page of the progress as text: what is in it and in which order, and where its lines lie."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

import pytest

from progressing import counted, progress
from rehearse.analysis.progress import Progress
from rehearse.page.charts import SMALL, Course, over_dates
from rehearse.page.progress_page import MOST_TAKES, progress_page

MANY = progress([counted(6, whole=False)] * 20 + [counted(3)] * 20)
FIRST = date(2025, 3, 1)


def page(over: Progress, *with_page: int) -> str:
    return progress_page(
        over, page_of=lambda take_id: f"take-{take_id}.html" if take_id in with_page else None
    )


def test_what_changed_stands_first_then_the_chart_the_stories_and_the_takes() -> None:
    text = page(MANY)
    wanted = ["You say fewer ums: 6.0 → 3.0 per 100 words over 40 answers", ">um/uh per 100 words<"]
    wanted += [">Words a minute<", ">Length of an answer<", ">Whole stories<", ">Takes<", "Day by day"]
    at = [text.index(one) for one in wanted]
    assert at == sorted(at)


def test_a_take_with_a_page_is_linked_and_another_is_not() -> None:
    text = page(MANY, 39)
    assert re.findall(r'<a href="([^"]*)"', text) == ["take-39.html"] * 2  # its dot and its row
    assert "<code>rehearse report 40</code> makes that of take 40" in text
    assert "makes that of" not in page(MANY, *range(41))


def test_each_story_is_a_dot_and_told_in_words_too() -> None:
    text = page(MANY)
    assert ">March 2025: 11 of 31<" in text and ">April 2025: 9 of 9<" in text
    assert text.count(">○<") - text.count(">●<") == 0
    assert "Take 1, 1 Mar 2025: not a whole story" in text
    assert "Take 40, 9 Apr 2025: a whole story" in text


def test_of_many_takes_the_latest_are_listed() -> None:
    text = page(progress([counted(3)] * (MOST_TAKES + 5)))
    assert f"The latest {MOST_TAKES} of {MOST_TAKES + 5} takes." in text
    assert ">Take 6<" in text and ">Take 5<" not in text


@pytest.mark.parametrize("over", [progress([counted(3)] * 4), progress([counted(3)] * 9, days=[0] * 9)])
def test_few_takes_and_a_single_day_have_no_chart(over: Progress) -> None:
    assert "<svg" not in page(over)
    assert "Too early to tell" in page(over)


def test_every_figure_is_behind_a_click_and_nothing_is_a_list_with_holes() -> None:
    text = page(MANY)
    assert text.count("<details>") == text.count("<details") == 4
    assert "<dl" not in text


def test_a_break_is_as_wide_as_it_was_long_and_its_line_is_another() -> None:
    on = [0, 2, 4, 24, 26]
    days = [FIRST + timedelta(days=day) for day in on]
    svg = over_dates(Course("", days, [1, 1, 1, 1, 1]), SMALL, first=days[0], last=days[-1])
    before, after, dotted = (
        [float(point.split(",")[0]) for point in points.split()]
        for points in re.findall(r'<polyline points="([^"]*)"[^>]*stroke="var\(--like\)"', svg)
    )
    assert [len(before), len(after), len(dotted)] == [3, 2, 2]
    xs = [*before, *after]
    gaps = [right - left for left, right in itertools.pairwise(xs)]
    assert [gap / gaps[0] for gap in gaps] == pytest.approx([1, 1, 10, 1], rel=1e-3)
    assert dotted == [before[-1], after[0]]
    assert svg.count("stroke-dasharray") == 1


def test_a_line_ends_with_its_name_and_value() -> None:
    days = [FIRST, FIRST + timedelta(days=9)]
    svg = over_dates(Course("um/uh", days, [2, 4.04]), SMALL, first=days[0], last=days[-1])
    assert ">um/uh<" in svg and ">4.0<" in svg
    assert ">1 Mar<" in svg and ">10 Mar<" in svg


def drawn(values: list[float], **kinds: object) -> str:
    days = [FIRST + timedelta(days=day) for day in range(len(values))]
    return over_dates(Course("um/uh", days, values, **kinds), SMALL, first=days[0], last=days[-1])  # type: ignore[arg-type]


def heights(svg: str) -> list[float]:
    return [float(y) for y in re.findall(r'<circle [^>]*cy="([\d.]+)"', svg)]


def test_the_lines_across_lie_where_their_values_lie() -> None:
    svg = drawn([2, 4, 6])
    assert re.findall(r'text-anchor="end">([\d.]+)<', svg) == ["0", "2", "4", "6"]
    across = [float(y) for y in re.findall(r'<path d="M[\d.]+,([\d.]+)H', svg)]
    assert heights(svg) == across[1:4]


@pytest.mark.parametrize("name", ["um/uh", "a long name of a line"])
def test_what_stands_at_the_end_of_a_line_is_inside_the_chart(name: str) -> None:
    days = [FIRST, FIRST + timedelta(days=1)]
    svg = over_dates(Course(name, days, [1, 2]), SMALL, first=days[0], last=days[-1])
    x = float(re.findall(rf'<text x="([\d.]+)"[^>]*>{name}<', svg)[0])
    assert x + len(name) * SMALL.letters * 0.6 < SMALL.width


def test_a_range_that_leaves_the_chart_is_cut_at_its_edge() -> None:
    svg = drawn([1, 1], ranges=[(0.5, 90), (0.5, 2)])
    ys = [float(point.split(",")[1]) for point in re.findall(r'<polygon points="([^"]*)"', svg)[0].split()]
    assert min(ys) >= 0 and max(ys) <= SMALL.height
    assert heights(svg)[0] == heights(svg)[1]


def test_values_that_do_not_change_make_a_chart_too() -> None:
    assert len(set(heights(drawn([0, 0, 0])))) == 1
    assert len(set(heights(drawn([120, 120], from_zero=False)))) == 1
