"""What somebody noticed of their own fillers, on a terminal: the screen meanwhile, both lists afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.analysis.noticing import noticed
from rehearse.model.kept import Listening
from rehearse.model.report import DiscourseMarker, FilledPause, Report
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.recording import bar
from rehearse.screen.report import styled
from rehearse.words.marking import Unit, around, units
from rehearse.words.text import clock, many

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

BAR_WIDTH = 30
WORDS_AROUND = 6
INDENT = 17
"""Columns that what became of a filler and its time take."""


def playing(console: Console, now_s: float, duration_s: float, presses: int) -> RenderableType:
    """The line while a take is played."""
    ascii_only = console.options.ascii_only or console.legacy_windows
    full, empty = ("#", "-") if ascii_only else ("━", "╌")
    room = max(1, min(BAR_WIDTH, console.width - 40))
    line = f"{clock(now_s)} {bar(now_s / duration_s, room, full, empty)} {clock(duration_s)}"
    return Text(f"{line}   pressed {presses} times" if presses != 1 else f"{line}   pressed once")


def print_noticed(
    console: Console,
    report: Report,
    presses: Sequence[float],
    *,
    until_s: float,
    take: int,
    before: Sequence[tuple[Listening, int, int]] = (),
) -> None:
    """Print which fillers of the take up to `until_s` were noticed, which not, and the presses at none.

    `before` are the earlier times, each with how many were caught, of how many.
    """
    seen = noticed(report.fillers, presses, until_s=until_s)
    total = len(seen.caught) + len(seen.missed)
    blank(console)
    if total:
        heading(console, f"You noticed {len(seen.caught)} of {many(total, 'filler')}")
    else:
        heading(console, "There was no filler to notice")
    text = units(report)
    lines = [
        *(
            (filler.span.start_s, "caught", _words(report, text, filler))
            for filler in seen.caught
            if filler.span
        ),
        *(
            (filler.span.start_s, "missed", _words(report, text, filler))
            for filler in seen.missed
            if filler.span
        ),
        *((at_s, "pressed", _words_at(report, text, at_s)) for at_s in seen.alone),
    ]
    for at_s, what, words in sorted(lines, key=lambda line: line[0]):
        put(console, styled(words), label=f"  {what:<8}{clock(at_s):>5}", indent=INDENT)
    if seen.alone:
        blank(console)
        put(
            console,
            '"pressed": this report has no filler there. It may have missed one, or it was a word that '
            "belongs to the sentence.",
        )
    if seen.missed:
        blank(console)
        put(
            console,
            f"What you missed is worth hearing once more: `rehearse review {take}` steps through it. "
            "Whoever hears a filler coming can close their mouth and wait instead.",
        )
    if before:
        blank(console)
        times = [
            f"take {listening.take_id} on {listening.listened_at.astimezone():%Y-%m-%d}: {caught} of {of}"
            for listening, caught, of in before
        ]
        put(console, f"Noticed before: {'; '.join(times)}.")


def _words(report: Report, text: Sequence[Unit], filler: FilledPause | DiscourseMarker) -> Sequence[Unit]:
    if isinstance(filler, FilledPause):
        number = report.fillers.filled_pauses.index(filler) + 1
        return around(text, lambda unit: unit.number == number, words=WORDS_AROUND)
    return around(text, lambda unit: unit.number is None and unit.word in filler.indexes, words=WORDS_AROUND)


def _words_at(report: Report, text: Sequence[Unit], at_s: float) -> Sequence[Unit]:
    """The words said just before a key was pressed."""
    starts = [
        (word.span.start_s, index)
        for index, word in enumerate(report.heard.words)
        if word.span and word.span.start_s <= at_s
    ]
    last = max(starts, default=(0.0, 0))[1]
    return around(text, lambda unit: unit.word == last, words=WORDS_AROUND)
