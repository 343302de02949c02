"""What comes through a pipe, as a file that can be read more than once.

A recording is looked at before it is heard, and known again by its digest; a pipe gives each byte once. This
module does not know what comes.
"""

from __future__ import annotations

import os
import select
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rehearse.errors import PipeError, RehearseError

STANDARD_INPUT = (Path("-"), Path("/dev/stdin"))
MOST_BYTES = 2 << 30
"""Three hours as an uncompressed studio recording; a pipe may have no end."""
WAITS_S = 5.0
"""For somebody to open the other end of a named pipe."""

_SAVE_IT = "Save it as a file and name that file."
_NOTHING = "Nothing came through {name}. Send a file through it, or name one."
_LOOKS_EVERY_S = 0.1
_BLOCK_BYTES = 1 << 20


@contextmanager
def readable(path: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[Path]:
    """The file itself, or the path of a copy of what comes through a pipe; the copy is gone afterwards.

    `-` is standard input. PipeError where nothing comes through, or more than `most_bytes`, and for a device.
    An error of the user's that is raised meanwhile names the pipe and not the copy.
    """
    if path not in STANDARD_INPUT and not _is_pipe(path):
        yield path
        return
    name = "standard input" if path in STANDARD_INPUT else str(path)
    with _copy(_arriving(path, name), name, most_bytes) as copy:
        try:
            yield copy
        except RehearseError as error:
            raise type(error)(str(error).replace(str(copy), name)) from error


def is_sent() -> bool:
    """Whether standard input is a file, or a pipe through which something comes soon."""
    try:
        number = sys.stdin.fileno()
        mode = os.fstat(number).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    if not stat.S_ISFIFO(mode):
        return stat.S_ISREG(mode)
    # A program that never writes may hold the other end open. Windows cannot wait for a pipe.
    return sys.platform == "win32" or bool(select.select([number], [], [], WAITS_S)[0])


def _is_pipe(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # whoever reads it says why it cannot be
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        raise PipeError(f"{path} is a device, not a file. Name a file, or - for standard input.")
    return stat.S_ISFIFO(mode)


@contextmanager
def _copy(blocks: Iterator[bytes], name: str, most_bytes: int) -> Iterator[Path]:
    with _private_file() as (file, path):
        size = 0
        for block in blocks:
            size += len(block)
            if size > most_bytes:
                most = f"{most_bytes >> 20} MB" if most_bytes >> 20 else f"{most_bytes} bytes"
                raise PipeError(f"More than {most} came through {name}. {_SAVE_IT}")
            try:
                file.write(block)
                file.flush()
            except OSError as error:
                raise PipeError(
                    f"What comes through {name} cannot be stored: {error.strerror}. {_SAVE_IT}"
                ) from error
        if not size:
            raise PipeError(_NOTHING.format(name=name))
        yield path


@contextmanager
def _private_file() -> Iterator[tuple[BinaryIO, Path]]:
    """A file of the owner's alone; where the system can, without a name: a kill leaves nothing behind."""
    if sys.platform == "linux":
        with tempfile.TemporaryFile() as file:
            yield file, Path(f"/proc/self/fd/{file.fileno()}")
        return
    with tempfile.TemporaryDirectory(prefix="rehearse-") as folder:
        path = Path(folder) / "piped"
        with path.open("wb") as file:
            yield file, path


def _arriving(path: Path, name: str) -> Iterator[bytes]:
    if path in STANDARD_INPUT:
        if sys.stdin is None or sys.stdin.isatty():
            raise PipeError(_NOTHING.format(name=name))
        while block := os.read(sys.stdin.fileno(), _BLOCK_BYTES):
            yield block
        return
    with open(path, "rb", buffering=0, opener=_without_waiting) as pipe:
        yield from _from_named(pipe.fileno(), name)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _from_named(pipe: int, name: str) -> Iterator[bytes]:
    """All that comes from the first byte on; PipeError where nobody opens the other end."""
    give_up_at = time.monotonic() + WAITS_S
    came = False
    while True:
        try:
            block = os.read(pipe, _BLOCK_BYTES)
        except BlockingIOError:  # somebody is there, and sends nothing at the moment
            select.select([pipe], [], [])
            continue
        if block:
            came = True
            yield block
        elif came:
            return
        elif time.monotonic() > give_up_at:
            raise PipeError(f"No program sends anything through {name}. Start that program, then try again.")
        else:
            time.sleep(_LOOKS_EVERY_S)
