"""`rehearse plan`: what to practise on which day until an interview."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from rehearse.analysis.planning import FEWEST_MINUTES, FURTHEST, MOST_MINUTES, USUAL_MINUTES, renewed
from rehearse.cli.options import job_option, json_option
from rehearse.cli.showing import print_json, write_output
from rehearse.cli.values import OutputFile
from rehearse.cli.workspace import with_workspace
from rehearse.errors import SettingsError
from rehearse.exchange.calendar import calendar
from rehearse.jobs import find_job
from rehearse.model.kept import Plan
from rehearse.practice.planning import Agenda, agenda
from rehearse.screen.console import make_console
from rehearse.screen.plan import print_plan
from rehearse.workspace import Workspace

DAYS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
"""How a day is written, beside 2026-12-10."""
TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I%p")
NO_PLAN = "No plan yet. Name the day of your interview: `rehearse plan 2026-12-10`."


@click.command()
@click.argument("day", nargs=-1, metavar="[DAY]")
@click.option(
    "--minutes",
    type=click.IntRange(FEWEST_MINUTES, MOST_MINUTES),
    help=f"How long you want to practise a day.  [default: {USUAL_MINUTES}]",
)
@job_option
@click.option(
    "--ics", type=OutputFile(), metavar="FILE", help="Write the plan for your own calendar; - prints it."
)
@click.option("--at", metavar="TIME", help="With --ics: the time of day, e.g. 18:30.")
@click.option("--force", is_flag=True, help="With --ics: replace a file that is there.")
@click.option("--clear", is_flag=True, help="Forget the plan. Your takes stay.")
@json_option
@with_workspace
def plan(
    workspace: Workspace,
    day: tuple[str, ...],
    minutes: int | None,
    job: str | None,
    ics: Path | None,
    at: str | None,
    force: bool,
    clear: bool,
    to_json: bool,
) -> None:
    """Plan a few minutes a day until your interview.

    DAY is the day of the interview. What was weak and what you never told come first; what went well comes
    again before you forget it. The plan follows what you really practise: a day that you missed moves the
    others. Without DAY you see the plan as it stands.

    \b
    Example: rehearse plan 2026-12-10
             rehearse plan 10 December --minutes 15 --job nurse
             rehearse plan --ics practice.ics --at 18:30
    """
    if clear and (day or minutes or job or ics):
        raise click.UsageError("--clear forgets the plan: leave out the rest.")
    if (at or force) and not ics:
        raise click.UsageError("--at and --force go with --ics FILE.")
    starts = _time(at) if at else None
    now = datetime.now(UTC)
    before = workspace.history.plan()
    if clear:
        workspace.history.keep_plan(None)
    elif day or minutes or job:
        named = find_job(workspace.history.jobs(), job).name if job else before.job if before else None
        workspace.history.keep_plan(_changed(before, " ".join(day), minutes, named, now))
    found = agenda(workspace, now=now)
    if ics:
        if found is None:
            raise SettingsError(NO_PLAN)
        write_output(calendar(found.plan, found.days, at=starts, now=now), ics, force=force)
    if to_json:
        print_json(_as_json(found))
    elif not ics:
        print_plan(make_console(), found, nothing="The plan is forgotten." if clear and before else NO_PLAN)


def _changed(before: Plan | None, day: str, minutes: int | None, job: str | None, now: datetime) -> Plan:
    """The plan with what was given; one for another day begins anew."""
    until = _day(day, now.astimezone().date()) if day else before.day if before else None
    if until is None:
        raise SettingsError(NO_PLAN)
    usual = before.minutes if before else USUAL_MINUTES
    return renewed(before, day=until, minutes=minutes or usual, job=job, now=now)


def _day(text: str, today: date) -> date:
    """A day to come, as people write it. Without a year it is the next one of that name."""
    found = _as_written(text, today)
    if found is None:
        raise click.BadParameter(f"{text!r} is not a day such as 2026-12-10 or 10 December.")
    if found < today:
        raise click.BadParameter(f"{found:%A} {found.day} {found:%B %Y} is over. Name a day to come.")
    if found - today > FURTHEST:
        raise click.BadParameter(f"{found.isoformat()} is more than a year away. Name a nearer day.")
    return found


def _as_written(text: str, today: date) -> date | None:
    words = text.replace(",", " ").split()
    near = {"today": 0, "tomorrow": 1} | {
        f"{today + timedelta(days=ahead):%A}".casefold(): ahead for ahead in range(1, 8)
    }
    if len(words) == 1 and words[0].casefold() in near:
        return today + timedelta(days=near[words[0].casefold()])
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    for form in DAYS:
        for year in ("", f" {today.year}", f" {today.year + 1}"):
            try:
                found = datetime.strptime(" ".join(words) + year, form).date()
            except ValueError:
                continue
            if not year or found >= today:
                return found
    return None


def _time(text: str) -> time:
    for form in TIMES:
        try:
            return datetime.strptime(text.strip().casefold().replace(" ", ""), form).time()
        except ValueError:
            continue
    raise click.BadParameter(f"{text!r} is not a time such as 18:30 or 6:30pm.", param_hint="'--at'")


def _as_json(found: Agenda | None) -> object:
    if found is None:
        return None
    return {
        "day": found.plan.day.isoformat(),
        "minutes": found.plan.minutes,
        "job": found.plan.job,
        "days_practised": found.done,
        "days": [
            {
                "day": one.day.isoformat(),
                "questions": [
                    {
                        "prompt_id": each.prompt.id,
                        "question": each.prompt.question,
                        "why": each.why,
                        "weakness": each.told.weakness if each.told else None,
                    }
                    for each in one.asked
                ],
            }
            for one in found.days
        ],
    }
