"""The numbers of the takes for a shell that completes them: quickly, and without a trace.

Nothing is made, migrated or repaired. Where the history cannot be read as it is, sqlite3.Error is raised.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any


def glance(folder: Path, *, unfinished: bool = False) -> list[tuple[int, str, str | None]]:
    """Number, time (ISO 8601, UTC) and question of every take, or of those without a report, latest first.

    Empty where there is no history.
    """
    wanted = "WHERE word_count IS NULL" if unfinished else ""
    query = f"SELECT id, recorded_at, question FROM takes {wanted} ORDER BY recorded_at DESC, id DESC"
    return _rows(folder, query)


def glance_at_jobs(folder: Path) -> list[tuple[str, str]]:
    """Name and advertisement of every job, the latest kept first; empty where they cannot be read as they
    are: whoever needs them opens the history, and says what is wrong.
    """
    with suppress(sqlite3.Error):
        rows = _rows(folder, "SELECT name, advertisement FROM jobs ORDER BY added_at DESC, name")
        return [row for row in rows if all(isinstance(value, str) for value in row)]
    return []


def _rows(folder: Path, query: str) -> list[Any]:
    path = (folder / "history.db").absolute()
    if not path.is_file():
        return []
    # Opened to read only, SQLite leaves files of its own beside the history, unless it is told that nobody
    # writes. That is so where there is no log of changes.
    written = path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?mode=ro{'' if written else '&immutable=1'}"
    with closing(sqlite3.connect(uri, uri=True, timeout=0.1)) as connection:
        return connection.execute(query).fetchall()
