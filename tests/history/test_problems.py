"""What can go wrong with the file: each is one line to the user, and nothing stored is harmed."""

import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearse.errors import HistoryError
from rehearse.history import History, open_history
from rehearse.model import Take
from saying import say

HEARD = say(" ".join(["So I fixed it."] * 200))
NOBODY = 65534


def add(history: History) -> Take:
    return history.add(
        HEARD,
        recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
        prompt_id="conflict",
        question="Tell me about a conflict.",
        audio=None,
        version="0.1.0",
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
    with one_line("history.db", "damaged", "Move it elsewhere"), open_history(tmp_path) as history:
        add(history)
    assert path.read_bytes() == before


CELLS = [
    ("takes", "recorded_at", "yesterday"),
    ("takes", "question", b"\xff\xfe"),
    ("heard", "words", '[["cut'),
    ("heard", "words", '[["too","few"]]'),
    ("heard", "words", "7"),
    ("heard", "speech", ""),
]


@pytest.mark.parametrize(("table", "column", "value"), CELLS)
def test_contents_that_make_no_sense_are_damage(
    history: History, table: str, column: str, value: object
) -> None:
    add(history)
    # CAST keeps bytes that are no UTF-8 in a column of text.
    cast = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    history._connection.execute(f"UPDATE {table} SET {column} = {cast}", (value,))
    with one_line("history.db", "damaged"):
        history.take(1)


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
        recorded_at=datetime(2025, 3, 1, tzinfo=UTC),
        prompt_id=None,
        question=None,
        audio=history.takes_folder / "1.wav",
        version="0.1.0",
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
    with one_line("takes", "no folder"):
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
