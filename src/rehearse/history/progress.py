"""Whether practice moves a count: rates pooled over takes, day by day, and before against after.

Takes are pooled by their words, not averaged: an answer of 20 words does not weigh as much as one
of 200. What is counted (filled pauses, one discourse marker) is the caller's choice, one kind at a
time. This module reads no history, counts nothing itself, and never extrapolates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from rehearse.analysis.rates import SIGNIFICANCE, exact_rate_test, poisson_interval, words_to_tell
from rehearse.model import Take

MOST_WORDS = 20_000
"""Where more than this is missing on a side, some two hours of speech, the rates are too close to tell."""

Change = Literal["fewer", "more", "unclear"]


@dataclass(frozen=True, slots=True)
class Tally:
    """`events` counted among `words`, which are without filled pauses, in `takes` answers."""

    events: int
    words: int
    takes: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per 100 words, with the exact 95 % Poisson interval of that rate."""

    per_100_words: float
    interval_95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Day:
    """The takes of one local day, pooled; `rate` is None on a day without words."""

    date: date
    tally: Tally
    rate: Rate | None
    take_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before against after: `p` of the exact test, and what it means as the end of a sentence.

    `p` is None where a side has no words. `words_missing` are the words before and after that are
    missing for an 80 % chance to see a difference of this size; None where there is no telling, or
    no need to.
    """

    before: Tally
    after: Tally
    change: Change
    p: float | None
    words_missing: tuple[int, int] | None
    sentence: str


def pooled(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one."""
    listed = tuple(tallies)
    return Tally(
        events=sum(tally.events for tally in listed),
        words=sum(tally.words for tally in listed),
        takes=sum(tally.takes for tally in listed),
    )


def pooled_rate(tallies: Iterable[Tally]) -> Rate | None:
    """The rate over all tallies together, None where they hold no words."""
    tally = pooled(tallies)
    if tally.words == 0:
        return None
    low, high = poisson_interval(tally.events)
    scale = 100 / tally.words
    return Rate(per_100_words=tally.events * scale, interval_95=(low * scale, high * scale))


def by_day(counted: Iterable[tuple[Take, Tally]], *, zone: tzinfo | None = None) -> tuple[Day, ...]:
    """One value per day on which there were takes, the first day first.

    A day is a date in `zone`, by default in the machine's own time zone.
    """
    days: dict[date, list[tuple[Take, Tally]]] = {}
    for take, tally in counted:
        days.setdefault(take.recorded_at.astimezone(zone).date(), []).append((take, tally))
    return tuple(_day(day, days[day]) for day in sorted(days))


def compare(before: Tally, after: Tally) -> Comparison:
    """Whether the rate after differs from the rate before by more than chance would do.

    By the exact conditional test of two Poisson rates at the 5 % level. Where that does not tell,
    the sentence says about how many more words would, if the rates stay as they are.
    """
    if before.words == 0 or after.words == 0:
        return Comparison(before, after, "unclear", None, None, "too little speech to compare")
    p = exact_rate_test(before.events, before.words, after.events, after.words)
    if p < SIGNIFICANCE:
        change: Change = "fewer" if _per_100(after) < _per_100(before) else "more"
        return Comparison(before, after, change, p, None, f"{change}, and unlikely to be chance")
    missing = _words_missing(before, after)
    return Comparison(before, after, "unclear", p, missing, _no_clear_change(missing))


def _day(day: date, counted: list[tuple[Take, Tally]]) -> Day:
    tallies = [tally for _, tally in counted]
    return Day(day, pooled(tallies), pooled_rate(tallies), tuple(take.id for take, _ in counted))


def _words_missing(before: Tally, after: Tally) -> tuple[int, int] | None:
    if _per_100(before) == _per_100(after):
        return None
    needed = words_to_tell(_per_100(before), _per_100(after))
    missing = max(0, needed - before.words), max(0, needed - after.words)
    return None if max(missing) > MOST_WORDS else missing


def _no_clear_change(missing: tuple[int, int] | None) -> str:
    if missing is None:
        return "no clear change: the two rates are too close to tell apart"
    before, after = missing
    if before and after:
        return f"no clear change yet: about {_about(max(missing))} more words on each side would tell"
    where = " on the earlier side" if before else ""
    return f"no clear change yet: about {_about(max(missing))} more words{where} would tell"


def _about(words: int) -> str:
    """Rounded up to two digits: an estimate must not look like a measurement."""
    step = 10 ** max(1, len(str(words)) - 2)
    return f"{-(-words // step) * step:,}"


def _per_100(tally: Tally) -> float:
    return 100 * tally.events / tally.words
