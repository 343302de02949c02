"""What engines share: their form, how often a job may end its worker, and how many workers fit a machine."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rehearse.cohort.jobs import Job, Outcome, set_aside
from rehearse.errors import CohortError

Engine = Callable[[Sequence[Job]], Iterator[Outcome]]
"""Does jobs and gives what came of each, in any order and each once. Closing it ends all that it began."""

MOST_KILLS = 2
"""By one file, before it is set aside."""
MOST_FAILED_STARTS = 3
"""In a row, before nothing more is tried."""

WORKER_BYTES = 1_300_000_000
"""What one worker with the base model needs at most."""
THREADS_OF_LIBRARIES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

NO_START = (
    "The processes that hear end before they are ready; there may be too little memory. Close other "
    "programs, or try --jobs 1."
)


class Kills:
    """How often each job was there when its worker died. A worker that dies before it is ready has no job."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()
        self._starts = 0

    def count(self, job: Job) -> Outcome | None:
        """Its outcome, where it shall not be tried again."""
        self._of[job.key] += 1
        return set_aside(job) if self._of[job.key] >= MOST_KILLS else None

    def count_start(self) -> None:
        """CohortError where no worker gets ready."""
        self._starts += 1
        if self._starts >= MOST_FAILED_STARTS:
            raise CohortError(NO_START)

    def started(self) -> None:
        self._starts = 0


def cores() -> int:
    """How many of the machine's cores this program may use."""
    if sys.platform != "win32" and hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def usual_jobs() -> int:
    """How many workers fit the cores and the memory that is free: one for each core. A second thread makes a
    worker hardly faster; a second worker does half as much again.
    """
    free = _free_bytes()
    return cores() if free is None else max(1, min(cores(), free // WORKER_BYTES))


def threads_of_each(jobs: int) -> int:
    return max(1, cores() // jobs)


@contextmanager
def working_with(count: int) -> Iterator[None]:
    """A process begun meanwhile works with so many threads, unless its user wants otherwise. Its libraries
    read that as they are loaded.
    """
    added = [name for name in THREADS_OF_LIBRARIES if name not in os.environ]
    os.environ.update(dict.fromkeys(added, str(count)))
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _free_bytes() -> int | None:
    """Memory that could be taken now; None where the system does not say."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    return None
