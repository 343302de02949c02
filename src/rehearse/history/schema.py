"""The tables of the history, as numbered migrations, and the check that a file may be used.

A migration is never edited once released: a change is a new one at the end. This module does not
know takes; `takes` does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

APPLICATION_ID = 0x52454852
"""Written into the file's header ("REHR"), so that another program's database is never taken for ours."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        # AUTOINCREMENT: a number a user has seen never comes to mean another take.
        # From word_count on, all is null until the take is analysed; word_count then never is.
        """
        CREATE TABLE takes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            recorded_at TEXT NOT NULL,
            prompt_id TEXT,
            question TEXT,
            audio TEXT,
            version TEXT NOT NULL,
            word_count INTEGER,
            duration_s REAL,
            engine TEXT,
            model TEXT,
            language TEXT
        )
        """,
        # Lists come in this order, and with it one by one: without it SQLite would sort the words too.
        "CREATE INDEX takes_in_time ON takes (recorded_at, id)",
        # Beside the takes and not in them, so that listing takes reads no page that holds words.
        """
        CREATE TABLE heard (
            take_id INTEGER PRIMARY KEY REFERENCES takes (id) ON DELETE CASCADE,
            words TEXT NOT NULL,
            speech TEXT NOT NULL
        )
        """,
    ),
    # Null for takes heard before anything listened for hesitations in the sound, and for written answers.
    ("ALTER TABLE heard ADD COLUMN hesitations TEXT",),
    # Null for takes heard before anything read the story, and in another language.
    ("ALTER TABLE heard ADD COLUMN readings TEXT",),
    # Of takes kept from a file: a digest of that file, so that it is not kept twice.
    ("ALTER TABLE takes ADD COLUMN source TEXT", "CREATE INDEX takes_by_source ON takes (source)"),
    # What was concluded from a take, so that progress over thousands need not conclude it all again. Never
    # relied upon: `measures` says by which version of the measures, and others sum up anew.
    (
        """
        CREATE TABLE summaries (
            take_id INTEGER PRIMARY KEY REFERENCES takes (id) ON DELETE CASCADE,
            measures INTEGER NOT NULL,
            summary TEXT NOT NULL
        )
        """,
    ),
    # What users want to say to a question, in their own order; and when they pressed a key at a filler while
    # a take was played, up to the second at which they stopped listening.
    (
        """
        CREATE TABLE points (
            prompt_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            point TEXT NOT NULL,
            PRIMARY KEY (prompt_id, number)
        )
        """,
        """
        CREATE TABLE listenings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            take_id INTEGER NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
            listened_at TEXT NOT NULL,
            presses TEXT NOT NULL,
            until_s REAL NOT NULL
        )
        """,
        "CREATE INDEX listenings_by_take ON listenings (take_id)",
    ),
    # Null for an answer to a question that asks for a story, as all did before.
    ("ALTER TABLE takes ADD COLUMN kind TEXT",),
    # Of takes from a file: what was wrong with it, null where nothing was; and which of its sound tracks was
    # heard, null for the one that every player takes.
    ("ALTER TABLE takes ADD COLUMN damage TEXT", "ALTER TABLE takes ADD COLUMN track INTEGER"),
    # Takes whose removal was decided and is not done: of the whole take, or of its sound and its page. The
    # take stays until its files are gone, and what stands here until no trace of its words is left.
    ("CREATE TABLE removals (take_id INTEGER PRIMARY KEY, whole INTEGER NOT NULL)",),
    # How the whole answer was taken; null where its readings are, and for takes from before.
    ("ALTER TABLE heard ADD COLUMN whole TEXT",),
    # How clean the sound of a take is, and how likely it is English; null for takes heard before, and where
    # there is no telling.
    ("ALTER TABLE takes ADD COLUMN sound TEXT", "ALTER TABLE takes ADD COLUMN english REAL"),
    # Which words of a take its speaker says speak to a layer of its question: the index of the first and how
    # many, both null for none of them.
    (
        """
        CREATE TABLE layer_checks (
            take_id INTEGER NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
            layer TEXT NOT NULL,
            first INTEGER,
            count INTEGER,
            PRIMARY KEY (take_id, layer)
        )
        """,
    ),
    # When a second voice is heard; null for takes heard before anything listened for one.
    ("ALTER TABLE takes ADD COLUMN others TEXT",),
    # Where the speaker of a take says that an um/uh is, or (is_one 0) that none is. What was heard stays.
    (
        """
        CREATE TABLE corrections (
            take_id INTEGER NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
            start_s REAL NOT NULL,
            end_s REAL NOT NULL,
            is_one INTEGER NOT NULL,
            PRIMARY KEY (take_id, start_s, end_s)
        )
        """,
    ),
    # How strictly the um/uh of a take are judged, null for as usual; and corrections from which nothing is to
    # be learned any more.
    (
        "ALTER TABLE heard ADD COLUMN strictness TEXT",
        "ALTER TABLE corrections ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0",
    ),
    # The user's own stories: what happened in a few words, and the takes that tell it. The jobs they apply
    # for, and by which day they want to be ready. What is concluded from these is computed anew each time.
    (
        """
        CREATE TABLE stories (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            added_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE story_takes (
            take_id INTEGER PRIMARY KEY REFERENCES takes (id) ON DELETE CASCADE,
            story_id INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE
        )
        """,
        "CREATE INDEX story_takes_by_story ON story_takes (story_id)",
        """
        CREATE TABLE jobs (
            name TEXT PRIMARY KEY,
            advertisement TEXT NOT NULL,
            cv TEXT,
            added_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE plan (
            number INTEGER PRIMARY KEY CHECK (number = 1),
            day TEXT NOT NULL,
            minutes INTEGER NOT NULL,
            job TEXT,
            made_at TEXT NOT NULL
        )
        """,
    ),
    # Of an answer to a follow-up, the take that was followed up; null for every other.
    (
        "ALTER TABLE takes ADD COLUMN follows INTEGER REFERENCES takes (id) ON DELETE SET NULL",
        "CREATE INDEX takes_by_followed ON takes (follows)",
    ),
)


