"""`rehearse behind`: which sentences of a take speak to what its question really asks."""

from __future__ import annotations

import sys

import click

from rehearse.cli.options import model_option
from rehearse.cli.values import NEEDS_KEYS, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.screen.behind import check_layers
from rehearse.screen.console import make_console
from rehearse.screen.progress_bar import showing_progress
from rehearse.workspace import Workspace


@click.command()
@TAKE_ID
@model_option
@with_workspace
def behind(workspace: Workspace, take_id: int | None, model: str) -> None:
    """Say which of your sentences show what the question is really asking.

    Uses the latest take if no ID is given. What you choose is kept with the take and shown in its report.
    Your next take reminds you of what was missing.

    Example: rehearse behind 3
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"{NEEDS_KEYS} `rehearse show --json` prints what you chose before.")
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    check_layers(make_console(), workspace, take)
