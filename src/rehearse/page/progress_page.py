"""The progress over takes as one HTML page: charts, and the same as numbers and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rehearse.analysis.progress import Day, Progress
from rehearse.analysis.rates import share_interval
from rehearse.model.bands import LENGTH
from rehearse.page.charts import Series, before_and_after, over_time
from rehearse.page.html import markup, rendered
from rehearse.words.progress import changes, day_cells, halves, left_out, practised, question_lines
from rehearse.words.text import plain

MOST_DRAWN = 60
"""Days of which a chart of this width can still show each with its range; the table has all of them."""


def progress_page(progress: Progress) -> str:
    """The whole page; it fetches nothing and holds no sound."""
    drawn = progress.days[-MOST_DRAWN:]
    return rendered(
        "progress.html",
        practised=practised(progress),
        left_out=left_out(progress),
        halves=halves(progress) if progress.before else None,
        changes=[plain(line) for line in changes(progress)],
        charts=_charts(progress, drawn) if drawn else [],
        drawn=f"The charts by day show the latest {len(drawn)} of {len(progress.days)} days."
        if len(drawn) < len(progress.days)
        else None,
        days=[day_cells(day, markers=True) for day in progress.days],
        questions=[
            {
                "question": plain(one.question),
                "takes": f"{one.takes} takes; take {one.first[0].id} against take {one.last[0].id}",
                "lines": question_lines(one),
            }
            for one in progress.questions
        ],
    )


def _charts(progress: Progress, days: Sequence[Day]) -> list[dict[str, Any]]:
    places = [f"{day.date.day} {day.date:%b}" for day in days]
    rates = [
        Series(
            name,
            [rate.per_100_words if rate else None for rate in found],
            [rate.interval_95 if rate else None for rate in found],
        )
        for name, found in (
            ("filled pauses", [day.filled_pauses for day in days]),
            ("likely markers", [day.markers for day in days]),
        )
    ]
    pace = Series(
        "speech rate",
        [day.speech_rate_wpm for day in days],
        [(day.slowest_wpm, day.fastest_wpm) if day.slowest_wpm and day.fastest_wpm else None for day in days],
    )
    length = Series("length", [day.answer_s for day in days], [None] * len(days))
    whole = Series(
        "whole stories",
        [100 * day.whole / day.stories if day.stories else None for day in days],
        [_percent(share_interval(day.whole, day.stories)) if day.stories else None for day in days],
    )
    charts = [
        (
            "Fillers per 100 words",
            "The bars are the rates that fit so few words: 95 % intervals.",
            over_time("fillers", places, rates),
        ),
        (
            "Words a minute",
            "Pauses included; the bars reach from the slowest take of the day to the fastest.",
            over_time("pace", places, [pace]),
        ),
        (
            "Seconds of an answer",
            f"The answer in the middle of the day; above {LENGTH.start('long') - 1:g} s it is long.",
            over_time("length", places, [length]),
        ),
        (
            "Stories with setup, action and result, in %",
            "The bars are 95 % intervals of so few stories.",
            over_time("stories", places, [whole], top=108),
        ),
    ]
    if progress.words:
        charts.append(
            (
                "Markers by name, per 100 words",
                "Open: your earlier takes. Full: your later ones.",
                before_and_after("markers", progress.words),
            )
        )
    return [{"title": title, "note": note, "svg": markup(svg)} for title, note, svg in charts]


def _percent(interval: tuple[float, float]) -> tuple[float, float]:
    return 100 * interval[0], 100 * interval[1]
