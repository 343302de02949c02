"""What can go wrong with the file: each is one line to the user, and nothing stored is harmed."""

import itertools
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import History, open_history
from rehearse.model.heard import Correction, Span, Stretch
from rehearse.model.kept import LayerCheck, NewTake, Summary, Take
from saying import say

HEARD = say(" ".join(["So I fixed it."] * 200))
NOBODY = 65534


def add(history: History) -> Take:
    return history.add(
        HEARD,
        NewTake(
            recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
            prompt_id="conflict",
            question="Tell me about a conflict.",
            audio=None,
            version="0.1.0",
        ),
    )


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "rehearse") as opened:
        yield opened


@contextmanager
def one_line(*words: str) -> Iterator[None]:
    """Expect a HistoryError of one line with all of `words` in it."""
    with pytest.raises(HistoryError) as caught:
        yield
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


@contextmanager
def without_privileges() -> Iterator[None]:
    """Permissions mean nothing to root: let the file system see an ordinary user meanwhile."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder of that ordinary user's own, reachable by it."""
    with tempfile.TemporaryDirectory() as name, without_privileges():
        folder = Path(name)
        if sys.platform != "win32" and os.geteuid() == NOBODY:
            os.seteuid(0)
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        yield folder
        folder.chmod(0o700)


