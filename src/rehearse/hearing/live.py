"""Listening while somebody speaks: a process of its own reads the growing take and writes down what is said.

A process and not a thread, because a sound system wants Python's lock back within milliseconds, and loading
torch holds it for longer; and because what crashes there cannot take the recording with it. The recording
does not know of it: the file on disk is all that goes over.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.audio.levels import Voice
from rehearse.errors import RehearseError
from rehearse.folders import cache_folder
from rehearse.hearing.child import listen
from rehearse.hearing.loading import RELAY_S
from rehearse.model.heard import Heard
from rehearse.progress import Progress
from rehearse.transcription.weights import check_name

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class ListenerGoneError(Exception):
    """The process has ended without an answer; the take can still be heard from its file."""


class Listener:
    """The process, seen from the program that records."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._process: Any = None
        self._orders: Connection
        self._answers: Connection
        self._now = ("Loading the model", 0, 0)
        self._voice: Voice | None = None
        self._outcome: Heard | RehearseError | None = None

    def check(self) -> None:
        """WeightsError where no such model exists, before anybody speaks for it in vain."""
        check_name(self._model, cache=cache_folder())

    def start(self) -> None:
        """Begin to load the model; what goes wrong is raised by `finish`."""
        context = multiprocessing.get_context("spawn")
        if sys.platform != "win32":
            # Begun with the first process, it would let Ctrl-C through again before that process is there.
            resource_tracker.ensure_running()
        theirs, self._orders = context.Pipe(duplex=False)
        self._answers, answers = context.Pipe(duplex=False)
        self._process = context.Process(target=listen, args=(self._model, theirs, answers), daemon=True)
        with without_ctrl_c():
            self._process.start()
        # Ours are closed, so that the end of one process is seen by the other.
        theirs.close()
        answers.close()

    def follow(self, take: Path) -> None:
        """Listen to a take that is about to be recorded."""
        self._order(take)

    def voice(self) -> Voice | None:
        """What is known of the voice by now; None as long as nobody listens."""
        try:
            self._take_in(0)
        except ListenerGoneError:
            self._voice = None
        return self._voice

    @property
    def problem(self) -> str | None:
        """What keeps it from hearing, as soon as that is known."""
        return str(self._outcome) if isinstance(self._outcome, RehearseError) else None

    def finish(self, *, progress: Progress) -> Heard:
        """What was heard, once the take is complete on disk.

        Raises the RehearseError that kept it from hearing, or ListenerGoneError.
        """
        self._order(None)
        while self._outcome is None:
            progress(*self._now)
            self._take_in(RELAY_S)
        if isinstance(self._outcome, RehearseError):
            raise self._outcome
        return self._outcome

    def leave(self) -> None:
        """End it; nobody waits for an answer any more."""
        if self._process is not None:
            self._process.kill()

    def _order(self, what: Path | None) -> None:
        try:
            self._orders.send(what)
        except OSError as error:
            if self._outcome is None:
                self._take_in(0)
            if self._outcome is None:
                raise ListenerGoneError from error

    def _take_in(self, wait_s: float) -> None:
        try:
            while self._answers.poll(wait_s):
                self._note(self._answers.recv())
                wait_s = 0
        except (EOFError, OSError) as error:
            if self._outcome is None:
                raise ListenerGoneError from error

    def _note(self, answer: Any) -> None:
        if isinstance(answer, Voice):
            self._voice = answer
        elif isinstance(answer, tuple):
            self._now = answer
        elif isinstance(answer, str):
            # Heard again from the file, it either goes well or fails where everybody can see it.
            raise ListenerGoneError(answer)
        else:
            self._outcome = answer


@contextlib.contextmanager
def without_ctrl_c() -> Iterator[None]:
    """A process started meanwhile never gets the Ctrl-C that is meant for the recording."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
