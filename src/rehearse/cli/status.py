"""`rehearse` alone: where one stands, and the one thing to do next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rehearse.analysis.progress import progress_over
from rehearse.practice.planning import Agenda, agenda
from rehearse.screen.console import make_console
from rehearse.screen.progress import print_status
from rehearse.screen.progress_bar import showing_progress
from rehearse.takes.summaries import summed_up
from rehearse.words.plan import MENTIONED_DAYS, headline, today_line
from rehearse.words.takes import unfinished_line
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.model.kept import Take

AWAY_DAYS = 3
"""After so many days without practice, practising is the thing to do."""


def show_status() -> None:
    """Print it."""
    with Workspace() as workspace, showing_progress() as note:
        takes = summed_up(workspace.history, progress=note)
        # The one made last, as everywhere; the takes are in the order of time, which a clock may disturb.
        latest = max((take for take, _ in takes), key=lambda take: take.id, default=None)
        planned = agenda(workspace, now=datetime.now(UTC))
        next_thing = _next_thing(workspace, latest, planned)
    mentioned = planned is not None and planned.days_left >= -MENTIONED_DAYS
    line = headline(planned.plan, planned.today) if planned and mentioned else ""
    print_status(make_console(), progress_over(takes), latest, next_thing, plan=line)


def _next_thing(workspace: Workspace, latest: Take | None, planned: Agenda | None) -> str:
    """One thing only: a list is not acted on."""
    waiting = len(workspace.history.unfinished())
    if waiting:
        return unfinished_line(waiting)
    if latest is None:
        return (
            "`rehearse check` tests your microphone, then `rehearse prompt` asks your first question. "
            "`rehearse web` does both in your browser."
        )
    if planned and planned.asked_today:
        return today_line(planned.asked_today, planned.today)
    latest = workspace.take(latest.id)
    days = (datetime.now(UTC) - latest.recorded_at).days
    if days >= AWAY_DAYS:
        return f"You last practised {days} days ago. A little often helps most: `rehearse prompt`."
    step = workspace.advised(latest).next_step if latest.heard else None
    again = (
        f"`rehearse prompt {latest.prompt_id}` asks that question again."
        if latest.prompt_id
        else "`rehearse prompt` asks the next question."
    )
    return f"{step} {again}" if step else again
