"""The file of the history: one connection, in which rows are read and changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rehearse.errors import HistoryError
from rehearse.history import files
from rehearse.history.problems import damaged, explained, primary_code
from rehearse.history.schema import check, check_tables, migrate, transaction
from rehearse.history.stored import (
    text_from,
)
from rehearse.words.takes import NO_TAKES

BUSY_S = 5.0
"""Seconds to wait while another rehearse writes."""


TAKE = (
    "takes.id, recorded_at, prompt_id, question, audio, version, word_count, duration_s, kind, damage,"
    " follows"
)
HEARD = (
    f"{TAKE}, track, sound, english, others, engine, model, language,"
    " words, speech, hesitations, readings, whole, strictness"
)
"""Columns of a take as it is listed, and with what was heard."""


FINISHED = "(word_count IS NOT NULL) = ?"
NOTHING: Mapping[str, object] = {}


class Database:
    """The history in one folder, through one connection; any number of processes may have their own.

    Every method raises HistoryError for what the user can fix: a full or failing disk, a damaged or
    read-only file, another rehearse that does not let go of it, a take that does not exist.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.path = folder / "history.db"
        self.folder = folder
        self.takes_folder = files.takes_folder(folder)
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        self._connection.close()

    def has(self, take_id: int) -> bool:
        """Whether there is such a take."""
        return bool(self._rows("SELECT 1 FROM takes WHERE id = ?", (take_id,)))

    def count(self) -> int:
        """How many takes there are."""
        return int(self._rows("SELECT count(*) FROM takes")[0][0])

    def _insert(self, row: tuple[str | int | None, ...]) -> int:
        columns = "recorded_at, prompt_id, question, audio, version, source, kind, follows"
        insert = f"INSERT INTO takes ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        take_id = self._connection.execute(insert, row).lastrowid
        assert take_id is not None
        return take_id

    def _update(self, statement: str, values: tuple[object, ...], take_id: int) -> None:
        if self._connection.execute(statement, values).rowcount == 0:
            raise self._unknown(take_id)

    def _select(
        self,
        columns: str,
        wanted: Mapping[str, object] = NOTHING,
        *,
        limit: int | None = None,
        newest_first: bool = True,
        as_kept: bool = False,
    ) -> list[sqlite3.Row]:
        """Takes of which every condition in `wanted` holds for its value; one without a value is left out."""
        conditions = [condition for condition, value in wanted.items() if value is not None]
        values = [value for value in wanted.values() if value is not None]
        tables = "takes LEFT JOIN heard ON take_id = takes.id" if columns == HEARD else "takes"
        order = "DESC" if newest_first else "ASC"
        in_time = "" if as_kept else f"recorded_at {order}, "
        return self._rows(
            f"SELECT {columns} FROM {tables} WHERE {' AND '.join(conditions) or 'true'}"
            f" ORDER BY {in_time}takes.id {order} LIMIT ?",
            (*values, -1 if limit is None else limit),
        )

    def _one(self, columns: str, take_id: int | None) -> sqlite3.Row:
        for row in self._select(columns, {"takes.id = ?": take_id}, limit=1, as_kept=True):
            return row
        raise self._unknown(take_id)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self.path), transaction(self._connection):
            yield

    def _wiped(self) -> bool:
        """Wipe out what was deleted, also where SQLite left copies of rows, balancing its tree. False while
        another process reads: traces may stay in `history.db-wal` then.
        """
        with explained(self.path):
            self._connection.execute("VACUUM")
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    @contextmanager
    def _understood(self, take_id: int | None = None) -> Iterator[None]:
        """What `stored` cannot read, of one take where that is known, is damage that its user is told of."""
        try:
            yield
        except ValueError as error:
            raise damaged(self.path, take_id) from error

    def _name(self, audio: Path | None) -> str | None:
        if audio is not None and audio.parent != self.takes_folder:
            raise ValueError(f"a recording must lie in {self.takes_folder}, not at {audio}")
        try:
            return None if audio is None else text_from(audio.name)
        except ValueError as error:  # on disk a name may be any bytes
            raise HistoryError(
                f"The file name {audio} cannot be saved as text. Give the file another name."
            ) from error

    def _unknown(self, take_id: int | None) -> HistoryError:
        for (latest,) in self._select("takes.id", limit=1, as_kept=True):
            return HistoryError(
                f"There is no take {take_id}. The latest is {latest}, `rehearse history` lists them all."
            )
        return HistoryError(NO_TAKES)


def create_private(path: Path) -> None:
    # SQLite gives the files it puts beside the database the database's own permissions.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        check(connection)
        check_tables(connection)
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; the file remembers, so a busy moment may be left out."""
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_BUSY:
            raise


def utc(moment: datetime) -> str:
    """Text whose order is the order of time. Raises ValueError for a time without its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say in which time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
