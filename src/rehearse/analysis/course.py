"""How one spoke by the end of each day, over the latest answers together: the lines of the charts. Pure.

A day alone has too few words to say anything, and the days on which more was said would count no more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from rehearse.analysis.progress import (
    FEWEST_TAKES,
    Progress,
    Rate,
    Tally,
    median_length_s,
    pooled_rate,
    speech_rate_wpm,
)
from rehearse.model.kept import Summary

POOLED_WORDS = 1_200
"""Of the latest answers together: as many tell 4 from 2 in 100, some eight answers."""
POOLED_SHARE = 12
"""Of many takes a moment pools this part at least, so that a year shows its course and not its noise."""
FEWEST_WORDS = POOLED_WORDS // 4
"""Two answers of a minute; the rate of fewer may be anything."""
MOST_MOMENTS = 60
"""As many as a chart can show each."""

BREAK_DAYS = 7
LONGER_THAN_USUAL = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """How one spoke by the end of a day: the latest takes up to it, some `pooled_words` together.

    `speech_rate_wpm` and `answer_s`, the median, are None where no take of these had one.
    """

    date: date
    filled_pauses: Rate
    markers_per_100_words: float
    speech_rate_wpm: float | None
    answer_s: float | None


def moments(progress: Progress) -> tuple[Moment, ...]:
    """One for the end of each day, of many days for that of every few; the last day has one always.

    There is none as long as there are too few words to say anything, and none at all of fewer than
    `FEWEST_TAKES`.
    """
    if len(progress.takes) < FEWEST_TAKES:
        return ()
    summaries = {take.id: summary for take, summary in progress.takes}
    wanted = pooled_words(progress)
    spread = progress.filled_pauses.dispersion if progress.filled_pauses else 1.0
    every = -(-len(progress.days) // MOST_MOMENTS)
    latest: deque[Summary] = deque()
    words, found = 0, []
    for left, day in zip(reversed(range(len(progress.days))), progress.days, strict=True):
        latest.extend(summaries[take_id] for take_id in day.take_ids)
        words += day.tally.words
        while words - latest[0].words >= wanted:
            words -= latest.popleft().words
        if left % every == 0 and words >= FEWEST_WORDS:
            found.append(_moment(day.date, latest, spread))
    return tuple(found)


def pooled_words(progress: Progress) -> int:
    """How many words a moment takes together, about."""
    return max(POOLED_WORDS, sum(summary.words for _, summary in progress.takes) // POOLED_SHARE)


def breaks(days: Sequence[date]) -> list[bool]:
    """Of each of these days but the first, in order, whether there was a break before it: more than a week,
    and much longer than this speaker usually takes.
    """
    gaps = [(after - before).days for before, after in pairwise(days)]
    return [gap > max(BREAK_DAYS, LONGER_THAN_USUAL * median(gaps)) for gap in gaps]


def _moment(day: date, takes: Collection[Summary], dispersion: float) -> Moment:
    words = sum(one.words for one in takes)
    counted = [Tally(sum(one.filled_pauses for one in takes), words)]
    filled_pauses = pooled_rate(counted, dispersion=dispersion)
    assert filled_pauses  # there are words
    markers = 100 * sum(sum(one.markers.values()) for one in takes) / words
    return Moment(day, filled_pauses, markers, speech_rate_wpm(takes), median_length_s(takes))
