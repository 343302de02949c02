"""`rehearse recover`: finishes the takes that were cut off before their report."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from rehearse.cli.options import json_option, model_option
from rehearse.cli.showing import print_json, say
from rehearse.cli.values import UNFINISHED_TAKE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import RehearseError
from rehearse.exchange.contract import not_recovered_as_json, recovered_as_json
from rehearse.hearing.loading import WhisperLoading
from rehearse.screen.layout import say_error
from rehearse.screen.progress_bar import showing_progress
from rehearse.takes.recovery import adopt, is_settled, orphans, resume
from rehearse.words.text import clock
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model.kept import Take


@click.command()
@click.argument("take_ids", nargs=-1, type=UNFINISHED_TAKE, metavar="[ID...]")
@json_option
@model_option
@with_workspace
def recover(workspace: Workspace, take_ids: tuple[int, ...], to_json: bool, model: str) -> None:
    """Make the reports missing after a crash or power cut.

    Does all of them if no ID is given. Recordings without a take are found too and kept as takes. No
    recording is ever deleted.

    \b
    Example: rehearse recover
             rehearse recover 3 --json
    """
    whisper = WhisperLoading(model)
    wanted = list(take_ids) or _waiting(workspace)
    if wanted:
        whisper.check()  # one line for an unknown model, not one for each take
    ended = [_recover(workspace.history, take_id, whisper, to_json=to_json) for take_id in wanted]
    if not ended and not to_json:
        say("Nothing to recover: every take has its report.")
    sys.exit(0 if all(ended) else 1)


def _waiting(workspace: Workspace) -> list[int]:
    """The takes without a report, with the recordings that no take names among them."""
    history = workspace.history
    for recording in orphans(history):
        if is_settled(recording):
            take = adopt(history, recording, workspace.bank.prompts)
            say(
                f"Found a recording without a take, {recording.name}, and saved it as take {take.id}.",
                err=True,
            )
        else:
            say(f"{recording.name} is new and has no take yet. Try again in a minute.", err=True)
    return [take.id for take in history.unfinished()]


def _recover(history: History, take_id: int, whisper: WhisperLoading, *, to_json: bool) -> bool:
    """Finish one take and say so in a line; what keeps it from being finished is another line."""
    try:
        take = _finished(history, take_id, whisper)
    except RehearseError as error:
        say_error(error)
        if to_json:
            message = str(error).replace(f"{history.takes_folder}{os.sep}", "")
            print_json(not_recovered_as_json(take_id, message))
        return False
    if to_json:
        print_json(recovered_as_json(take))
    else:
        say(_line(take))
    return True


def _finished(history: History, take_id: int, whisper: WhisperLoading) -> Take:

    take = history.take(take_id)
    if take.heard is not None:
        return take
    with showing_progress() as progress:
        return resume(history, take, whisper, progress=progress)


def _line(take: Take) -> str:

    assert take.heard is not None
    when = f"{take.recorded_at.astimezone():%Y-%m-%d %H:%M}"
    length = "" if take.heard.duration_s is None else f", {clock(take.heard.duration_s)}"
    return f"Take {take.id}, {when}{length}: {take.question or 'no question'} `rehearse show {take.id}`"
