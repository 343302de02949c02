"""From the files of a class to results on disk: what is not known is given to an engine. Writes no page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rehearse.cohort.engines import Engine
from rehearse.cohort.handed import Handed
from rehearse.cohort.jobs import Job, digest_of
from rehearse.cohort.results import Results
from rehearse.progress import Progress

READING, HEARING = "Reading the files", "Hearing the answers"

GONE = "The list names this file, and it is not there."
NO_FORMAT = "This is no recording and no text. Ask for wav, mp3, m4a or mp4, or a text as .txt."


@dataclass(frozen=True, slots=True)
class Filed:
    """A file with its job, or the reason why there is none."""

    handed: Handed
    job: Job | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` (from 1) of `of` parts that together are all files."""

    number: int = 1
    of: int = 1

    def has(self, file: str) -> bool:
        """By its name alone, so that no shard reads another's files, and a new file moves no other."""
        return int(hashlib.sha256(file.encode()).hexdigest()[:15], 16) % self.of == self.number - 1


ALL = Shard()


def filed(handed: Sequence[Handed], *, model: str, progress: Progress) -> Iterator[Filed]:
    """What everybody handed in, each file read once to know it by its bytes."""
    for number, one in enumerate(handed):
        progress(READING, number, len(handed))
        yield _filed(one, model)


def _filed(one: Handed, model: str) -> Filed:
    if one.path is None:
        return Filed(one, reason=GONE)
    if not (one.is_text or one.is_recording):
        return Filed(one, reason=NO_FORMAT)
    try:
        return Filed(one, _job(one.path, is_text=one.is_text, model=model))
    except OSError as error:
        return Filed(one, reason=f"It cannot be read: {error.strerror or error}.")


def _job(path: Path, *, is_text: bool, model: str) -> Job:
    if not path.is_file():  # a pipe would be waited for
        raise OSError("it is no file")
    return Job(path, digest_of(path), is_text, model)


def to_do(files: Iterable[Filed], results: Results) -> list[Job]:
    """The jobs whose results are not there, each once, however many handed the same file in."""
    jobs = {one.job.key: one.job for one in files if one.job}
    return [job for key, job in jobs.items() if not results.has(key)]


def hear_all(jobs: Sequence[Job], results: Results, engine: Engine, *, progress: Progress) -> dict[str, str]:
    """Have an engine do jobs, and keep each result as it comes; why some gave none that may be kept, by key.

    Whatever ends it, what was kept stays, and the rest is done the next time.
    """
    not_kept: dict[str, str] = {}
    progress(HEARING, 0, len(jobs))
    outcomes = engine(jobs)
    try:
        for number, outcome in enumerate(outcomes, start=1):
            results.keep(outcome)
            if not outcome.for_good and outcome.error:
                not_kept[outcome.key] = outcome.error
            progress(HEARING, number, len(jobs))
    finally:
        if isinstance(outcomes, Iterator) and hasattr(outcomes, "close"):
            outcomes.close()
    return not_kept
