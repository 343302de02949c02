"""The user's settings: one small JSON file, which people may edit too.

A file that cannot be understood is named and never written over; keys of other versions of this program
are kept. Two programs that change it at once both do. This module does not know which folder it lies in.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from rehearse.analysis.phrases import phrase_parts
from rehearse.analysis.words import is_filled_pause
from rehearse.errors import SettingsError
from rehearse.model.questions import Filters
from rehearse.private_file import write_whole

FILE_NAME = "settings.json"
LOCK_NAME = "settings.lock"

LARGEST_BYTES = 1_000_000
MOST_DAYS = 36_500
MOST_PHRASES = 50
MOST_WORDS = 12
LONGEST_PHRASE = 100
"""Characters."""


Value = TypeVar("Value")
Part = Literal["sound", "video"]
PARTS: dict[Part, str] = {"sound": "audio", "video": "video"}
"""Of a take, that may be kept for a shorter time than its words; as people call them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`phrases` are the user's own, as they were written, in the order in which they were added.

    The sound of a take is kept for `sound_days`, its video for `video_days`; for good where that is None.
    `questions` are those that are practised unless others are asked for.
    """

    phrases: tuple[str, ...] = ()
    sound_days: int | None = None
    video_days: int | None = None
    questions: Filters = field(default_factory=Filters)

    def days_of(self, part: Part) -> int | None:
        """How long that part of a take is kept."""
        return self.sound_days if part == "sound" else self.video_days


def load(folder: Path) -> Settings:
    """The settings in `folder`; the usual ones where there is no file. Raises SettingsError."""
    path = folder / FILE_NAME
    content = _read(path)
    return Settings(
        phrases=tuple(_phrases(content, path)),
        sound_days=_days("sound", content, path),
        video_days=_days("video", content, path),
        questions=_questions(content, path),
    )


def add_phrase(folder: Path, phrase: str) -> bool:
    """Keep a phrase; False where it is there already. Raises SettingsError for what is none."""
    wanted = checked_phrase(phrase)

    def added(phrases: list[str]) -> list[str]:
        if any(phrase_parts(wanted) == phrase_parts(other) for other in phrases):
            return phrases
        if len(phrases) >= MOST_PHRASES:
            raise SettingsError(f"You have {MOST_PHRASES} phrases already. Remove one first.")
        return [*phrases, wanted]

    return _change_phrases(folder, added)


def remove_phrase(folder: Path, phrase: str) -> None:
    """Keep a phrase no longer. Raises SettingsError where it is not there."""

    def removed(phrases: list[str]) -> list[str]:
        return [other for other in phrases if phrase_parts(other) != phrase_parts(phrase)]

    if not phrase_parts(phrase) or not _change_phrases(folder, removed):
        raise SettingsError(
            f"{_quoted(phrase)} is not one of your phrases. `rehearse config phrases` lists them."
        )


def checked_phrase(phrase: str) -> str:
    """A phrase with single spaces. Raises SettingsError for what can be no phrase, and says why."""
    short = " ".join(phrase.split())
    words = short.split()
    if not all(char == " " or char.isprintable() for char in short):
        raise SettingsError("This phrase contains a character that cannot be shown. Type it again.")
    if len(short) > LONGEST_PHRASE or len(words) > MOST_WORDS:
        raise SettingsError(
            f"This phrase is too long (up to {MOST_WORDS} words and {LONGEST_PHRASE} characters). Shorten it."
        )
    for word in words:
        if is_filled_pause(word):
            raise SettingsError(f"{_quoted(word)} is counted as um/uh already. Leave it out.")
    if not phrase_parts(short):
        raise SettingsError("A phrase needs at least one word.")
    return short


def _quoted(phrase: str) -> str:
    return f'"{phrase[:LONGEST_PHRASE]}"'


def _phrases(content: dict[str, Any], path: Path) -> list[str]:
    phrases = content.get("phrases", [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise _unreadable(path, '"phrases" is not a list of texts')
    try:
        return [checked_phrase(phrase) for phrase in phrases]
    except SettingsError as error:
        raise _unreadable(path, f'in "phrases": {error}') from error


def keep_for(folder: Path, part: Part, days: int | None) -> None:
    """Keep that part of takes for so many days, or for good. Raises SettingsError."""
    _change(folder, f"{part}_days", partial(_days, part), lambda _: days)


def _days(part: Part, content: dict[str, Any], path: Path) -> int | None:
    days = content.get(f"{part}_days")
    if days is None:
        return None
    if not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= MOST_DAYS:
        raise _unreadable(path, f'"{part}_days" is no number of days')
    return days


def keep_questions(folder: Path, filters: Filters) -> None:
    """Practise these questions unless others are asked for. Raises SettingsError."""
    _change(
        folder,
        "questions",
        lambda content, path: asdict(_questions(content, path)),
        lambda _: asdict(filters),
    )


def _questions(content: dict[str, Any], path: Path) -> Filters:
    kept = content.get("questions", {})
    if not isinstance(kept, dict):
        raise _unreadable(path, '"questions" is not an object')
    themes, level, role = kept.get("themes", []), kept.get("level"), kept.get("role")
    if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
        raise _unreadable(path, 'the "themes" in "questions" are not a list of texts')
    if not all(value is None or isinstance(value, str) for value in (level, role)):
        raise _unreadable(path, 'the "level" or "role" in "questions" is not a text')
    return Filters(tuple(themes), level, role)


def _change_phrases(folder: Path, change: Callable[[list[str]], list[str]]) -> bool:
    return _change(folder, "phrases", _phrases, change)


def _change(
    folder: Path,
    key: str,
    read: Callable[[dict[str, Any], Path], Value],
    change: Callable[[Value], Value],
) -> bool:
    """Whether there was something to change."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder / LOCK_NAME):
            content = _read(path)
            before = read(content, path)
            after = change(before)
            if after != before:
                write_whole(path, json.dumps({**content, key: after}, indent=2) + "\n")
            return after != before
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(f"{path} cannot be written: {reason}. Check its folder.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _unreadable(path, "it is too large")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"{error.msg}, line {error.lineno}") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not UTF-8") from error
    except (RecursionError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}. Check the file.") from error
    if not isinstance(content, dict):
        raise _unreadable(path, "it is not a JSON object")
    return content


def _unreadable(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        f"The settings cannot be read ({reason}). Fix {path}, or move it away to start fresh."
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one program at a time gets in; the system lets go where one dies inside."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
