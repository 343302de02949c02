"""`rehearse` alone: where one stands, and the one thing to do next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rehearse.analysis import analyse
from rehearse.analysis.progress import progress_over
from rehearse.cli.showing import showing_progress, unfinished_line
from rehearse.folders import data_folder
from rehearse.history import open_history
from rehearse.screen.console import make_console
from rehearse.screen.progress import print_status
from rehearse.takes.summaries import summed_up

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model.kept import Take

AWAY_DAYS = 3
"""After so many days without practice, practising is the thing to do."""


def show_status() -> None:
    """Print it."""
    with open_history(data_folder()) as history, showing_progress() as note:
        takes = summed_up(history, progress=note)
        # The one made last, as everywhere; the takes are in the order of time, which a clock may disturb.
        latest = max((take for take, _ in takes), key=lambda take: take.id, default=None)
        next_thing = _next_thing(history, latest)
    print_status(make_console(), progress_over(takes), latest, next_thing)


def _next_thing(history: History, latest: Take | None) -> str:
    """One thing only: a list is not acted on."""
    waiting = len(history.unfinished())
    if waiting:
        return unfinished_line(waiting)
    if latest is None:
        return "`rehearse check` looks whether all is ready, then `rehearse prompt` asks the first question."
    latest = history.take(latest.id)
    days = (datetime.now(UTC) - latest.recorded_at).days
    if days >= AWAY_DAYS:
        return f"You last practised {days} days ago, and often helps more than long: `rehearse prompt`."
    step = analyse(latest.heard, kind=latest.kind).next_step if latest.heard else None
    again = (
        f"`rehearse prompt {latest.prompt_id}` tries it again." if latest.prompt_id else "`rehearse prompt`."
    )
    return f"{step} {again}" if step else again
