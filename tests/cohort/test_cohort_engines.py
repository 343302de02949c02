"""Engines do each job once, give the same results, and lose none to workers that die."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from random import Random

import pytest

from benchmarks.cohort.stand_in import BAD, FRAGILE, HANGS, KILLER, Make, StandIn, jobs
from rehearse.cohort import engines
from rehearse.cohort.ear import Alive, MakeEar
from rehearse.cohort.engines import Engine, usual_jobs
from rehearse.cohort.hearing import Shard, hear_all
from rehearse.cohort.jobs import KILLS, Job, Outcome, outcome_from_text, outcome_to_text
from rehearse.cohort.pool import Pool
from rehearse.cohort.results import Results
from rehearse.errors import CohortError, WeightsError
from rehearse.model.heard import Heard, Span, Word
from rehearse.progress import no_progress

Opened = Callable[[Make], AbstractContextManager[Engine]]


@contextmanager
def pool(make: Make) -> Iterator[Engine]:
    yield Pool(make, jobs=2, threads=1)


@contextmanager
def cluster(make: Make) -> Iterator[Engine]:
    pytest.importorskip("distributed", reason="needs Dask: pip install distributed")
    from rehearse.cohort.cluster import LOCAL, Cluster

    with Cluster(make, LOCAL, jobs=2) as running:
        yield running


ENGINES = pytest.mark.parametrize("engine", [pool, cluster])


def done(work: list[Job], make: Make, engine: Opened) -> dict[str, Outcome]:
    """Of each job what came of it, which must come once."""
    with engine(make) as running:
        outcomes = list(running(work))
    found = {one.key: one for one in outcomes}
    assert len(found) == len(outcomes)
    return found


@ENGINES
def test_every_engine_gives_what_the_ear_gives(engine: Opened) -> None:
    work = jobs(20, f"{BAD}1")
    assert done(work, Make(), engine) == {job.key: StandIn()(job) for job in work}


@ENGINES
def test_a_file_that_kills_once_is_heard_and_one_that_kills_twice_is_set_aside(
    engine: Opened, tmp_path: Path
) -> None:
    work = [*jobs(6, f"{FRAGILE}1", f"{KILLER}1"), *jobs(0, f"{FRAGILE}2")]
    found = done(work, Make(heard=tmp_path), engine)
    assert found.keys() == {job.key for job in work}
    assert [job.digest for job in work if found[job.key].error] == [f"{KILLER}1"]
    assert found[work[7].key].error == KILLS
    begun = {job.digest[:5]: (tmp_path / job.key).stat().st_size for job in work}
    assert begun[f"{KILLER}1"] == 2
    assert begun[f"{FRAGILE}1"] >= 2  # a cluster repeats what a worker had done, and not yet handed over


def test_a_file_that_hangs_is_tried_twice_and_holds_up_no_other() -> None:
    work = jobs(6, f"{HANGS}1")
    found = {one.key: one for one in Pool(Make(), jobs=2, threads=1, hung_s=1.0)(work)}
    assert found.keys() == {job.key for job in work}
    assert [job.digest for job in work if found[job.key].error] == [f"{HANGS}1"]
    assert found[work[-1].key].error == KILLS


def test_a_worker_that_takes_long_and_gives_signs_is_left_alone() -> None:
    work = jobs(1)
    (outcome,) = Pool(Slow, jobs=1, threads=1, hung_s=1.5)(work)
    assert outcome == StandIn()(work[0])


class Slow:
    """Takes twice as long as a worker may be without a sign, and gives one now and then."""

    def __init__(self, alive: Alive) -> None:
        self._alive = alive

    def __call__(self, job: Job) -> Outcome:
        for _ in range(30):
            time.sleep(0.1)
            self._alive()
        return StandIn()(job)


def test_workers_that_are_killed_at_random_lose_nothing() -> None:
    work, chance, found = jobs(120), Random(7), []
    for number, outcome in enumerate(Pool(Make(sleep_s=0.01), jobs=2, threads=1)(work)):
        found.append(outcome)
        if number % 20 == 10:
            chance.choice(multiprocessing.active_children()).kill()
    assert sorted(found, key=lambda one: one.key) == sorted(map(StandIn(), work), key=lambda one: one.key)


def fails_to_start(_: Alive) -> StandIn:
    os._exit(1)


def has_no_model(_: Alive) -> StandIn:
    raise WeightsError("There is no model. Get one.")


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [(fails_to_start, CohortError, "--jobs 1"), (has_no_model, WeightsError, "There is no model. Get one.")],
)
def test_what_is_no_fault_of_a_file_ends_it_all(make: MakeEar, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        list(Pool(make, jobs=2, threads=1)(jobs(3)))


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install distributed")
    from rehearse.cohort import cluster

    monkeypatch.setattr(cluster, "CONNECT_S", "1s")
    with pytest.raises(CohortError, match=r"No cluster answers at tcp://127\.0\.0\.1:9"):
        cluster.Cluster(Make(), "tcp://127.0.0.1:9", jobs=1).__enter__()


def of_another_version(job: Job) -> Outcome:
    return Outcome("another key", error="It cannot be read.")


def makes_another_version(_: Alive) -> Callable[[Job], Outcome]:
    return of_another_version


def test_a_worker_of_another_version_ends_it_all() -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install distributed")
    from rehearse.cohort.cluster import LOCAL, Cluster

    with (
        Cluster(makes_another_version, LOCAL, jobs=1) as running,
        pytest.raises(CohortError, match="another version"),
    ):
        list(running(jobs(1)))


def test_nobody_works_on_when_the_engine_is_left(tmp_path: Path) -> None:
    running = Pool(Make(sleep_s=0.02, heard=tmp_path), jobs=2, threads=1)(jobs(500))
    next(running)
    running.close()  # type: ignore[attr-defined]
    begun = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == begun < 500


def test_what_was_kept_before_it_was_stopped_is_not_heard_again(tmp_path: Path) -> None:
    work, results = jobs(9), Results(tmp_path)

    def stops(some: list[Job]) -> Iterator[Outcome]:
        for job in some[:4]:
            yield StandIn()(job)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hear_all(work, results, stops, progress=no_progress)  # type: ignore[arg-type]
    assert [results.has(job.key) for job in work] == [True] * 4 + [False] * 5


def test_what_may_go_well_another_time_is_not_kept(tmp_path: Path) -> None:
    (job,) = jobs(1)
    gone = Outcome(job.key, error="It changed while it was read.", for_good=False)
    said = hear_all([job], Results(tmp_path), lambda _: iter([gone]), progress=no_progress)
    assert (said, Results(tmp_path).has(job.key)) == ({job.key: "It changed while it was read."}, False)


def test_shards_share_all_files_out() -> None:
    names = [f"group/{number}.wav" for number in range(1000)]
    parts = [[name for name in names if Shard(number, 10).has(name)] for number in range(1, 11)]
    assert sorted(name for part in parts for name in part) == sorted(names)
    assert all(60 < len(part) < 140 for part in parts)


HEARD = Heard(
    words=(Word("So,", Span(0.5, 0.9), 0.9, 0.1),), speech=(Span(0.5, 0.9),), duration_s=1.5, others=()
)


@pytest.mark.parametrize(
    "outcome", [Outcome("k", HEARD), Outcome("k", error="It cannot be read."), Outcome("k", Heard(words=()))]
)
def test_an_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    assert outcome_from_text(outcome_to_text(outcome), "k") == outcome


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", "null", '{"schema":1}', outcome_to_text(Outcome("other", HEARD)), "[" * 100_000,
     outcome_to_text(Outcome("k", HEARD))[:-9], '{"schema":1,"key":"k","heard":null,"error":null}',
     '{"schema":1,"key":"k","heard":{"words":3},"error":null}'],
)  # fmt: skip
def test_a_damaged_result_is_none(damaged: str, tmp_path: Path) -> None:
    results = Results(tmp_path)
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "k.json").write_text(damaged)
    assert results.find("k") is None


def test_there_is_always_a_worker() -> None:
    assert usual_jobs() >= 1


@pytest.mark.parametrize(("has", "free", "jobs"), [(8, 30, 8), (8, 4, 3), (2, 1, 1), (2, None, 2)])
def test_a_worker_for_each_core_that_has_memory(
    monkeypatch: pytest.MonkeyPatch, has: int, free: int | None, jobs: int
) -> None:
    monkeypatch.setattr(engines, "cores", lambda: has)
    monkeypatch.setattr(engines, "_free_bytes", lambda: None if free is None else free * 1_000_000_000)
    assert engines.usual_jobs() == jobs
    assert engines.threads_of_each(jobs) == max(1, has // jobs)
