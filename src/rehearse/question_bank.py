"""The question bank: reads TOML files of interview questions, finds one, and chooses the next.

A file holds one theme: an optional `title`, `about` and `kind`, then `[[prompt]]` tables. Files that users
wrote are read like the bundled ones; what is wrong with them is told line by line and never stops
the rest from working. This module does not know which folders there are, and does not print.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from importlib import resources
from math import ceil
from pathlib import Path
from typing import Any

from rehearse.errors import PromptError
from rehearse.model import KINDS, Filters, Kind, Prompt

LEVELS = ("any", "entry", "mid", "senior")
ANY = "any"
REST = timedelta(hours=8)
"""A weak answer is not asked for again within this; `rehearse prompt ID` and the keys after a report do
that.
"""
LONGEST_ID = 60
"""Characters; an id is typed by hand."""

_MOVE_IT = "move it out of the folder of questions."
_FILE_KEYS = ("title", "about", "kind", "prompt")
_PROMPT_KEYS = ("id", "question", "asks", "level", "role", "follow_up", "good", "red_flag")
_MAY_BE_EMPTY = ("follow_up", "good", "red_flag")
_ASK_KEYS = ("layer", "means")
_ID = re.compile(r"\w[\w-]*")
_HEADER = re.compile(r"""\s*\[\[\s*(?:prompt|"prompt"|'prompt')\s*\]\]""")
_TOML_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_TOML_END = re.compile(r"\s*\(at end of document\)$")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a file says about its questions. `slug` is the file's name without `.toml`."""

    slug: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions that could be read, and one line for everything that could not.

    `problems` name file and line. `themes` are in the order of their files; every prompt's theme
    is among them.
    """

    prompts: tuple[Prompt, ...]
    problems: tuple[str, ...]
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Practised:
    """When a question was last answered, and how that answer was weak, as the end of a sentence; None where
    it was not.
    """

    at: datetime
    weakness: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A question, and a sentence on why it was chosen; None where its user named it."""

    prompt: Prompt
    reason: str | None


def bundled_folder() -> Path:
    """The folder of the questions that come with the program.

    Raises PromptError where the installation lost it.
    """
    # The wheel carries prompts/ inside the package; a checkout, and so an editable install, beside src/.
    packaged = Path(str(resources.files("rehearse"))) / "prompts"
    beside = Path(__file__).resolve().parents[2] / "prompts"
    for folder in (packaged, beside):
        if folder.is_dir():
            return folder
    raise PromptError(f"The bundled questions are missing from {packaged}. Install rehearse again.")


def load(folders: Sequence[Path]) -> Bank:
    """Read every `.toml` file of the folders, in order, by name within a folder.

    A folder that does not exist is empty. Where two entries share an id, the earlier one stays and
    the later one becomes a problem. Never raises for what the files hold.
    """
    problems: list[str] = []
    files = []
    for path in _toml_files(folders, problems):
        file = _read_file(path)
        problems += file.problems
        files.append(file)
    prompts, taken = _without_repeated_ids(files)
    themes = {file.theme.slug: file.theme for file in reversed(files) if file.theme}
    used = dict.fromkeys(prompt.theme for prompt in prompts)
    return Bank(prompts, tuple(problems + taken), tuple(themes[slug] for slug in used))


def find(bank: Bank, prompt_id: str) -> Prompt:
    """The question with that id, whatever the case of its letters.

    Raises PromptError naming up to three that may have been meant: ids spelled alike or, where
    there are none, questions that hold the words.
    """
    by_id = {_fold(prompt.id): prompt for prompt in bank.prompts}
    wanted = _fold(prompt_id)
    if wanted in by_id:
        return by_id[wanted]
    close = [by_id[key].id for key in get_close_matches(wanted, by_id)]
    close = close or [prompt.id for prompt in bank.prompts if _is_about(prompt, wanted)][:3]
    hint = f"Did you mean {_either(close)}? " if close else ""
    wrong = f"No question is called '{_one_line(prompt_id)}'."
    raise PromptError(f"{wrong} {hint}`rehearse prompts` lists them all.")


def search(
    bank: Bank,
    words: str = "",
    *,
    theme: str | None = None,
    level: str | None = None,
    role: str | None = None,
) -> tuple[Prompt, ...]:
    """The questions that hold every one of `words`, in the bank's order.

    Words are looked for in the question, what it asks, its id, theme and role; parts of words
    count, case does not. `theme` and `role` may be written with spaces or hyphens. A question
    for any level or any role passes every such filter.
    """
    wanted = _fold(words).split()
    return tuple(
        prompt
        for prompt in bank.prompts
        if _passes(prompt.theme, theme)
        and _passes(prompt.level, level, ANY)
        and _passes(prompt.role, role, ANY)
        and all(word in _searchable(prompt) for word in wanted)
    )


