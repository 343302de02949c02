"""Processes in which the program's own functions run, watched: none takes too long or too much memory.

What goes wrong in one is a result; the process is started again after it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

LIMIT_BYTES = 1_500_000_000
LIMIT_S = 60.0

_LOOKS_EVERY_S = 0.02

How = Literal["traceback", "hang", "memory"]


@dataclass(frozen=True)
class Broken:
    """How a call went wrong, and where."""

    how: How
    reason: str


class Worker:
    """A process that does one call after another; it is started with the first.

    None of them may last longer than `limit_s`.
    """

    def __init__(self, *, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._process: Any = None
        self._pipe: Connection | None = None

    def call(self, function: Callable[..., Any], *arguments: object) -> Any:
        """What the function gives, or `Broken`. It has to be found by its name in a module."""
        pipe = self._started()
        pipe.send((function, arguments))
        give_up_at = time.monotonic() + self._limit_s
        while not pipe.poll(_LOOKS_EVERY_S):
            if peak_bytes(self._process.pid) > LIMIT_BYTES:
                return self._broken("memory", f"more than {LIMIT_BYTES / 1e9:.1f} GB")
            if time.monotonic() > give_up_at:
                return self._broken("hang", f"more than {self._limit_s:.0f} s")
        try:
            result = pipe.recv()
        except EOFError:
            self._process.join()
            return self._broken("traceback", f"the process died, exit code {self._process.exitcode}")
        peak = peak_bytes(self._process.pid)
        if peak > LIMIT_BYTES:
            return self._broken("memory", f"{peak / 1e9:.1f} GB")
        return result

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, its_end = context.Pipe()
            self._process = context.Process(target=_serve, args=(its_end,), daemon=True)
            self._process.start()
            its_end.close()
        return self._pipe

    def _broken(self, how: How, reason: str) -> Broken:
        self.close()
        return Broken(how, reason)


class Workers:
    """Several, for threads that each want one for a while."""

    def __init__(self, count: int) -> None:
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all = [Worker() for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)

    @contextlib.contextmanager
    def one(self) -> Iterator[Worker]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        for worker in self._all:
            worker.close()


def peak_bytes(process: int) -> int:
    """The most memory that a process has held since its last call began; 0 where nothing tells."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    return 0


def _serve(pipe: Connection) -> None:
    """What runs in the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that watches
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # libraries written in C complain there
        os.dup2(nowhere, stream)
    while True:
        try:
            function, arguments = pipe.recv()
        except EOFError:
            return
        _forget_peak()
        pipe.send(_done(function, arguments))


def _done(function: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
    try:
        return function(*arguments)
    except MemoryError as error:
        return Broken("memory", where(error))
    except BaseException as error:  # whatever it is, somebody would have seen it
        return Broken("traceback", where(error))


def where(error: BaseException) -> str:
    """An error in a line: what it is, and the last place of the program that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "rehearse" in frame.filename] or frames
    place = f" ({Path(ours[-1].filename).name}:{ours[-1].lineno})" if ours else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
