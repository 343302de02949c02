"""The list of a class: which file or folder is whose, and what it answers. Pure but for reading the file.

Nothing in it is opened: its files are looked up among those that were found in the folder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from rehearse.cohort.names import cell, from_cell, normal, normal_path
from rehearse.errors import CohortError
from rehearse.words.text import listed, plain

LARGEST_BYTES = 50_000_000
DELIMITERS = ",;\t"
"""What spreadsheets write, by the language that they speak."""
NAME = "class.csv"
"""What the list is called where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: whose a file is, or everything in a folder. `number` tells apart who has the same name."""

    file: str
    name: str = ""
    number: str = ""
    group: str = ""
    question: str = ""
    due: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def read_roster(path: Path) -> tuple[Row, ...]:
    """The rows of a list that are not empty. CohortError where it cannot be read, or lacks the files."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise CohortError(f"There is no list {path}. --make-roster makes one from the folder.") from error
    except OSError as error:
        raise CohortError(f"The list {path} cannot be read: {error.strerror}. Check the file.") from error
    if len(content) > LARGEST_BYTES:
        raise CohortError(f"{path} is too large for the list of a class. Name another file.")
    try:
        return rows_of(_decoded(content))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CohortError(f"{path} is no list as CSV. Save it as CSV in UTF-8.") from error
    except _NoColumnError as error:
        raise CohortError(
            f"The list {path} has no column 'file'. Its first line names its columns: {listed(COLUMNS)}."
        ) from error


def _decoded(content: bytes) -> str:
    """Excel writes UTF-16 as "Unicode text", and UTF-8 with a mark in front."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


class _NoColumnError(Exception):
    """There is no column of files."""


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a table with names of columns in its first line, in any order; others are left aside.

    >>> rows_of("Name;File\\nAnna;a.wav\\n;\\n")
    (Row(file='a.wav', name='Anna', number='', group='', question='', due=''),)
    """
    lines = text.lstrip("\r\n")
    first = lines.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    columns = [normal(name).casefold() for name in next(rows, [])]
    if "file" not in columns:
        raise _NoColumnError
    places = {name: columns.index(name) for name in COLUMNS if name in columns}
    found = ({name: row[at] for name, at in places.items() if at < len(row)} for row in rows)
    made = (_row(one) for one in found)
    return tuple(row for row in made if row.file)


def _row(values: dict[str, str]) -> Row:
    said = {name: plain(normal(from_cell(value))) for name, value in values.items() if name != "file"}
    return Row(file=normal_path(from_cell(values.get("file", ""))), **said)


def roster_text(rows: Iterable[Row]) -> str:
    """A list as CSV, for a spreadsheet; `rows_of` reads it."""
    return table_text([COLUMNS, *([getattr(row, name) for name in COLUMNS] for row in rows)])


def table_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV. What is text is made harmless for spreadsheets; None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if one is None else cell(one) if isinstance(one, str) else one for one in row])
    return text.getvalue()
