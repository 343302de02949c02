"""`rehearse play`: a take, a part of it, or its fillers one after another."""

from __future__ import annotations

import sys

import click

from rehearse.cli.values import TAKE_ID, Seconds, numbers
from rehearse.cli.workspace import with_workspace
from rehearse.model.report import Label
from rehearse.practice.moments import evidence_moment, filled_pause_moments, uses_of
from rehearse.screen.console import make_console
from rehearse.screen.playing import NothingThereError, play_moments, play_stretch
from rehearse.workspace import Workspace


@click.command()
@TAKE_ID
@click.option("--start", type=Seconds(min=0), help="Start here, in seconds.")
@click.option("--end", type=Seconds(min=0), help="Stop here, in seconds.")
@click.option(
    "--filler",
    type=numbers,
    metavar="N",
    help="Play the um or uh with this number in the report, or several: 3-5.",
)
@click.option("--fillers", is_flag=True, help="Play every um and uh, one after another.")
@click.option(
    "--marker",
    metavar="WORDS",
    help='Play each use of a filler word, or of a phrase of your own: "you know".',
)
@click.option(
    "--part",
    type=click.Choice(["situation", "task", "action", "result"]),
    help="Play the sentence that tells this part of the story best.",
)
@with_workspace
def play(
    workspace: Workspace,
    take_id: int | None,
    start: float | None,
    end: float | None,
    filler: range | None,
    fillers: bool,
    marker: str | None,
    part: Label | None,
) -> None:
    """Play a take, its fillers, or a part of its story; the latest if no ID is given.

    Ctrl-C stops. A filler or part is played with a second of audio before and after it.

    \b
    Example: rehearse play 3 --start 12 --end 20
             rehearse play 3 --filler 2
             rehearse play --fillers
             rehearse play --marker like
             rehearse play --part result
    """
    asked = [filler is not None, fillers, marker is not None, part is not None]
    if any(asked) and not (start is None and end is None):
        raise click.UsageError("A filler or part has its own start and end: leave --start and --end out.")
    if sum(asked) > 1:
        raise click.UsageError("Choose one of --filler, --fillers, --marker and --part.")
    take = workspace.with_sound(take_id)
    console = make_console()
    try:
        if not any(asked):
            play_stretch(console, take, start or 0.0, end)
            return
        report = workspace.report(take)
        if part is not None:
            moments = [evidence_moment(report, take, part)]
        elif marker is not None:
            moments = uses_of(report, take, marker)
        else:
            moments = filled_pause_moments(report, take, filler)
        play_moments(console, take, report, moments)
    except NothingThereError as error:
        raise click.BadParameter(str(error)) from error
    except KeyboardInterrupt:  # it ends without a word
        sys.exit(130)
