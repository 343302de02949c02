"""Files of the owner's alone, written in full or not at all.

A file is written as a draft, hidden beside the name that it gets once it is complete. A draft is locked as
long as its writer lives, so that what a writer that was killed left behind can be told from what is being
written just now, and removed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, Any

SETTLED_S = 60.0
"""Where nothing can be locked, a file that changed this lately may still be written."""

GROWING_S = 5.0
"""Nor can a recording be locked there; one that grows changes more often than this."""

_LONGEST_NAME_BYTES = 200
"""A file system takes 255, and a draft has fourteen more letters than what it becomes."""

_DRAFT = re.compile(r"\.(?P<name>.+)-[a-z0-9_]{8}\.part", re.DOTALL)


def write_whole(
    path: Path,
    text: str,
    *,
    replace: bool = True,
    while_naming: AbstractContextManager[object] | None = None,
) -> None:
    """Into a draft, which then takes the name; a link to it stays one. OSError where that fails.

    Unless it shall `replace` what has the name, FileExistsError where something has, also since a moment ago.
    `while_naming` is entered for the moment in which the draft takes the name.
    """
    path = Path(os.path.realpath(path))  # not `resolve`, which fails for a link to itself
    for left in drafts_of(path):
        remove_abandoned(left)
    with draft_beside(path) as draft:
        # Line ends as they are: a format may ask for its own.
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with while_naming or nullcontext():
            if replace:
                draft.replace(path)
            else:
                _take_free_name(draft, path)


def _take_free_name(draft: Path, path: Path) -> None:
    """Give a draft its name; FileExistsError where another file has it."""
    if sys.platform == "win32":  # where this replaces nothing
        draft.rename(path)
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a memory stick: an empty file holds the name meanwhile
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        draft.replace(path)


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """A new empty draft of the file `path`, locked meanwhile; gone afterwards unless it was given a name."""
    descriptor, draft = _new_draft(path)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
        if descriptor is not None:
            os.close(descriptor)


def _new_draft(path: Path) -> tuple[int | None, Path]:
    name = path.name
    while len(os.fsencode(name)) > _LONGEST_NAME_BYTES:
        name = name[:-1]
    while True:
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-", suffix=".part")
        if sys.platform == "win32":  # where a file that is open can take no other name
            os.close(descriptor)
            return None, Path(draft)
        # Between these two lines it may have been taken for one that was left behind.
        if lock(descriptor, alone=True) is not False and os.fstat(descriptor).st_nlink:
            return descriptor, Path(draft)
        os.close(descriptor)
        Path(draft).unlink(missing_ok=True)


def draft_of(path: Path) -> str | None:
    """The name of the file that a draft was to become; None for what is no draft."""
    found = _DRAFT.fullmatch(path.name)
    return found["name"] if found else None


def drafts_of(path: Path) -> list[Path]:
    """The drafts of a file, abandoned or not."""
    with suppress(OSError):
        return [beside for beside in path.parent.iterdir() if draft_of(beside) == path.name]
    return []


def remove_abandoned(draft: Path) -> None:
    """Remove a draft, unless somebody is writing it or the disk does not let go of it."""
    with suppress(OSError), abandoned(draft) as nobody_writes:
        if nobody_writes:
            draft.unlink(missing_ok=True)


@contextmanager
def abandoned(draft: Path) -> Iterator[bool]:
    """Whether nobody writes a draft any more, and meanwhile nobody begins to; OSError where it is gone."""
    with draft.open("rb") as file:
        locked = None if sys.platform == "win32" else lock(file, alone=True)
        yield time.time() - draft.stat().st_mtime > SETTLED_S if locked is None else locked


def lock(file: int | IO[Any], *, alone: bool) -> bool | None:
    """Lock an open file, alone or with others, until it is closed or the program has ended in whatever way.

    False where another program has it alone, None where nothing can be locked.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return None
    return True


def is_growing(recording: Path) -> bool:
    """Whether a program is recording into it now, one that was stopped and may go on included.

    On Windows, where no lock can be asked without being taken, whether it has changed lately.
    """
    try:
        if sys.platform == "win32":
            return time.time() - recording.stat().st_mtime < GROWING_S
        with recording.open("rb") as file:
            return lock(file, alone=False) is False
    except OSError:
        return False


def unlock(file: int | IO[Any]) -> None:
    """Explicitly, because closing leaves the lock to a child process that was given the file too."""
    if sys.platform == "win32":
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_UN)


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner alone; OSError where that fails."""
    if not path.parent.exists():
        private_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Force to the disk which files there are in a folder."""
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
