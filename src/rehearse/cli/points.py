"""`rehearse points`: what somebody wants to say to a question, in a few words each."""

from __future__ import annotations

import click

from rehearse.cli.offers import QUESTION
from rehearse.cli.options import json_option
from rehearse.cli.showing import print_json, say
from rehearse.cli.workspace import with_workspace
from rehearse.errors import SettingsError
from rehearse.questions.bank import find
from rehearse.takes.points import checked
from rehearse.workspace import Workspace


@click.command()
@click.argument("prompt_id", type=QUESTION, metavar="ID")
@click.argument("new", nargs=-1, metavar="[POINT]...")
@click.option("--remove", type=click.IntRange(min=1), metavar="N", help="Remove the point with this number.")
@click.option("--clear", is_flag=True, help="Remove all points of this question.")
@json_option
@with_workspace
def points(
    workspace: Workspace,
    prompt_id: str,
    new: tuple[str, ...],
    remove: int | None,
    clear: bool,
    to_json: bool,
) -> None:
    """Note the few points that you want to make in an answer.

    Write each in a few words of your own, not as a sentence to learn by heart. After every take you see which
    points you made. Without POINT your points are listed.

    \b
    Example: rehearse points outage "checked what all shops share" "kept them informed"
             rehearse points outage
             rehearse points outage --remove 2
    """
    if sum(map(bool, (new, remove, clear))) > 1:
        raise click.UsageError("Add points, --remove one or --clear all: one of these at a time.")

    prompt = find(workspace.bank, prompt_id)
    before = workspace.history.points(prompt.id)
    after = _changed(before, new, remove, clear)
    if after != before:
        workspace.history.keep_points(prompt.id, after)
    if to_json:
        print_json({"prompt_id": prompt.id, "points": list(after)})
        return
    say(prompt.question)
    for number, point in enumerate(after, start=1):
        say(f"  {number}  {point}")
    if not after:
        say(f'  No points yet: rehearse points {prompt.id} "a few words" "a few more"')


def _changed(
    before: tuple[str, ...], new: tuple[str, ...], remove: int | None, clear: bool
) -> tuple[str, ...]:
    if clear:
        return ()
    if remove is not None:
        if remove > len(before):
            raise SettingsError(f"There is no point {remove}. You have {len(before)}.")
        return before[: remove - 1] + before[remove:]
    return checked(new, before=before)
