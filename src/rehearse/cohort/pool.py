"""Jobs done by worker processes of this machine.

Each worker has one job at a time and a pipe of its own, so that whatever ends it (the system for want of
memory, a crash in a decoder, kill -9) is seen as the end of its pipe and costs that one job a retry. The
pools of `concurrent.futures` give up all of their jobs where one worker dies. One that gives no sign of life
for long, in a decoder that hangs, is ended, as if it had died.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from rehearse.cohort.ear import Alive, MakeEar
from rehearse.cohort.engines import Kills, working_with
from rehearse.cohort.jobs import Job, Outcome
from rehearse.hearing.child import print_nothing
from rehearse.hearing.live import without_ctrl_c

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY, ALIVE = "ready", "alive"
HUNG_S = 600.0
"""Without a sign from a worker that has a job. A slow machine writes half a minute of speech in a minute."""
SIGNS_S = 1.0
"""Between two signs, at least."""


class Pool:
    """An engine: `jobs` workers with `threads` threads each, each with an ear of its own. A worker is
    given up after `hung_s` without a sign.
    """

    def __init__(self, make_ear: MakeEar, *, jobs: int, threads: int, hung_s: float = HUNG_S) -> None:
        self._make_ear = make_ear
        self._jobs = jobs
        self._threads = threads
        self._hung_s = hung_s

    def __call__(self, work: Sequence[Job]) -> Iterator[Outcome]:
        """Raises what an ear raises, and CohortError where no worker gets ready."""
        waiting, kills = deque(work), Kills()
        workers = [self._worker() for _ in range(min(self._jobs, len(work)))]
        try:
            while waiting or any(worker.job for worker in workers):
                for worker in workers:
                    worker.offer(waiting)
                ready = wait([worker.pipe for worker in workers], self._hung_s / 10)
                for at, worker in enumerate(workers):
                    outcome, is_gone = None, worker.is_hung(self._hung_s)
                    if worker.pipe in ready:
                        try:
                            outcome, is_gone = worker.answer(), False
                            kills.started()
                        except (EOFError, OSError):
                            is_gone = True
                    if is_gone:
                        workers[at] = self._worker()
                        outcome = _after(worker, kills, waiting)
                    if outcome:
                        yield outcome
        finally:
            for worker in workers:
                worker.end()

    def _worker(self) -> _Worker:
        return _Worker(self._make_ear, self._threads)


def _after(dead: _Worker, kills: Kills, waiting: deque[Job]) -> Outcome | None:
    """What comes of the job that a worker had when it died: it waits again, or is given up."""
    dead.end()
    if dead.job is None:
        if not dead.is_ready:
            kills.count_start()
        return None
    outcome = kills.count(dead.job)
    if outcome is None:
        waiting.append(dead.job)  # the others first: it may be the one that kills
    return outcome


class _Worker:
    """One process, seen from the program that gives it jobs."""

    def __init__(self, make_ear: MakeEar, threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        if sys.platform != "win32":
            # Begun with the first process, it would let Ctrl-C through again before that process is there.
            resource_tracker.ensure_running()
        self.pipe, theirs = context.Pipe()
        self._process: Any = context.Process(target=_work, args=(make_ear, theirs), daemon=True)
        with without_ctrl_c(), working_with(threads):
            self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        self.job: Job | None = None
        self.is_ready = False
        self._sign_at = time.monotonic()

    def is_hung(self, after_s: float) -> bool:
        """Whether it has a job, and gave no sign for so long."""
        return self.job is not None and time.monotonic() - self._sign_at > after_s

    def offer(self, waiting: deque[Job]) -> None:
        """Have it take a job, if it is ready and has none."""
        if not self.is_ready or self.job or not waiting:
            return
        self.job = waiting.popleft()
        self._sign_at = time.monotonic()
        with suppress(OSError):  # where it has died, its pipe will say so
            self.pipe.send(self.job)

    def answer(self) -> Outcome | None:
        """What came of its job; None for a word that it is ready, or alive. EOFError or OSError where it is
        gone.
        """
        said = self.pipe.recv()
        self._sign_at = time.monotonic()
        if isinstance(said, BaseException):
            raise said from None
        if said in (READY, ALIVE):
            self.is_ready = True
            return None
        self.job = None
        outcome: Outcome = said
        return outcome

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _work(make_ear: MakeEar, pipe: Connection) -> None:
    """The whole life of a worker. It ends with the program that it works for, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print_nothing()
    threading.Thread(target=_end_with_the_program, daemon=True).start()
    send = _one_after_another(pipe)
    try:
        ear = make_ear(_signs(send))
        send(READY)
        while True:
            send(ear(pipe.recv()))
    except (EOFError, BrokenPipeError):
        pass
    except MemoryError:
        os._exit(1)  # as if the system had ended it: a fresh one tries again
    except BaseException as error:
        send(error)
    finally:
        os._exit(0)  # a thread may be deep in torch; nothing here is worth waiting for it


def _one_after_another(pipe: Connection) -> Callable[[Any], None]:
    """Sends, whichever thread asks for it."""
    sending = threading.Lock()

    def send(what: Any) -> None:
        with sending:
            pipe.send(what)

    return send


def _signs(send: Callable[[Any], None]) -> Alive:
    """Says that a worker is alive, not too often."""
    last_at = 0.0

    def sign() -> None:
        nonlocal last_at
        if time.monotonic() - last_at >= SIGNS_S:
            last_at = time.monotonic()
            send(ALIVE)

    return sign


def _end_with_the_program() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
