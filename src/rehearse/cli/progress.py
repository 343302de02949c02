"""`rehearse progress`: whether practice moves anything."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.analysis.progress import is_whole, progress_over, speech_rate_wpm
from rehearse.cli.options import json_option, output_options
from rehearse.cli.showing import print_json, show_page
from rehearse.cli.workspace import with_workspace
from rehearse.page.progress_page import progress_page
from rehearse.page.writing import page_beside, progress_path
from rehearse.screen.answering import at_a_terminal
from rehearse.screen.console import make_console
from rehearse.screen.progress import print_first, print_progress
from rehearse.screen.progress_bar import showing_progress
from rehearse.takes.summaries import summed_up
from rehearse.words.progress import lead
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.analysis.progress import Progress
    from rehearse.model.kept import Summary, Take


@click.command()
@click.option("--full", is_flag=True, help="Show every figure: filler words, questions, days.")
@click.option("--all", "every_day", is_flag=True, help="As --full, with every day and not only the latest.")
@click.option("--html", "as_page", is_flag=True, help="Show it with charts, as a page in the browser.")
@output_options("With --html: where to write the page instead of your data folder; - prints it.")
@click.option("--no-open", is_flag=True, help="With --html: write the page and print where; open no browser.")
@json_option
@with_workspace
def progress(
    workspace: Workspace,
    full: bool,
    every_day: bool,
    as_page: bool,
    output: Path | None,
    force: bool,
    no_open: bool,
    to_json: bool,
) -> None:
    """Show how fillers, pace, length and stories move over your takes.

    The earlier half of your takes is compared with the later half, and so are the first and the last take
    of each question. Takes in another language than English are left out, and written answers.

    The page links to the pages of takes (rehearse report) that lie beside it.

    \b
    Example: rehearse progress
             rehearse progress --html
             rehearse progress --html --output for-my-coach.html
    """
    if not as_page and (output or no_open):
        raise click.UsageError("--output and --no-open go with --html.")

    with showing_progress() as note:
        summaries = summed_up(workspace.history, progress=note)
    over = progress_over(summaries)
    if to_json:
        print_json(_as_json(over))
        return
    if as_page:
        path = output or progress_path()
        page = progress_page(over, page_of=partial(page_beside, path))
        show_page(page, path, what="Your progress", only_write=no_open, force=force)
        return

    console = make_console()
    if at_a_terminal(console) and not (full or every_day):
        print_first(console, over)
    else:
        print_progress(console, over, every_day=every_day)


def _as_json(over: Progress) -> dict[str, Any]:
    return {
        "says": lead(over),
        "days": [
            {
                "day": day.date.isoformat(),
                "takes": len(day.take_ids),
                "words": day.tally.words,
                **{name: value for name, value in asdict(day).items() if name not in ("date", "tally")},
            }
            for day in over.days
        ],
        "takes": {"before": over.before, "after": over.after},
        "comparison": asdict(over.filled_pauses) if over.filled_pauses else None,
        "discourse_markers": asdict(over.markers) if over.markers else None,
        "words": {text: asdict(comparison) for text, comparison in over.words.items()},
        "questions": [
            {
                "prompt_id": question.prompt_id,
                "takes": question.takes,
                "first": question.first[0].id,
                "last": question.last[0].id,
                "filled_pauses": asdict(question.filled_pauses),
            }
            for question in over.questions
        ],
        "answers": [_take_as_json(take, summary) for take, summary in over.takes],
        "other_languages": over.left_out,
        "written": over.written,
    }


def _take_as_json(take: Take, summary: Summary) -> dict[str, Any]:
    return {
        "id": take.id,
        "recorded_at": take.recorded_at.isoformat(),
        "prompt_id": take.prompt_id,
        "question": take.question,
        "words": summary.words,
        "filled_pauses": summary.filled_pauses,
        "discourse_markers": sum(summary.markers.values()),
        "speech_rate_wpm": speech_rate_wpm([summary]),
        "answer_s": summary.answer_s,
        "whole": is_whole(summary),
    }
