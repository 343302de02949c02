"""What there is to do with kept takes: list, show, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.cli.options import full_option, json_option, model_option
from rehearse.cli.showing import confirm, print_json, say
from rehearse.cli.values import NUMBER, TAKE, TAKE_ID
from rehearse.cli.workspace import with_workspace
from rehearse.exchange.contract import listed_as_json, take_as_json
from rehearse.screen.answering import at_a_terminal
from rehearse.screen.coaching import print_coaching
from rehearse.screen.console import make_console
from rehearse.screen.first import print_first
from rehearse.screen.layout import blank, put
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.report import print_report
from rehearse.screen.tables import HistoryRow, print_history
from rehearse.words.takes import unfinished_line
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.history import Listed


@click.command()
@click.option(
    "--limit",
    type=click.IntRange(1, NUMBER.max),
    default=20,
    show_default=True,
    help="How many to list.",
)
@click.option("--all", "everything", is_flag=True, help="List every take.")
@json_option
@with_workspace
def history(workspace: Workspace, limit: int, everything: bool, to_json: bool) -> None:
    """List your takes, the latest first.

    Example: rehearse history --limit 5
    """
    takes = workspace.history
    listed = takes.listed(limit=None if everything else limit)
    number = takes.count()
    unfinished = len(takes.unfinished())
    if to_json:
        for entry in listed:
            print_json(
                listed_as_json(
                    entry.take, words=entry.words, duration_s=entry.duration_s, damage=entry.damage
                )
            )
        return
    console = make_console()
    print_history(console, [_row(entry) for entry in listed])
    if len(listed) < number:
        blank(console)
        put(console, f"{len(listed)} of {number}. `rehearse history --all` lists every take.")
    if unfinished:
        blank(console)
        put(console, unfinished_line(unfinished))


@click.command()
@TAKE_ID
@full_option
@json_option
@model_option
@with_workspace
def show(workspace: Workspace, take_id: int | None, full: bool, to_json: bool, model: str) -> None:
    """Show the report on a take; the latest if no ID is given.

    Every um and uh has a number in the text: rehearse play ID --filler 3 plays the third.

    \b
    Example: rehearse show 3
             rehearse show 3 --full
    """
    with showing_progress() as progress:
        take = workspace.finished(take_id, model, progress=progress)
    report, coached = workspace.advised(take), workspace.coaching(take)
    if to_json:
        print_json(take_as_json(take, report, coached, workspace.follow_up(take)))
        return
    title = f"Take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d %H:%M}"
    title += f": {take.question or 'no question'}"
    console = make_console()
    if at_a_terminal(console) and not full:
        print_first(console, report, coached, title=title, below=2)
        put(console, f"`rehearse show {take.id} --full` shows every figure and the whole text.")
        return
    print_report(console, report, title=title, take=take.id, full=full)
    print_coaching(console, coached, take, workspace.prompt_of(take))


@click.command()
@click.argument("take_id", type=TAKE, metavar="ID")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@with_workspace
def delete(workspace: Workspace, take_id: int, yes: bool) -> None:
    """Delete a take for good: its audio, its words, its page.

    Example: rehearse delete 3
    """
    take = workspace.take(take_id)
    workspace.history.check_removable(take.id)
    what = f"take {take.id} of {take.recorded_at.astimezone():%Y-%m-%d %H:%M}"
    what += f" ({take.question})" if take.question else ""
    if not yes:
        confirm(f"Delete {what} for good, audio and words?")
    workspace.history.delete(take.id)
    say(f"Deleted {what}.")


def _row(entry: Listed) -> HistoryRow:
    return HistoryRow(
        id=entry.take.id,
        recorded_at=entry.take.recorded_at,
        prompt_id=entry.take.prompt_id,
        question=entry.take.question,
        duration_s=entry.duration_s,
        words=entry.words,
        finished=entry.words is not None,
        damaged=entry.damage is not None,
    )
