"""What is to be heard, and what came of it: values that travel between processes and machines.

The work is a function of a file's bytes, the model and the version of the program. Its result is named by a
hash of these, so that it is done once, whoever does it. The question is no part of it: what was said does not
depend on it, and what it means for the question is computed with the page.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearse import __version__
from rehearse.history.stored import heard_from, heard_to_columns, text_from, text_or_none_from
from rehearse.model.heard import Heard

SCHEMA = 1
"""Of the files of results."""

KILLS = "The program that heard it crashed or hung, twice. Play it, and convert it to wav or mp3."


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be heard. `digest` is the SHA-256 of its bytes, `content` these where they are sent."""

    path: Path
    digest: str
    is_text: bool
    model: str
    content: bytes | None = None

    @property
    def key(self) -> str:
        """The name of its result."""
        return key_of(self.digest, None if self.is_text else self.model)


def key_of(digest: str, model: str | None) -> str:
    """The name of the result of a file that a model hears; None for a text.

    >>> key_of("00", "base") == key_of("00", "base") != key_of("00", None)
    True
    """
    return hashlib.sha256(f"{SCHEMA}\n{__version__}\n{model or '-'}\n{digest}".encode()).hexdigest()


def digest_of(path: Path) -> str:
    """What a file is known by, whatever it is called. OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: `heard`, or why not. Only with `for_good` would hearing it again give the same."""

    key: str
    heard: Heard | None = None
    error: str | None = None
    for_good: bool = True


def set_aside(job: Job) -> Outcome:
    """The outcome of a file that ends whoever hears it."""
    return Outcome(job.key, error=KILLS)


def outcome_to_text(outcome: Outcome) -> str:
    """An outcome as JSON, the same text for the same outcome."""
    kept: dict[str, Any] = {
        "schema": SCHEMA,
        "key": outcome.key,
        "heard": None if outcome.heard is None else heard_to_columns(outcome.heard),
        "error": outcome.error,
    }
    return json.dumps(kept, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def outcome_from_text(text: str, key: str) -> Outcome:
    """What `outcome_to_text` wrote of a job with this key. ValueError for anything else."""
    try:
        kept = json.loads(text)
        if kept["schema"] != SCHEMA or text_from(kept["key"]) != key:
            raise ValueError("of another job")
        heard = None if kept["heard"] is None else heard_from(kept["heard"])
        error = text_or_none_from(kept["error"])
    except (KeyError, TypeError, RecursionError) as wrong:
        raise ValueError("no outcome") from wrong
    if (heard is None) == (error is None):
        raise ValueError("no outcome")
    return Outcome(key, heard, error)
