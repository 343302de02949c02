"""`rehearse compare`: two takes beside each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rehearse.analysis.progress import filled_pauses_of, markers_of
from rehearse.analysis.summary import summary
from rehearse.cli.options import json_option, model_option
from rehearse.cli.showing import print_json
from rehearse.cli.values import NUMBER
from rehearse.cli.workspace import with_workspace
from rehearse.errors import HistoryError
from rehearse.screen.console import make_console
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.tables import print_compared
from rehearse.words.comparison import compared_rows, story_changes
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.analysis.progress import Comparison
    from rehearse.model.kept import Take
    from rehearse.model.report import Report


@click.command()
@click.argument("first", type=NUMBER, metavar="A")
@click.argument("second", type=NUMBER, metavar="B")
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
    before, after = map(workspace.report, takes)
    chances = _chances(before, after)
    if to_json:
        print_json(
            {
                "takes": [first, second],
                **{kind.casefold().replace(" ", "_"): asdict(chance) for kind, chance in chances.items()},
            }
        )
        return
    sentences = [f"{kind}: {chance.sentence}." for kind, chance in chances.items()]
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


def _chances(before: Report, after: Report) -> dict[str, Comparison]:
    """Of each kind of filler whether it moved by more than chance; nothing in another language."""
    from rehearse.analysis.progress import compare

    if not (before.fillers.judged and after.fillers.judged):
        return {}
    return {
        name: compare(tally(summary(before)), tally(summary(after)))
        for name, tally in (("Filled pauses", filled_pauses_of), ("Discourse markers", markers_of))
    }
