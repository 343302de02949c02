"""A report as a person reads it right after speaking. What it says does not depend on colour.

The words for the numbers stand in `words`; here they get their place on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.screen.layout import blank, heading, line, put, width
from rehearse.words import fillers as fillers_words
from rehearse.words import measures as measures_words
from rehearse.words import recordings as recordings_words
from rehearse.words import story as story_words
from rehearse.words import text as text_words
from rehearse.words.marking import Mark, Unit, sentences, units
from rehearse.words.text import UNBREAKABLE
from rehearse.words.timeline import LABEL_WIDTH, timeline
from rehearse.words.unheard import unheard_line

if TYPE_CHECKING:
    from rich.console import Console

INDENT = 15
"""Columns that the names of the measures take."""

STYLES: dict[Mark | None, str] = {
    "filled pause": "bold magenta",
    "marker": "bold cyan",
    "possible": "dim",
    "own phrase": "bold green",
    "repeat": "yellow",
    None: "",
}

WHOLE_UP_TO_WORDS = 400
"""A text of more words, some three minutes of speech, would push all else off the screen."""

MOST_SENTENCES = 12
"""So many of a longer one are shown."""

CLOCK_INDENT = 9
"""Columns that the time in front of a sentence takes."""


def print_report(
    console: Console, report: Report, *, title: str, take: int | None = None, full: bool = False
) -> None:
    """Print the whole report under `title`: the text, the timeline, the numbers, the story, one next step.

    `take` is the number it is kept under. Of a long text only sentences with fillers are printed, unless
    it shall be `full`.
    """
    heading(console, title)
    blank(console)
    for said in (*recordings_words.about_the_file(report.heard), unheard_line(report)):
        if said:
            put(console, said)
            blank(console)
    if not report.heard.words and not report.fillers.filled_pauses:
        for words in recordings_words.no_words(report):
            put(console, words)
        return
    if full or len(report.heard.words) <= WHOLE_UP_TO_WORDS:
        put(console, styled(units(report)))
    else:
        _print_excerpts(console, report, take)
    _print_legend(console, report)
    _print_timeline(console, report)
    _print_measures(console, report, take)
    _print_story(console, report)
    if report.good:
        blank(console)
        heading(console, "Good")
        for said in report.good:
            put(console, said, indent=2)
    if report.next_step:
        blank(console)
        heading(console, "Next time")
        put(console, report.next_step, indent=2)


def print_text(console: Console, report: Report) -> None:
    """Print the whole text, every filler marked, and what the marks mean."""
    put(console, styled(units(report)))
    _print_legend(console, report)


def print_sentence(console: Console, text: Sequence[Unit], span: Span | None) -> None:
    """Print a part of the text with the time at which it begins, if it has one."""
    at = f"{text_words.clock(span.start_s):>{CLOCK_INDENT - 2}}" if span else ""
    put(console, styled(text), label=at, indent=CLOCK_INDENT if at else 0, style="dim")


def styled(text: Sequence[Unit]) -> Text:
    """Marked words with colour added to the marks."""
    return Text(" ").join(Text.assemble((unit.text, STYLES[unit.kind]), unit.tail) for unit in text)


def _print_excerpts(console: Console, report: Report, take: int | None) -> None:
    """The sentences with fillers, each with its time; of many those with most, in their order."""
    holding = [sentence for sentence in sentences(report) if any(unit.begins for unit in sentence)]
    most = sorted(holding, key=lambda sentence: -sum(unit.begins for unit in sentence))[:MOST_SENTENCES]
    for sentence in holding:
        if sentence in most:
            print_sentence(console, sentence, report.heard.words[sentence[0].word].span)
    if most:
        blank(console)
    put(console, fillers_words.excerpts(report, shown=len(most), holding=len(holding), take=take))


def _print_legend(console: Console, report: Report) -> None:

    legend = "   ".join(kind.replace(" ", UNBREAKABLE) for kind in fillers_words.legend(report))
    if legend:
        blank(console)
        put(console, Text(legend, style="dim"))


def _print_timeline(console: Console, report: Report) -> None:
    ascii_only = console.options.ascii_only
    speech, silence = ("#", ".") if ascii_only else ("━", "·")
    columns = width(console) - LABEL_WIDTH
    rows = timeline(report, columns=columns, speech=speech, silence=silence)
    if rows:
        blank(console)
    for row in rows:
        # Not through `put`: the blanks between the marks are what they mean.
        line(console, f"{row.label:<{LABEL_WIDTH}}{row.cells}".rstrip())


def _print_measures(console: Console, report: Report, take: int | None) -> None:
    blank(console)
    for name, lines in measures_words.measures(report, take=take):
        for number, said in enumerate(lines):
            put(console, said, label="" if number else name, indent=INDENT)


def _print_story(console: Console, report: Report) -> None:
    parts = story_words.parts(report)
    if not parts:
        return
    blank(console)
    heading(console, "Story")
    nothing = story_words.no_story(parts)
    for part in () if nothing else parts:
        put(console, part.verdict, label=f"  {part.name.capitalize()}", indent=INDENT)
        for said in filter(None, (part.share, part.detail)):
            put(console, said, indent=INDENT)
        if part.evidence:
            put(console, f'"{part.evidence}"', indent=INDENT)
    for name, lines in (
        ("Notes", story_words.story_notes(report)),
        ("Also found", story_words.story_signals(report)),
    ):
        for number, said in enumerate(lines):
            put(console, said, label="" if number else f"  {name}", indent=INDENT)
    if nothing and not report.notes:
        put(console, nothing, indent=2)
