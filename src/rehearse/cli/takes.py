"""What there is to do with kept takes: list, show, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rehearse.analysis import analyse
from rehearse.cli.showing import (
    coaching_json,
    confirm,
    full_option,
    json_option,
    model_option,
    print_json,
    say,
    show_coaching,
    showing_progress,
    unfinished_line,
)
from rehearse.cli.values import NUMBER
from rehearse.exchange.contract import listed_as_json, take_as_json
from rehearse.folders import data_folder
from rehearse.hearing.loading import WhisperLoading
from rehearse.history import open_history
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load
from rehearse.screen.console import make_console
from rehearse.screen.layout import blank, put
from rehearse.screen.report import print_report
from rehearse.screen.tables import HistoryRow, print_history
from rehearse.settings import own_phrases
from rehearse.takes.recovery import resume

if TYPE_CHECKING:
    from rehearse.history import Listed
    from rehearse.model.kept import Take

TAKE_ID = click.argument("take_id", required=False, type=NUMBER, metavar="[ID]")
"""The take a command is about; the latest where none is given."""


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
def history(limit: int, everything: bool, as_lines: bool) -> None:
    """List your takes by the time they were recorded, the latest first.

    Example: rehearse history --limit 5
    """
    with open_history(data_folder()) as takes:
        listed = takes.listed(limit=None if everything else limit)
        number = takes.count()
        unfinished = len(takes.unfinished())
    if as_lines:
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
def show(take_id: int | None, full: bool, as_lines: bool, model: str) -> None:
    """Show the report on a take; without ID on the latest.

    Filled pauses are numbered in the text: rehearse play ID --filler 3 plays the third. A take that was
    cut off before its report is heard now.

    \b
    Example: rehearse show 3
             rehearse show 3 --full
    """
    phrases = own_phrases()
    take = finished_take(take_id, model)
    assert take.heard is not None
    report = analyse(take.heard, phrases=phrases, kind=take.kind)
    bank = load(question_folders())
    with open_history(data_folder()) as history:
        if as_lines:
            print_json(take_as_json(take, report) | coaching_json(history, bank, take))
            return
        title = f"Take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d %H:%M}"
        title += f": {take.question or 'no question'}"
        console = make_console()
        print_report(console, report, title=title, take=take.id, full=full)
        show_coaching(console, history, bank, take)


def finished_take(take_id: int | None, model: str) -> Take:
    """The take with its words; one that was cut off before its report is heard now."""
    with open_history(data_folder()) as takes:
        take = takes.take(take_id)
        if take.heard is not None:
            return take
        with showing_progress() as progress:
            return resume(takes, take, WhisperLoading(model), progress=progress)


@click.command()
@click.argument("take_id", type=NUMBER, metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(take_id: int, yes: bool) -> None:
    """Delete a take for good: its sound, its words, its page.

    Example: rehearse delete 3
    """
    with open_history(data_folder()) as takes:
        take = takes.take(take_id)
        what = f"take {take.id} of {take.recorded_at.astimezone():%Y-%m-%d %H:%M}"
        what += f" ({take.question})" if take.question else ""
        if not yes:
            confirm(f"Delete {what} for good, its sound and its words?")
        takes.delete(take.id)
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
