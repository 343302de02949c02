"""`rehearse compare`: two takes beside each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rehearse.analysis.progress import compare as compared
from rehearse.analysis.progress import filled_pauses_of, markers_of, progress_over
from rehearse.analysis.summary import summary
from rehearse.cli.options import json_option, model_option
from rehearse.cli.showing import print_json
from rehearse.cli.values import TAKE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import HistoryError
from rehearse.screen.console import make_console
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.tables import print_compared
from rehearse.takes.summaries import summed_up
from rehearse.words.comparison import compared_rows, story_changes
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.analysis.progress import Comparison, Progress
    from rehearse.model.kept import Take
    from rehearse.model.report import Report

NAMES = {"filled_pauses": "um/uh", "discourse_markers": "Filler words"}
"""What people read, by the names in JSON."""


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
    chances = _chances(before, after, over)
    if to_json:
        print_json({"takes": [first, second], **{kind: asdict(one) for kind, one in chances.items()}})
        return
    sentences = [f"{NAMES[kind]}: {chance.sentence}." for kind, chance in chances.items()]
    if takes[0].prompt_id != takes[1].prompt_id or takes[0].prompt_id is None:
        sentences.append("They answer different questions, so some change is normal.")
    print_compared(
        make_console(),
        {f"Take {take.id}": _title(take) for take in takes},
        compared_rows(before, after),
        [*sentences, *story_changes(before, after)],
    )


def _title(take: Take) -> str:
    return f"{take.recorded_at.astimezone():%Y-%m-%d %H:%M}, {take.question or 'no question'}"


def _chances(before: Report, after: Report, over: Progress) -> dict[str, Comparison]:
    """Of each kind of filler whether it moved by more than chance, given how much all answers differ; nothing
    in another language.
    """
    if not (before.fillers.judged and after.fillers.judged):
        return {}
    counted = (
        ("filled_pauses", filled_pauses_of, over.filled_pauses),
        ("discourse_markers", markers_of, over.markers),
    )
    return {
        kind: compared(
            tally(summary(before)),
            tally(summary(after)),
            dispersion=all_of_them.dispersion if all_of_them else 1.0,
        )
        for kind, tally, all_of_them in counted
    }
