"""An ear that hears nothing: it computes a hash and sleeps, so that what engines cost can be seen.

A file whose digest begins with `KILLER` ends the process that hears it, as what crashes a decoder does; one
that begins with `FRAGILE` does so once in each folder of marks.
One that begins with `HANGS` is never done.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from rehearse.cohort.ear import Alive
from rehearse.cohort.jobs import Job, Outcome
from rehearse.model.heard import Heard, Word

KILLER, FRAGILE, BAD, HANGS = "dead", "ffff", "bad0", "0dd0"
"""How digests begin."""


@dataclass(frozen=True)
class StandIn:
    """Sleeps, then says the hash of a digest; `heard` is a folder in which each job leaves a mark."""

    sleep_s: float = 0.0
    heard: Path | None = None

    def __call__(self, job: Job) -> Outcome:
        time.sleep(self.sleep_s)
        first = self._mark(job)
        if job.digest.startswith(KILLER) or (job.digest.startswith(FRAGILE) and first):
            os._exit(9)
        if job.digest.startswith(HANGS):
            time.sleep(3600)
        if job.digest.startswith(BAD):
            return Outcome(job.key, error="It cannot be read.")
        word = hashlib.sha256(job.digest.encode()).hexdigest()
        return Outcome(job.key, Heard(words=(Word(word),)))

    def _mark(self, job: Job) -> bool:
        """Note that this job was begun; whether it never was before."""
        if self.heard is None:
            return True
        with (self.heard / job.key).open("a") as file:
            file.write("x")
            return file.tell() == 1


@dataclass(frozen=True)
class Make:
    """Makes such an ear in a worker."""

    sleep_s: float = 0.0
    heard: Path | None = None

    def __call__(self, alive: Alive) -> StandIn:
        return StandIn(self.sleep_s, self.heard)


def jobs(count: int, *digests: str) -> list[Job]:
    """So many jobs, and one for each of `digests`."""
    made = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
    return [Job(Path(f"{digest[:8]}.wav"), digest, False, "base") for digest in (*made, *digests)]
