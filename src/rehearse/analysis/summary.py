"""One answer as the few numbers that the progress over many needs, small enough to keep beside it. Pure."""

from __future__ import annotations

from collections import Counter

from rehearse.analysis.advice import OFTEN_COUNT
from rehearse.model.bands import FILLED_PAUSES, LENGTH, TOO_MANY
from rehearse.model.kept import Summary
from rehearse.model.report import LABELS, Report, StoryPart

MEASURES = 2
"""To be raised with every change by which the same words and sounds give other numbers: answers summed up by
another number are summed up anew."""


def word_count(report: Report) -> int:
    """Words without filled pauses: what every share and rate is taken over."""
    sounds = {pause.word for pause in report.fillers.filled_pauses} - {None}
    return len(report.heard.words) - len(sounds)


def summary(report: Report) -> Summary:
    """The numbers of one answer."""
    fillers, pace, star = report.fillers, report.pace, report.star
    rate = pace.speech_rate_wpm if pace else None
    return Summary(
        words=word_count(report),
        judged=fillers.judged,
        filled_pauses=len(fillers.filled_pauses),
        markers=dict(Counter(one.text.casefold() for one in fillers.markers if one.likelihood == "likely")),
        pace_s=60 * pace.words / rate if pace and rate else None,
        answer_s=report.length.answer_s if report.length else None,
        parts=frozenset(label for label in LABELS if star.section(label).present) if star else None,
        missing=next((note.part for note in report.notes if note.kind == "missing"), None),
    )


_WITHOUT: dict[StoryPart, str] = {
    "setup": "your answer did not say where it was or what you had to do",
    "action": "your answer did not say what you did",
    "result": "your answer did not say what came of it",
}


def weakness(summary: Summary) -> str | None:
    """What was weak about an answer, as the end of a sentence; None where nothing stands out.

    The bands are those of the report.
    """
    if summary.missing:
        return _WITHOUT[summary.missing]
    rate = 100 * summary.filled_pauses / summary.words if summary.words else 0
    if summary.judged and FILLED_PAUSES.band(rate) in TOO_MANY and summary.filled_pauses >= OFTEN_COUNT:
        return f"your answer had {summary.filled_pauses} um/uh in {summary.words} words"
    if summary.answer_s is not None and LENGTH.band(summary.answer_s) == "long":
        return "your answer was over two and a half minutes long"
    return None
