"""The plan until an interview, as it stands today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import zip_longest

from rehearse.analysis.planning import (
    Planned,
    PracticeDay,
    Told,
    answers_a_day,
    chosen,
    planned,
    practice_days,
)
from rehearse.model.kept import Plan
from rehearse.model.questions import Filters, Prompt
from rehearse.practice.choosing import practised
from rehearse.practice.stories import StoryBank
from rehearse.questions.bank import ANY, search_all
from rehearse.questions.choosing import Choice
from rehearse.words.plan import reason
from rehearse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Agenda:
    """A plan, the days that are left of it, and how many were practised on since it was made."""

    plan: Plan
    today: date
    days: tuple[PracticeDay, ...]
    done: int

    @property
    def asked_today(self) -> tuple[Planned, ...]:
        """What is to be asked today; nothing on a day of rest, and once it is done."""
        return self.days[0].asked if self.days and self.days[0].day == self.today else ()

    @property
    def days_left(self) -> int:
        """Until the day of the interview; negative after it."""
        return (self.plan.day - self.today).days


def agenda(workspace: Workspace, *, now: datetime) -> Agenda | None:
    """The plan as it stands `now`, a time that knows its zone; None where there is none."""
    plan = workspace.history.plan()
    if plan is None:
        return None
    today = now.astimezone().date()
    since = plan.made_at.astimezone().date()
    told = {
        prompt_id: Told(min(one.at.astimezone().date(), today), one.weakness)
        for prompt_id, one in practised(workspace.history).items()
    }
    # From the moment it was made: a practice before that is none of its practices.
    takes = [take.recorded_at for take in workspace.history.takes() if take.recorded_at >= plan.made_at]
    answered = [at.astimezone().date() for at in takes]
    practised_on = {day for day in answered if day <= today}
    begun = today in practised_on
    is_done = answered.count(today) >= answers_a_day(plan.minutes)
    days = practice_days(
        today, plan.day, done=practised_on if is_done else practised_on - {today}, begun=begun and not is_done
    )
    prompts = chosen(_wanted(workspace, plan), told, since=since, minutes=plan.minutes)
    found = planned(prompts, told, days, until=plan.day, minutes=plan.minutes)
    return Agenda(plan, today, found, len(practised_on))


def planned_next(workspace: Workspace, *, but: Sequence[str] = ()) -> Choice | None:
    """What the plan has for today that is none of `but`; None where it has nothing, and without a plan."""
    found = agenda(workspace, now=datetime.now(UTC))
    if found is None:
        return None
    for one in found.asked_today:
        if one.prompt.id not in but:
            why = f": {reason(one, found.today, found.today)}" if one.told else ""
            return Choice(one.prompt, f"From your plan{why}.")
    return None


def _wanted(workspace: Workspace, plan: Plan) -> Sequence[Prompt]:
    """The questions that a plan takes from, the most wanted first: after the opening those to which a story
    would be told that never was. All questions where the usual filters leave none.
    """
    bank = workspace.bank
    filters = workspace.asked_for(Filters())
    opening = search_all(bank, filters, kind="introduction")[:1]
    if plan.job in {job.name for job in workspace.history.jobs()}:  # else it was deleted since
        return tuple(dict.fromkeys((*opening, *workspace.prompts_for(plan.job or ""))))
    untold = StoryBank(workspace.history, bank).for_untold()
    return tuple(
        dict.fromkeys((*opening, *untold, *_by_themes(search_all(bank, filters) or search_all(bank, None))))
    )


def _by_themes(prompts: Sequence[Prompt]) -> Iterator[Prompt]:
    """One of each theme, then the second of each; what is for everybody comes first."""
    themes: dict[str, list[Prompt]] = {}
    for prompt in sorted(prompts, key=lambda one: (one.role != ANY) + (one.level != ANY)):
        themes.setdefault(prompt.theme, []).append(prompt)
    for some in zip_longest(*themes.values()):
        yield from (one for one in some if one)
