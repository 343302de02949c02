"""Record one answer with the screen in front of it: the microphone and the screen joined.

This module measures nothing and draws nothing; it starts the one, feeds the other, and sees to it that
Enter, Ctrl-C and a sound system that hangs all end the take with what was said kept.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.levels import Voice, hearing
from rehearse.audio.microphone import Device, Progress, Recorded, nothing_heard, record
from rehearse.audio.portaudio import leave_at_exit, quiet_native_messages
from rehearse.audio.take_file import TakeFile
from rehearse.errors import MicrophoneError
from rehearse.screen.layout import line
from rehearse.screen.recording import REFRESH_S, show_recording
from rehearse.words.recording import USUAL, Aim, Reading, closing_lines

if TYPE_CHECKING:
    from rich.console import Console

LIMIT_S = 600.0
"""No answer takes ten minutes; a recording forgotten overnight would."""

_OPENS_WITHIN_S = 15.0
"""A microphone that has neither opened nor failed by then belongs to a sound system that hangs."""

_ENDS_WITHIN_S = 10.0


def record_answer(
    console: Console,
    question: str,
    take: Path,
    *,
    device: Device,
    limit_s: float = LIMIT_S,
    voice: Callable[[], Voice | None] = lambda: None,
    aim: Aim = USUAL,
    is_left: Callable[[], bool] = lambda: False,
) -> Recorded:
    """Record an answer into the new WAV file `take`, until Enter, Ctrl-C, or `limit_s` seconds.

    Ctrl-C raises nothing: the take ends with the reason "interrupted", and so it does where Ctrl-C came just
    before, which `is_left` says. How it ended, `Recorded.problem`
    included, is printed. `console` writes to standard output or, made with `Console(stderr=True)`, to
    standard error. `voice` says what is known of the voice in the take; `aim` is shown while
    one speaks. MicrophoneError where the microphone
    cannot be opened, AudioFileError where the take cannot be written; without either the file is there,
    and readable, even where it holds no sound (`duration_s` is 0).
    """
    recorder = _Recorder(take, device, limit_s, voice)
    with quiet_native_messages(), ctrl_c_calls(recorder.interrupt):
        if is_left():
            recorder.interrupt()
        recorded = recorder.run(console, question, aim)
    for words in closing_lines(
        recorded.duration_s,
        at_limit=recorded.reason == "limit",
        dropped=recorded.overflows,
        problem=recorded.problem,
    ):
        line(console, words)
    return recorded


def listen(
    take: Path, *, device: Device, limit_s: float, progress: Callable[[str, int, int], None]
) -> Recorded:
    """Record `limit_s` seconds without a screen of its own; raises as `record_answer` does."""
    recorder = _Recorder(take, device, limit_s, lambda: None)
    with quiet_native_messages():
        return recorder.listen(progress)


@contextlib.contextmanager
def ctrl_c_calls(interrupt: Callable[[], None]) -> Iterator[None]:
    """Meanwhile Ctrl-C calls a function and raises nothing, so it can come at no wrong moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: interrupt())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Recorder:
    """The recording in a thread of its own, so that a slow terminal never keeps it from the disk."""

    def __init__(self, take: Path, device: Device, limit_s: float, voice: Callable[[], Voice | None]) -> None:
        self._take = take
        self._device = device
        self._limit_s = limit_s
        self._voice = voice
        self._stop = threading.Event()
        self._progress: Progress | None = None
        self._interrupted = False
        self._recorded: Recorded | None = None
        self._error: BaseException | None = None
        # A daemon, so that a sound system that hangs cannot keep the program from ending.
        self._thread = threading.Thread(target=self._record, daemon=True)

    def run(self, console: Console, question: str, aim: Aim) -> Recorded:
        self._thread.start()
        try:
            show_recording(
                console,
                question,
                read=self._reading,
                is_running=self._running_until(time.monotonic() + _OPENS_WITHIN_S),
                stop=self._stop.set,
                limit_s=self._limit_s,
                aim=aim,
            )
        finally:
            self._stop.set()
            self._thread.join(_ENDS_WITHIN_S)
        recorded = self._result()
        by_ctrl_c = self._interrupted and recorded.reason == "stopped"
        return replace(recorded, reason="interrupted") if by_ctrl_c else recorded

    def listen(self, progress: Callable[[str, int, int], None]) -> Recorded:
        self._thread.start()
        is_running = self._running_until(time.monotonic() + _OPENS_WITHIN_S)
        try:
            while is_running():
                heard_s = self._progress.duration_s if self._progress else 0.0
                progress("Listening: say a few words", round(heard_s * 10), round(self._limit_s * 10))
                time.sleep(REFRESH_S)
        finally:
            self._stop.set()
            self._thread.join(_ENDS_WITHIN_S)
        return self._result()

    def interrupt(self) -> None:
        self._interrupted = True
        self._stop.set()

    def _record(self) -> None:
        try:
            self._recorded = record(
                self._device,
                lambda rate_hz: TakeFile(self._take, rate_hz),
                max_s=self._limit_s,
                stop=self._stop,
                on_progress=self._note,
            )
        except BaseException as error:
            self._error = error

    def _note(self, progress: Progress) -> None:
        self._progress = progress

    def _reading(self) -> Reading | None:
        progress, voice = self._progress, self._voice()
        if progress is None:
            return None
        arriving = hearing(progress.meter, voice)
        hint = nothing_heard(sys.platform, heard_before=progress.meter.peak > 0)
        return Reading(
            elapsed_s=progress.duration_s,
            meter=progress.meter.value,
            arriving=arriving,
            hint=hint if arriving == "zeros" else "",
        )

    def _running_until(self, opens_before: float) -> Callable[[], bool]:
        def is_running() -> bool:
            late = self._progress is None and time.monotonic() > opens_before
            return self._thread.is_alive() and not late

        return is_running

    def _result(self) -> Recorded:
        if self._error is not None:
            raise self._error
        if self._recorded is None:
            leave_at_exit()
            raise MicrophoneError(
                "The sound system does not answer; restart it or the computer, or give a recording "
                "with --answer FILE"
            )
        return self._recorded
