"""One answer at the microphone, on a terminal: the recording screen, and what Ctrl-C means at each moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.live import Live
from rich.text import Text

from rehearse.audio.portaudio import quiet_native_messages
from rehearse.audio.recording import Recorded
from rehearse.model.kept import Take
from rehearse.practice.practice import Answered, Hearing, LeftError, Question
from rehearse.practice.recording import Recorder
from rehearse.practice.voice import SystemVoice
from rehearse.screen.layout import line, put
from rehearse.screen.progress_bar import showing_progress
from rehearse.screen.recording import show_recording
from rehearse.screen.signals import ctrl_c_calls
from rehearse.words.recording import Aim, closing_lines
from rehearse.words.text import plain

if TYPE_CHECKING:
    from rich.console import Console


def answer(console: Console, question: Question) -> Answered | None:
    """Record an answer that is listened to meanwhile; None where there was nothing. LeftError: Ctrl-C."""
    left = threading.Event()
    # It may come at any moment, and finds a take either begun in full or not at all.
    with ctrl_c_calls(left.set):
        try:
            recording = question.record(is_left=left.is_set)
        except LeftError:
            put(console, "Nothing was recorded.")
            raise
        with quiet_native_messages(), recording:
            _show(console, question.text, recording.recorder, question.aim, left.is_set)
        assert recording.recorded is not None
        _say_how_it_ended(console, recording.recorded)
        if recording.is_by_mistake:
            put(console, "Nobody speaks in it, so it was not kept.")
        hearing = recording.hear()
    return _heard(hearing, left) if hearing else None


def read_aloud(console: Console, voice: SystemVoice, question: str) -> None:
    """Have a question read aloud, and show it as long as that lasts."""
    if not console.is_terminal or console.is_dumb_terminal:
        voice.say(question)  # it is printed when the recording begins
        return
    with Live(Text(plain(question), style="bold"), console=console, auto_refresh=False, transient=True):
        voice.say(question)


def say_kept_without_report(console: Console, take: Take | None) -> None:
    """Say where a take is that Ctrl-C ended, and what can be done with it; nothing where none was kept."""
    if take is None:
        return
    line(console, f"Take {take.id} is kept: {take.audio}")
    put(console, f"`rehearse show {take.id}` makes its report, `rehearse delete {take.id}` deletes it.")


def at_a_terminal(console: Console) -> bool:
    """Whether keys can be asked for: somebody sits there, and sees what is painted."""
    return sys.stdin.isatty() and console.is_terminal and not console.is_dumb_terminal


def _show(console: Console, question: str, recorder: Recorder, aim: Aim, is_left: Callable[[], bool]) -> None:
    """Show a recording until it ends, or Enter or Ctrl-C is pressed; that too where it was just before."""
    with ctrl_c_calls(recorder.interrupt):
        if is_left():
            recorder.interrupt()
        show_recording(console, question, recorder, aim)


def _say_how_it_ended(console: Console, recorded: Recorded) -> None:
    for words in closing_lines(
        recorded.duration_s,
        at_limit=recorded.reason == "limit",
        dropped=recorded.overflows,
        problem=recorded.problem,
    ):
        line(console, words)


def _heard(hearing: Hearing, left: threading.Event) -> Answered:
    try:
        if left.is_set():
            raise KeyboardInterrupt
        with showing_progress() as progress:
            return hearing.finish(progress=progress)
    except KeyboardInterrupt:
        raise hearing.leave() from None
