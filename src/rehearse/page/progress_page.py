"""The progress as one HTML page: what changed, charts, the takes, and every figure behind a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from rehearse.analysis.course import Moment, breaks, moments, pooled_words
from rehearse.analysis.progress import Progress, is_whole
from rehearse.model.bands import FILLED_PAUSES, LENGTH, SPEECH_RATE
from rehearse.model.kept import Summary, Take
from rehearse.page.charts import NARROW, SMALL, WIDE, Course, over_dates
from rehearse.page.html import Frame, rendered
from rehearse.words.progress import (
    HOW_COMPARED,
    RANGES,
    besides,
    changes,
    day_cells,
    halves,
    lead,
    left_out,
    long_date,
    missing,
    practised,
    question_lines,
    question_of,
    take_numbers,
)
from rehearse.words.text import clock, plain

Pages = Callable[[int], str | None]
"""The address of a take's page as seen from this one; None where it has none."""

MOST_SHOWN, MOST_TAKES = 20, 100
"""How many takes are listed, and how many with those behind a click."""
CONVERSATION = "usual in conversation"


def progress_page(progress: Progress, *, page_of: Pages, frame: Frame | None = None) -> str:
    """The whole page; it fetches nothing and holds no sound. `page_of` leads to the takes."""
    course = moments(progress)
    takes = [_take_row(take, summary, page_of) for take, summary in progress.takes[-MOST_TAKES:]]
    more = len(progress.takes) > MOST_TAKES
    return rendered(
        "progress.html",
        styles=["progress.css"],
        frame=frame,
        lead=lead(progress),
        besides=[plain(line) for line in besides(progress)],
        left_out=left_out(progress),
        practised=practised(progress),
        chart=_chart(course) if len(course) > 1 else None,
        small=list(_small_charts(course)) if len(course) > 1 else [],
        explained=_explained(progress, course),
        stories=_stories(takes) if course else [],
        takes=takes[::-1],
        shown=MOST_SHOWN,
        without_page=next((row["id"] for row in reversed(takes) if not row["page"]), None),
        more=f"The latest {MOST_TAKES} of {len(progress.takes):,} takes." if more else None,
        halves=halves(progress),
        how=" ".join(filter(None, [HOW_COMPARED, missing(progress)])),
        changes=[map(plain, row) for row in changes(progress)],
        ranges=RANGES,
        days=[day_cells(day, markers=True) for day in reversed(progress.days)],
        questions=[
            {
                "question": plain(one.question),
                "takes": f"{one.takes} takes; take {one.first[0].id} against take {one.last[0].id}",
                "lines": question_lines(one),
            }
            for one in progress.questions
        ],
    )


def _explained(progress: Progress, course: Sequence[Moment]) -> str:
    words = round(pooled_words(progress), -2)
    said = f"Each point takes your latest answers together, about {words:,} words. The shaded range is what "
    said += "fits that few words (95 %)."
    return f"{said} A dotted line is a break." if any(breaks([one.date for one in course])) else said


def _chart(course: Sequence[Moment]) -> dict[str, Any]:
    rates = [moment.filled_pauses for moment in course]
    line = Course(
        "um/uh",
        [moment.date for moment in course],
        [rate.per_100_words for rate in rates],
        ranges=[rate.interval_95 for rate in rates],
        usual=(FILLED_PAUSES.start("ordinary") - 0.1, FILLED_PAUSES.start("often") - 0.1, CONVERSATION),
    )
    first, last = course[0].date, course[-1].date
    return {
        name: over_dates(line, size, first=first, last=last)
        for name, size in (("wide", WIDE), ("narrow", NARROW))
    }


def _small_charts(course: Sequence[Moment]) -> Iterator[dict[str, Any]]:
    usual_pace = (SPEECH_RATE.start("usual"), SPEECH_RATE.start("rather fast") - 1, "usual")
    advised = (LENGTH.start("good"), LENGTH.start("over"), "1 to 2 minutes")
    markers = _line(course, lambda moment: moment.markers_per_100_words)
    pace = _line(course, lambda moment: moment.speech_rate_wpm)
    length = _line(course, lambda moment: moment.answer_s)
    for title, line in (
        ("Filler words per 100 words", markers),
        ("Words a minute", replace(pace, usual=usual_pace, shown="{:.0f}".format, from_zero=False)),
        ("Length of an answer", replace(length, usual=advised, shown=clock, steps=(1, 3, 6, 10))),
    ):
        if len(line.days) > 1:
            svg = over_dates(line, SMALL, first=course[0].date, last=course[-1].date)
            yield {"title": title, "svg": svg}


def _line(course: Sequence[Moment], value_of: Callable[[Moment], float | None]) -> Course:
    """Of the moments at which it was measured."""
    known = [(moment.date, value) for moment in course if (value := value_of(moment)) is not None]
    return Course("", [day for day, _ in known], [value for _, value in known])


def _take_row(take: Take, summary: Summary, page_of: Pages) -> dict[str, Any]:
    um, pace, length, story = take_numbers(summary)
    recorded_at = take.recorded_at.astimezone()
    return {
        "id": take.id,
        "page": page_of(take.id),
        "day": recorded_at.date(),
        "date": long_date(recorded_at.date()),
        "question": plain(question_of(take)),
        "um": um,
        "pace": pace,
        "length": length,
        "story": story,
        "whole": is_whole(summary),
    }


def _stories(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The takes that may be stories, by month."""
    told = [row for row in rows if row["whole"] is not None]
    return [
        {"month": month, "takes": (takes := list(of_month)), "whole": sum(row["whole"] for row in takes)}
        for month, of_month in groupby(told, key=lambda row: f"{row['day']:%B %Y}")
    ]
