"""What can go wrong with the history's file that only its user can fix, in one line each.

Everything else that SQLite complains about is a bug of this program and passes through unchanged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rehearse.errors import HistoryError
from rehearse.history.schema import DamagedFileError, ForeignFileError, NewerFileError

_ELSEWHERE = "or choose another folder with REHEARSE_HOME"
_DAMAGED = (
    "The history {path} is damaged{where} and was left as it is. Move it away to start a new one. "
    "The audio in the folder takes beside it can still be played."
)
_BUSY = "Another rehearse is using the history {path}. Wait until it is done, then try again."
_CLOSED = "The history {path} cannot be opened. Make its folder readable and writable, " + _ELSEWHERE + "."

_SENTENCES = {
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_READONLY: (
        "The history {path} is read-only. Make it and its folder writable, " + _ELSEWHERE + "."
    ),
    sqlite3.SQLITE_FULL: (
        "The disk that holds the history {path} is full, so nothing was saved. "
        "Free some space, then try again."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk failed while using the history {path}. "
        "Check that it is connected and has room, then try again."
    ),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what its user can fix about the history at `path` into a HistoryError of one line."""
    try:
        yield
    except NewerFileError as error:
        raise HistoryError(
            f"The history {path} is from a newer rehearse (format {error.found}, this one reads up to "
            f"{error.known}). Upgrade rehearse, {_ELSEWHERE}."
        ) from error
    except ForeignFileError as error:
        raise HistoryError(
            f"The file {path} is not a rehearse history and was left as it is. Move it away, {_ELSEWHERE}."
        ) from error
    except (DamagedFileError, UnicodeDecodeError) as error:  # a name of the schema may be no UTF-8 any more
        raise damaged(path) from error
    except sqlite3.DatabaseError as error:
        sentence = _SENTENCES.get(primary_code(error))
        if sentence is None:
            raise
        raise HistoryError(sentence.format(path=path, where="")) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise HistoryError(
            f"{error.filename} is not a folder, so the history cannot be kept there. "
            f"Move it away, {_ELSEWHERE}."
        ) from error
    except OSError as error:
        raise HistoryError(
            f"The history {path} cannot be used: {error.strerror}. Check the folder, {_ELSEWHERE}."
        ) from error


def damaged(path: Path, take_id: int | None = None) -> HistoryError:
    """The error for a file whose contents make no sense, in one take where that is known."""
    return HistoryError(_DAMAGED.format(path=path, where=f" in take {take_id}" if take_id else ""))


def outside(path: Path, take_id: int, name: object) -> HistoryError:
    """The error for a take whose recording would lie elsewhere than in the folder of takes."""
    return HistoryError(
        f"The history {path} says that the audio of take {take_id} is outside its folder, in '{name}'. "
        "That file was not read and not deleted. Restore a copy of the history, or move it away to start a "
        "new one."
    )


def primary_code(error: sqlite3.DatabaseError) -> int:
    """SQLite's result code, without the details in its higher bits; SQLITE_OK where it gave none."""
    # Text that is no longer UTF-8 is found by Python, which raises this class and knows no code.
    unknown = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else sqlite3.SQLITE_OK
    code: int = getattr(error, "sqlite_errorcode", unknown)
    return code & 0xFF