no_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda good: b"Dear diary, " * 500,
    "cut off": lambda good: good[: len(good) // 2],
    "cut off in the header": lambda good: good[:50],
    "first page lost": lambda good: good[:100] + bytes(4000) + good[4100:],
    "every page but the first lost": lambda good: good[:4096] + b"\xff" * (len(good) - 4096),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    with open_history(tmp_path) as history:
        add(history)
    path = tmp_path / "history.db"
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    before = path.read_bytes()
    with one_line("history.db", "damaged", "Move it away"), open_history(tmp_path) as history:
        add(history)
    assert path.read_bytes() == before


NO_UTF_8 = "CAST(x'fffe' AS TEXT)"
NO_TEXT: tuple[object, ...] = (b"abc", NO_UTF_8)
NO_TIME = ("", "yesterday", "2025-03-01", "2025-03-01T12:00:00", "9999-12-31T23:59:59+00:00", *NO_TEXT)
NO_LIST = ("", "7", "null", "{}", '"x"', "[7]", "[[]]", "[[null]]", '[["cut', "[" * 100_000, *NO_TEXT)

CELLS: dict[tuple[str, str], tuple[object, ...]] = {
    ("takes", "recorded_at"): NO_TIME,
    ("takes", "prompt_id"): NO_TEXT,
    ("takes", "question"): NO_TEXT,
    ("takes", "version"): NO_TEXT,
    ("takes", "word_count"): (-1, 1.5, "many", b"7"),
    ("takes", "duration_s"): (-1.0, 1e300, float("inf"), "long", b"7"),
    ("takes", "engine"): NO_TEXT,
    ("takes", "model"): NO_TEXT,
    ("takes", "language"): (*NO_TEXT, None),
    ("takes", "damage"): (*NO_LIST, "[1,2]", "[-1,0,4,[]]", "[1,0.5,4,[]]", "[1,0,4,[[2,1]]]", "[1,0,4,7]"),
    ("takes", "track"): (-1, 1.5, "second", b"7"),
    ("heard", "words"): (
        *NO_LIST,
        '[["too","few"]]',
        '[["a",1,2,0.9,0.1,7]]',
        "[[7,1,2,0.9]]",
        '[["\\ud800",1,2,0.9]]',
        '[["a",-1,2,0.9]]',
        '[["a",2,1,0.9]]',
        '[["a",1,null,0.9]]',
        '[["a",NaN,NaN,0.9]]',
        '[["a",1,1e999,0.9]]',
        '[["a",1,1e300,0.9]]',
        '[["a",true,true,0.9]]',
        '[["a",1,2,"sure"]]',
        '[["a",1,2,NaN]]',
        '[["a",1,2,0.9,null]]',
    ),
    ("heard", "speech"): (*NO_LIST, "[[1]]", "[[2,1]]", "[[-1,1]]", "[[0,Infinity]]", '[["a","b"]]'),
    ("heard", "hesitations"): (*NO_LIST, "[[1,2]]", "[[2,1,0.9]]", "[[1,2,null]]", "[[1,2,NaN]]"),
    ("heard", "readings"): (
        *NO_LIST,
        "[[0,1,-1]]",
        "[[-1,1,-1,-1,-1,-1,-1]]",
        "[[0.5,1,-1,-1,-1,-1,-1]]",
        "[[0,9999,-1,-1,-1,-1,-1]]",
        '[[0,1,-1,-1,-1,-1,"a"]]',
    ),
    ("heard", "whole"): (
        *NO_LIST,
        "[[-1,-1,-1,-1,-1]]",
        "[[-1,-1,-1,-1],[-1,-1,-1,-1,-1]]",
        "[[-1,-1,-1,-1,-1],[-1,-1,-1,NaN]]",
        '[[-1,-1,-1,-1,"a"],[-1,-1,-1,-1]]',
    ),
    ("heard", "strictness"): (*NO_LIST, "[0.1]", '[0.1,"a"]', "[NaN,0]"),
    ("points", "point"): NO_TEXT,
    ("layer_checks", "layer"): NO_TEXT,
    ("layer_checks", "first"): (-1, "end", b"7", 1.5),
    ("layer_checks", "count"): (-1, "end", b"7", None),
    ("corrections", "start_s"): (-1.0, 2.5, float("inf"), "begin", b"7"),
    ("corrections", "end_s"): (-1.0, 0.5, float("inf"), "end", b"7"),
    ("corrections", "is_one"): (-1, 0.5, "yes", b"7"),
    ("listenings", "listened_at"): NO_TIME,
    ("listenings", "presses"): (
        *(text for text in NO_LIST if text != "[7]"),
        "[-1]",
        "[NaN]",
        '["a"]',
        "[1e300]",
    ),
    ("listenings", "until_s"): (-1.0, float("inf"), "end", b"7"),
}
"""What a damaged file, or a hand in it, may put into a cell. What SQLite itself refuses is left
out, and the name of a recording, which `test_outside` has."""


@pytest.mark.parametrize("cell", CELLS, ids=" ".join)
def test_a_damaged_cell_is_one_line_to_who_reads_it(history: History, cell: tuple[str, str]) -> None:
    filled(history)
    read_all(history)
    table, column = cell
    for value in CELLS[cell]:
        given = NO_UTF_8 if value == NO_UTF_8 else "?"
        history._connection.execute(
            f"UPDATE {table} SET {column} = {given}", () if value == NO_UTF_8 else (value,)
        )
        with one_line("history.db", "damaged", "Move it away"):
            read_all(history)


def filled(history: History) -> None:
    """A row in each table."""
    add(history)
    history.keep_points("conflict", ["kept calm"])
    history.keep_layer_check(1, LayerCheck("courage", Stretch(0, 1)))
    history.keep_corrections(1, [CORRECTION])
    history.keep_listening(1, listened_at=datetime(2025, 3, 2, tzinfo=UTC), presses=[0.5, 2.0], until_s=9.0)
    history.keep_summaries(1, {1: SUMMARY})


def read_all(history: History) -> tuple[object, ...]:
    return (
        history.take(1),
        history.take(),
        history.listed(),
        list(history.takes_heard()),
        history.unfinished(),
        history.last_practised(),
        history.points("conflict"),
        history.layer_checks(1),
        history.listenings(),
        history.summaries(1),
    )


CORRECTION = Correction(Span(1.0, 2.0), is_one=True)
SUMMARY = Summary(9, True, 2, {"like": 1}, 4.25, None, frozenset({"action"}), None)
_SUMMARY = (
    '{"words":1,"judged":true,"filled_pauses":0,"markers":{},"pace_s":1,"answer_s":1,"parts":[],'
    '"missing":null}'
)
"""One that can be read, to be damaged."""


@pytest.mark.parametrize(
    "summary",
    [
        *(text for text in NO_LIST if text not in NO_TEXT),
        '{"words":1}',
        _SUMMARY.replace('"words":1', '"words":-1'),
        _SUMMARY.replace('"markers":{}', '"markers":[]'),
        _SUMMARY.replace('"pace_s":1', '"pace_s":NaN'),
        _SUMMARY.replace('"parts":[]', '"parts":["x"]'),
        _SUMMARY.replace('"missing":null', '"missing":"task"'),
        _SUMMARY.replace(',"missing":null', ""),
    ],
    ids=itertools.count(1),
)
def test_a_damaged_summary_is_made_anew(history: History, summary: str) -> None:
    filled(history)
    assert [known for _, known in history.summaries(1)] == [SUMMARY]
    history._connection.execute("UPDATE summaries SET summary = ?", (_SUMMARY,))
    assert [known for _, known in history.summaries(1)] == [Summary(1, True, 0, {}, 1, 1, frozenset(), None)]
    history._connection.execute("UPDATE summaries SET summary = ?", (summary,))
    assert [known for _, known in history.summaries(1)] == [None]


SCHEMAS = [
    "DROP TABLE heard",
    "DROP TABLE points",
    "DROP INDEX takes_in_time",
    "ALTER TABLE takes RENAME TO takec",
    "ALTER TABLE takes RENAME COLUMN question TO quesuion",
    "ALTER TABLE listenings ADD COLUMN more TEXT",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 3",
    "PRAGMA user_version = -3",
]


@pytest.mark.parametrize("statement", SCHEMAS)
def test_tables_that_are_not_those_of_its_version_are_damage(tmp_path: Path, statement: str) -> None:
    with open_history(tmp_path) as history:
        filled(history)
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    before = path.read_bytes()
    with one_line("history.db", "damaged", "left as it is"):
        open_history(tmp_path)
    assert path.read_bytes() == before


def test_what_others_added_is_left_alone(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        filled(history)
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as connection:
        connection.execute("CREATE VIEW mine AS SELECT * FROM takes")
        connection.execute("CREATE TABLE notes (take_id INTEGER)")
    with open_history(tmp_path) as history:
        assert history.take(1).heard == replace(HEARD, corrections=(CORRECTION,))


def test_a_bit_that_flips_costs_one_line_at_most(tmp_path: Path) -> None:
    with open_history(tmp_path) as history:
        filled(history)
        was = read_all(history)
    path = tmp_path / "history.db"
    good = path.read_bytes()
    # The names of tables and columns stand at the end of the first page.
    begin = good.index(b"CREATE")
    places = [*range(begin, 4096, 13), *range(0, begin, 97), *range(4096, len(good), 1997)]
    told = 0
    for number, place in enumerate(places):
        bad = bytearray(good)
        bad[place] ^= 1 << number % 8
        path.write_bytes(bad)
        try:
            with open_history(tmp_path) as history:
                read_all(history)
        except HistoryError as error:
            told += 1
            assert "\n" not in str(error)
    assert told > len(places) / 4
    path.write_bytes(good)
    with open_history(tmp_path) as history:
        assert read_all(history) == was


def test_a_full_disk_loses_nothing_that_was_kept(history: History) -> None:
    kept = add(history)
    pages = history._connection.execute("PRAGMA page_count").fetchone()[0]
    history._connection.execute(f"PRAGMA max_page_count = {pages}")
    with one_line("history.db", "full", "Free some space"):
        add(history)
    assert list(history.takes_heard()) == [kept]
    history._connection.execute("PRAGMA max_page_count = 100000")
    assert [add(history), kept] == list(history.takes_heard())


def test_a_disk_that_fills_up_after_recording_keeps_the_take(history: History) -> None:
    begun = history.begin(
        NewTake(
            recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
            prompt_id=None,
            question=None,
            audio=history.takes_folder / "1.wav",
            version="0.1.0",
        )
    )
    pages = history._connection.execute("PRAGMA page_count").fetchone()[0]
    history._connection.execute(f"PRAGMA max_page_count = {pages}")
    with one_line("full"):
        history.finish(begun.id, HEARD)
    assert history.unfinished() == (begun,)


def test_a_second_rehearse_waits_for_the_first(history: History) -> None:
    with closing(_lock(history)) as other:
        release = threading.Timer(0.3, other.execute, ["COMMIT"])
        release.start()
        assert add(history).id == 1
        release.join()


def test_a_second_rehearse_does_not_wait_for_ever(history: History) -> None:
    history._connection.execute("PRAGMA busy_timeout = 10")
    with closing(_lock(history)):
        with one_line("Another rehearse", "history.db"):
            add(history)
        assert history.takes() == ()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "rehearse").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "rehearse", tmp_path / "rehearse" / "below"):
        with one_line("rehearse", "REHEARSE_HOME"):
            open_history(folder)
    assert (tmp_path / "rehearse").read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_recordings(tmp_path: Path) -> None:
    (tmp_path / "takes").write_text("mine", encoding="utf-8")
    with one_line("takes", "not a folder"):
        open_history(tmp_path)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "history.db").mkdir()
    with one_line("history.db", "cannot be opened"):
        open_history(tmp_path)


