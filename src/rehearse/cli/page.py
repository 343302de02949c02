"""`rehearse report`: a take as a page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.cli.options import model_option, output_options
from rehearse.cli.showing import show_page
from rehearse.cli.values import TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.page.writing import page_path, take_page
from rehearse.screen.progress_bar import showing_progress
from rehearse.workspace import Workspace


@click.command()
@TAKE_ID
@output_options("Where to write it instead of your data folder; - prints it.")
@click.option("--without-audio", is_flag=True, help="Leave your voice out, for sending the page to somebody.")
@click.option("--no-open", is_flag=True, help="Write the page and print where it is; open no browser.")
@model_option
@with_workspace
def report(
    workspace: Workspace,
    take_id: int | None,
    output: Path | None,
    force: bool,
    without_audio: bool,
    no_open: bool,
    model: str,
) -> None:
    """Show a take as a page in the browser, with its audio; the latest if no ID is given.

    Click any word, filler, pause or part of the story to hear it. The page is one file. It needs no network
    and no rehearse, so anybody you send it to can open it. It holds your voice: --without-audio leaves it
    out. What you said is in both.

    \b
    Example: rehearse report
             rehearse report 3 --output answer.html
             rehearse report 3 --without-audio --output for-my-coach.html
    """
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    show_page(
        take_page(
            take,
            workspace.advised(take),
            workspace.coaching(take),
            before=workspace.report_before(take),
            with_audio=not without_audio,
            beside_progress=output is None,
        ),
        output or page_path(take.id),
        what=f"Take {take.id}, without your voice," if without_audio else f"Take {take.id}",
        only_write=no_open,
        force=force,
        # A take that is deleted meanwhile takes its page along, and leaves none to be written.
        while_naming=None if output else workspace.history.unchanged(take),
    )