def search_all(bank: Bank, filters: Filters | None) -> tuple[Prompt, ...]:
    """The questions that pass the filters: of any of the themes, and of the level and the role.

    Without a theme only those that ask for a story: the others are practised on purpose.
    """
    wanted = filters or Filters()
    fitting = {
        prompt.id: prompt
        for theme in wanted.themes or (None,)
        for prompt in search(bank, theme=theme, level=wanted.level, role=wanted.role)
    }
    return tuple(
        prompt
        for prompt in bank.prompts
        if prompt.id in fitting and (wanted.themes or prompt.kind == "story")
    )


def choose(
    prompts: Sequence[Prompt],
    practised: Mapping[str, Practised],
    *,
    turn: int,
    now: datetime,
    pick: Callable[[Sequence[Prompt]], Prompt] = random.choice,
) -> Choice:
    """One question to practise next, and why.

    Every other `turn` it is one that was answered weakly, longest ago, but not within the last hours. Else it
    is one that was never answered; when there are none left, one of the quarter answered longest ago. `pick`
    takes one of a sequence that is not empty. Raises PromptError where there is no question at all.
    """
    if not prompts:
        raise PromptError(
            "No question fits. Leave out a filter, or those kept by `rehearse config questions`; "
            "`rehearse prompts` lists them all."
        )
    oldest_first = sorted(
        (prompt for prompt in prompts if prompt.id in practised), key=lambda prompt: practised[prompt.id].at
    )
    rested = [prompt for prompt in oldest_first if now - practised[prompt.id].at >= REST]
    weak = [prompt for prompt in rested if practised[prompt.id].weakness]
    fresh = [prompt for prompt in prompts if prompt.id not in practised]
    if weak and (turn % 2 or not fresh):
        was = practised[weak[0].id]
        return Choice(weak[0], f"{_ago(now - was.at).capitalize()} {was.weakness}.")
    if fresh:
        reason = "You have not answered this one yet." if practised else None
        return Choice(pick(fresh), reason)
    chosen = pick(oldest_first[: ceil(len(oldest_first) / 4)])
    return Choice(chosen, f"You last answered this one {_ago(now - practised[chosen.id].at)}.")


def _ago(time: timedelta) -> str:
    if time.days < 1:
        return "earlier today" if time >= timedelta(hours=1) else "a while ago"
    return "a day ago" if time.days == 1 else f"{time.days} days ago"


# Reading files


@dataclass(frozen=True, slots=True)
class _Entry:
    prompt: Prompt
    line: int


@dataclass(frozen=True, slots=True)
class _File:
    """One file as read: `theme` is None where the file could not be read at all."""

    entries: tuple[_Entry, ...] = ()
    theme: Theme | None = None
    problems: tuple[str, ...] = ()


def _toml_files(folders: Iterable[Path], problems: list[str]) -> list[Path]:
    """The files to read; folders that cannot be listed are added to `problems`."""
    files: dict[Path, list[Path]] = {}
    for folder in folders:
        try:
            # The same folder under two names is read once.
            files.setdefault(folder.resolve(), sorted(filter(_is_ours, folder.iterdir())))
        except FileNotFoundError:
            continue
        except (OSError, RuntimeError) as error:
            wrong = (
                f"this folder of questions cannot be read ({_reason(error)}); mend that to have them back."
            )
            problems.append(_at(folder, wrong))
    return [path for found in files.values() for path in found]


def _is_ours(path: Path) -> bool:
    # Editors and macOS leave hidden files named like their neighbours.
    return path.suffix.lower() == ".toml" and not path.name.startswith(".")


