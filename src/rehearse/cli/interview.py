"""`rehearse interview`: questions one after another, and one report over all of them."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click
from rich.live import Live

from rehearse.analysis import analyse
from rehearse.cli.questions import asked_for, question_filters, say_problems
from rehearse.cli.showing import model_option
from rehearse.cli.taking import LeftError, Taking, microphone_options, say_kept_without_report, taking
from rehearse.cli.values import Seconds
from rehearse.errors import RehearseError
from rehearse.folders import config_folder, data_folder
from rehearse.history import open_history
from rehearse.practice.choosing import pick_prompts
from rehearse.practice.voice import Voice
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load
from rehearse.screen.console import make_console
from rehearse.screen.enter import enter_presses, has_keys
from rehearse.screen.interview import print_interview, thinking
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.recording import REFRESH_S
from rehearse.settings import load as load_settings
from rehearse.takes.keeping import compress
from rehearse.takes.summaries import keep_summary
from rehearse.words.recording import USUAL
from rehearse.words.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from rehearse.model.kept import Take
    from rehearse.model.questions import Prompt
    from rehearse.model.report import Report

MOST_QUESTIONS = 20


@click.command()
@click.option(
    "--questions",
    type=click.IntRange(1, MOST_QUESTIONS),
    default=5,
    show_default=True,
    help="How many to ask; follow-ups come on top.",
)
@question_filters
@click.option(
    "--think",
    type=Seconds(min=0, max=600),
    default=30,
    show_default=True,
    help="Time to think before each answer; Enter begins earlier.",
)
@click.option("--no-follow-ups", is_flag=True, help="Ask no follow-up after an answer.")
@click.option("--aloud", is_flag=True, help="Have the questions read aloud by the system's voice.")
@microphone_options
@model_option
def interview(
    questions: int,
    theme: tuple[str, ...],
    level: str | None,
    role: str | None,
    think: float,
    no_follow_ups: bool,
    aloud: bool,
    device: str | None,
    max_seconds: float,
    model: str,
) -> None:
    """Practise a whole interview: questions one after another, then one report over all.

    Each question leaves you time to think, and is followed up as an interviewer would. Nothing is said about
    an answer until the end. Ctrl-C ends it early; what you said is kept.

    \b
    Example: rehearse interview --questions 3
             rehearse interview --theme leadership --theme learning --level senior
    """
    settings = load_settings(config_folder())
    bank = load(question_folders())
    console = make_console()
    with open_history(data_folder()) as history:
        say_problems(bank.problems)
        filters = asked_for(theme, level, role, settings.questions)
        asked = pick_prompts(bank, history, filters, count=questions)
        followed = "" if no_follow_ups else ", each with a follow-up"
        put(console, f"An interview of {many(len(asked), 'question')}{followed}. Ctrl-C ends it early.")
        blank(console)
        interviewing = _Interview(
            taking(console, history, model=model, device=device, max_seconds=max_seconds),
            Voice.found() if aloud else None,
            think_s=think,
            follow_ups=not no_follow_ups,
        )
        try:
            left = interviewing.ask_all(asked)
        except RehearseError:
            # A microphone that fails takes nothing from the answers before.
            interviewing.report(settings.phrases)
            raise
        interviewing.report(settings.phrases)
    if left:
        sys.exit(130)


class _Interview:
    """An interview, and the takes that came of it."""

    def __init__(self, taking: Taking, voice: Voice | None, *, think_s: float, follow_ups: bool) -> None:
        self._taking = taking
        self._console = taking.console
        self._voice = voice
        self._think_s = think_s
        self._follow_ups = follow_ups
        self._takes: list[Take] = []

    def ask_all(self, prompts: Sequence[Prompt]) -> bool:
        """Whether Ctrl-C ended it early."""
        try:
            for number, prompt in enumerate(prompts, start=1):
                self._ask(f"Question {number} of {len(prompts)}", prompt, prompt.question, self._think_s)
                if self._follow_ups and prompt.follow_up:
                    self._ask("Follow-up", None, prompt.follow_up, 0)
        except LeftError as left:
            say_kept_without_report(self._console, left.take)
            return True
        except KeyboardInterrupt:
            return True
        return False

    def report(self, phrases: Sequence[str]) -> None:
        """Print what came of it all."""
        answers: list[tuple[Take, Report]] = []
        for take in self._takes:
            assert take.heard is not None
            report = analyse(take.heard, phrases=phrases, kind=take.kind)
            keep_summary(self._taking.history, take, report)
            answers.append((take, report))
        if answers:
            print_interview(self._console, answers)
        for take in self._takes:
            compress(self._taking.history, take)

    def _ask(self, title: str, prompt: Prompt | None, question: str, think_s: float) -> None:

        heading(self._console, title)
        if self._voice:
            self._voice.say(question)
        if think_s:
            _think(self._console, question, think_s)
        take = self._taking.take(prompt, question, USUAL)
        if take is not None:
            self._takes.append(take)
        blank(self._console)


def _think(console: Console, question: str, think_s: float) -> None:
    """Show the question and the time left to think, until it is over or Enter is pressed."""
    if not console.is_terminal:
        return
    ends_at = time.monotonic() + think_s
    with enter_presses() as pressed, Live(console=console, auto_refresh=False, transient=True) as live:
        while (left_s := ends_at - time.monotonic()) > 0 and not pressed():
            live.update(thinking(question, left_s, keys=has_keys()), refresh=True)
            time.sleep(REFRESH_S)
