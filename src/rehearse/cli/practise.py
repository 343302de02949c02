"""`rehearse prompt`: one question, one spoken answer, its report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from rehearse.cli.questions import say_problems
from rehearse.cli.showing import json_option, model_option, print_json, showing_progress, unfinished_line
from rehearse.cli.values import FILE, Seconds

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.history import History
    from rehearse.live import Listener
    from rehearse.model import Prompt, Report, Take
    from rehearse.settings import Settings


@click.command()
@click.argument("prompt_id", required=False, metavar="[ID]")
@click.option(
    "--answer",
    type=FILE,
    metavar="FILE",
    help="Take this recording instead of the microphone.",
)
@click.option("--device", help="The microphone: its number or a part of its name (see rehearse devices).")
@click.option(
    "--max-seconds",
    type=Seconds(min=1, max=3600),
    default=600,
    show_default=True,
    help="End the recording by itself.",
)
@click.option("--theme", help="Choose among one theme, e.g. help-desk.")
@click.option("--level", help="Choose among questions for entry, mid or senior.")
@json_option
@model_option
def prompt(
    prompt_id: str | None,
    answer: Path | None,
    device: str | None,
    max_seconds: float,
    theme: str | None,
    level: str | None,
    as_lines: bool,
    model: str,
) -> None:
    """Practise one question aloud: it records your answer and reports on it.

    Without an ID it picks a question that you have not practised lately. Enter ends the recording.
    Every take is kept on this machine; rehearse history lists them.

    \b
    Example: rehearse prompt
             rehearse prompt all-urgent --max-seconds 120
    """
    from rehearse.folders import config_folder, data_folder
    from rehearse.history import open_history
    from rehearse.live import Listener
    from rehearse.question_bank import load
    from rehearse.report.console import make_console
    from rehearse.session import compress, pick_prompt, question_folders
    from rehearse.settings import load as load_settings

    settings = load_settings(config_folder())  # before anybody speaks: settings in disorder are said early
    bank = load(question_folders())
    console = make_console(stderr=as_lines)
    with open_history(data_folder()) as history:
        say_problems(bank.problems)
        chosen = pick_prompt(bank, history, prompt_id, theme=theme, level=level)
        _say_unfinished(console, history)
        _forget_old_sound(console, history, settings)
        if answer is not None:
            take = _take_from(answer, history, chosen, model)
            _show(console, history, take, settings.phrases, as_lines=as_lines)
            return
        listener = Listener(model)
        take = _record(console, history, chosen, listener, device=device, max_seconds=max_seconds)
        take = _finished(console, history, take, listener, model)
        _show(console, history, take, settings.phrases, as_lines=as_lines)
        # Last, because the report is what is waited for.
        compress(history, take)


def _take_from(answer: Path, history: History, chosen: Prompt, model: str) -> Take:
    from rehearse.hearing import WhisperLoading
    from rehearse.session import keep_recording

    whisper = WhisperLoading(model)
    with showing_progress() as progress:
        return keep_recording(history, answer, chosen, whisper, progress=progress)


def _record(
    console: Console,
    history: History,
    chosen: Prompt,
    listener: Listener,
    *,
    device: str | None,
    max_seconds: float,
) -> Take:
    """Record a take that is listened to; the program ends here after Ctrl-C, or where no sound came."""
    from rehearse.audio.microphone import devices, find_device
    from rehearse.audio.portaudio import quiet_native_messages
    from rehearse.recording import record_answer
    from rehearse.session import begin_take, compress, new_take_path

    listener.check()
    with quiet_native_messages():
        microphone = find_device(devices(), device)
    listener.start()
    audio = new_take_path(history, prompt_id=chosen.id, suffix=".wav")
    take = begin_take(history, chosen, audio)
    listener.follow(audio)
    try:
        recorded = record_answer(
            console, chosen.question, audio, device=microphone, limit_s=max_seconds, voice=listener.voice
        )
    except BaseException:
        if not audio.exists():
            history.delete(take.id)
        raise
    if not recorded.duration_s:
        history.delete(take.id)
        sys.exit(1)
    if recorded.reason == "interrupted":
        listener.leave()
        _leave_without_report(console, compress(history, take))
    return take


def _finished(console: Console, history: History, take: Take, listener: Listener, model: str) -> Take:
    """The take with its words; the program ends here after Ctrl-C."""
    from rehearse.live import finish

    try:
        with showing_progress() as progress:
            return finish(history, take, listener, model, progress=progress)
    except KeyboardInterrupt:
        listener.leave()
        _leave_without_report(console, take)


def _leave_without_report(console: Console, take: Take) -> NoReturn:
    console.print(f"Take {take.id} is kept: {take.audio}", soft_wrap=True)
    console.print(f"`rehearse show {take.id}` reports on it, `rehearse delete {take.id}` removes it.")
    sys.exit(130)


def _say_unfinished(console: Console, history: History) -> None:
    waiting = len(history.unfinished())
    if waiting:
        console.print(f"{unfinished_line(waiting)}\n")


def _show_what_changed(console: Console, history: History, take: Take, report: Report) -> None:
    """Where the question was answered before: this take against the one before it."""
    from rehearse.analysis import analyse
    from rehearse.analysis.progress import first_and_last
    from rehearse.analysis.summary import summary
    from rehearse.report.progress import print_retake

    latest, *before = history.takes_heard(prompt_id=take.prompt_id, limit=2)
    if latest.id != take.id or not report.heard.is_english:
        return
    for one in before:
        if one.heard and one.heard.is_english:
            answers = [(one, summary(analyse(one.heard))), (take, summary(report))]
            print_retake(console, first_and_last(answers))


def _forget_old_sound(console: Console, history: History, settings: Settings) -> None:
    from datetime import UTC, datetime

    from rehearse.report.wording import many
    from rehearse.retention import forget_old_sound

    gone = forget_old_sound(history, settings, now=datetime.now(UTC))
    if gone:
        its = "its" if gone == 1 else "their"
        console.print(
            f"The sound of {many(gone, 'take')} of more than {settings.sound_days} days ago was deleted, "
            f"as you chose with `rehearse config sound`; {its} words stay.\n"
        )


def _show(console: Console, history: History, take: Take, phrases: Sequence[str], *, as_lines: bool) -> None:
    from rehearse.analysis import analyse
    from rehearse.report.contract import take_as_json
    from rehearse.report.terminal import print_report

    assert take.heard is not None
    report = analyse(take.heard, phrases=phrases)
    if as_lines:
        print_json(take_as_json(take, report))
        return
    console.print()
    print_report(console, report, title=take.question or f"Take {take.id}", take=take.id)
    _show_what_changed(console, history, take, report)
    console.print(
        f"\nKept as take {take.id}. `rehearse play {take.id}` plays it, "
        f"`rehearse report {take.id}` shows it in the browser, "
        f"`rehearse prompt {take.prompt_id}` tries again."
    )
