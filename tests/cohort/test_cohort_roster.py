"""The list of a class, and the names in it, which somebody else chose."""

from __future__ import annotations

import csv
import io
import unicodedata
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from rehearse.cohort.handed import files_in, handed_in, proposed
from rehearse.cohort.names import RESERVED, cell, from_cell, page_name
from rehearse.cohort.roster import Row, read_roster, roster_text, rows_of, table_text
from rehearse.errors import CohortError

HOSTILE = (
    "../../etc/passwd",
    "..",
    "C:\\Windows\\x",
    "a/b",
    "a\0b",
    "CON",
    "com1",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "😀" * 300,
    "x" * 5000,
    "...",
    " ",
    "a\nb",
    "\ud800",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_of_any_name_lies_in_its_folder_on_every_system(name: str) -> None:
    page = f"{page_name(name)}.html"
    assert PurePosixPath(page).name == page == PureWindowsPath(page).name
    assert len(page.encode()) < 255
    assert page.split(".")[0].casefold() not in RESERVED
    assert not set(page) & set('<>:"/\\|?*\0\n')


@pytest.mark.parametrize(
    "begins", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1+1", "|calc", "'=1"]
)
def test_no_cell_is_a_formula(begins: str) -> None:
    written = cell(begins)
    assert written.startswith("'")
    assert from_cell(cell("=1+1")) == "=1+1"
    (row,) = csv.reader(io.StringIO(table_text([[begins]])))
    assert row[0][0] == "'"


@pytest.mark.parametrize("said", ["Anna", "", "O'Neill", "3", "Zoë=1"])
def test_other_cells_stay_as_they_are(said: str) -> None:
    assert cell(said) == said == from_cell(said)


ROWS = (Row("a b.wav", "Zoë", "7", "A", "proud", "2026-12-01"), Row("=x/y.wav", 'Ben; "Jr"', "", "", "", ""))


def test_a_list_comes_back_as_it_was_written() -> None:
    assert rows_of(roster_text(ROWS)) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str, delimiter: str, line: str) -> None:
    lines = [
        ["Name", "colour", "FILE", "number"],
        ["Zoe\u0308 ", "red", ".\\a\\b.wav", "007"],
        ["", "", "", ""],
    ]
    path = tmp_path / "class.csv"
    path.write_bytes(line.join(delimiter.join(row) for row in lines).encode(encoding))
    assert read_roster(path) == (Row("a/b.wav", "Zoë", "007"),)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name,number\nAnna,1\n", "has no column 'file'"),
        (b"", "has no column 'file'"),
        (b"file,name\na.wav,\xe4nna\n", "Save it as CSV in UTF-8"),
        (b'file,name\n"a.wav,Anna\n', "Save it as CSV in UTF-8"),
        (b"file,name\n" + b"x" * 200_000 + b",a\n", "Save it as CSV in UTF-8"),
    ],
)
def test_what_is_no_list_is_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    with pytest.raises(CohortError, match=says) as error:
        read_roster(path)
    assert "\n" not in str(error.value)


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="--make-roster"):
        read_roster(tmp_path / "class.csv")


def found(*files: str) -> dict[str, Path]:
    return {file: Path(file) for file in files}


def test_a_file_is_whose_the_list_says_and_a_folder_with_all_in_it() -> None:
    rows = [
        Row("a.wav", "Anna"),
        Row("ben", "Ben", "2", "B"),
        Row("gone.wav", "Carl"),
        Row("../x.wav", "Eve"),
    ]
    handed = handed_in(found("a.wav", "ben/1.wav", "ben/2.txt", "left.mp3"), rows, question="proud")
    assert [(one.person.name, one.file, one.path is not None, one.listed) for one in handed] == [
        ("Anna", "a.wav", True, True),
        ("Ben", "ben/1.wav", True, True),
        ("Ben", "ben/2.txt", True, True),
        ("Carl", "gone.wav", False, True),
        ("Eve", "../x.wav", False, True),
        ("left", "left.mp3", True, False),
    ]
    assert {one.question for one in handed} == {"proud"}


def test_two_people_may_have_one_file_and_nobody_has_it_twice() -> None:
    rows = [Row("a.wav", "Anna"), Row("a.wav", "Ben"), Row("a.wav", "anna")]
    assert [one.person.name for one in handed_in(found("a.wav"), rows)] == ["Anna", "Ben"]


def test_without_a_list_a_folder_is_a_person_and_so_is_a_file() -> None:
    handed = handed_in(found("anna_lee.wav", "ben/1.wav", "ben/2.wav"), ())
    assert [(one.person.name, one.listed) for one in handed] == [
        ("anna lee", True),
        ("ben", True),
        ("ben", True),
    ]


def test_the_same_number_is_one_person_and_the_same_name_two_numbers_are_two() -> None:
    rows = [
        Row("1", "Kim", "1"),
        Row("2", "Kim", "2"),
        Row("3", "Kim Lee", "1"),
        Row("4", "KIM"),
        Row("5", "kim "),
    ]
    people = [one.person.identity for one in handed_in(found("1", "2", "3", "4", "5"), rows)]
    assert people[0] == people[2] != people[1]
    assert people[3] == people[4] not in people[:3]


def test_spellings_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "Zoë.wav")).write_bytes(b"")
    rows = rows_of(f"file,name\n{unicodedata.normalize('NFC', 'Zoë.wav')},Zoë\n")
    (handed,) = handed_in(files_in(tmp_path), rows)
    assert handed.path is not None and handed.path.exists()


def test_hidden_files_links_lists_and_the_pages_are_not_handed_in(tmp_path: Path) -> None:
    for name in ("a.wav", ".b.wav", "class.csv", "rubric.toml", "out/people/x.wav", "in/c.txt", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    with suppress(OSError):  # not every system has links
        (tmp_path / "link.wav").symlink_to("/etc/passwd")
    assert list(files_in(tmp_path, without=tmp_path / "out")) == ["a.wav", "in/c.txt"]
    assert [row.file for row in proposed(files_in(tmp_path, without=tmp_path / "out"))] == [
        "a.wav",
        "in/c.txt",
    ]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CohortError, match="There is no folder"):
        files_in(tmp_path / "gone")
