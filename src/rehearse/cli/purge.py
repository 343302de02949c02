"""`rehearse purge`: old takes, or only their sound, are deleted together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from rehearse.cli.showing import confirm
from rehearse.cli.values import AGE
from rehearse.cli.workspace import with_workspace
from rehearse.screen.console import make_console
from rehearse.screen.layout import line, put
from rehearse.takes.retention import old_takes
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.model.kept import Take


@click.command()
@click.option(
    "--older-than", "limit", type=AGE, required=True, metavar="AGE", help="30d, 8w, 6m, 1y or the like."
)
@click.option("--sound", is_flag=True, help="Only their audio and pages. Words and numbers stay.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@with_workspace
def purge(workspace: Workspace, limit: timedelta, sound: bool, yes: bool) -> None:
    """Delete old takes for good, after showing you which.

    \b
    Example: rehearse purge --older-than 30d --sound
             rehearse purge --older-than 1y
    """
    console = make_console()
    history = workspace.history
    old, waiting = old_takes(history, before=datetime.now(UTC) - limit, part="sound" if sound else None)
    if waiting:
        put(console, _stay(len(waiting)))
    if not old:
        put(console, "No takes are that old.")
        return
    for words in listed(old):
        line(console, words)
    what = _what(old, sound=sound)
    if not yes:
        confirm(f"Delete {what} for good?")
    (history.drop_sound if sound else history.delete)(*(take.id for take in old))
    put(console, f"Deleted {what}.")


def _stay(count: int) -> str:
    if count == 1:
        return "1 take has no report yet and is kept. `rehearse recover` makes it."
    return f"{count} takes have no report yet and are kept. `rehearse recover` makes them."


def _what(takes: list[Take], *, sound: bool) -> str:
    count = "1 take" if len(takes) == 1 else f"{len(takes)} takes"
    return f"the audio of {count}" if sound else f"{count}, audio and words"


def listed(takes: list[Take]) -> list[str]:
    """A line for each take; of many the first and the last ones."""
    lines = [
        f"  take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d}: {take.question or 'no question'}"
        for take in takes
    ]
    return lines if len(lines) <= 12 else [*lines[:5], f"  ... and {len(lines) - 10} more ...", *lines[-5:]]
