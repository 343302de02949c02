"""`rehearse prompt`: one question, one spoken answer, its report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse.analysis import analyse
from rehearse.analysis.progress import first_and_last
from rehearse.analysis.summary import summary
from rehearse.cli.listen import listen_to
from rehearse.cli.menu import ask
from rehearse.cli.play import play_take
from rehearse.cli.questions import asked_for, question_filters, say_problems
from rehearse.cli.review import review_take
from rehearse.cli.showing import (
    coaching_json,
    json_option,
    model_option,
    print_json,
    say_about_the_file,
    say_error,
    show_coaching,
    showing_progress,
    unfinished_line,
)
from rehearse.cli.taking import (
    LeftError,
    Taking,
    at_a_terminal,
    microphone_options,
    say_kept_without_report,
    taking,
)
from rehearse.cli.values import FILE
from rehearse.errors import HistoryError, PromptError, RehearseError
from rehearse.exchange.contract import take_as_json
from rehearse.folders import config_folder, data_folder
from rehearse.hearing.loading import WhisperLoading
from rehearse.history import open_history
from rehearse.piped import readable
from rehearse.practice.choosing import pick_prompt
from rehearse.practice.coaching import begin_to_read
from rehearse.practice.drills import DRILLS, PAUSES, aim_of, shorter_than
from rehearse.practice.moments import can_be_heard
from rehearse.practice.voice import Voice
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load
from rehearse.screen.console import make_console
from rehearse.screen.drills import print_drill
from rehearse.screen.keys import keys
from rehearse.screen.layout import blank, put
from rehearse.screen.progress import print_retake
from rehearse.screen.questions import print_asks
from rehearse.screen.report import print_report
from rehearse.settings import load as load_settings
from rehearse.takes.keeping import compress, keep_recording
from rehearse.takes.retention import forget_old_sound
from rehearse.takes.summaries import keep_summary
from rehearse.words.text import many

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.history import History
    from rehearse.model.kept import Take
    from rehearse.model.questions import Filters, Prompt
    from rehearse.model.report import Report
    from rehearse.questions.bank import Bank
    from rehearse.questions.choosing import Choice
    from rehearse.settings import Settings
    from rehearse.words.recording import Aim


@click.command()
@click.argument("prompt_id", required=False, metavar="[ID]")
@click.option(
    "--answer",
    type=FILE,
    metavar="FILE",
    help="Take this recording instead of the microphone.",
)
@microphone_options
@question_filters
@click.option(
    "--drill",
    type=click.Choice([*DRILLS]),
    help="Answer within so many seconds, or with a silent pause in place of every um.",
)
@click.option("--asks", is_flag=True, help="Show first what the question really asks.")
@click.option("--listen", "listens", is_flag=True, help="Hear yourself first, then see the report.")
@click.option("--aloud", is_flag=True, help="Have the question read aloud by the system's voice.")
@json_option
@model_option
def prompt(
    prompt_id: str | None,
    answer: Path | None,
    device: str | None,
    max_seconds: float,
    theme: tuple[str, ...],
    level: str | None,
    role: str | None,
    drill: str | None,
    asks: bool,
    listens: bool,
    aloud: bool,
    as_lines: bool,
    model: str,
) -> None:
    """Practise one question aloud: it records your answer and reports on it.

    Without an ID it picks a question and says why: one that went weakly, or one that you have not answered
    yet. Enter ends the recording; after the report one key each does what can be done next. Every take is
    kept on this machine; rehearse history lists them.

    \b
    Example: rehearse prompt
             rehearse prompt all-urgent --max-seconds 120
             rehearse prompt all-urgent --drill 60
    """
    if answer is not None and (drill or listens or aloud):
        raise click.UsageError("--drill, --listen and --aloud are for answers at the microphone.")
    if listens and (as_lines or not sys.stdin.isatty()):
        raise click.UsageError("--listen takes keys, in a terminal.")

    settings = load_settings(config_folder())  # before anybody speaks: settings in disorder are said early
    bank = load(question_folders())
    console = make_console(stderr=as_lines)
    with open_history(data_folder()) as history:
        say_problems(bank.problems)
        filters = asked_for(theme, level, role, settings.questions)
        chosen = pick_prompt(bank, history, prompt_id, filters)
        _say_unfinished(console, history)
        _forget_old_sound(console, history, settings)
        if answer is not None:
            take = _take_from(answer, history, chosen.prompt, model)
            _show(console, history, bank, take, settings.phrases, as_lines=as_lines)
            return
        practice = _Practice(
            taking(console, history, model=model, device=device, max_seconds=max_seconds),
            Voice.found() if aloud else None,
            bank,
            settings.phrases,
            as_lines=as_lines,
        )
        try:
            practice.follow(chosen, drill, filters, asks=asks, listens=listens)
        except LeftError as left:
            say_kept_without_report(console, left.take)
            sys.exit(130)


Plays = Callable[["Console", "History", "Take"], None]
PLAYS: dict[str | None, Plays] = {
    "l": listen_to,
    "v": lambda console, _, take: review_take(console, take),
    "p": lambda console, _, take: play_take(console, take),
}
"""What is played on which key."""


class _Practice:
    """One question after another, as their user wants."""

    def __init__(
        self, taking: Taking, voice: Voice | None, bank: Bank, phrases: Sequence[str], *, as_lines: bool
    ) -> None:
        self._taking = taking
        self._console, self._history = taking.console, taking.history
        self._voice = voice
        self._bank = bank
        self._phrases = phrases
        self._as_lines = as_lines
        self._asked: Prompt | None = None

    def follow(
        self, chosen: Choice, drill: str | None, filters: Filters, *, asks: bool, listens: bool
    ) -> None:
        """Ask, record, report, and go on with what is chosen then; the program ends here without a sound."""
        following: Choice | None = chosen
        while following:
            chosen = following
            take = self._take(chosen, drill, asks=asks, listens=listens)
            if self._as_lines or not at_a_terminal(self._console):
                compress(self._history, take)  # last, because the report is what is waited for
                return
            following, drill = self._following(chosen, take, drill, filters)

    def _following(
        self, chosen: Choice, take: Take, drill: str | None, filters: Filters
    ) -> tuple[Choice | None, str | None]:
        """What is practised after a take, with its drill; None for the end."""
        while True:
            key, drill = self._what_next(take, drill)
            if key is None:
                return None, None
            if key != "n":
                return replace(chosen, reason=None), drill
            try:
                but = [chosen.prompt.id]
                return pick_prompt(self._bank, self._history, None, filters, but=but), drill
            except PromptError:
                put(self._console, "No other question fits your filter; `rehearse prompts` lists them all.")
                blank(self._console)

    def _take(self, chosen: Choice, drill: str | None, *, asks: bool, listens: bool) -> Take:

        if chosen.reason:
            put(self._console, chosen.reason)
            blank(self._console)
        if asks and self._asked != chosen.prompt:
            print_asks(self._console, chosen.prompt)
        self._asked = chosen.prompt
        if self._voice:
            self._voice.say(chosen.prompt.question)
        aim = aim_of(drill)
        take = self._taking.take(chosen.prompt, chosen.prompt.question, aim)
        if take is None:
            sys.exit(1)
        if listens:
            self._do(listen_to, take)
        _show(
            self._console,
            self._history,
            self._bank,
            take,
            self._phrases,
            aim=aim if drill else None,
            as_lines=self._as_lines,
        )
        return take

    def _what_next(self, take: Take, drill: str | None) -> tuple[str | None, str | None]:
        """The key that leads to another take, with its drill; None for the end."""
        blank(self._console)
        while True:
            # Keys first, then what takes a moment: a key pressed meanwhile is not lost.
            with keys() as pressed:
                take = compress(self._history, take)
                key = ask(self._console, pressed, without=_not_offered(take))
            blank(self._console)
            if key in PLAYS:
                self._do(PLAYS[key], take)
                blank(self._console)
            elif key == "s":
                return "r", shorter_than(drill)
            elif key == "u":
                return "r", PAUSES
            else:
                return key, None

    def _do(self, what: Plays, take: Take) -> None:
        """What plays a take; an error in it is a line and no reason to end the practice."""
        try:
            what(self._console, self._history, take)
        except RehearseError as error:
            say_error(error)


def _not_offered(take: Take) -> str:
    """The keys that lead nowhere after this take."""
    return ("" if can_be_heard(take) else "lvp") + ("" if take.kind == "story" else "s")


def _take_from(answer: Path, history: History, chosen: Prompt, model: str) -> Take:

    whisper = WhisperLoading(model)
    with showing_progress() as progress, readable(answer) as file:
        progress(f"Reading {answer.name}", 0, 0)
        take = keep_recording(history, file, chosen, whisper, progress=progress)
    if take.heard:
        say_about_the_file(take.heard, name=str(answer))
    return take


def _say_unfinished(console: Console, history: History) -> None:

    waiting = len(history.unfinished())
    if waiting:
        put(console, unfinished_line(waiting))
        blank(console)


def _answered_before(history: History, take: Take) -> Take | None:
    """The take of the same question before this one, where it can be compared."""
    if take.prompt_id is None:
        return None
    latest, *before = history.takes_heard(prompt_id=take.prompt_id, limit=2, as_kept=True)
    if latest.id != take.id:
        return None
    return next((one for one in before if one.heard and one.heard.is_english), None)


def _show_what_changed(console: Console, before: Take, take: Take, report: Report) -> None:

    assert before.heard is not None
    answers = [(before, summary(analyse(before.heard, kind=before.kind))), (take, summary(report))]
    print_retake(console, first_and_last(answers))


def _forget_old_sound(console: Console, history: History, settings: Settings) -> None:

    try:
        gone = forget_old_sound(history, settings, now=datetime.now(UTC))
    except HistoryError as error:  # a file that stays keeps nobody from practising
        say_error(error)
        return
    if gone:
        its = "its" if gone == 1 else "their"
        put(
            console,
            f"The sound of {many(gone, 'take')} of more than {settings.sound_days} days ago was deleted, "
            f"as you chose with `rehearse config sound`; {its} words stay.",
        )
        blank(console)


def _show(
    console: Console,
    history: History,
    bank: Bank,
    take: Take,
    phrases: Sequence[str],
    *,
    aim: Aim | None = None,
    as_lines: bool,
) -> None:
    """Print the report, and `aim` says what it was a drill for."""
    assert take.heard is not None
    begin_to_read(take)
    report = analyse(take.heard, phrases=phrases, kind=take.kind)
    keep_summary(history, take, report)
    if as_lines:
        print_json(take_as_json(take, report) | coaching_json(history, bank, take))
        return
    blank(console)
    print_report(console, report, title=take.question or f"Take {take.id}", take=take.id)
    show_coaching(console, history, bank, take)
    before = _answered_before(history, take) if take.heard.is_english else None
    if before:
        _show_what_changed(console, before, take, report)
    if aim:
        print_drill(console, report, aim, before)
    blank(console)
    put(
        console,
        f"Kept as take {take.id}. `rehearse play {take.id}` plays it, "
        f"`rehearse report {take.id}` shows it in the browser, "
        f"`rehearse prompt {take.prompt_id}` tries again.",
    )
