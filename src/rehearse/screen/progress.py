"""The progress over takes on a terminal: a table and a plot by day, then what changed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.progress import Day, Progress, Question, Rate
from rehearse.screen.layout import blank, heading, put, width
from rehearse.screen.tables import Column, print_table
from rehearse.words.progress import (
    changes,
    day_cells,
    halves,
    left_out,
    practised,
    practised_on,
    question_lines,
)
from rehearse.words.text import UNBREAKABLE

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.kept import Take

EXPLAINED = (
    "Filled pauses per 100 words, in brackets the rates that fit that day's number of words. "
    "Pace in words a minute, pauses included. Length of the answer in the middle. "
    "Whole: stories with setup, action and result."
)
MOST_DAYS = 14
"""Of the latest, unless all are asked for."""

MOST_QUESTIONS = 5
PLOT_FROM = 60
"""Columns below which there is no room for a plot."""

DATE_WIDTH = 12
AXIS_STEPS = (0.5, 1, 2, 5, 10, 20, 50)
MOST_TICKS = 6


def print_progress(console: Console, progress: Progress, *, every_day: bool = False) -> None:
    """Print all of it; of many days the latest ones, unless `every_day` is asked for."""
    if not progress.days:
        put(console, "No takes to compare yet. `rehearse prompt` asks a question and records the first.")
        _say_left_out(console, progress)
        return
    days = progress.days if every_day else progress.days[-MOST_DAYS:]
    columns = (
        Column("Day"),
        Column("Takes", to_the_right=True),
        Column("Words", to_the_right=True),
        Column("Filled pauses", to_the_right=True),
        Column("Pace", to_the_right=True),
        Column("Length", to_the_right=True),
        Column("Whole", to_the_right=True),
    )
    print_table(console, columns, [day_cells(day) for day in days])
    if len(days) < len(progress.days):
        put(
            console,
            f"The latest {len(days)} of {len(progress.days)} days; `--all` shows all.",
        )
    blank(console)
    put(console, EXPLAINED)
    if width(console) >= PLOT_FROM:
        _plot(console, days)
    _changes(console, progress)
    _questions(console, progress)
    blank(console)
    put(console, practised(progress))
    _say_left_out(console, progress)


def print_status(console: Console, progress: Progress, latest: Take | None, next_thing: str) -> None:
    """Print how much was practised, what moved, and the one thing to do next."""
    if latest is None:
        put(console, "Practise interview answers out loud, and see what you really said.")
    else:
        days, takes = len(progress.days), progress.before + progress.after
        if takes:
            put(console, practised_on(days, takes))
        when = f"{latest.recorded_at.astimezone():%Y-%m-%d %H:%M}"
        put(console, f"The latest is take {latest.id}, {when}: {latest.question or 'no question'}")
        if progress.filled_pauses:
            put(console, f"Filled pauses, first half against second: {progress.filled_pauses.sentence}.")
    blank(console)
    heading(console, "Next")
    put(console, next_thing, indent=2)
    blank(console)
    put(console, "`rehearse --help` lists what there is, `rehearse progress` all that moved.")


def print_retake(console: Console, question: Question) -> None:
    """Print what changed since a question was answered the last time."""
    blank(console)
    heading(console, f"Since take {question.first[0].id}")
    put(console, f"{'; '.join(question_lines(question))}.", indent=2)
    take_ids = f"{question.first[0].id} {question.last[0].id}"
    put(console, f"`rehearse compare {take_ids}` shows both beside each other.", indent=2)


def _changes(console: Console, progress: Progress) -> None:
    lines = changes(progress)
    if lines:
        blank(console)
        heading(console, halves(progress))
        for line in lines:
            put(console, line)


def _questions(console: Console, progress: Progress) -> None:
    if not progress.questions:
        return
    blank(console)
    heading(console, "Questions that you answered again, first take against last")
    for question in progress.questions[:MOST_QUESTIONS]:
        put(console, question.question)
        take_ids = f"take {question.first[0].id} to take {question.last[0].id}"
        put(console, f"{'; '.join([take_ids, *question_lines(question)])}.", indent=4)
    more = len(progress.questions) - MOST_QUESTIONS
    if more > 0:
        put(console, f"And {more} more; `rehearse progress --html` shows all.")


def _say_left_out(console: Console, progress: Progress) -> None:
    if line := left_out(progress):
        put(console, line)


def _plot(console: Console, days: tuple[Day, ...]) -> None:
    """A line for each day: the rate and its interval on one scale, in characters that every terminal has."""
    rated = [(day, day.filled_pauses) for day in days if day.filled_pauses]
    if not rated:
        return
    columns = width(console) - DATE_WIDTH
    # A day of few words fits nearly any rate; its interval may leave the plot, its rate may not.
    most = max(max(1.0, 2 * rate.per_100_words) for _, rate in rated)
    most = max(most, *(min(rate.interval_95[1], 2 * most) for _, rate in rated))
    step = next((one for one in AXIS_STEPS if most / one <= MOST_TICKS), AXIS_STEPS[-1])
    blank(console)
    heading(console, "Filled pauses per 100 words, and the rates that fit")
    axis = " " * columns
    for tick in range(int(most / step) + 1):
        at, label = round(tick * step / most * (columns - 1)), f"{tick * step:g}"
        if at + len(label) <= columns:
            axis = axis[:at] + label + axis[at + len(label) :]
    put(console, axis.rstrip().replace(" ", UNBREAKABLE), indent=DATE_WIDTH)
    for day, rate in rated:
        put(console, _line(rate, most, columns), label=day.date.isoformat(), indent=DATE_WIDTH, style="")


def _line(rate: Rate, most: float, columns: int) -> str:
    low, middle, high = (
        round(value / most * (columns - 1))
        for value in (rate.interval_95[0], rate.per_100_words, rate.interval_95[1])
    )
    cells = ["-" if low <= at <= high else " " for at in range(columns)]
    cells[low] = "|"
    if high < columns:
        cells[high] = "|"
    else:
        cells[-1] = ">"
    cells[middle] = "o"
    # No blank: lines are broken at them.
    return "".join(cells).rstrip().replace(" ", UNBREAKABLE)
