"""What somebody noticed of their own fillers, on a terminal: the screen meanwhile, both lists afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.analysis.noticing import Event, Noticed, noticed
from rehearse.model.kept import Listening
from rehearse.model.report import DiscourseMarker, FilledPause, Report
from rehearse.practice.moments import WORDS_AROUND
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.recording import bar
from rehearse.screen.report import styled
from rehearse.words.marking import Unit, around, units
from rehearse.words.text import clock, many

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

BAR_WIDTH = 30
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
    """Print which fillers of the take up to `until_s` were noticed, which not, and the presses at none, each
    with the words around it.

    `before` are the earlier times, each with how many were caught, of how many.
    """
    seen = noticed(report.fillers, presses, until_s=until_s)
    events = (*seen.caught, *seen.missed)
    blank(console)
    if events:
        heading(console, f"You noticed {len(seen.caught)} of {many(len(events), 'filler')}")
    else:
        heading(console, "There were no fillers to notice")
    text = units(report)
    lines = [
        *((event.span.start_s, "caught", _words(report, text, event)) for event in seen.caught),
        *((event.span.start_s, "missed", _words(report, text, event)) for event in seen.missed),
        *((at_s, "pressed", _words_at(report, text, at_s)) for at_s in seen.alone),
    ]
    for at_s, what, words in sorted(lines, key=lambda line: line[0]):
        put(console, styled(words), label=f"  {what:<8}{clock(at_s):>5}", indent=INDENT)
    for remark in _remarks(seen, take):
        blank(console)
        put(console, remark)
    if before:
        blank(console)
        times = [
            f"take {listening.take_id} on {listening.listened_at.astimezone():%Y-%m-%d}: {caught} of {of}"
            for listening, caught, of in before
        ]
        put(console, f"Noticed before: {'; '.join(times)}.")


def print_press(console: Console, report: Report, at_s: float) -> None:
    """Print when a key was pressed, with the words around it."""
    put(
        console,
        styled(_words_at(report, units(report), at_s)),
        label=f"  pressed {clock(at_s):>5}",
        indent=INDENT,
    )


def _remarks(seen: Noticed, take: int) -> Iterator[str]:
    """What the lists mean, and what to do with them."""
    if any(len(event.fillers) > 1 for event in (*seen.caught, *seen.missed)):
        yield "Fillers that are half a second apart or less count as one."
    if seen.alone:
        yield (
            'At "pressed" the report has no filler. It may have missed one, or the word belongs to '
            "the sentence."
        )
    if seen.missed:
        yield (
            f"Hear what you missed once more: `rehearse review {take}` steps through it. "
            'When you feel an "um" coming, close your mouth and pause.'
        )


def _words(report: Report, text: Sequence[Unit], event: Event) -> Sequence[Unit]:
    """The fillers of an event with the words around them."""
    pauses = report.fillers.filled_pauses
    numbers = {pauses.index(one) + 1 for one in event.fillers if isinstance(one, FilledPause)}
    words = {index for one in event.fillers if isinstance(one, DiscourseMarker) for index in one.indexes}
    return around(
        text,
        lambda unit: unit.word in words if unit.number is None else unit.number in numbers,
        words=WORDS_AROUND,
    )


def _words_at(report: Report, text: Sequence[Unit], at_s: float) -> Sequence[Unit]:
    """The words said just before a key was pressed."""
    starts = [
        (word.span.start_s, index)
        for index, word in enumerate(report.heard.words)
        if word.span and word.span.start_s <= at_s
    ]
    last = max(starts, default=(0.0, 0))[1]
    return around(text, lambda unit: unit.word == last, words=WORDS_AROUND)
