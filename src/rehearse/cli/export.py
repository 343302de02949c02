"""`rehearse export`: a take in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rehearse.audio.files import RATE_HZ
from rehearse.cli.options import model_option, output_options
from rehearse.cli.showing import new_output, say, write_output
from rehearse.cli.values import STANDARD_OUTPUT, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.errors import OutputError
from rehearse.exchange.exports import COACHED, FORMATS, TIMED, exported
from rehearse.history.files import video_of
from rehearse.picture.clips import cut_together
from rehearse.practice.clips import pieces, subtitles
from rehearse.practice.moments import all_moments, samples_of
from rehearse.screen.progress_bar import showing_progress
from rehearse.words.text import many
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.exchange.exports import Format
    from rehearse.model.kept import Take
    from rehearse.model.report import Report

VIDEO = "video"
ONLY = {
    "ums": ("filled pauses",),
    "fillers": ("filled pauses", "markers", "of your words"),
    "pauses": ("long pauses",),
    "story": ("parts of the story",),
}
"""What a clip can be of, by what several of it are called."""
USUALLY = "ums"


@click.command()
@TAKE_ID
@click.option(
    "--to",
    "wanted",
    type=click.Choice([*FORMATS, VIDEO], case_sensitive=False),
    default="markdown",
    show_default=True,
    help="vtt and srt are subtitles, textgrid is for Praat, audacity is a label track, video is a clip.",
)
@click.option(
    "--only",
    type=click.Choice(list(ONLY), case_sensitive=False),
    help=f"What a video shows, each with a second around it; {USUALLY} if left out.",
)
@output_options("Where to write it; - prints it.", default="-")
@model_option
@with_workspace
def export(
    workspace: Workspace,
    take_id: int | None,
    wanted: Format | Literal["video"],
    only: str | None,
    output: Path,
    force: bool,
    model: str,
) -> None:
    """Export a take; the latest if no ID is given.

    It is printed, or written to a file for other programs: subtitles, a table of the words, labels over time.

    \b
    Example: rehearse export 3 --to textgrid --output take-3.TextGrid
             rehearse export --to csv
             rehearse export --to video --only ums --output ums.webm
    """
    if only and wanted != VIDEO:
        raise click.UsageError("--only says what a video shows: add --to video, or leave it out.")
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    report = workspace.advised(take)
    if wanted == "video":
        _export_video(take, report, only or USUALLY, output, force=force)
        return
    if wanted in TIMED and not report.heard.is_spoken:
        raise OutputError(
            f"Take {take.id} is a written answer without times, which {wanted} needs. Try --to markdown."
        )
    coached = workspace.coaching(take) if wanted in COACHED else None
    follow_up = workspace.follow_up(take) if wanted == "json" else None
    text = exported(take, report, wanted, coached, follow_up)
    write_output(text, output, force=force)
    if not report.heard.words and not report.fillers.filled_pauses:
        say(f"Take {take.id} has no words. `rehearse show {take.id}` says what was heard.", err=True)
    if output != STANDARD_OUTPUT:
        say(f"Take {take.id} is in {output}")


def _export_video(take: Take, report: Report, only: str, output: Path, *, force: bool) -> None:
    video = video_of(take.audio)
    if video is None:
        raise OutputError(f"Take {take.id} has no video. `rehearse web` films an answer if you want it to.")
    if output == STANDARD_OUTPUT:
        raise OutputError(f"A video needs a file: --output {only}.webm")
    cut = pieces(report, [moment for moment in all_moments(report) if moment.several in ONLY[only]])
    if not cut:
        raise OutputError(f"There is nothing to show: take {take.id} has no {only}. Try another --only.")
    beside = output.with_suffix(".vtt")
    with showing_progress() as progress, new_output(output, force=force) as draft:
        progress("Cutting the video", 0, 0)
        text = subtitles(cut)
        write_output(text, beside, force=force)
        spans = [piece.span for piece in cut]
        cut_together(video, samples_of(take), RATE_HZ, spans, draft, subtitles=text)
    say(f"{many(len(cut), 'piece')} of take {take.id}: {output}, with subtitles in it and in {beside}")
