"""The three engines with an ear that sleeps: whether results are alike under kills, and what a job costs."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from benchmarks.cohort.stand_in import Make, jobs
from rehearse.cohort.cluster import LOCAL, Cluster
from rehearse.cohort.hearing import Shard, hear_all
from rehearse.cohort.jobs import Job
from rehearse.cohort.pool import Pool
from rehearse.cohort.results import Results
from rehearse.progress import no_progress

WORKERS, SHARDS = 2, 3
SLEEP_S = 0.005
Kill = Callable[[], None]


class Killing:
    """Ends a worker at random, so many times while so many jobs are done."""

    def __init__(self, kill: Kill, *, jobs: int, kills: int) -> None:
        chance = Random(29)
        self._at = set(chance.sample(range(jobs // 20, jobs - jobs // 20), kills)) if kills else set()
        self._kill = kill
        self.done = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """The progress of the hearing."""
        if done in self._at:
            self._at.discard(done)
            self._kill()
            self.done += 1


def by_pool(work: Sequence[Job], results: Results, kills: int) -> int:
    chance = Random(1)
    killing = Killing(
        lambda: chance.choice(multiprocessing.active_children()).kill(), jobs=len(work), kills=kills
    )
    hear_all(work, results, Pool(Make(SLEEP_S), jobs=WORKERS, threads=1), progress=killing)
    return killing.done


def by_cluster(work: Sequence[Job], results: Results, kills: int) -> int:
    chance = Random(2)
    with Cluster(Make(SLEEP_S), LOCAL, jobs=WORKERS) as cluster:

        def kill() -> None:
            with suppress(ProcessLookupError, IndexError):
                os.kill(chance.choice(cluster.processes()), signal.SIGKILL)

        killing = Killing(kill, jobs=len(work), kills=kills)
        hear_all(work, results, cluster, progress=killing)
    return killing.done


def by_shards(work: Sequence[Job], results: Results, kills: int) -> int:
    """Programs beside each other over one folder; one that is killed is started again, as Slurm would."""
    chance, done = Random(3), 0
    start = [sys.executable, "-m", "benchmarks.cohort.engines", str(results.folder), str(len(work))]
    running = {part: subprocess.Popen([*start, str(part)]) for part in range(1, SHARDS + 1)}
    while running:
        time.sleep(chance.uniform(0.5, 2.0))
        if done < kills and (part := chance.choice(sorted(running))) and running[part].poll() is None:
            running[part].kill()
            running[part].wait()
            running[part] = subprocess.Popen([*start, str(part)])
            done += 1
        running = {part: one for part, one in running.items() if one.poll() is None}
    return done


def one_shard(folder: Path, count: int, part: int) -> None:
    """What such a program does."""
    work = [job for job in jobs(count) if Shard(part, SHARDS).has(job.digest)]
    results = Results(folder)
    left = [job for job in work if not results.has(job.key)]
    hear_all(left, results, Pool(Make(SLEEP_S), jobs=1, threads=1), progress=no_progress)


ENGINES = {"pool": by_pool, "shards": by_shards, "Dask": by_cluster}


def with_kills(folder: Path, *, count: int, kills: int) -> None:
    """Each engine over the same jobs: what lies there afterwards, as one hash."""
    print(f"{count} jobs of {SLEEP_S:.3f} s, {kills} kills, {WORKERS} workers, {SHARDS} shards\n")
    print("| engine | killed | seconds | results | lost | errors | hash of all |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    work = jobs(count)
    for name, engine in ENGINES.items():
        place = folder / name
        results, begun = Results(place), time.perf_counter()
        killed = engine(work, results, kills)
        took_s = time.perf_counter() - begun
        files = sorted(place.glob("??/*.json"))
        said = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
        errors = sum(bool(found and found.error) for found in (results.find(job.key) for job in work))
        lost = len({job.key for job in work} - {file.stem for file in files})
        print(f"| {name} | {killed} | {took_s:.0f} | {len(files)} | {lost} | {errors} | {said} |", flush=True)


def overhead(folder: Path, *, most: int) -> None:
    """What a job costs beside its own time, in milliseconds of one worker."""
    print("| jobs | engine | start, s | ms a job | the program's own, ms a job |")
    print("| ---: | --- | ---: | ---: | ---: |")
    counts = [count for count in (100, 1_000, 10_000) if count <= most]
    for count in counts:
        for name in ("pool", "Dask"):
            _one_overhead(folder, name, count)


def _one_overhead(folder: Path, name: str, count: int) -> None:
    work, results = jobs(count), Results(folder / f"{name}-{count}")
    begun = time.perf_counter()
    first: list[float] = []

    def note(what: str, done: int, total: int) -> None:
        if done == 1:
            first.append(time.perf_counter())

    if name == "pool":
        own = time.process_time()
        hear_all(work, results, Pool(Make(SLEEP_S), jobs=WORKERS, threads=1), progress=note)
        ended = time.perf_counter()
    else:
        with Cluster(Make(SLEEP_S), LOCAL, jobs=WORKERS) as cluster:
            own = time.process_time()
            hear_all(work, results, cluster, progress=note)
            ended = time.perf_counter()
    per_job = (ended - first[0]) * WORKERS / (count - 1) - SLEEP_S
    own_ms = 1000 * (time.process_time() - own) / count
    print(
        f"| {count:,} | {name} | {first[0] - begun:.1f} | {1000 * per_job:.1f} | {own_ms:.1f} |", flush=True
    )
    assert all(results.has(job.key) for job in work)


if __name__ == "__main__":
    one_shard(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
