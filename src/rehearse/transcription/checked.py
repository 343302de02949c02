"""Files of weights that are what they should be, looked at once."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.errors import WeightsError
from rehearse.private_file import private_folder, write_whole
from rehearse.progress import Progress

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[np.float32]]


BLOCK_BYTES = 1 << 20


def sha256(blocks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def blocks(paths: tuple[Path, ...], what: str, progress: Progress) -> Iterator[bytes]:
    total = sum(path.stat().st_size for path in paths)
    done = 0
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                done += len(block)
                progress(what, done, total)
                yield block


def checked_once(path: Path, expected: str, *, cache: Path, progress: Progress) -> Path:
    """Check the file's hash, but not again as long as nothing about the file changes."""
    if is_as_checked(path, expected, cache=cache):
        return path
    if sha256(blocks((path,), "Checking the model", progress)) != expected:
        raise WeightsError(
            f"The model file {path} is damaged or altered. Delete it, and it is downloaded again."
        )
    remember_checked(path, expected, cache=cache)
    return path


def is_as_checked(path: Path, expected: str, *, cache: Path) -> bool:
    seen = _checked_mark(path, cache)
    return (
        seen.is_file()
        and _is_own(cache)
        and seen.read_text(encoding="ascii", errors="replace") == _state(path, expected)
    )


def _is_own(folder: Path) -> bool:
    """Whether nobody else can have put something there."""
    if os.name != "posix":
        return True
    status = folder.stat()
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def own_folder(cache: Path) -> None:
    """Make the cache the owner's alone, also where an earlier version made it readable by others."""
    private_folder(cache)
    if os.name == "posix" and stat.S_IMODE(cache.stat().st_mode) != 0o700:
        with suppress(OSError):  # somebody else's: nothing in it is believed
            cache.chmod(0o700)


def remember_checked(path: Path, expected: str, *, cache: Path) -> None:
    with suppress(OSError):  # it is checked again next time
        own_folder(cache)
        write_whole(_checked_mark(path, cache), _state(path, expected))


def _checked_mark(path: Path, cache: Path) -> Path:
    return cache / f"{path.name}.checked"


def _state(path: Path, expected: str) -> str:
    """What changes with a file; its change time cannot be set back, as the time of its content can."""
    state = path.stat()
    return f"{expected} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
