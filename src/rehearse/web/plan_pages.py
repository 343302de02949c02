"""The plan until an interview in the browser: to make, to see, to take into one's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.analysis.planning import (
    FEWEST_MINUTES,
    FURTHEST,
    MOST_MINUTES,
    USUAL_MINUTES,
    PracticeDay,
    renewed,
)
from rehearse.exchange.calendar import calendar
from rehearse.model.kept import Plan
from rehearse.page.html import rendered
from rehearse.practice.planning import agenda
from rehearse.web.pages import Form, counted, frame_of, given
from rehearse.words.plan import headline_alone, how_much, on, reason, rest_line
from rehearse.words.text import capitalized, plain
from rehearse.workspace import Workspace


def plan(request: Request) -> Response:
    """The plan as it stands, and the form that makes one."""
    now = datetime.now(UTC)
    with Workspace() as workspace:
        found = agenda(workspace, now=now)
    today = now.astimezone().date()
    return HTMLResponse(
        rendered(
            "plan.html",
            frame=frame_of(request, "plan"),
            headline=headline_alone(found.plan, found.today) if found else "",
            how_much=how_much(found.plan, found.done, len(found.days)) if found and found.days else "",
            rest=rest_line(found.days, found.today) if found and not found.asked_today else "",
            days=[_day(one, today) for one in found.days] if found else [],
            day=found.plan.day.isoformat() if found and found.days_left >= 0 else "",
            first=today.isoformat(),
            last=(today + FURTHEST).isoformat(),
            minutes=found.plan.minutes if found else USUAL_MINUTES,
            fewest=FEWEST_MINUTES,
            most=MOST_MINUTES,
            is_kept=given(request, "kept") is not None,
        )
    )


def _day(found: PracticeDay, today: date) -> dict[str, Any]:
    return {
        "name": capitalized(on(found.day, today)),
        "asked": [
            {
                "id": one.prompt.id,
                "question": plain(one.prompt.question),
                "reason": reason(one, found.day, today),
            }
            for one in found.asked
        ],
    }


def keep_plan(request: Request, form: Form) -> Response:
    """Make a plan, or forget the one there is."""
    with Workspace() as workspace:
        if "clear" in form:
            workspace.history.keep_plan(None)
        else:
            before = workspace.history.plan()
            workspace.history.keep_plan(_plan(form, before, datetime.now(UTC)))
    return RedirectResponse(f"{frame_of(request).root}plan?kept=yes", 303)


def _plan(form: Form, before: Plan | None, now: datetime) -> Plan:
    """What a form asks for; the page lets nobody send another day."""
    today = now.astimezone().date()
    minutes = counted(form.get("minutes")) or 0
    try:
        day = date.fromisoformat(form.get("day", ""))
    except ValueError as error:
        raise HTTPException(400) from error
    if not (today <= day <= today + FURTHEST and FEWEST_MINUTES <= minutes <= MOST_MINUTES):
        raise HTTPException(400)
    return renewed(before, day=day, minutes=minutes, job=before.job if before else None, now=now)


def plan_file(request: Request) -> Response:
    """The plan for a calendar."""
    now = datetime.now(UTC)
    with Workspace() as workspace:
        found = agenda(workspace, now=now)
    if found is None:
        raise HTTPException(404)
    return Response(
        calendar(found.plan, found.days, at=None, now=now),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="practice.ics"'},
    )
