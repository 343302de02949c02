"""Two answers beside each other: did their fillers move by more than chance? Pure."""

from __future__ import annotations

from rehearse.analysis.progress import Comparison, Progress, compare, filled_pauses_of, markers_of
from rehearse.analysis.summary import summary
from rehearse.model.report import Report


def chances(before: Report, after: Report, over: Progress) -> dict[str, Comparison]:
    """Of each kind of filler, by its name in JSON, whether it moved by more than chance, given how much all
    answers (`over`) differ; nothing in another language.
    """
    if not (before.fillers.judged and after.fillers.judged):
        return {}
    counted = (
        ("filled_pauses", filled_pauses_of, over.filled_pauses),
        ("discourse_markers", markers_of, over.markers),
    )
    return {
        kind: compare(
            tally(summary(before)),
            tally(summary(after)),
            dispersion=all_of_them.dispersion if all_of_them else 1.0,
        )
        for kind, tally, all_of_them in counted
    }
