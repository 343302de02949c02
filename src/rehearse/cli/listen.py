"""`rehearse listen`: hear a take, and press a key at each filler."""

from __future__ import annotations

import sys

import click

from rehearse.cli.values import NEEDS_KEYS, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.screen.console import make_console
from rehearse.screen.listening import listen_to
from rehearse.workspace import Workspace


@click.command()
@TAKE_ID
@with_workspace
def listen(workspace: Workspace, take_id: int | None) -> None:
    """Hear a take and press space at every filler, then see which ones you noticed.

    The latest take if no ID is given. Hearing a habit in your own recording is the exercise with the best
    evidence for losing it. Each time is kept, so you can see whether you notice more. Where you pressed and
    no filler is counted, you can say that there was an um/uh.

    Example: rehearse listen 3
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"{NEEDS_KEYS} `rehearse play --fillers` needs none.")
    listen_to(make_console(), workspace, workspace.with_sound(take_id))
