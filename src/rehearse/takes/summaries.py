"""The few numbers of each take that the progress needs, kept beside it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from rehearse.analysis import analyse
from rehearse.analysis.summary import MEASURES, summary
from rehearse.errors import HistoryError
from rehearse.model.kept import Summary, Take
from rehearse.model.report import Report
from rehearse.progress import Progress

if TYPE_CHECKING:
    from rehearse.history import History


def keep_summary(history: History, take: Take, report: Report) -> None:
    """Keep what the progress needs of a report that was just made; where that fails it is made anew."""
    with contextlib.suppress(HistoryError):
        history.keep_summaries(MEASURES, {take.id: summary(report)})


def summed_up(history: History, *, progress: Progress) -> list[tuple[Take, Summary]]:
    """Every analysed take with its summary, the oldest first; those not summed up yet are now, and kept."""
    kept = history.summaries(MEASURES)
    lacking = [take.id for take, known in kept if known is None]
    new: dict[int, Summary] = {}
    for number, take_id in enumerate(lacking):
        progress("Looking at your takes", number, len(lacking))
        with contextlib.suppress(HistoryError):  # deleted since
            take = history.take(take_id)
            if take.heard:
                new[take_id] = summary(analyse(take.heard, kind=take.kind))
    if new:
        # Where they cannot be kept, as on a full disk, the next time takes as long; that is all.
        with contextlib.suppress(HistoryError):
            history.keep_summaries(MEASURES, new)
    return [(take, known) for take, was in kept if (known := was or new.get(take.id))]