@no_modes
def test_a_folder_one_may_not_write_to(open_to_all: Path) -> None:
    open_to_all.chmod(0o500)
    for folder in (open_to_all, open_to_all / "rehearse"):
        with one_line(str(folder), "Permission denied", "REHEARSE_HOME"):
            open_history(folder)


@no_modes
def test_a_folder_that_became_read_only(open_to_all: Path) -> None:
    with open_history(open_to_all) as history:
        add(history)
    (open_to_all / "history.db").chmod(0o400)
    open_to_all.chmod(0o500)
    with one_line("history.db", "writable"):
        open_history(open_to_all)


@no_modes
def test_a_file_that_became_read_only(open_to_all: Path) -> None:
    with open_history(open_to_all) as history:
        add(history)
    (open_to_all / "history.db").chmod(0o400)
    with one_line("history.db", "writable"), open_history(open_to_all) as history:
        add(history)


@no_modes
def test_a_file_one_may_not_read(open_to_all: Path) -> None:
    open_history(open_to_all).close()
    (open_to_all / "history.db").chmod(0o000)
    with one_line("history.db", "readable"):
        open_history(open_to_all)


def test_a_bug_keeps_its_traceback(history: History) -> None:
    history._connection.execute("DROP TABLE heard")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        add(history)
    history.close()
    with pytest.raises(sqlite3.ProgrammingError):
        history.takes()


def _lock(history: History) -> sqlite3.Connection:
    other = sqlite3.connect(history.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other
