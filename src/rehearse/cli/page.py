"""`rehearse report`: a take as a page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.analysis import analyse
from rehearse.cli.showing import model_option, show_page
from rehearse.cli.takes import TAKE_ID, finished_take
from rehearse.cli.values import FILE
from rehearse.folders import data_folder
from rehearse.history import open_history
from rehearse.page.writing import page_path, take_page
from rehearse.practice.coaching import coaching
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load
from rehearse.settings import own_phrases


@click.command()
@TAKE_ID
@click.option("--output", type=FILE, metavar="FILE", help="Where to write it; else into your data folder.")
@click.option("--no-open", is_flag=True, help="Only write it, and print where.")
@model_option
def report(take_id: int | None, output: Path | None, no_open: bool, model: str) -> None:
    """Show a take as a page in the browser, with its sound; without ID the latest.

    Click any word, filler, pause or part of the story to hear it. The page is one file that needs no
    network and no rehearse: a coach can open it as it is. It holds your voice.

    \b
    Example: rehearse report
             rehearse report 3 --output answer.html
    """
    phrases = own_phrases()
    take = finished_take(take_id, model)
    assert take.heard is not None
    with open_history(data_folder()) as history:
        coached = coaching(history, load(question_folders()), take)
        show_page(
            take_page(take, analyse(take.heard, phrases=phrases, kind=take.kind), coached),
            output or page_path(take.id),
            what=f"Take {take.id}",
            only_write=no_open,
            # A take that is deleted meanwhile takes its page along, and leaves none to be written.
            while_naming=None if output else history.unchanged(take),
        )
