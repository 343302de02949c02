"""A plan until the day of an interview: on which days to practise, and which questions then.

Nine or ten practices are a good dose (Smith et al. 2014, VR-JIT), so there are as many, spread over the days
that are left. What was weak or never told comes first. What was told well comes again after a fifth of the
days that are left, which is when a repetition holds best until a known day (Cepeda et al. 2008). Pure: the
plan is reckoned anew each day from what was practised, so a day that was missed moves the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Literal

from rehearse.model.kept import Plan
from rehearse.model.questions import Prompt

PRACTICES = 10
"""In all."""
ANSWER_MINUTES = 4
"""That an answer of two minutes takes, with its question and its report."""
REPEATED_AFTER = 0.2
"""Of the days that are left."""
TIMES_EACH = 2
"""How often a question is told, as far as the days allow."""

USUAL_MINUTES, FEWEST_MINUTES, MOST_MINUTES = 10, 4, 60
"""Of a day."""
FURTHEST = timedelta(days=366)
"""A plan for a day beyond that is a slip."""

Why = Literal["weak", "new", "again"]


@dataclass(frozen=True, slots=True)
class Told:
    """When a question was last answered, and what was weak then, as the end of a sentence."""

    on: date
    weakness: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A question, and why it is asked: it was weak, is new, or was told on a day and should stay fresh."""

    prompt: Prompt
    why: Why
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """A day on which something is practised."""

    day: date
    asked: tuple[Planned, ...]


def renewed(before: Plan | None, *, day: date, minutes: int, job: str | None, now: datetime) -> Plan:
    """A plan as it is wanted; one for the same day goes on, one for another begins `now`."""
    begun = before.made_at if before and before.day == day else now
    return Plan(day, minutes, job, begun)


def answers_a_day(minutes: int) -> int:
    """How many answers so many minutes hold; at least one."""
    return max(1, minutes // ANSWER_MINUTES)


def practice_days(
    today: date, until: date, *, done: Collection[date], begun: bool = False
) -> tuple[date, ...]:
    """The days that are left to practise on, evenly spread, the day before the interview among them.

    `done` are the days that were practised on since the plan was made, with today only where all of today's
    is done; where it is `begun`, today is one of the days. The day of the interview itself is one only where
    no other is left.
    """
    first = today + timedelta(days=today in done)
    if first > until:
        return ()
    last = max(until - timedelta(days=1), first)
    count = min(max(1, PRACTICES - len(done)), (last - first).days + 1)
    if done and not begun:
        rest = timedelta(days=round((last - max(done)).days / count))
        first = min(max(first, max(done) + rest), last)
        count = min(count, (last - first).days + 1)
    if count == 1:
        return (first if begun or not done else last,)
    between = (last - first).days
    return tuple(first + timedelta(days=round(number * between / (count - 1))) for number in range(count))


def chosen(
    prompts: Sequence[Prompt], told: Mapping[str, Told], *, since: date, minutes: int
) -> tuple[Prompt, ...]:
    """What is practised until the day: of `prompts`, the most wanted first, as many as can be told twice.

    Those stay in that were practised `since` the plan was made; weak ones take at most a third of the rest.
    """
    wanted = -(-PRACTICES * answers_a_day(minutes) // TIMES_EACH)
    begun = [one for one in prompts if one.id in told and told[one.id].on >= since]
    weak = [one for one in prompts if one.id in told and told[one.id].weakness and one not in begun]
    weak.sort(key=lambda one: told[one.id].on, reverse=True)
    fresh = [one for one in prompts if one.id not in told]
    old = [one for one in prompts if one.id in told and one not in begun and one not in weak]
    some_weak = weak[: max(1, wanted // 3)]
    rest = [one for one in (*fresh, *weak, *old) if one not in some_weak]
    return tuple((*begun, *some_weak, *rest)[:wanted])


def planned(
    prompts: Sequence[Prompt],
    told: Mapping[str, Told],
    days: Sequence[date],
    *,
    until: date,
    minutes: int,
) -> tuple[PracticeDay, ...]:
    """What is asked on each of some days; `prompts` are those of the plan, the most wanted first.

    Of what was answered on a day nothing is asked again on that day.
    """
    known = dict(told)
    found = []
    for day in days:
        here = sum(one.on == day for one in told.values())
        asked = tuple(islice(_next(prompts, known, day, until), max(0, answers_a_day(minutes) - here)))
        found.append(PracticeDay(day, asked))
        known.update({one.prompt.id: Told(day, None) for one in asked})
    return tuple(one for one in found if one.asked)


def _next(prompts: Sequence[Prompt], told: Mapping[str, Told], day: date, until: date) -> Iterator[Planned]:
    """All that can be asked on a day, the most wanted first."""
    before = [one for one in prompts if one.id in told and told[one.id].on < day]
    before.sort(key=lambda one: told[one.id].on)
    weak = [one for one in before if told[one.id].weakness]
    due = [one for one in before if one not in weak and _is_due(told[one.id].on, day, until)]
    new = [one for one in prompts if one.id not in told]
    yield from (Planned(one, "weak", told[one.id]) for one in weak)
    # By turns: what is never repeated is forgotten, and what is never told stays a surprise.
    again = [Planned(one, "again", told[one.id]) for one in due]
    yield from _by_turns([Planned(one, "new") for one in new], again)
    early = [one for one in before if one not in weak and one not in due]
    yield from (Planned(one, "again", told[one.id]) for one in early)


def _is_due(on: date, day: date, until: date) -> bool:
    """After a fifth of the days that were left; all of it on the last day."""
    return (day - on).days >= max(1, round(REPEATED_AFTER * (until - on).days))


def _by_turns(one: Sequence[Planned], other: Sequence[Planned]) -> Iterator[Planned]:
    for number in range(max(len(one), len(other))):
        yield from one[number : number + 1]
        yield from other[number : number + 1]
