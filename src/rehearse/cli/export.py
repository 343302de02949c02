"""`rehearse export`: a take in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.options import model_option, output_options
from rehearse.cli.showing import say, write_output
from rehearse.cli.values import STANDARD_OUTPUT, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.errors import OutputError
from rehearse.exchange.exports import COACHED, FORMATS, TIMED, exported
from rehearse.screen.progress_bar import showing_progress
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.exchange.exports import Format


@click.command()
@TAKE_ID
@click.option(
    "--to",
    "wanted",
    type=click.Choice(FORMATS, case_sensitive=False),
    default="markdown",
    show_default=True,
    help="vtt and srt are subtitles, textgrid is for Praat, audacity is a label track.",
)
@output_options("Where to write it; - prints it.", default="-")
@model_option
@with_workspace
def export(
    workspace: Workspace,
    take_id: int | None,
    wanted: Format,
    output: Path,
    force: bool,
    model: str,
) -> None:
    """Export a take; the latest if no ID is given.

    It is printed, or written to a file for other programs: subtitles, a table of the words, labels over time.

    \b
    Example: rehearse export 3 --to textgrid --output take-3.TextGrid
             rehearse export --to csv
    """
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    report = workspace.advised(take)
    if wanted in TIMED and not report.heard.is_spoken:
        raise OutputError(
            f"Take {take.id} is a written answer without times, which {wanted} needs. Try --to markdown."
        )
    coached = workspace.coaching(take) if wanted in COACHED else None
    text = exported(take, report, wanted, coached)
    write_output(text, output, force=force)
    if not report.heard.words and not report.fillers.filled_pauses:
        say(f"Take {take.id} has no words. `rehearse show {take.id}` says what was heard.", err=True)
    if output != STANDARD_OUTPUT:
        say(f"Take {take.id} is in {output}")
