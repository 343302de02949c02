"""`rehearse prompt`: one question, one spoken answer, its report."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.cli.offers import QUESTION
from rehearse.cli.options import job_option, json_option, microphone_options, model_option, question_filters
from rehearse.cli.questions import say_problems
from rehearse.cli.showing import print_json, say_about_the_file
from rehearse.cli.values import FILE, NEEDS_KEYS
from rehearse.cli.workspace import with_workspace
from rehearse.errors import HistoryError
from rehearse.exchange.contract import take_as_json
from rehearse.hearing.loading import WhisperLoading
from rehearse.model.kept import Take
from rehearse.model.questions import Filters, Prompt
from rehearse.piped import readable
from rehearse.practice.drills import DRILLS
from rehearse.practice.practice import Answered, LeftError, Practice, Reported
from rehearse.practice.voice import SystemVoice
from rehearse.screen.answering import say_kept_without_report
from rehearse.screen.console import make_console
from rehearse.screen.layout import blank, put, say_error
from rehearse.screen.practising import Practising
from rehearse.screen.progress_bar import showing_progress
from rehearse.settings import PARTS, Part
from rehearse.takes.keeping import keep_recording
from rehearse.takes.retention import forget_old
from rehearse.words.takes import unfinished_line
from rehearse.words.text import many
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.history import History
    from rehearse.settings import Settings


@click.command()
@click.argument("prompt_id", required=False, type=QUESTION, metavar="[ID]")
@click.option(
    "--answer",
    type=FILE,
    metavar="FILE",
    help="Use this recording instead of the microphone.",
)
@microphone_options
@question_filters
@job_option
@click.option(
    "--drill",
    type=click.Choice([*DRILLS]),
    help="Answer within so many seconds, or pause in silence instead of every um.",
)
@click.option("--asks", is_flag=True, help="Show first what the question is really asking.")
@click.option("--listen", "listens", is_flag=True, help="Hear yourself first, then see the report.")
@click.option("--aloud", is_flag=True, help="Have the question read aloud.")
@json_option
@model_option
@with_workspace
def prompt(
    workspace: Workspace,
    prompt_id: str | None,
    answer: Path | None,
    device: str | None,
    max_seconds: float,
    theme: tuple[str, ...],
    level: str | None,
    role: str | None,
    job: str | None,
    drill: str | None,
    asks: bool,
    listens: bool,
    aloud: bool,
    to_json: bool,
    model: str,
) -> None:
    """Practise one question aloud: record your answer, get a report.

    Without an ID it picks a question for you and says why. Enter ends your answer. After the report, press
    one key for the next step. Every take is kept on this machine.

    \b
    Example: rehearse prompt
             rehearse prompt all-urgent --max-seconds 120
             rehearse prompt all-urgent --drill 60
    """
    if answer is not None and (drill or listens or aloud):
        raise click.UsageError("--drill, --listen and --aloud need the microphone: leave out --answer.")
    if listens and (to_json or not sys.stdin.isatty()):
        raise click.UsageError(f"{NEEDS_KEYS} Leave out --listen.")

    history, filters = workspace.history, workspace.asked_for(Filters(theme, level, role, job))
    say_problems(workspace.bank.problems)
    console = make_console(stderr=to_json)
    practice = Practice(workspace, model, max_seconds)
    question = practice.question(prompt_id, filters, drill=drill)
    _say_unfinished(console, history)
    for part in PARTS:
        _forget_old(console, history, workspace.settings, part)
    practising = Practising(
        console,
        workspace,
        filters=filters,
        voice=SystemVoice.found() if aloud else None,
        asks=asks,
        listens=listens,
    )
    if answer is not None:
        given = Answered(question, _take_from(answer, workspace, question.prompt, model))
        (_print_json if to_json else practising.show)(given.report())
        return
    practice.choose_microphone(device)
    try:
        if not to_json:
            sys.exit(0 if practising.follow(question) else 1)
        answered = practising.answered(question)
        if answered is None:
            sys.exit(1)
        _print_json(answered.report())
        answered.compress()  # last, because the report is what is waited for
    except LeftError as left:
        say_kept_without_report(console, left.take)
        sys.exit(130)


def _print_json(reported: Reported) -> None:
    follow_up = reported.question.practice.workspace.follow_up(reported.take)
    print_json(take_as_json(reported.take, reported.report, reported.coaching(), follow_up))


def _take_from(answer: Path, workspace: Workspace, prompt: Prompt | None, model: str) -> Take:
    whisper = WhisperLoading(model)
    with showing_progress() as progress, readable(answer) as file:
        progress(f"Reading {answer.name}", 0, 0)
        take = keep_recording(workspace.history, file, prompt, whisper, progress=progress)
    if take.heard:
        say_about_the_file(take.heard, name=str(answer))
    return take


def _say_unfinished(console: Console, history: History) -> None:
    waiting = len(history.unfinished())
    if waiting:
        put(console, unfinished_line(waiting))
        blank(console)


def _forget_old(console: Console, history: History, settings: Settings, part: Part) -> None:
    try:
        gone = forget_old(history, settings, part, now=datetime.now(UTC))
    except HistoryError as error:  # a file that stays keeps nobody from practising
        say_error(error)
        return
    if gone:
        its = "Its" if gone == 1 else "Their"
        put(
            console,
            f"Deleted the {PARTS[part]} of {many(gone, 'take')} older than {settings.days_of(part)} days "
            f"(`rehearse config {part}`). {its} words are kept.",
        )
        blank(console)
