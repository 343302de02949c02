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
@click.option("--no-open", is_flag=True, help="Only write it, and print where.")
@model_option
@with_workspace
def report(
    workspace: Workspace,
    take_id: int | None,
    output: Path | None,
    force: bool,
    no_open: bool,
    model: str,
) -> None:
    """Show a take as a page in the browser, with its sound; without ID the latest.

    Click any word, filler, pause or part of the story to hear it. The page is one file that needs no
    network and no rehearse: a coach can open it as it is. It holds your voice.

    \b
    Example: rehearse report
             rehearse report 3 --output answer.html
    """
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    show_page(
        take_page(
            take,
            workspace.advised(take),
            workspace.coaching(take),
            before=workspace.report_before(take),
            beside_progress=output is None,
        ),
        output or page_path(take.id),
        what=f"Take {take.id}",
        only_write=no_open,
        force=force,
        # A take that is deleted meanwhile takes its page along, and leaves none to be written.
        while_naming=None if output else workspace.history.unchanged(take),
    )
