"""Hears one file after another: what a worker does, in whatever process. Keeps nothing and prints nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from rehearse.cohort.jobs import Job, Outcome, digest_of
from rehearse.errors import RehearseError, WeightsError
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.model.heard import Heard
from rehearse.takes.written import read_text

Ear = Callable[[Job], Outcome]
"""Does a job. It raises what is no fault of the file: no model, no memory."""

Alive = Callable[[], None]
"""Called now and then while a job is done; who hears nothing for long may take its worker for hung."""

MakeEar = Callable[[Alive], Ear]
"""Makes an ear in the process that works with it, once."""


class WhisperEar:
    """Hears with a model, which is loaded with the first recording and then kept."""

    def __init__(self, model: str, alive: Alive) -> None:
        self._whisper = WhisperLoading(model)
        self._alive = alive

    def __call__(self, job: Job) -> Outcome:
        """WeightsError where there is no model; MemoryError where it does not fit."""
        try:
            with _on_disk(job) as path:
                return self._outcome(job, path)
        except (WeightsError, MemoryError):
            raise
        except OSError as error:
            return Outcome(job.key, error=f"It cannot be read: {error.strerror or error}.", for_good=False)
        except Exception as error:
            kind = type(error).__name__
            return Outcome(job.key, error=f"rehearse failed on it ({kind}: {error}).", for_good=False)

    def _outcome(self, job: Job, path: Path) -> Outcome:
        try:
            heard = read_text(path) if job.is_text else self._hear(path)
        except WeightsError:
            raise
        except RehearseError as error:
            # Without the path: the same bytes may lie elsewhere tomorrow, and a name is not told.
            return Outcome(job.key, error=str(error).replace(str(path), "The file"))
        if job.content is None and digest_of(path) != job.digest:
            return Outcome(job.key, error="It changed while it was read.", for_good=False)
        return Outcome(job.key, heard)

    def _hear(self, path: Path) -> Heard:
        return hear_file(path, self._whisper, progress=lambda *_: self._alive(), also=lambda _: self._alive())


def _on_disk(job: Job) -> AbstractContextManager[Path]:
    return nullcontext(job.path) if job.content is None else _copy(job.content, job.path.suffix)


@contextmanager
def _copy(content: bytes, suffix: str) -> Iterator[Path]:
    """A file that was sent along, while it is heard."""
    with tempfile.TemporaryDirectory(prefix="rehearse-") as folder:
        path = Path(folder) / f"answer{suffix}"
        path.write_bytes(content)
        yield path