class ForeignFileError(Exception):
    """The file is a database, but not one of ours."""


class DamagedFileError(Exception):
    """The file is one of ours, and its tables are not those that its version has."""


class NewerFileError(Exception):
    """The file was written by a version of the program that knows more migrations than this one."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; takes the write lock at once, so that it waits for others at the start only."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has already rolled back after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, *, known: int = len(MIGRATIONS)) -> int:
    """How many migrations the file has seen, 0 for an empty one; reads and changes nothing.

    Raises ForeignFileError or NewerFileError where the file must be left alone.
    """
    seen = _number(connection, "PRAGMA user_version")
    is_empty = seen == 0 and _number(connection, "SELECT count(*) FROM sqlite_master") == 0
    # Asked last: another process may be making this file a history just now, tables and mark at once.
    if not is_empty and _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise ForeignFileError
    if seen > known:
        raise NewerFileError(seen, known)
    return seen


def check_tables(connection: sqlite3.Connection) -> None:
    """DamagedFileError where the tables are not those of the version that the file says it has.

    So a name that lost a bit is found before anything is asked of it. What others added is left alone.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _run(model, MIGRATIONS)
        ours = {name for name, *_ in _shape(model)}
    connection.execute("BEGIN")  # of one moment: another process may be migrating
    try:
        seen, found = _number(connection, "PRAGMA user_version"), _shape(connection)
    finally:
        connection.execute("ROLLBACK")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _run(model, MIGRATIONS[: max(0, seen)])
        wanted = _shape(model)
    if seen < 0 or {row for row in found if row[0] in ours} != wanted:
        raise DamagedFileError


_SHAPE = (
    'SELECT o.name, o.type, o.tbl_name, c.name, c.type, c."notnull", c.pk'
    " FROM sqlite_master AS o, pragma_table_info (o.name) AS c WHERE o.type = 'table'",
    "SELECT o.name, o.type, o.tbl_name, c.name, c.seqno"
    " FROM sqlite_master AS o, pragma_index_info (o.name) AS c WHERE o.type = 'index'",
    'SELECT o.name, f."table", f."from", f."to", f.on_delete'
    " FROM sqlite_master AS o, pragma_foreign_key_list (o.name) AS f WHERE o.type = 'table'",
)
"""Queries for the columns of tables, the columns of indices, and what refers to what."""


def _shape(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return {tuple(row) for query in _SHAPE for row in connection.execute(query)}


def migrate(connection: sqlite3.Connection, *, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the file to the newest schema in one transaction, or leave it as it was.

    Raises as `check` does.
    """
    if check(connection, known=len(migrations)) == len(migrations):
        return
    with transaction(connection):
        # Asked again: another process may have migrated while this one waited for the lock.
        _run(connection, migrations[check(connection, known=len(migrations)) :])
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _run(connection: sqlite3.Connection, migrations: Iterable[tuple[str, ...]]) -> None:
    for migration in migrations:
        for statement in migration:
            connection.execute(statement)


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
