"""`rehearse behind`: which sentences of a take speak to what its question really asks."""

from __future__ import annotations

import sys

import click

from rehearse.cli.options import model_option
from rehearse.cli.values import TAKE_ID
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
    """Say which of your sentences speaks to each thing that the question really asks.

    Without ID the latest take. Nobody but you, or your coach, can judge that well: what you say is kept with
    the take, shown in its report and on its page, and you are reminded of it in your next take.

    Example: rehearse behind 3
    """
    if not sys.stdin.isatty():
        raise click.UsageError(
            "It takes keys, in a terminal. `rehearse show --json` has what was said before."
        )
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    check_layers(make_console(), workspace, take)
