"""Charts of the progress, as SVG to stand in a page: its colours and letters are the page's own.

They lie on real dates, so that a break is as wide as it was long. A line is named where it ends, what is
usual is a grey field with its name, and none is told by its colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import ceil, floor, log10

from rehearse.analysis.course import breaks
from rehearse.page.html import fragment

HEADROOM = 1.12
MOST_LINES = 4
"""Spaces between lines across."""
ROW = 1.3
"""Height of a line of letters, and 0.6 the width of a letter, in its size."""
LETTER = 0.62


@dataclass(frozen=True, slots=True)
class Size:
    """Of a chart in pixels where it is not enlarged, with its letters, and how many dates stand below it."""

    width: int
    height: int
    letters: float
    dates: int


WIDE, NARROW, SMALL = Size(960, 300, 15, 5), Size(328, 240, 12.5, 3), Size(400, 220, 15, 2)
"""For a desk, for a telephone, and for one of several beside each other."""


@dataclass(frozen=True, slots=True)
class Course:
    """What a line goes through: values at days in their order, each perhaps with its range.

    `name` stands where the line ends, `usual` is from where to where a value is usual, with the words for it,
    `shown` writes a value, and the lines across lie at multiples of one of the `steps`, times ten or not.
    """

    name: str
    days: Sequence[date]
    values: Sequence[float]
    ranges: Sequence[tuple[float, float]] = ()
    usual: tuple[float, float, str] | None = None
    shown: Callable[[float], str] = "{:.1f}".format
    steps: Sequence[float] = (1, 2, 3, 5, 10)
    from_zero: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """Where a chart lies, in pixels from the upper left, with the days and values at its edges."""

    left: float
    right: float
    top: float
    bottom: float
    days: tuple[float, float]
    values: tuple[float, float]

    def x(self, day: float) -> float:
        first, last = self.days
        return round(self.left + (day - first) / (last - first) * (self.right - self.left), 2)

    def y(self, value: float) -> float:
        low, high = self.values
        inside = min(max(value, low), high)
        return round(self.bottom - (inside - low) / (high - low) * (self.bottom - self.top), 2)


def over_dates(course: Course, size: Size, *, first: date, last: date) -> str:
    """The line of a course between two dates, with its range around it."""
    low, high = _reach(course)
    ticks = list(_ticks(low, high, course.steps))
    labels = [course.shown(value).removesuffix(".0") for value in ticks]
    named = [line for line in (course.name, course.shown(course.values[-1])) if line]
    half = max(0.5, (last - first).days / 100)
    field = Field(
        left=size.letters * (0.5 + LETTER * max(map(len, labels))),
        right=size.width - size.letters * (0.8 + 1.1 * LETTER * max(map(len, named))),
        top=size.letters * 0.6,
        bottom=size.height - size.letters * 1.8,
        days=(first.toordinal() - half, last.toordinal() + half),
        values=(low, high),
    )
    return fragment(
        "chart.svg",
        size=size,
        field=field,
        colour="um" if course.ranges else "like",
        across=[(field.y(value), label) for value, label in zip(ticks, labels, strict=True)],
        dates=list(_dates(field, first, last, size.dates)),
        usual=course.usual and (field.y(course.usual[1]), field.y(course.usual[0]), course.usual[2]),
        lines=list(_lines(field, course)),
        over_breaks=list(_over_breaks(field, course)),
        dots=list(_points(field, course, range(len(course.days)))),
        end=field.y(course.values[-1]),
        named=[(0.35 + ROW * (row - (len(named) - 1) / 2), line) for row, line in enumerate(named)],
    )


def _reach(course: Course) -> tuple[float, float]:
    """From where to where values are drawn; a range of few words may leave the chart, its value may not."""
    highest = max([*course.values, *(course.usual[:2] if course.usual else ())])
    ends = [min(high, 2 * highest) for _, high in course.ranges]
    high = HEADROOM * max([1.0, highest, *ends])
    if course.from_zero:
        return 0, high
    lowest = min([*course.values, *(course.usual[:2] if course.usual else ())])
    return lowest - (high - highest), high


def _ticks(low: float, high: float, steps: Sequence[float]) -> Iterator[float]:
    """Where the lines across lie: multiples of the least step that makes few of them."""
    tens = floor(log10(high - low))
    sizes = sorted(step * 10.0**ten for step, ten in product(steps, range(tens - 2, tens + 2)))
    step = next(one for one in sizes if (high - low) / one <= MOST_LINES)
    return (place * step for place in range(ceil(low / step), floor(high / step) + 1))


def _dates(field: Field, first: date, last: date, count: int) -> Iterator[tuple[float, str, str]]:
    """So many dates at equal distances, the first and the last among them: where, what, and how it is set."""
    days = (last - first).days
    steps = max(1, min(count - 1, days))
    for step in range(steps + 1):
        day = first + timedelta(days=round(days * step / steps))
        anchor = "start" if step == 0 else "end" if step == steps else "middle"
        yield field.x(day.toordinal()), _date(day, first, last), anchor


def _date(day: date, first: date, last: date) -> str:
    if (last - first).days > 400:
        return f"{day:%b %Y}"
    return f"{day.day} {day:%b}"


def _stretches(days: Sequence[date]) -> Iterator[range]:
    """The points over which a line goes on without a break."""
    begin = 0
    for at, broken in enumerate(breaks(days), start=1):
        if broken:
            yield range(begin, at)
            begin = at
    yield range(begin, len(days))


def _points(field: Field, course: Course, places: range) -> Iterator[tuple[float, float]]:
    return ((field.x(course.days[at].toordinal()), field.y(course.values[at])) for at in places)


def _lines(field: Field, course: Course) -> Iterator[tuple[str, str]]:
    """Each stretch of the line, with what surrounds its range."""
    for places in _stretches(course.days):
        yield _path(_points(field, course, places)), _path(_around(field, course, places))


def _around(field: Field, course: Course, places: range) -> Iterator[tuple[float, float]]:
    if not course.ranges:
        return
    days: list[float] = [course.days[at].toordinal() for at in places]
    ranges = [course.ranges[at] for at in places]
    if len(days) == 1:  # one day alone would have a range without width
        days, ranges = [days[0] - 0.3, days[0] + 0.3], ranges * 2
    there = [(field.x(day), field.y(low)) for day, (low, _) in zip(days, ranges, strict=True)]
    back = [(field.x(day), field.y(high)) for day, (_, high) in zip(days, ranges, strict=True)]
    yield from [*there, *reversed(back)]


def _over_breaks(field: Field, course: Course) -> Iterator[str]:
    """From the last point before a break to the first after it."""
    for places in _stretches(course.days):
        if places.start:
            yield _path(_points(field, course, range(places.start - 1, places.start + 1)))


def _path(points: Iterator[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
