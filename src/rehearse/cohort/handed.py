"""Who handed in what: the files of a folder, beside the list of a class. Opens no file."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rehearse.audio.containers import SUFFIXES
from rehearse.cohort.names import folded, normal, normal_path
from rehearse.cohort.roster import Row
from rehearse.errors import CohortError
from rehearse.words.text import plain

TEXT_SUFFIXES = (".md", ".txt")
NOT_HANDED_IN = (".csv", ".toml", ".json", ".html", ".ini", ".db", ".part")
"""Lists, rubrics, and what systems leave in folders."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a class. `number` is what their school knows them by, where the list has one."""

    name: str
    number: str = ""
    group: str = ""

    @property
    def identity(self) -> str:
        """What is the same for one person, however their name is spelled and wherever they sit."""
        return f"number {folded(self.number)}" if self.number else f"name {folded(self.name)}"


@dataclass(frozen=True, slots=True)
class Handed:
    """One file of a person; `path` is None where the list names one that is not there.

    `question` is the id of a question or its text, `listed` whether the list of the class names it.
    """

    person: Person
    file: str
    path: Path | None
    question: str = ""
    due: str = ""
    listed: bool = True

    @property
    def is_text(self) -> bool:
        return self.file.lower().endswith(TEXT_SUFFIXES)

    @property
    def is_recording(self) -> bool:
        return self.file.lower().endswith(tuple(SUFFIXES))


def files_in(folder: Path, *, without: Path | None = None) -> dict[str, Path]:
    """The files in a folder and those below it, by their paths in it; none that is hidden, or a link.

    Nothing below `without` is among them. CohortError where the folder cannot be read.
    """
    if not folder.is_dir():
        raise CohortError(f"There is no folder {folder}. Name the folder with the recordings.")
    leave = without.resolve() if without else None
    found: dict[str, Path] = {}
    for at, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(one for one in folders if one[0] != "." and (Path(at) / one).resolve() != leave)
        for name in sorted(files):
            path = Path(at) / name
            if name[0] != "." and path.suffix.lower() not in NOT_HANDED_IN and not path.is_symlink():
                found[normal_path(path.relative_to(folder).as_posix())] = path
    return found


def _raise(error: OSError) -> None:
    raise CohortError(f"The folder {error.filename} cannot be read: {error.strerror}.") from error


def handed_in(files: dict[str, Path], rows: Sequence[Row], *, question: str = "") -> list[Handed]:
    """What everybody handed in: the list first, in its order, then the files that it does not name.

    `question` is what is asked where the list says nothing.
    """
    found: dict[tuple[str, str], Handed] = {}
    for row in rows:
        for file, path in _files_of(row, files):
            person = Person(row.name or _owner(file), row.number, row.group)
            handed = Handed(person, file, path, row.question or question, row.due)
            found.setdefault((person.identity, file), handed)  # two may have one file, nobody has it twice
    return [*found.values(), *_left(files, found.values(), question=question, by_list=bool(rows))]


def _left(
    files: dict[str, Path], found: Collection[Handed], *, question: str, by_list: bool
) -> Iterator[Handed]:
    """The files that a list does not name."""
    named = {one.file for one in found}
    known = {one.person.identity: one.person for one in found}
    for file in files:
        if file not in named:
            person = Person(_owner(file))
            person = known.get(person.identity, person)
            yield Handed(person, file, files[file], question, listed=not by_list)


def _files_of(row: Row, files: dict[str, Path]) -> list[tuple[str, Path | None]]:
    """Of a file that file, of a folder all in it."""
    if row.file in files:
        return [(row.file, files[row.file])]
    inside = [(file, path) for file, path in files.items() if file.startswith(f"{row.file}/")]
    return list(inside) or [(row.file, None)]


def _owner(file: str) -> str:
    """Whose a file seems to be: everything in a folder is one person's, a file alone somebody's."""
    first, *below = file.split("/")
    return plain(normal(first if below else Path(first).stem.replace("_", " "))) or "?"


def proposed(files: dict[str, Path], *, question: str = "") -> Iterator[Row]:
    """A list to begin with, a line for each file."""
    for one in handed_in(files, (), question=question):
        yield Row(file=one.file, name=one.person.name, question=one.question)
