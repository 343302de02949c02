"""The progress over takes on a terminal: what changed, a chart, the takes; then every figure."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from rehearse.analysis.course import moments
from rehearse.analysis.progress import Progress, Question
from rehearse.screen.layout import blank, heading, put, width
from rehearse.screen.progress_chart import print_chart
from rehearse.screen.tables import Column, print_table
from rehearse.words.progress import (
    HOW_COMPARED,
    RANGES,
    besides,
    changes,
    day_cells,
    halves,
    lead,
    left_out,
    missing,
    practised,
    question_lines,
    question_of,
    take_numbers,
)

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.kept import Take

LINES = 24
"""Of a terminal that everybody has; one is for the prompt that follows."""
RAGGED = 12
"""Columns that a line may stay shorter than the screen."""
MOST_OF_WORDS = 5
"""Lines on the first screen, before the chart."""
UNITS = "um/uh per 100 words, pace in words a minute."
EXPLAINED = (
    "um/uh per 100 words. Pace in words a minute, pauses included. Length of the answer in the middle. "
    f"Whole: stories with setup, action and result. {RANGES}"
)
MOST_DAYS = 14
MOST_TAKES = 20
"""Of the latest, unless all are asked for."""
MOST_QUESTIONS = 5

PACE_FROM, STORY_FROM = 60, 48
"""Columns from which on there is room for these."""


def print_first(console: Console, progress: Progress) -> None:
    """Print what changed, a chart and the latest takes, on one screen."""
    used = put(console, lead(progress))
    for line in filter(None, (left_out(progress), *besides(progress))):
        if used + _lines(console, line) <= MOST_OF_WORDS:
            used += put(console, line)
    if not progress.takes:
        return
    used += print_chart(console, moments(progress))
    used += blank(console)
    latest = progress.takes[-1][0].id
    ways = f"`rehearse show {latest}` shows a take, `rehearse progress --full` every figure, `--html` a page."
    ways = f"{UNITS} {ways}"
    below = 3 + _lines(console, ways)  # with a blank, the table's heading and the prompt
    _takes(console, progress, most=max(1, LINES - used - below))
    blank(console)
    put(console, ways)


def print_progress(console: Console, progress: Progress, *, every_day: bool = False) -> None:
    """Print all of it; of many days and takes the latest ones, unless `every_day` is asked for."""
    for line in filter(None, (lead(progress), *besides(progress), practised(progress), left_out(progress))):
        put(console, line)
    if not progress.takes:
        return
    print_chart(console, moments(progress))
    blank(console)
    most = len(progress.takes) if every_day else MOST_TAKES
    _takes(console, progress, most=most)
    put(console, UNITS)
    if len(progress.takes) > most:
        put(
            console,
            f"The latest {most} of {len(progress.takes):,} takes; `rehearse history --all` lists all.",
        )
    _changes(console, progress)
    _questions(console, progress)
    _days(console, progress, every_day=every_day)


def print_status(
    console: Console, progress: Progress, latest: Take | None, next_thing: str, *, plan: str = ""
) -> None:
    """Print how much was practised, what changed, how far the interview is, and the one thing to do next."""
    if latest is None:
        put(console, "Practise interview answers out loud, and see what you really said.")
    else:
        if progress.takes:
            put(console, lead(progress))
        when = f"{latest.recorded_at.astimezone():%Y-%m-%d %H:%M}"
        put(console, f"The latest is take {latest.id}, {when}: {latest.question or 'no question'}")
    if plan:
        put(console, plan)
    blank(console)
    heading(console, "Next")
    put(console, next_thing, indent=2)
    blank(console)
    put(console, "`rehearse help` lists what there is, `rehearse progress` shows what changed.")


def print_retake(console: Console, question: Question) -> None:
    """Print what changed since a question was answered the last time."""
    blank(console)
    heading(console, f"Since take {question.first[0].id}")
    put(console, f"{'; '.join(question_lines(question))}.", indent=2)
    take_ids = f"{question.first[0].id} {question.last[0].id}"
    put(console, f"`rehearse compare {take_ids}` shows both beside each other.", indent=2)


def _lines(console: Console, text: str) -> int:
    """How many it takes at most."""
    return -(-len(text) // max(1, width(console) - RAGGED))


def _takes(console: Console, progress: Progress, *, most: int) -> None:
    """The latest takes with their numbers, as many as fit beside each other."""
    columns = width(console)
    shown = {
        Column("Take", to_the_right=True): 0,
        Column("Date"): 0,
        Column("um/uh", to_the_right=True): 0,
        Column("Pace", to_the_right=True): PACE_FROM,
        Column("Length", to_the_right=True): STORY_FROM,
        Column("Story"): STORY_FROM,
        Column("Question", cut=True): 0,
    }
    rows = [
        (
            str(take.id),
            take.recorded_at.astimezone().date().isoformat(),
            *take_numbers(summary),
            question_of(take),
        )
        for take, summary in reversed(progress.takes[-most:])
    ]
    fits = [columns >= needed for needed in shown.values()]
    print_table(console, list(compress(shown, fits)), [list(compress(row, fits)) for row in rows])


def _days(console: Console, progress: Progress, *, every_day: bool) -> None:
    days = progress.days if every_day else progress.days[-MOST_DAYS:]
    blank(console)
    columns = (
        Column("Day"),
        Column("Takes", to_the_right=True),
        Column("Words", to_the_right=True),
        Column("um/uh", to_the_right=True),
        Column("Pace", to_the_right=True),
        Column("Length", to_the_right=True),
        Column("Whole", to_the_right=True),
    )
    print_table(console, columns, [day_cells(day) for day in reversed(days)])
    if len(days) < len(progress.days):
        put(console, f"The latest {len(days)} of {len(progress.days)} days; `--all` shows all.")
    put(console, EXPLAINED)


def _changes(console: Console, progress: Progress) -> None:
    rows = list(changes(progress))
    if not rows:
        return
    blank(console)
    heading(console, halves(progress))
    print_table(console, (Column("Said"), Column("Before → after"), Column("Change")), rows)
    for line in filter(None, (missing(progress), HOW_COMPARED)):
        put(console, line)


def _questions(console: Console, progress: Progress) -> None:
    if not progress.questions:
        return
    blank(console)
    heading(console, "Questions that you answered again, first take and last")
    for question in progress.questions[:MOST_QUESTIONS]:
        put(console, question.question)
        take_ids = f"take {question.first[0].id} → {question.last[0].id}"
        put(console, f"{'; '.join([take_ids, *question_lines(question)])}.", indent=4)
    more = len(progress.questions) - MOST_QUESTIONS
    if more > 0:
        put(console, f"And {more} more; `rehearse progress --html` shows all.")
