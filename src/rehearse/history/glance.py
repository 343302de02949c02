"""The numbers of the takes for a shell that completes them: quickly, and without a trace.

Nothing is made, migrated or repaired. Where the history cannot be read as it is, sqlite3.Error is raised.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def glance(folder: Path, *, unfinished: bool = False) -> list[tuple[int, str, str | None]]:
    """Number, time (ISO 8601, UTC) and question of every take, or of those without a report, latest first.

    Empty where there is no history.
    """
    path = (folder / "history.db").absolute()
    if not path.is_file():
        return []
    # Opened to read only, SQLite leaves files of its own beside the history, unless it is told that nobody
    # writes. That is so where there is no log of changes.
    written = path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?mode=ro{'' if written else '&immutable=1'}"
    wanted = "WHERE word_count IS NULL" if unfinished else ""
    with closing(sqlite3.connect(uri, uri=True, timeout=0.1)) as connection:
        return connection.execute(
            f"SELECT id, recorded_at, question FROM takes {wanted} ORDER BY recorded_at DESC, id DESC"
        ).fetchall()
