"""The life of the process that listens while somebody speaks."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.growing import GrowingTake
from rehearse.audio.levels import Voice
from rehearse.errors import RehearseError
from rehearse.hearing.ears import Ears
from rehearse.hearing.heard import heard_from
from rehearse.model.heard import Heard

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

from rehearse.hearing.drafting import _Writer

READS_EVERY_S = 0.2


def listen(model: str, orders: Connection, answers: Connection) -> None:
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
