"""Files of every age: older ones are brought up to date, newer ones and strangers are left alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import open_history
from rehearse.history.schema import MIGRATIONS, NewerFileError, migrate
from rehearse.model.heard import Heard, Span, Word
from rehearse.model.kept import Take

# As version 1 wrote it, spelled out once more: this must go on opening whatever becomes of the schema.
VERSION_1 = """
PRAGMA application_id = 0x52454852;
CREATE TABLE takes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, recorded_at TEXT NOT NULL, prompt_id TEXT, question TEXT,
    audio TEXT, version TEXT NOT NULL, word_count INTEGER, duration_s REAL, engine TEXT, model TEXT,
    language TEXT
);
CREATE INDEX takes_in_time ON takes (recorded_at, id);
CREATE TABLE heard (
    take_id INTEGER PRIMARY KEY REFERENCES takes (id) ON DELETE CASCADE, words TEXT NOT NULL,
    speech TEXT NOT NULL
);
INSERT INTO takes VALUES
    (4, '2025-03-01T12:00:00.000000+00:00', 'conflict', 'Tell me about a conflict.', '4.flac', '0.1.0',
     2, 2.5, 'openai-whisper', 'base', 'en'),
    (7, '2025-03-02T12:00:00.000000+00:00', NULL, NULL, NULL, '0.1.0', NULL, NULL, NULL, NULL, NULL);
INSERT INTO heard VALUES (4, '[["Um,",0.5,0.8,0.9],["yes.",null,null,null]]', '[[0.5,1.25]]');
PRAGMA user_version = 1;
"""


def made_by(path: Path, script: str) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path.read_bytes()


def test_a_history_of_version_1_opens(tmp_path: Path) -> None:
    made_by(tmp_path / "history.db", VERSION_1)
    with open_history(tmp_path) as history:
        assert history.take(4) == Take(
            id=4,
            recorded_at=datetime(2025, 3, 1, 12, tzinfo=UTC),
            prompt_id="conflict",
            question="Tell me about a conflict.",
            audio=tmp_path / "takes" / "4.flac",
            heard=Heard(
                words=(Word("Um,", Span(0.5, 0.8), 0.9), Word("yes.")),
                speech=(Span(0.5, 1.25),),
                duration_s=2.5,
                engine="openai-whisper",
                model="base",
                language="en",
            ),
            version="0.1.0",
        )
        assert [take.id for take in history.unfinished()] == [7]
        assert history.finish(7, Heard((Word("Late."),))).heard == Heard((Word("Late."),))


def test_a_history_of_version_1_becomes_what_a_new_one_is(tmp_path: Path) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    made_by(tmp_path / "old" / "history.db", VERSION_1)
    for folder in ("old", "new"):
        open_history(tmp_path / folder).close()
    assert _shape(tmp_path / "new" / "history.db") == _shape(tmp_path / "old" / "history.db")


def test_a_newer_history_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    newer = len(MIGRATIONS) + 1
    before = made_by(tmp_path / "history.db", VERSION_1 + f"PRAGMA user_version = {newer};")
    with pytest.raises(HistoryError, match=rf"newer .*format {newer}, .* up to {newer - 1}\)\. Upgrade"):
        open_history(tmp_path)
    assert (tmp_path / "history.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["history.db"]


def test_a_newer_history_that_others_wrote_ahead_is_left_as_it_is(tmp_path: Path) -> None:
    newer = VERSION_1 + f"PRAGMA user_version = {len(MIGRATIONS) + 1}; PRAGMA journal_mode = WAL;"
    before = made_by(tmp_path / "history.db", newer)
    with pytest.raises(HistoryError, match="newer"):
        open_history(tmp_path)
    assert (tmp_path / "history.db").read_bytes() == before


STRANGERS = [
    "CREATE TABLE visits (id INTEGER); INSERT INTO visits VALUES (1);",
    "CREATE TABLE takes (id INTEGER); PRAGMA user_version = 1;",
    "PRAGMA application_id = 12345; PRAGMA user_version = 9;",
]


@pytest.mark.parametrize("script", STRANGERS)
def test_another_programs_database_is_left_as_it_is(tmp_path: Path, script: str) -> None:
    before = made_by(tmp_path / "history.db", script)
    with pytest.raises(HistoryError, match="not a rehearse history"):
        open_history(tmp_path)
    assert (tmp_path / "history.db").read_bytes() == before


def test_an_empty_file_becomes_a_history(tmp_path: Path) -> None:
    (tmp_path / "history.db").touch()
    with open_history(tmp_path) as history:
        assert history.takes() == ()


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def test_only_what_is_missing_is_run(connection: sqlite3.Connection) -> None:
    migrate(connection)
    add_note = ("ALTER TABLE takes ADD COLUMN note TEXT", "UPDATE takes SET note = 'old'")
    for _ in range(2):
        migrate(connection, migrations=(*MIGRATIONS, add_note))
    assert _version(connection) == len(MIGRATIONS) + 1
    assert "note" in _columns(connection)


def test_migrations_are_all_or_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection)
    good = ("ALTER TABLE takes ADD COLUMN note TEXT",)
    bad = ("ALTER TABLE takes ADD COLUMN mood TEXT", "ALTER TABLE nowhere ADD COLUMN mood TEXT")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, migrations=(*MIGRATIONS, good, bad))
    assert _version(connection) == len(MIGRATIONS)
    assert _columns(connection) & {"note", "mood"} == set()


def test_a_program_that_knows_less_refuses(connection: sqlite3.Connection) -> None:
    migrate(connection, migrations=(*MIGRATIONS, ("ALTER TABLE takes ADD COLUMN note TEXT",)))
    with pytest.raises(NewerFileError):
        migrate(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _columns(connection: sqlite3.Connection) -> set[str]:
    return {row[1] for row in connection.execute("PRAGMA table_info (takes)")}


def _shape(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("takes", "heard")
        columns = [row for table in tables for row in connection.execute(f"PRAGMA table_info ({table})")]
        indices = [row for table in tables for row in connection.execute(f"PRAGMA index_list ({table})")]
        version = connection.execute("PRAGMA user_version").fetchall()
        return columns + indices + version
