"""The life of the process that listens while somebody speaks."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rehearse.audio.growing import GrowingTake
from rehearse.audio.levels import Voice
from rehearse.errors import RehearseError
from rehearse.hearing.ears import Ears
from rehearse.hearing.heard import heard_in
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.writing import Writer
from rehearse.model.heard import Heard

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

READS_EVERY_S = 0.2


def listen(model: str, orders: Connection, answers: Connection) -> None:
    """The whole life of the process: it ends with its answer, or with the program that it listens for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print_nothing()
    told = _Answers(answers)
    try:
        told(_listened(model, orders, told))
    except RehearseError as error:
        told(error)
    except BaseException:
        told(traceback.format_exc())
    finally:
        # A thread may be deep in torch; nothing here is worth waiting for it.
        os._exit(0)


def print_nothing() -> None:
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


def _order(orders: Connection) -> Any:
    """The next order; where the program that gives them has ended, so does this one."""
    try:
        return orders.recv()
    except (EOFError, OSError):
        os._exit(0)


def _listened(model: str, orders: Connection, told: _Answers) -> Heard:
    whisper = WhisperLoading(model)
    whisper.start()
    ears, writer = Ears(), Writer(whisper, lambda *now: told(now))

    def blocks() -> Iterator[Samples]:
        growing = GrowingTake(_order(orders))
        while not orders.poll(READS_EVERY_S):
            yield from growing.gained()
            if chunk := ears.forming():
                writer.draft(chunk)
            whisper.check_going_well()  # said while somebody speaks, not when they have told all of it
            told(Voice(ears.last_voice_s, ears.duration_s))
        _order(orders)
        yield from growing.end()

    return heard_in(blocks(), ears, writer)
