"""Two answers beside each other, in words. Whether that is chance, `analysis.progress` tells. Pure."""

from __future__ import annotations

from collections.abc import Callable

from rehearse.analysis.summary import word_count
from rehearse.model.report import Report
from rehearse.words import story as story_words
from rehearse.words.text import clock

NONE = "-"
"""Stands where nothing was measured."""
PER_100 = "per 100 words"


def compared_rows(before: Report, after: Report) -> list[tuple[str, str, str]]:
    """What is measured, and the two values of it; rows that neither has are left out."""
    columns: tuple[tuple[str, Callable[[Report], str]], ...] = (
        ("Length", lambda one: clock(one.length.answer_s) if one.length else NONE),
        ("Words", lambda one: str(word_count(one))),
        ("Filled pauses", lambda one: str(len(one.fillers.filled_pauses)) if one.fillers.judged else NONE),
        (PER_100, _filled_pause_rate),
        ("Markers, likely", lambda one: str(_likely(one)) if one.fillers.judged else NONE),
        (PER_100, _marker_rate),
        ("Words a minute", lambda one: _number(one.pace.speech_rate_wpm if one.pace else None)),
        ("without pauses", lambda one: _number(one.pace.articulation_rate_wpm if one.pace else None)),
        ("Long pauses", lambda one: str(one.pauses.long) if one.pauses else NONE),
        *((f"{part.capitalize()}, of words", _share_of(part)) for part, _, _ in story_words.PARTS),
    )
    rows = [(name, value(before), value(after)) for name, value in columns]
    return [row for row in rows if row[1:] != (NONE, NONE)]


def _filled_pause_rate(report: Report) -> str:
    fillers = report.fillers
    if not fillers.judged or fillers.per_100_words is None or fillers.interval_95 is None:
        return NONE
    low, high = fillers.interval_95
    return f"{fillers.per_100_words:.1f} ({low:.1f} to {high:.1f})"


def _marker_rate(report: Report) -> str:
    words = word_count(report)
    return f"{100 * _likely(report) / words:.1f}" if report.fillers.judged and words else NONE


def _likely(report: Report) -> int:
    return sum(marker.likelihood == "likely" for marker in report.fillers.markers)


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.0f}"


def _share_of(name: str) -> Callable[[Report], str]:
    (labels,) = (labels for part, labels, _ in story_words.PARTS if part == name)

    def share(report: Report) -> str:
        if report.star is None:
            return NONE
        sections = [report.star.section(label) for label in labels]
        if not any(section.present for section in sections):
            return f"not {'heard' if report.heard.is_spoken else 'found'}"
        return f"{100 * sum(section.share for section in sections):.0f}%"

    return share


def story_changes(before: Report, after: Report) -> list[str]:
    """The parts of the story that came or went."""
    if before.star is None or after.star is None:
        return []
    lines = []
    for name, labels, _ in story_words.PARTS:
        had, has = (
            any(report.star.section(label).present for label in labels)
            for report in (before, after)
            if report.star
        )
        if had != has:
            lines.append(f"The {name} is {'there now' if has else 'not there any more'}.")
    return lines
