"""What one wants to know right after speaking, in a few short lines: what stands on the first screen. Pure.

All figures stand one step deeper (`measures`). Filled pauses and fillers of words stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.words import as_said
from rehearse.model.report import NO_ONE_TIME, PARTS, Report, StoryPart
from rehearse.words.fillers import USUAL
from rehearse.words.text import clock, plain

FEW_WORDS = 12
"""Of fewer it is said what there is, and not what there is not."""
MOST_NAMED = 6
"""Fillers that are named, the most frequent first."""

NAMES: dict[StoryPart, str] = {"setup": "setup", "action": "what you did", "result": "result"}
FULL = "#"
"""A bar is made of these."""


def lines(report: Report, coached: Coaching | None, *, columns: int) -> Iterator[tuple[str, str]]:
    """A name and a line each, in the order in which they matter; nothing for what was not measured."""
    if len(report.heard.words) >= FEW_WORDS:
        yield from _good(report)
    if coached and coached.points:
        yield ("Points", _points(coached))
    if bar := _story(report, columns):
        yield ("Story", bar)
    short = len(report.heard.words) < FEW_WORDS
    if report.fillers.judged:
        if report.fillers.filled_pauses or not short:
            yield ("um, uh", _filled_pauses(report))
        if report.fillers.marked or not short:
            yield ("fillers", _fillers(report))
        if twice := [one.text for one in report.fillers.twice]:
            yield ("twice", f"{len(twice)}   {_named(Counter(text.lower() for text in twice))}")


def _good(report: Report) -> Iterator[tuple[str, str]]:
    if report.good:
        yield ("Good", report.good[0])
    if ran := delivery(report):
        yield ("Length", ran)


def delivery(report: Report) -> str:
    """`1:23, 159 words a minute`; empty where neither was measured."""
    parts = []
    if report.length:
        parts.append(clock(report.length.answer_s))
    if report.pace and report.pace.speech_rate_wpm is not None:
        parts.append(f"{report.pace.speech_rate_wpm:.0f} words a minute")
    return ", ".join(parts)


def _points(coached: Coaching) -> str:
    said = [point for point in coached.points if point.how == "said"]
    missing = [f'"{plain(point.text)}"' for point in coached.points if point.how == "not heard"]
    line = f"{len(said)} of {len(coached.points)} made"
    return f"{line}; missing: {missing[0]}" if missing else line


def _story(report: Report, columns: int) -> str:
    """The parts of a story, each with a bar as long as its share of the words."""
    star = report.star
    if star is None or not tells_a_story(report):
        return ""
    shares = {part: star.share(part) for part in PARTS}
    told = {part: any(star.section(label).present for label in PARTS[part]) for part in PARTS}
    if not any(told.values()):
        return ""
    room = columns - sum(len(NAMES[part]) + 3 for part in PARTS)
    total = sum(shares.values()) or 1.0
    pieces = []
    for part in PARTS:
        if told[part]:
            length = max(1, round(room * shares[part] / total))
            pieces.append(f"{NAMES[part]} {FULL * length}")
        else:
            pieces.append(f"{NAMES[part]} -")
    return "  ".join(pieces)


def tells_a_story(report: Report) -> bool:
    """Whether one time is told, so that its parts can be shown."""
    return not any(note.kind in NO_ONE_TIME for note in report.notes)


def _filled_pauses(report: Report) -> str:
    count, corrected = len(report.fillers.filled_pauses), len(report.heard.corrections)
    said = []
    if count and report.heard.is_spoken and report.fillers.band:
        said.append(USUAL[report.fillers.band])
    if corrected:
        said.append(f"{corrected} corrected by you")
    return f"{count}   {'; '.join(said)}".rstrip()


def _fillers(report: Report) -> str:
    texts = Counter(one.text for one in report.fillers.marked if one.likelihood == "likely")
    return f"{sum(texts.values())}   {_named(texts)}".rstrip()


def _named(texts: Counter[str]) -> str:
    """`like 2, so, you know`: the most frequent first."""
    named = [
        f"{plain(as_said(text))}{f' {count}' if count > 1 else ''}"
        for text, count in texts.most_common(MOST_NAMED)
    ]
    return ", ".join(named) + (f" and {len(texts) - MOST_NAMED} more" if len(texts) > MOST_NAMED else "")
