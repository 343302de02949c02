"""What came of a drill, in words. Pure."""

from __future__ import annotations

from rehearse.model.bands import REPORTED_FROM_S
from rehearse.model.report import Report
from rehearse.words.text import clock, many


def within(report: Report, within_s: float) -> str:
    """How an answer went that was to be short."""
    if report.length is None:
        return "No speech was heard."
    took = report.length.answer_s
    if took <= within_s:
        return f"{clock(took)}, within {clock(within_s)}."
    return f"{clock(took)}: {took - within_s:.0f} s over {clock(within_s)}. See which part nobody would miss."


def with_pauses(report: Report, before: Report | None) -> str:
    """How an answer went that was to have silent pauses, beside the one `before`."""
    line = f"{_counted(report)} in this take"
    return f"{line}; {_counted(before)} in the one before." if before else f"{line}."


def _counted(report: Report) -> str:
    silences = report.pauses.silences if report.pauses else ()
    silent = sum(one.span.duration_s >= REPORTED_FROM_S for one in silences)
    rate = report.fillers.per_100_words
    each = f" ({rate:.1f} per 100 words)" if rate is not None else ""
    return f"{many(len(report.fillers.filled_pauses), 'filled pause')}{each} and {many(silent, 'silent one')}"
