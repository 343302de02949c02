"""`rehearse compare`: two takes beside each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rehearse.analysis.comparison import chances
from rehearse.analysis.progress import progress_over
from rehearse.cli.options import json_option, model_option
from rehearse.cli.showing import print_json
from rehearse.cli.values import TAKE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import HistoryError
from rehearse.screen.console import make_console
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.tables import print_compared
from rehearse.takes.summaries import summed_up
from rehearse.words.comparison import compared_rows, what_changed
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.model.kept import Take


@click.command()
@click.argument("first", type=TAKE, metavar="A")
@click.argument("second", type=TAKE, metavar="B")
@json_option
@model_option
@with_workspace
def compare(workspace: Workspace, first: int, second: int, to_json: bool, model: str) -> None:
    """Compare two takes: what changed, and is it more than chance?

    Example: rehearse compare 3 5
    """
    if first == second:
        raise HistoryError(f"That is take {first} twice. Name two takes, as in `rehearse compare 3 5`.")
    with showing_progress() as progress:
        takes = [workspace.finished(number, model, progress=progress) for number in (first, second)]
        over = progress_over(summed_up(workspace.history, progress=progress))
    before, after = map(workspace.report, takes)
    moved = chances(before, after, over)
    if to_json:
        print_json({"takes": [first, second], **{kind: asdict(one) for kind, one in moved.items()}})
        return
    print_compared(
        make_console(),
        {f"Take {take.id}": _title(take) for take in takes},
        compared_rows(before, after),
        what_changed(moved, before, after, same_question=takes[0].answers_the_same_as(takes[1])),
    )


def _title(take: Take) -> str:
    return f"{take.recorded_at.astimezone():%Y-%m-%d %H:%M}, {take.question or 'no question'}"
