"""The first screen after an answer: what to do next, what was good, and where the fillers are, in 24 lines.

Everything else is one key away (`report` prints it). What it says does not depend on colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.screen.layout import blank, heading, put, width
from rehearse.screen.report import styled
from rehearse.words import first as first_words
from rehearse.words import recordings as recordings_words
from rehearse.words.marking import units
from rehearse.words.unheard import unheard_line

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.analysis.coaching import Coaching
    from rehearse.model.report import Report

LINES = 24
"""Of a terminal that everybody has."""
OF_MENU = 7
"""Lines that what stands under the report takes."""
FEWEST_OF_TEXT = 2
INDENT = 10
"""Columns that the names take."""


def print_first(
    console: Console, report: Report, coached: Coaching | None, *, title: str, below: int = OF_MENU
) -> None:
    """Print the first screen under `title`; `below` so many lines are wanted for what comes after it."""
    used = heading(console, title)
    for said in (*recordings_words.about_the_file(report.heard), unheard_line(report)):
        if said:
            used += blank(console) + put(console, said)
    if not report.heard.words and not report.fillers.filled_pauses:
        blank(console)
        for words in recordings_words.no_words(report):
            put(console, words)
        return
    if report.next_step and not report.unheard:
        used += blank(console) + heading(console, "Next time")
        used += put(console, report.next_step, indent=2)
    rows = list(first_words.lines(report, coached, columns=width(console) - INDENT))
    if rows:
        used += blank(console)
    for name, said in rows:
        used += put(console, said, label=name, indent=INDENT)
    used += blank(console)
    put(console, styled(units(report)), most=max(FEWEST_OF_TEXT, LINES - below - used))
