"""Runs `rehearse` and keeps beside it what a disk would hold if the power went now.

    python benchmarks/faults/power.py DISK prompt ...

DISK/takes holds each recording as it was when it was last forced to the disk, under the names that its
folder had when that was forced there too; DISK/history/N the files of the database after its Nth commit.
Everything else counts as lost.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

FULL = 2
"""SQLite's `PRAGMA synchronous`: every commit is forced to the disk. With less, a commit proves nothing."""


class Disk:
    """What is safe. Every copy gets its name at once, since the power may go in the middle of copying."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.takes = folder / "takes"
        self.history = folder / "history"
        self._drafts = folder / "drafts"
        self._safe: dict[int, bytes] = {}
        self._commits = count(1)
        for made in (self.takes, self.history, self._drafts):
            made.mkdir(mode=0o700, parents=True)

    def file_synced(self, path: Path) -> None:
        content = path.read_bytes()
        self._safe[path.stat().st_ino] = content
        if (self.takes / path.name).exists():
            self._put(path.name, content)

    def folder_synced(self, folder: Path) -> None:
        """Names that are new and names that are gone are safe now; what is in a new file may not be."""
        names = {path.name: path.stat().st_ino for path in folder.iterdir()}
        for name, inode in names.items():
            self._put(name, self._safe.get(inode, b""))
        for path in self.takes.iterdir():
            if path.name not in names:
                path.unlink()

    def committed(self, database: Path) -> None:
        draft = Path(tempfile.mkdtemp(dir=self._drafts))
        for path in database.parent.glob(f"{database.name}*"):
            if not path.name.endswith("-shm"):  # made anew by whoever opens the database next
                shutil.copy2(path, draft)
        draft.rename(self.history / f"{next(self._commits):06}")

    def _put(self, name: str, content: bytes) -> None:
        descriptor, draft = tempfile.mkstemp(dir=self._drafts)
        os.close(descriptor)
        Path(draft).write_bytes(content)
        Path(draft).replace(self.takes / name)


def lay_down(disk: Path, home: Path) -> None:
    """Make `home` what is found there when the power is back."""
    for path in (disk / "takes").iterdir():
        shutil.copy2(path, home / "takes")
    for path in max((disk / "history").iterdir()).iterdir():
        shutil.copy2(path, home)


def watch_files(disk: Disk) -> None:
    really_sync = os.fsync

    def fsync(descriptor: int) -> None:
        really_sync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            disk.folder_synced(path)
        elif path.parent.name == disk.takes.name:
            disk.file_synced(path)

    os.fsync = fsync  # type: ignore[assignment]


def watch_history(disk: Disk) -> None:
    from rehearse.history import takes

    really_in_transaction = takes.transaction  # type: ignore[attr-defined]

    @contextmanager
    def transaction(connection: Any) -> Iterator[None]:
        with really_in_transaction(connection):
            yield
        if connection.execute("PRAGMA synchronous").fetchone()[0] >= FULL:
            disk.committed(Path(connection.execute("PRAGMA database_list").fetchone()[2]))

    takes.transaction = transaction  # type: ignore[attr-defined]


def main() -> None:
    disk = Disk(Path(sys.argv.pop(1)))
    watch_files(disk)
    watch_history(disk)
    from rehearse.cli import main as rehearse

    rehearse()


if __name__ == "__main__":
    main()
