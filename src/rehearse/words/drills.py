"""What came of a drill, in words. Pure."""

from __future__ import annotations

from rehearse.model.bands import REPORTED_FROM_S
from rehearse.model.report import Report
from rehearse.words.text import ARROW, UNKNOWN, clock


def within(report: Report, within_s: float) -> str:
    """How an answer went that was to be short."""
    if report.length is None:
        return "No speech was found."
    took = report.length.answer_s
    if took <= within_s:
        return f"{clock(took)}, within {clock(within_s)}."
    return f"{clock(took)}, {took - within_s:.0f} s over {clock(within_s)}. See what you can leave out."


def with_pauses(report: Report, before: Report | None) -> str:
    """How an answer went that was to have silent pauses, beside the one `before`."""
    takes = [report] if before is None else [before, report]
    said = [str(len(one.fillers.filled_pauses)) for one in takes]
    rates = [_rate(one.fillers.per_100_words) for one in takes]
    silent = [str(_silent(one)) for one in takes]
    return (
        f"um/uh: {ARROW.join(said)}, per 100 words {ARROW.join(rates)}. Silent pauses: {ARROW.join(silent)}."
    )


def _rate(per_100_words: float | None) -> str:
    return UNKNOWN if per_100_words is None else f"{per_100_words:.1f}"


def _silent(report: Report) -> int:
    silences = report.pauses.silences if report.pauses else ()
    return sum(one.span.duration_s >= REPORTED_FROM_S for one in silences)