class _BrokenFileError(Exception):
    """A file of which nothing can be read; `line` is None where no line is to blame."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def _read_file(path: Path) -> _File:
    try:
        text = _text(_bytes(path))
        return _read_table(_table(text), text, path)
    except _BrokenFileError as error:
        return _File(problems=(_at(path, error.what, error.line),))


def _bytes(path: Path) -> bytes:
    try:
        # A link to nothing is left to read_bytes, which says so; a pipe would make it wait for ever.
        if path.exists() and not path.is_file():
            raise _BrokenFileError(f"this is not a file; {_MOVE_IT}")
        return path.read_bytes()
    except OSError as error:
        raise _BrokenFileError(
            f"the file cannot be read ({_reason(error)}); mend that, or {_MOVE_IT}"
        ) from error


def _text(data: bytes) -> str:
    try:
        # Some editors on Windows begin a file with a byte order mark.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _BrokenFileError("the text is not UTF-8; save the file as UTF-8.", line) from error


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


def _read_table(table: Mapping[str, Any], text: str, path: Path) -> _File:
    unknown = [key for key in table if key not in _FILE_KEYS]
    problems = [_at(path, _unknown(key, _FILE_KEYS), _line_of_key(key, text)) for key in unknown]
    for key in ("title", "about"):
        if key in table and (wrong := _wrong_text(key, table[key])):
            problems.append(_at(path, wrong, _line_of_key(key, text)))
    raw = table.get("prompt", [])
    if not isinstance(raw, list):
        wrong = "'prompt' is not a list of entries; write [[prompt]], with two brackets, above each entry."
        problems.append(_at(path, wrong, _line_of_key("prompt", text)))
        raw = []
    elif not raw and not problems:
        problems.append(_at(path, "there is no question here; write [[prompt]] above each entry.", 1))
    kind = table.get("kind", KINDS[0])
    if kind not in KINDS:
        wrong = f"the kind {_one_line(repr(kind))} is none of {', '.join(KINDS)}."
        problems.append(_at(path, wrong, _line_of_key("kind", text)))
        kind = KINDS[0]
    entries, wrongs = _read_entries(raw, _entry_lines(text, len(raw)), path, kind)
    return _File(entries, _theme(table, path), (*problems, *wrongs))


def _read_entries(
    raw: Sequence[object], lines: Sequence[int], path: Path, kind: Kind
) -> tuple[tuple[_Entry, ...], tuple[str, ...]]:
    entries, problems = [], []
    for number, (value, line) in enumerate(zip(raw, lines, strict=True), start=1):
        wrongs = _wrongs(value)
        if wrongs:
            problems += [_at(path, f"{_entry_name(value, number)}: {wrong}", line) for wrong in wrongs]
        elif isinstance(value, dict):
            entries.append(_Entry(_prompt(value, path, kind), line))
    return tuple(entries), tuple(problems)


def _prompt(table: Mapping[str, Any], path: Path, kind: Kind) -> Prompt:
    """The prompt of a table in which nothing is wrong."""
    return Prompt(
        id=table["id"],
        question=_one_line(table["question"]),
        theme=path.stem,
        asks=tuple((_one_line(ask["layer"]), _one_line(ask["means"])) for ask in table.get("asks", ())),
        level=table.get("level", ANY),
        role=_one_line(table.get("role", ANY)),
        follow_up=_one_line(table.get("follow_up", "")),
        source=path,
        kind=kind,
        good=_one_line(table.get("good", "")),
        red_flag=_one_line(table.get("red_flag", "")),
    )


def _theme(table: Mapping[str, Any], path: Path) -> Theme:
    from_name = re.sub(r"[-_\s]+", " ", path.stem).strip().capitalize()
    title, about = table.get("title"), table.get("about")
    return Theme(
        slug=path.stem,
        title=_one_line(title) if title and not _wrong_text("title", title) else from_name,
        about=_one_line(about) if about and not _wrong_text("about", about) else "",
    )


def _without_repeated_ids(files: Iterable[_File]) -> tuple[tuple[Prompt, ...], list[str]]:
    first: dict[str, _Entry] = {}
    problems = []
    for entry in (entry for file in files for entry in file.entries):
        kept = first.setdefault(_fold(entry.prompt.id), entry)
        if kept is not entry:
            where = f"{_shown(kept.prompt.source)}, line {kept.line}"
            wrong = f"question '{entry.prompt.id}': this id is already taken ({where}); choose another."
            problems.append(_at(entry.prompt.source, wrong, entry.line))
    return tuple(entry.prompt for entry in first.values()), problems


# What can be wrong with an entry


def _wrongs(value: object) -> list[str]:
    """Everything wrong with one entry, each a sentence without its place; empty for a good one."""
    if not isinstance(value, dict):
        return ["this is not a table; write [[prompt]] and its keys below."]
    wrongs = [f"the key '{key}' is missing." for key in ("id", "question") if key not in value]
    wrongs += [_unknown(key, _PROMPT_KEYS) for key in value if key not in _PROMPT_KEYS]
    wrongs += [
        wrong
        for key in ("id", "question", "level", "role", *_MAY_BE_EMPTY)
        if key in value and (wrong := _wrong_text(key, value[key], may_be_empty=key in _MAY_BE_EMPTY))
    ]
    if not wrongs:
        wrongs += _wrong_id(value["id"]) + _wrong_level(value.get("level", ANY))
    return wrongs + _wrong_asks(value.get("asks", []))


def _wrong_text(name: str, value: object, *, may_be_empty: bool = False) -> str | None:
    if not isinstance(value, str):
        return f"'{name}' has to be text in quotes."
    if not may_be_empty and not value.strip():
        return f"'{name}' is empty."
    if any(unicodedata.category(letter) == "Cc" and not letter.isspace() for letter in value):
        return f"'{name}' holds a control character."
    return None


def _wrong_id(id_: str) -> list[str]:
    if not _ID.fullmatch(id_):
        return ["an id is made of letters, digits and hyphens, as in 'my-question'."]
    if len(id_) > LONGEST_ID:
        return [f"the id is longer than {LONGEST_ID} characters."]
    return []


def _wrong_level(level: str) -> list[str]:
    return [] if level in LEVELS else [f"the level '{_one_line(level)}' is none of {', '.join(LEVELS)}."]


def _wrong_asks(asks: object) -> list[str]:
    if not isinstance(asks, list) or not all(isinstance(ask, dict) for ask in asks):
        return ['\'asks\' has to be a list such as [{ layer = "pressure", means = "..." }].']
    wrongs = []
    for number, ask in enumerate(asks, start=1):
        wrongs += [f"number {number} of 'asks': {wrong}" for wrong in _wrong_ask(ask)]
    return wrongs


def _wrong_ask(ask: Mapping[str, object]) -> list[str]:
    missing = [f"the key '{key}' is missing." for key in _ASK_KEYS if key not in ask]
    unknown = [_unknown(key, _ASK_KEYS) for key in ask if key not in _ASK_KEYS]
    texts = [_wrong_text(key, ask[key]) for key in _ASK_KEYS if key in ask]
    return missing + unknown + [wrong for wrong in texts if wrong]


def _unknown(key: str, known: Sequence[str]) -> str:
    close = get_close_matches(key.casefold(), known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"the keys are {', '.join(known)}."
    return f"the key '{_one_line(key)}' is not known; {hint}"


def _entry_name(value: object, number: int) -> str:
    id_ = value.get("id") if isinstance(value, dict) else None
    if isinstance(id_, str) and id_.strip():
        return f"question '{_one_line(id_)}'"
    return f"question number {number}"


# Where it stands


def _entry_lines(text: str, count: int) -> list[int]:
    """The line of each entry's [[prompt]], counted from 1; tomllib does not tell."""
    lines = text.split("\n")
    candidates = [number for number, line in enumerate(lines, start=1) if _HEADER.match(line)]
    if len(candidates) != count:
        candidates = _real_headers(lines, candidates)
    if len(candidates) != count:
        # The entries were written as one array: prompt = [{ ... }].
        return [_line_of_key("prompt", text)] * count
    return candidates


