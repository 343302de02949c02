"""Jobs done by a cluster of Dask's (https://distributed.dask.org), or by a small one of this machine.

Dask decides which worker does what. Here is what makes it hear: each worker loads the model once, no more
jobs are under way than it has threads, and what its scheduler gives up is tried once more before the file
is set aside. Only the cluster's own addresses are used.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from multiprocessing import resource_tracker
from typing import Any

import dask
import distributed
from distributed.diagnostics.plugin import WorkerPlugin

from rehearse import __version__
from rehearse.cohort.ear import Ear, MakeEar
from rehearse.cohort.engines import Kills, threads_of_each, working_with
from rehearse.cohort.jobs import Job, Outcome
from rehearse.errors import CohortError
from rehearse.hearing.live import without_ctrl_c

LOCAL = "local"
"""In place of an address: a cluster of this machine."""
CONNECT_S = "10s"
COUNTED_EVERY_S = 1.0
"""How often it is asked what the cluster has: a question takes as long as a short job."""
LOOKED_EVERY_S = 0.005
"""How often it is looked whether a job is done."""
ALONE_S = 120.0
"""How long is waited for a worker where there is none."""
EAR = "rehearse-ear"
GONE = "It was taken away before it was heard."

_STRICT: dict[str, Any] = {
    "distributed.scheduler.allowed-failures": 0,  # counted here, as every engine does
    "distributed.deploy.lost-worker-timeout": "10s",  # one that died as it began may then be replaced
}
"""How a cluster of this machine is to work."""


class Cluster:
    """An engine: the cluster at an address, or `LOCAL` with `jobs` workers. With `send` each file goes along,
    for workers that do not see the folder.
    """

    def __init__(self, make_ear: MakeEar, address: str, *, jobs: int, send: bool = False) -> None:
        self._make_ear = make_ear
        self._address = address
        self._jobs = jobs
        self._send = send
        self._opened = ExitStack()
        self._client: Any = None
        self._counted, self._counted_at = 1, -COUNTED_EVERY_S
        self._seen_at = time.monotonic()

    def __enter__(self) -> Cluster:
        """CohortError where nobody answers at the address."""
        try:
            self._client = self._opened.enter_context(_client(self._address, self._jobs))
            self._client.register_plugin(_Ear(self._make_ear), name=EAR)
        except (OSError, TimeoutError, ValueError) as error:
            self._opened.close()
            raise CohortError(
                f"No cluster answers at {self._address}. Start one with `dask scheduler` and `dask worker`, "
                f"or use --scheduler {LOCAL}."
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def dashboard(self) -> str | None:
        """Where its scheduler shows what goes on; None without bokeh, which draws that."""
        return str(self._client.dashboard_link) if importlib.util.find_spec("bokeh") else None

    def processes(self) -> list[int]:
        """The numbers of its workers' processes, as each machine counts them."""
        return list(self._client.run(os.getpid).values())

    def __call__(self, work: Sequence[Job]) -> Iterator[Outcome]:
        """CohortError where a worker cannot hear at all, and where the cluster goes away."""
        waiting, kills = list(reversed(work)), Kills()
        under_way: dict[Any, Job] = {}
        done = distributed.as_completed(loop=self._client.loop)
        try:
            while waiting or under_way:
                yield from self._begin(waiting, under_way, done)
                if not under_way:
                    continue
                self._wait(done)
                future = next(done)
                job = under_way.pop(future)
                if outcome := self._outcome(future, job, kills):
                    yield outcome
                else:
                    waiting.insert(0, job)  # the others first: it may be the one that kills
        except (CancelledError, OSError) as error:
            raise CohortError(
                f"The cluster at {self._address} is gone. What was heard is kept; the same command goes on."
            ) from error
        finally:
            with suppress(OSError):
                self._client.cancel(list(under_way))

    def _begin(self, waiting: list[Job], under_way: dict[Any, Job], done: Any) -> Iterator[Outcome]:
        """Give the cluster a job for each thread that has none; what comes of files that are gone.

        None waits at a worker: it would be to blame too where that one dies.
        """
        while waiting and len(under_way) < self._threads():
            job = waiting.pop()
            try:
                future = self._client.submit(_hear, self._sent(job), pure=False)
            except FileNotFoundError:
                yield Outcome(job.key, error=GONE, for_good=False)
                continue
            under_way[future] = job
            done.add(future)

    def _wait(self, done: Any) -> None:
        """Until a job is done."""
        while not done.has_ready():
            self._threads()
            time.sleep(LOOKED_EVERY_S)

    def _outcome(self, future: Any, job: Job, kills: Kills) -> Outcome | None:
        """What came of a job; None where its worker died, and it is to be tried again."""
        try:
            outcome: Outcome = future.result()
        except (distributed.KilledWorker, MemoryError):
            self._counted_at = -COUNTED_EVERY_S  # or two would be given to the one that is left
            return kills.count(job)
        if outcome.key != job.key:
            raise CohortError(
                f"A worker has another version of rehearse. Install {__version__} on all machines."
            )
        return outcome

    def _threads(self) -> int:
        """Of all workers, which may come and go; at least one, for whom to wait. CohortError where none
        comes.
        """
        now = time.monotonic()
        if now - self._counted_at > COUNTED_EVERY_S:
            threads: dict[str, int] = self._client.nthreads()
            self._counted, self._counted_at = max(1, sum(threads.values())), now
            if threads:
                self._seen_at = now
            if self._client.cluster and len(threads) < self._jobs:
                self._client.cluster.scale(self._jobs)  # a nanny gives up where its worker dies as it begins
            if now - self._seen_at > ALONE_S:
                raise CohortError(
                    "The cluster has no workers any more. Start some with `dask worker`; the same command "
                    "then goes on."
                )
        return self._counted

    def _sent(self, job: Job) -> Job:
        return replace(job, content=job.path.read_bytes()) if self._send else job


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Any]:
    if address != LOCAL:
        with distributed.Client(address, timeout=CONNECT_S, set_as_default=False) as client:
            yield client
        return
    with (
        dask.config.set(_STRICT),
        _local(jobs) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _local(jobs: int) -> Any:
    """A cluster of this machine, whose workers leave Ctrl-C to the program."""
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # begun with the first process, it would let Ctrl-C through again
    with without_ctrl_c(), working_with(threads_of_each(jobs)):
        return distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            memory_limit=0,  # a model is larger than its share of a small machine
            silence_logs=logging.CRITICAL,
        )


class _Ear(WorkerPlugin):  # type: ignore[misc]
    """Makes a worker's ear as the worker starts."""

    def __init__(self, make_ear: MakeEar) -> None:
        self._make_ear = make_ear
        self.ear: Ear | None = None

    def setup(self, worker: Any) -> None:
        self.ear = self._make_ear(lambda: None)  # a cluster has limits of its own


def _hear(job: Job) -> Outcome:
    """On a worker: done by its ear."""
    plugin = distributed.get_worker().plugins[EAR]
    ear: Ear = plugin.ear
    return ear(job)
