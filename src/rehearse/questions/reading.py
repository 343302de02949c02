"""Reads files of interview questions.

A file holds one theme. In TOML: an optional `title`, `about` and `kind`, then `[[prompt]]` tables. A list, as
text or Markdown, holds questions alone (`lists`). Files that users wrote are read like the bundled ones; what
is wrong with them is told line by line and never stops the rest from working. This module does not know which
folders there are, and does not print.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from rehearse.model.questions import KINDS, Kind, Prompt
from rehearse.questions.bank import ANY, Bank, Theme
from rehearse.questions.checking import entry_name, faults, unknown_key, wrong_line, wrong_text
from rehearse.questions.kinds import likely_kind
from rehearse.questions.lines import entry_lines, line_of_key
from rehearse.questions.lists import MARKDOWNS, TEXTS, in_markdown, in_text, names
from rehearse.questions.text import folded, one_line

_MOVE_IT = "Move it out of the folder of questions."
_FILE_KEYS = ("title", "about", "kind", "prompt")
_TOML_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_TOML_END = re.compile(r"\s*\(at end of document\)$")


def load(folders: Sequence[Path], *, misplaced: Sequence[Path] = ()) -> Bank:
    """Read every file of questions in the folders, in order, by name within a folder.

    A folder that does not exist is empty. Where two entries share an id, the earlier one stays and
    the later one becomes a problem; the questions of a list have no ids of their own and get others. Each
    file of another kind, and each that is `misplaced`, is a problem. Never raises for what the files hold.
    """
    problems = [
        _at(path, f"this file is in the wrong place. Move it to {_shown(folders[-1])}.") for path in misplaced
    ]
    files = []
    for path in _files(folders, problems):
        file = _read_file(path)
        problems += file.problems
        files.append(file)
    prompts, taken = _without_repeated_ids(files)
    themes = {file.theme.slug: file.theme for file in reversed(files) if file.theme}
    used = dict.fromkeys(prompt.theme for prompt in prompts)
    return Bank(prompts, tuple(problems + taken), tuple(themes[slug] for slug in used))


@dataclass(frozen=True, slots=True)
class _Entry:
    prompt: Prompt
    line: int
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class _File:
    """One file as read: `theme` is None where the file could not be read at all."""

    entries: tuple[_Entry, ...] = ()
    theme: Theme | None = None
    problems: tuple[str, ...] = ()


def _files(folders: Iterable[Path], problems: list[str]) -> list[Path]:
    """The files to read; what cannot be read, or is of another kind, is added to `problems`."""
    files: dict[Path, list[Path]] = {}
    for folder in folders:
        try:
            # The same folder under two names is read once.
            files.setdefault(folder.resolve(), sorted(filter(_is_shown, folder.iterdir())))
        except FileNotFoundError:
            continue
        except (OSError, RuntimeError) as error:
            wrong = f"this folder of questions cannot be read ({_reason(error)}). Fix that to have them back."
            problems.append(_at(folder, wrong))
    every = [path for found in files.values() for path in found]
    problems += [_at(path, _why_not(path)) for path in every if not is_of_questions(path)]
    return [path for path in every if is_of_questions(path)]


def is_of_questions(path: Path) -> bool:
    """Whether a file is of a kind that is read, by its name."""
    return path.suffix.lower() in (".toml", *TEXTS, *MARKDOWNS)


def _is_shown(path: Path) -> bool:
    # Editors and macOS leave hidden files named like their neighbours.
    return not path.name.startswith(".")


def _why_not(path: Path) -> str:
    if path.is_dir():
        return "folders in this folder are not read. Move its files up."
    return "this kind of file is not read. Questions are read from .txt, .md and .toml files."


class _BrokenFileError(Exception):
    """A file of which nothing can be read; `line` is None where no line is to blame."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def _read_file(path: Path) -> _File:
    try:
        text = _text(_bytes(path))
        if path.suffix.lower() == ".toml":
            return _read_table(_table(text), text, path)
        return _read_list(text, path)
    except _BrokenFileError as error:
        return _File(problems=(_at(path, error.what, error.line),))


def _bytes(path: Path) -> bytes:
    try:
        # A link to nothing is left to read_bytes, which says so; a pipe would make it wait for ever.
        if path.exists() and not path.is_file():
            raise _BrokenFileError(f"this is not a file. {_MOVE_IT}")
        return path.read_bytes()
    except OSError as error:
        raise _BrokenFileError(
            f"the file cannot be read ({_reason(error)}). Fix that or m{_MOVE_IT[1:]}"
        ) from error


def _text(data: bytes) -> str:
    try:
        # Some editors on Windows begin a file with a byte order mark.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _BrokenFileError("the text is not UTF-8. Save the file as UTF-8.", line) from error


_ENDLESS_KEY = re.compile(r"(?<![\w-])(?:(?>[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*+\.[ \t]*+){100}")
"""A table in a table in a table: tomllib takes gigabytes for a key of thousands of parts."""


def _table(text: str) -> dict[str, Any]:
    if endless := _ENDLESS_KEY.search(text):
        line = text.count("\n", 0, endless.start()) + 1
        raise _BrokenFileError("this is not a file of questions: a key has too many parts.", line)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, line = _toml_problem(str(error), text)
        raise _BrokenFileError(f"this is not valid TOML: {what}.", line) from error
    except (ValueError, RecursionError) as error:
        # tomllib lets these through: a number of thousands of digits, brackets nested by the hundred.
        raise _BrokenFileError("this is not a file of questions: a value in it is too large.") from error


