"""`rehearse interview`: questions one after another, and one report over all of them."""

from __future__ import annotations

import sys

import click

from rehearse.cli.options import job_option, microphone_options, model_option, question_filters
from rehearse.cli.questions import say_problems
from rehearse.cli.values import Seconds
from rehearse.cli.workspace import with_workspace
from rehearse.model.questions import Filters
from rehearse.practice.practice import Practice
from rehearse.practice.voice import SystemVoice
from rehearse.screen.console import make_console
from rehearse.screen.interviewing import Interviewing
from rehearse.screen.layout import blank, put
from rehearse.words.text import many
from rehearse.workspace import Workspace

MOST_QUESTIONS = 20


@click.command()
@click.option(
    "--questions",
    type=click.IntRange(1, MOST_QUESTIONS),
    default=5,
    show_default=True,
    help="How many to ask, not counting follow-ups.",
)
@question_filters
@job_option
@click.option(
    "--think",
    type=Seconds(min=0, max=600),
    default=30,
    show_default=True,
    help="Seconds to think before each answer. Enter starts sooner.",
)
@click.option("--no-follow-ups", is_flag=True, help="Ask no follow-up questions.")
@click.option("--aloud", is_flag=True, help="Have the questions read aloud.")
@microphone_options
@model_option
@with_workspace
def interview(
    workspace: Workspace,
    questions: int,
    theme: tuple[str, ...],
    level: str | None,
    role: str | None,
    job: str | None,
    think: float,
    no_follow_ups: bool,
    aloud: bool,
    device: str | None,
    max_seconds: float,
    model: str,
) -> None:
    """Practise a whole interview, then get one report over all answers.

    You get time to think before each answer, and a follow-up about what you said, as in a real interview.
    Ctrl-C ends it early and keeps what you said.

    \b
    Example: rehearse interview --questions 3
             rehearse interview --theme leadership --theme learning --level senior
    """
    _ = workspace.history  # where it cannot be opened, that is said alone
    filters = workspace.asked_for(Filters(theme, level, role, job))
    say_problems(workspace.bank.problems)
    console = make_console()
    practice = Practice(workspace, model, max_seconds)
    asked = practice.interview(filters, count=questions)
    put(console, f"{_announced(len(asked), follow_ups=not no_follow_ups)} Ctrl-C ends it early.")
    blank(console)
    practice.choose_microphone(device)
    interviewing = Interviewing(console, voice=SystemVoice.found() if aloud else None, think_s=think)
    if not interviewing.ask_all(asked, follow_ups=not no_follow_ups):
        sys.exit(130)


def _announced(count: int, *, follow_ups: bool) -> str:
    if not follow_ups:
        return f"{many(count, 'question')}."
    return "One question, with a follow-up." if count == 1 else f"{count} questions, each with a follow-up."
