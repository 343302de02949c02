"""A report as a person reads it right after speaking. What it says does not depend on colour.

The words for the numbers stand in `wording`; here they get their place on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.model import FilledPause, Report
from rehearse.report import wording
from rehearse.report.layout import blank, heading, put, width
from rehearse.report.timeline import LABEL_WIDTH, timeline
from rehearse.report.wording import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

INDENT = 15
"""Columns that the names of the measures take."""

FILLED_PAUSE, MARKER, POSSIBLE = "bold magenta", "bold cyan", "cyan"


def print_report(console: Console, report: Report, *, title: str) -> None:
    """Print the whole report under `title`: the text, the timeline, the numbers, the story, one next step."""
    heading(console, plain(title))
    blank(console)
    if not report.heard.words:
        for line in wording.no_words(report):
            put(console, line)
        return
    put(console, marked(report))
    if not report.fillers.judged:
        blank(console)
        put(console, wording.other_language(report.heard.language))
    _print_legend(console, report)
    _print_timeline(console, report)
    _print_measures(console, report)
    _print_story(console, report)
    if report.next_step:
        blank(console)
        heading(console, "To try next")
        put(console, plain(report.next_step), indent=2)


def marked(report: Report) -> Text:
    """The words, with filled pauses as [um], ones only the audio has as [um?], and markers as <you know>."""
    from rich.text import Text

    heard, fillers = report.heard, report.fillers
    pieces = [Text(plain(word.text)) for word in heard.words]
    for pause in fillers.filled_pauses:
        if pause.word is not None:
            pieces[pause.word] = _wrapped(heard.words[pause.word].text, "[", "]", FILLED_PAUSE)
    for marker in fillers.markers:
        style = MARKER if marker.likelihood == "likely" else POSSIBLE
        said = " ".join(word.text for word in heard.words[marker.first : marker.first + marker.count])
        mark = "?" if marker.likelihood == "possible" else ""
        pieces[marker.first] = _wrapped(said, "<", f"{mark}>", style)
        for index in range(marker.first + 1, marker.first + marker.count):
            pieces[index] = Text()
    for index, pause in sorted(_unwritten(report), key=lambda pair: pair[0], reverse=True):
        pieces.insert(index, Text(f"[{pause.text}?]", FILLED_PAUSE))
    return Text(" ").join(piece for piece in pieces if piece)


def _wrapped(text: str, before: str, after: str, style: str) -> Text:
    """`text` between marks, its punctuation behind them: "[um],"."""
    from rich.text import Text

    text = plain(text)
    bare = text.rstrip(".,;:!?…")
    return Text.assemble((f"{before}{bare}{after}", style), text[len(bare) :])


def _unwritten(report: Report) -> list[tuple[int, FilledPause]]:
    """Filled pauses without a word, each with the index of the word it stands before."""
    middles = [word.span.middle_s if word.span else 0.0 for word in report.heard.words]
    return [
        (sum(middle < pause.span.middle_s for middle in middles), pause)
        for pause in report.fillers.filled_pauses
        if pause.word is None and pause.span
    ]


def _print_legend(console: Console, report: Report) -> None:
    from rich.text import Text

    kinds = []
    if any(pause.word is not None for pause in report.fillers.filled_pauses):
        kinds.append("[um] filled pause")
    if any(pause.word is None for pause in report.fillers.filled_pauses):
        kinds.append("[um?] heard in the sound only")
    if any(marker.likelihood == "likely" for marker in report.fillers.markers):
        kinds.append("<like> discourse marker")
    if any(marker.likelihood == "possible" for marker in report.fillers.markers):
        kinds.append("<so?> perhaps one")
    if kinds:
        blank(console)
        put(console, Text("   ".join(kinds), style="dim"))


def _print_timeline(console: Console, report: Report) -> None:
    from rich.text import Text

    ascii_only = console.options.ascii_only
    speech, silence = ("#", ".") if ascii_only else ("━", "·")
    columns = width(console) - LABEL_WIDTH
    rows = timeline(report, columns=columns, speech=speech, silence=silence)
    if rows:
        blank(console)
    for row in rows:
        # Not through `put`: the blanks between the marks are what they mean.
        console.print(Text(f"{row.label:<{LABEL_WIDTH}}{row.cells}".rstrip()), soft_wrap=True)


def _print_measures(console: Console, report: Report) -> None:
    measures: tuple[tuple[str, Sequence[str]], ...] = (
        ("Filled pauses", wording.filled_pauses(report)),
        ("Markers", wording.discourse_markers(report)),
        ("Clusters", wording.clusters(report)),
        ("Length", wording.length(report.length) if report.length else wording.written_length(report)),
        ("Pace", wording.pace(report.pace, judged=report.heard.is_english) if report.pace else ()),
        ("Pauses", wording.pauses(report.pauses) if report.pauses else ()),
    )
    blank(console)
    for name, lines in measures:
        for number, line in enumerate(lines):
            put(console, line, label="" if number else name, indent=INDENT)


def _print_story(console: Console, report: Report) -> None:
    parts = wording.parts(report)
    if not parts:
        return
    blank(console)
    heading(console, "Story")
    for part in parts:
        put(console, part.verdict, label=f"  {part.name.capitalize()}", indent=INDENT)
        for line in (part.share, part.detail):
            if line:
                put(console, line, indent=INDENT)
        if part.evidence:
            put(console, f'"{part.evidence}"', indent=INDENT)
    if calm := wording.no_story(parts):
        put(console, calm, indent=2)