def _toml_problem(message: str, text: str) -> tuple[str, int]:
    at = _TOML_LINE.search(message)
    if at:
        return message[: at.start()], int(at[1])
    return _TOML_END.sub("", message), len(text.rstrip("\n").split("\n"))


def _read_list(text: str, path: Path) -> _File:
    title, lines = (in_text if path.suffix.lower() in TEXTS else in_markdown)(text.replace("\r\n", "\n"))
    entries, problems = [], []
    for line, name in zip(lines, names(lines), strict=True):
        if wrong := wrong_line(line.question, name):
            problems.append(_at(path, wrong, line.number))
        else:
            table = {"id": name, "question": line.question}
            prompt = _prompt(table, path, likely_kind(line.question))
            entries.append(_Entry(prompt, line.number, is_named=False))
    if not lines:
        how = "on a line of its own" if path.suffix.lower() in TEXTS else "as an item of a list"
        problems.append(_at(path, f"there is no question here. Write each {how}.", 1))
    return _File(tuple(entries), _theme({"title": title}, path), tuple(problems))


def _read_table(table: Mapping[str, Any], text: str, path: Path) -> _File:
    problems = [
        _at(path, unknown_key(key, _FILE_KEYS), line_of_key(key, text))
        for key in table
        if key not in _FILE_KEYS
    ]
    for key in ("title", "about"):
        if key in table and (wrong := wrong_text(key, table[key])):
            problems.append(_at(path, wrong, line_of_key(key, text)))
    raw = table.get("prompt", [])
    if not isinstance(raw, list):
        wrong = "'prompt' is not a list of entries. Write [[prompt]], with two brackets, above each entry."
        problems.append(_at(path, wrong, line_of_key("prompt", text)))
        raw = []
    elif not raw and not problems:
        problems.append(_at(path, "there is no question here. Write [[prompt]] above each entry.", 1))
    kind = table.get("kind", KINDS[0])
    if kind not in KINDS:
        wrong = f"the kind {one_line(repr(kind))} is not one of {', '.join(KINDS)}."
        problems.append(_at(path, wrong, line_of_key("kind", text)))
        kind = KINDS[0]
    entries, left_out = _read_entries(raw, entry_lines(text, len(raw)), path, kind)
    return _File(entries, _theme(table, path), (*problems, *left_out))


def _read_entries(
    raw: Sequence[object], lines: Sequence[int], path: Path, kind: Kind
) -> tuple[tuple[_Entry, ...], tuple[str, ...]]:
    entries, problems = [], []
    for number, (value, line) in enumerate(zip(raw, lines, strict=True), start=1):
        found = faults(value)
        if found:
            problems += [_at(path, f"{entry_name(value, number)}: {wrong}", line) for wrong in found]
        elif isinstance(value, dict):
            entries.append(_Entry(_prompt(value, path, kind), line))
    return tuple(entries), tuple(problems)


def _prompt(table: Mapping[str, Any], path: Path, kind: Kind) -> Prompt:
    """The prompt of a table in which nothing is wrong."""
    return Prompt(
        id=table["id"],
        question=one_line(table["question"]),
        theme=path.stem,
        asks=tuple((one_line(ask["layer"]), one_line(ask["means"])) for ask in table.get("asks", ())),
        level=table.get("level", ANY),
        role=one_line(table.get("role", ANY)),
        follow_up=one_line(table.get("follow_up", "")),
        source=path,
        kind=kind,
        good=one_line(table.get("good", "")),
        red_flag=one_line(table.get("red_flag", "")),
    )


def _theme(table: Mapping[str, Any], path: Path) -> Theme:
    from_name = re.sub(r"[-_\s]+", " ", path.stem).strip().capitalize()
    title, about = table.get("title"), table.get("about")
    return Theme(
        slug=path.stem,
        title=one_line(title) if title and not wrong_text("title", title) else from_name,
        about=one_line(about) if about and not wrong_text("about", about) else "",
    )


def _without_repeated_ids(files: Iterable[_File]) -> tuple[tuple[Prompt, ...], list[str]]:
    first: dict[str, _Entry] = {}
    problems = []
    for entry in (entry for file in files for entry in file.entries):
        if not entry.is_named:
            entry = _renamed(entry, first)
        kept = first.setdefault(folded(entry.prompt.id), entry)
        if kept is not entry:
            where = f"{_shown(kept.prompt.source)}, line {kept.line}"
            wrong = f"question '{entry.prompt.id}': this id is already taken ({where}). Choose another."
            problems.append(_at(entry.prompt.source, wrong, entry.line))
    return tuple(entry.prompt for entry in first.values()), problems


def _renamed(entry: _Entry, taken: Container[str]) -> _Entry:
    name = entry.prompt.id
    names_ = chain([name], (f"{name}-{number}" for number in count(2)))
    free = next(one for one in names_ if folded(one) not in taken)
    return replace(entry, prompt=replace(entry.prompt, id=free))


def _at(path: Path, what: str, line: int | None = None) -> str:
    place = _shown(path) if line is None else f"{_shown(path)}, line {line}"
    return f"{place}: {what}"


def _shown(path: Path) -> str:
    """The path as people write it, with ~ for their home."""
    try:
        return one_line(str(Path("~") / path.relative_to(Path.home())))
    except (ValueError, RuntimeError):
        return one_line(str(path))


def _reason(error: OSError | RuntimeError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