def _real_headers(lines: Sequence[str], candidates: Sequence[int]) -> list[int]:
    """Those candidates that do not stand inside a text of several lines.

    What lies between two headers is TOML of its own; what ends inside a text is not.
    """
    real: list[int] = []
    start = 0
    for line in candidates:
        try:
            tomllib.loads("\n".join(lines[start : line - 1]))
        except tomllib.TOMLDecodeError:
            continue
        real.append(line)
        start = line - 1
    return real


def _line_of_key(key: str, text: str) -> int:
    """The first line that begins with the key, bare, quoted or in brackets; 1 where none does."""
    begins = re.compile(rf"""[\s\[]*["']?{re.escape(key)}(?![\w-])""")
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if begins.match(line)), 1)


def _at(path: Path, what: str, line: int | None = None) -> str:
    place = _shown(path) if line is None else f"{_shown(path)}, line {line}"
    return f"{place}: {what}"


def _shown(path: Path) -> str:
    """The path as people write it, with ~ for their home."""
    try:
        return _one_line(str(Path("~") / path.relative_to(Path.home())))
    except (ValueError, RuntimeError):
        return _one_line(str(path))


def _reason(error: OSError | RuntimeError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


# Words


def _one_line(text: str) -> str:
    """Whitespace of any kind made single spaces, other control characters made visible."""
    spaced = " ".join(text.split())
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" else c for c in spaced)


def _fold(text: str) -> str:
    # macOS may hand over a file's name with its accents as letters of their own: NFC joins them.
    joined = unicodedata.normalize("NFC", text.casefold())
    return joined.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip()


def _label(text: str) -> str:
    return " ".join(re.split(r"[-_\s]+", _fold(text)))


def _passes(value: str, wanted: str | None, *always: str) -> bool:
    return wanted is None or _label(value) in (_label(wanted), *always)


def _searchable(prompt: Prompt) -> str:
    asks = (part for ask in prompt.asks for part in ask)
    themes = (prompt.theme, _label(prompt.theme))
    return _fold("\n".join((prompt.question, *asks, prompt.id, *themes, prompt.role)))


def _is_about(prompt: Prompt, words: str) -> bool:
    return bool(words) and _label(words) in _label(f"{prompt.id} {prompt.theme} {prompt.question}")


def _either(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
