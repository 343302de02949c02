"""One take at the microphone, from the question to its words; for practice and for interviews."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from rehearse.audio.microphone import devices, find_device
from rehearse.audio.portaudio import quiet_native_messages
from rehearse.cli.showing import showing_progress
from rehearse.cli.values import Seconds
from rehearse.hearing.live import Listener
from rehearse.practice.coaching import get_ready
from rehearse.practice.recording import ctrl_c_calls, record_answer
from rehearse.screen.layout import line, put
from rehearse.takes.keeping import begin_take, compress, finish_listened, is_by_mistake, new_take_path

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.audio.microphone import Device
    from rehearse.history import History
    from rehearse.model.kept import Take
    from rehearse.model.questions import Prompt
    from rehearse.words.recording import Aim


def microphone_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --device and --max-seconds."""
    for option in (
        click.option(
            "--max-seconds",
            type=Seconds(min=1, max=3600),
            default=600,
            show_default=True,
            help="End a recording by itself.",
        ),
        click.option(
            "--device", help="The microphone: its number or a part of its name (see rehearse devices)."
        ),
    ):
        command = option(command)
    return command


class LeftError(Exception):
    """Ctrl-C ended a take; it is kept, without its report. None where there was nothing to keep."""

    def __init__(self, take: Take | None) -> None:
        super().__init__(take)
        self.take = take


@dataclass(frozen=True, slots=True)
class Taking:
    """What every take of one practice has in common."""

    console: Console
    history: History
    model: str
    microphone: Device
    max_seconds: float

    def take(self, prompt: Prompt | None, question: str, aim: Aim) -> Take | None:
        """Record an answer that is listened to meanwhile; None where there was nothing to keep.

        `prompt` is the one that the take is kept under. LeftError after Ctrl-C.
        """
        left = threading.Event()
        # It may come at any moment, and finds a take either begun in full or not at all.
        with ctrl_c_calls(left.set):
            listener = Listener(self.model)
            listener.check()
            listener.start()
            if prompt:
                get_ready(self.history, prompt)
            if left.is_set():
                listener.leave()
                put(self.console, "Nothing was recorded.")
                raise LeftError(None)
            take = self._record(prompt, question, aim, listener, left)
        return self._finished(take, listener, left) if take else None

    def _record(
        self, prompt: Prompt | None, question: str, aim: Aim, listener: Listener, left: threading.Event
    ) -> Take | None:
        audio = new_take_path(self.history, prompt_id=prompt.id if prompt else None, suffix=".wav")
        take = begin_take(self.history, prompt, audio, question=question)
        try:
            listener.follow(audio)
            recorded = record_answer(
                self.console,
                question,
                audio,
                device=self.microphone,
                limit_s=self.max_seconds,
                voice=listener.voice,
                aim=aim,
                is_left=left.is_set,
            )
        except BaseException:
            if not audio.exists():
                self.history.delete(take.id)
            raise
        by_hand = recorded.reason in ("stopped", "interrupted")
        nothing = not recorded.duration_s
        if by_hand and not nothing and is_by_mistake(audio, recorded.duration_s):
            put(self.console, "Nobody speaks in it, so it is not kept.")
            nothing = True
        if nothing or recorded.reason == "interrupted":
            listener.leave()
        if nothing:
            self.history.delete(take.id)
        if recorded.reason == "interrupted":
            raise LeftError(None if nothing else compress(self.history, take))
        return None if nothing else take

    def _finished(self, take: Take, listener: Listener, left: threading.Event) -> Take:

        try:
            if left.is_set():
                raise KeyboardInterrupt
            with showing_progress() as progress:
                return finish_listened(self.history, take, listener, self.model, progress=progress)
        except KeyboardInterrupt:
            listener.leave()
            raise LeftError(take) from None


def taking(
    console: Console, history: History, *, model: str, device: str | None, max_seconds: float
) -> Taking:
    """A practice at the microphone that fits. WeightsError or MicrophoneError before anybody speaks in
    vain.
    """
    Listener(model).check()
    with quiet_native_messages():
        microphone = find_device(devices(), device)
    return Taking(console, history, model, microphone, max_seconds)


def say_kept_without_report(console: Console, take: Take | None) -> None:
    """Say where a take is that Ctrl-C ended, and what can be done with it; nothing where none was kept."""
    if take is None:
        return

    line(console, f"Take {take.id} is kept: {take.audio}")
    put(console, f"`rehearse show {take.id}` reports on it, `rehearse delete {take.id}` removes it.")


def at_a_terminal(console: Console) -> bool:
    """Whether keys can be asked for: somebody sits there, and sees what is painted."""
    return sys.stdin.isatty() and console.is_terminal and not console.is_dumb_terminal
