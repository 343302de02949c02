"""The um/uh over time as a chart of letters, on real dates, in characters that every terminal has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING

from rehearse.screen.layout import blank, heading, put, width
from rehearse.words.text import UNBREAKABLE

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from rehearse.analysis.course import Moment

CHART_FROM = 40
"""Columns below which there is no room for it."""
MARGIN, ENDS = 4, 6
"""Columns for the numbers at the left, and for the last value at the right."""
ROWS = 6
"""Above the line of zero; every second one has its number."""
STEPS = (0.25, 0.5, 1, 1.5, 2.5, 5, 10, 25, 50)
"""Per 100 words, of which one stands for a row."""


def print_chart(console: Console, course: Sequence[Moment]) -> int:
    """Print it, each moment a point and the last one with its value; give the number of lines."""
    if len(course) < 2 or width(console) < CHART_FROM:
        return 0
    used = blank(console) + heading(console, "um/uh per 100 words, your latest answers together")
    for line in _lines(course, width(console) - MARGIN - ENDS):
        # No blank: lines are broken at them.
        used += put(console, line.rstrip().replace(" ", UNBREAKABLE))
    return used


def _lines(course: Sequence[Moment], columns: int) -> Iterator[str]:
    values = [moment.filled_pauses.per_100_words for moment in course]
    step = next((one for one in STEPS if max(values) / one <= ROWS + 0.5), STEPS[-1])
    first, days = course[0].date, (course[-1].date - course[0].date).days
    rows = [[" "] * (columns + ENDS) for _ in range(ROWS + 1)]
    for moment, value in zip(course, values, strict=True):
        at = round((moment.date - first).days / days * (columns - 1))
        rows[min(ROWS, round(value / step))][at] = "o"
    last = f" {values[-1]:.1f}"
    rows[min(ROWS, round(values[-1] / step))][columns : columns + len(last)] = last
    tallest = min(ROWS, ceil(max(values) / step))
    for number in reversed(range(tallest + 1)):
        label = "" if number % 2 else f"{number * step:g}"
        yield f"{label:>{MARGIN - 2}} |{''.join(rows[number])}"
    yield " " * MARGIN + _dates(first, course[-1].date, columns)


def _dates(first: date, last: date, columns: int) -> str:
    left, right = first.isoformat(), last.isoformat()
    return f"{left}{right:>{columns - len(left)}}"
