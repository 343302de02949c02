"""The plan until an interview in words: how far it is, what is asked on which day, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rehearse.analysis.planning import ANSWER_MINUTES, PRACTICES, Planned, PracticeDay
from rehearse.model.kept import Plan
from rehearse.words.text import many, plain

MENTIONED_DAYS = 7
"""So long after its day `rehearse` alone speaks of a plan."""


def on(day: date, today: date) -> str:
    """A day as somebody says it: `today`, `tomorrow`, `Thursday 10 December`."""
    if day - today in (timedelta(0), timedelta(days=1)):
        return "today" if day == today else "tomorrow"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def headline(plan: Plan, today: date) -> str:
    """How far the interview is, and what to do once it is over."""
    over = " `rehearse plan DAY` plans the next one, `rehearse plan --clear` forgets this one."
    return headline_alone(plan, today) + (over if plan.day < today else "")


def headline_alone(plan: Plan, today: date) -> str:
    """How far the interview is."""
    left = (plan.day - today).days
    job = f" for {plain(plan.job)}" if plan.job else ""
    if left < 0:
        return f"Your interview{job} was on {on(plan.day, today)}."
    if left == 0:
        return f"Your interview{job} is today. Good luck!"
    if left == 1:
        return f"Your interview{job} is tomorrow."
    return f"{left} days until your interview{job} on {on(plan.day, today)}."


def how_much(plan: Plan, done: int, days: int) -> str:
    """How many practices there were and will be, and how long each takes."""
    had = f"You have practised on {many(done, 'day')} of this plan. " if done else ""
    left = f"{many(days, 'more practice' if done else 'practice')}, about {plan.minutes} minutes each."
    dose = " Nine or ten are a good dose." if not done and days >= PRACTICES - 1 else ""
    return f"{had}{left}{dose}"


def reason(one: Planned, day: date, today: date) -> str:
    """Why a question is asked on a day."""
    if one.told is None:
        return "new"
    days = (day - one.told.on).days
    if one.why == "weak":
        return f"last time {one.told.weakness}"
    if day > today:
        return f"again, after {many(days, 'day')}"
    return "again, before you forget it: you told it " + ("yesterday" if days == 1 else f"{days} days ago")


def day_lines(found: PracticeDay, today: date) -> Iterator[tuple[str, str]]:
    """The id and the reason of each question of a day."""
    for one in found.asked:
        yield one.prompt.id, reason(one, found.day, today)


def today_lines(
    asked: Sequence[Planned], days: Sequence[PracticeDay], today: date
) -> Iterator[tuple[str, str]]:
    """What is to do today: a question with its reason, and the command that asks it; or that there is
    nothing, and when there is.
    """
    for one in asked:
        yield (
            f"{plain(one.prompt.question)} ({reason(one, today, today)})",
            f"`rehearse prompt {one.prompt.id}`",
        )
    if not asked:
        yield rest_line(days, today), ""


def rest_line(days: Sequence[PracticeDay], today: date) -> str:
    """That there is nothing to do today, and when there is."""
    if not days:
        return "Nothing is left to practise."
    when = on(days[0].day, today)
    return f"Nothing more today. The next practice is {when if when == 'tomorrow' else f'on {when}'}."


def today_line(asked: Sequence[Planned], today: date) -> str:
    """What is to do today, in one line."""
    first = asked[0]
    more = f", then {many(len(asked) - 1, 'more answer')}" if len(asked) > 1 else ""
    return (
        f"Today, about {ANSWER_MINUTES * len(asked)} minutes: `rehearse prompt` asks "
        f'"{plain(first.prompt.question)}" ({reason(first, today, today)}){more}.'
    )
