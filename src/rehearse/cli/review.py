"""`rehearse review`: step through a take with keys."""

from __future__ import annotations

import sys

import click

from rehearse.cli.values import NEEDS_KEYS, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.screen.console import make_console
from rehearse.screen.reviewing import review_take
from rehearse.workspace import Workspace


@click.command()
@TAKE_ID
@with_workspace
def review(workspace: Workspace, take_id: int | None) -> None:
    """Step through a take with keys and hear each filler, long pause and part of the story.

    The latest take if no ID is given. You see the words around each, and hear it with a second of audio
    before and after. Where an um/uh is marked wrongly, x takes it out; u adds one that you just heard.

    Example: rehearse review 3
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"{NEEDS_KEYS} `rehearse play --fillers` needs none.")
    review_take(make_console(), workspace, workspace.with_sound(take_id))
