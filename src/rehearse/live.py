"""Listening while somebody speaks: a process of its own reads the growing take and writes down what is said.

A process and not a thread, because a sound system wants Python's lock back within milliseconds, and loading
torch holds it for longer; and because what crashes there cannot take the recording with it. The recording
does not know of it: the file on disk is all that goes over.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse import session
from rehearse.audio.growing import GrowingTake
from rehearse.audio.levels import Voice
from rehearse.errors import RehearseError
from rehearse.folders import cache_folder
from rehearse.hearing import RELAY_S, Ears, Progress, WhisperLoading, heard_from, load_whisper, story_reader
from rehearse.model import Heard, Take
from rehearse.transcription.weights import check_name

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from rehearse.audio.chunks import Chunk
    from rehearse.history import History
    from rehearse.transcription.verbatim import Transcript

READS_EVERY_S = 0.2
DRAFTED_EVERY_S = 6.0
"""How much more must have been said before a chunk is drafted again, unless it seems to be all."""
DRAFTS_TAKE_AT_MOST = 0.25
"""Of the time: a slow machine drafts less often, and has the rest for the recording and for the user."""


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
        self._process = context.Process(target=_listen, args=(self._model, theirs, answers), daemon=True)
        with _without_ctrl_c():
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


def finish(history: History, take: Take, listener: Listener, model: str, *, progress: Progress) -> Take:
    """Keep the words of a take that was listened to; where the listener is gone it is heard from its file.

    Whatever is raised, the take stays.
    """
    try:
        heard = listener.finish(progress=progress)
    except ListenerGoneError:
        return session.finish(history, take, WhisperLoading(model), progress=progress)
    except RehearseError as error:
        raise type(error)(f"{error} Take {take.id} is kept.") from error
    return history.finish(take.id, heard)


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """A process started meanwhile never gets the Ctrl-C that is meant for the recording."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _listen(model: str, orders: Connection, answers: Connection) -> None:
    """The whole life of the process: it ends with its answer, or with the program that it listens for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _print_nothing()
    told = _Answers(answers)
    try:
        told(_listened(model, orders, told))
    except RehearseError as error:
        told(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # nobody waits any more
    except BaseException:
        told(traceback.format_exc())
    finally:
        # A thread may be deep in torch; nothing here is worth waiting for it.
        os._exit(0)


def _print_nothing() -> None:
    """What libraries print would stand in the middle of the screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


class _Answers:
    """Sends answers, from any thread."""

    def __init__(self, answers: Connection) -> None:
        self._answers = answers
        self._lock = threading.Lock()

    def __call__(self, answer: object) -> None:
        with self._lock, contextlib.suppress(BrokenPipeError):
            self._answers.send(answer)


def _listened(model: str, orders: Connection, told: _Answers) -> Heard:
    writer = _Writer(model, lambda *now: told(now))
    take = orders.recv()
    ears = _heard_until_end(take, orders, writer, told)
    return heard_from(ears, writer.end(ears.duration_s))


def _heard_until_end(take: Path, orders: Connection, writer: _Writer, told: _Answers) -> Ears:

    growing = GrowingTake(take)
    ears = Ears()
    while not orders.poll(READS_EVERY_S):
        for block in growing.gained():
            writer.add(ears.add(block))
        if chunk := ears.forming():
            writer.draft(chunk)
        told(Voice(ears.last_voice_s, ears.duration_s))
    orders.recv()  # raises where the other process has ended
    for block in growing.end():
        writer.add(ears.add(block))
    writer.add(ears.end())
    return ears


class _Writer:
    """Writes chunks down in a thread, so that the voice is followed meanwhile; loads the model first.

    Meanwhile it drafts what the next chunk has so far: at the end of the take little is left to do then.
    """

    def __init__(self, model: str, told: Progress) -> None:
        self._model = model
        self._told = told
        self._news = threading.Condition()
        self._chunks: list[Chunk] = []
        self._forming: Chunk | None = None
        self._drafted: Chunk | None = None
        self._drafted_every_s = DRAFTED_EVERY_S
        self._any = False
        self._ended = False
        self._total_s = 0.0
        self._said: Transcript | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def add(self, chunks: list[Chunk]) -> None:
        if not chunks:
            return
        with self._news:
            self._any = True
            self._chunks += chunks
            self._news.notify()

    def draft(self, chunk: Chunk) -> None:
        """Have a chunk drafted that more may be added to, if there is nothing else to do."""
        with self._news:
            self._forming = chunk
            self._news.notify()

    def end(self, total_s: float) -> Transcript | None:
        """What was said; None where nobody spoke."""
        with self._news:
            self._total_s = total_s
            self._ended = True
            self._news.notify()
        if not self._any:
            return None
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._said

    def _run(self) -> None:
        try:
            self._said = self._written()
        except BaseException as error:
            self._error = error

    def _written(self) -> Transcript:
        whisper = load_whisper(self._model, progress=self._note)
        story_reader()
        self._note("Transcribing", 0, 0)
        transcribing = whisper.begin()
        while True:
            chunks, forming = self._waiting()
            if chunks:
                transcribing.add(chunks)
                self._note("Transcribing", round(chunks[-1].span.end_s), round(self._total_s))
            elif forming:
                self._drafted = forming
                begun = time.monotonic()
                transcribing.prepare(forming, wanted=self._is_draft_wanted)
                took_s = time.monotonic() - begun
                self._drafted_every_s = max(DRAFTED_EVERY_S, took_s / DRAFTS_TAKE_AT_MOST)
            else:
                return transcribing.end()

    def _waiting(self) -> tuple[list[Chunk], Chunk | None]:
        """All chunks that have come, or else one to draft; neither once there are no more."""
        with self._news:
            self._news.wait_for(lambda: not self._is_idle() or self._is_worth_drafting())
            chunks, self._chunks = self._chunks, []
            forming, self._forming = self._forming, None
            return chunks, None if self._ended else forming

    def _is_idle(self) -> bool:
        return not self._chunks and not self._ended

    def _is_draft_wanted(self) -> bool:
        """Until there is better to do; what has turned out to be the chunk itself is done to its end."""
        drafted = self._drafted
        return self._is_idle() or bool(self._chunks and drafted and self._chunks[0].is_same(drafted))

    def _is_worth_drafting(self) -> bool:
        chunk, before = self._forming, self._drafted
        if chunk is None or (before and before.is_same(chunk)):
            return False
        grows = before is not None and before.span.start_s == chunk.span.start_s
        known_s = before.span.end_s if before and grows else chunk.span.start_s
        return chunk.is_whole or chunk.span.end_s - known_s >= self._drafted_every_s

    def _note(self, what: str, done: int, total: int) -> None:
        # As long as somebody speaks there is no total, and what is done is no news.
        self._told(what, min(done, total) if total else 0, total)
