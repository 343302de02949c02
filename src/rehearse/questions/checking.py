"""What is wrong with a question that somebody wrote, in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from rehearse.questions.bank import ANY, LEVELS
from rehearse.questions.text import one_line

LONGEST_ID = 60
"""Characters; an id is typed by hand."""

MOST_WORDS = 60
"""Of a line in a list; a longer one is something else."""
_PROMPT_KEYS = ("id", "question", "asks", "level", "role", "follow_up", "good", "red_flag")
_MAY_BE_EMPTY = ("follow_up", "good", "red_flag")
_ASK_KEYS = ("layer", "means")
_ID = re.compile(r"\w[\w-]*")


def faults(value: object) -> list[str]:
    """Everything wrong with one entry, each a sentence without its place; empty for a good one."""
    if not isinstance(value, dict):
        return ["this is not a table. Write [[prompt]] and its keys below it."]
    wrongs = [f"the key '{key}' is missing." for key in ("id", "question") if key not in value]
    wrongs += [unknown_key(key, _PROMPT_KEYS) for key in value if key not in _PROMPT_KEYS]
    wrongs += [
        wrong
        for key in ("id", "question", "level", "role", *_MAY_BE_EMPTY)
        if key in value and (wrong := wrong_text(key, value[key], may_be_empty=key in _MAY_BE_EMPTY))
    ]
    if not wrongs:
        wrongs += _wrong_id(value["id"]) + _wrong_level(value.get("level", ANY))
    return wrongs + _wrong_asks(value.get("asks", []))


def wrong_text(name: str, value: object, *, may_be_empty: bool = False) -> str | None:
    if not isinstance(value, str):
        return f"'{name}' must be text in quotes."
    if not may_be_empty and not value.strip():
        return f"'{name}' is empty."
    if any(unicodedata.category(letter) == "Cc" and not letter.isspace() for letter in value):
        return f"'{name}' contains a character that cannot be shown."
    return None


def wrong_line(question: str, name: str) -> str | None:
    """What is wrong with a line of a list, from which the id `name` was made."""
    if not name:
        return "there are no words in this question."
    if len(question.split()) > MOST_WORDS:
        return f"this line has more than {MOST_WORDS} words. Write each question on a line of its own."
    return wrong_text("question", question)


def _wrong_id(id_: str) -> list[str]:
    if not _ID.fullmatch(id_):
        return ["use letters, digits and hyphens for an id, as in 'my-question'."]
    if len(id_) > LONGEST_ID:
        return [f"the id is longer than {LONGEST_ID} characters."]
    return []


def _wrong_level(level: str) -> list[str]:
    return [] if level in LEVELS else [f"the level '{one_line(level)}' is not one of {', '.join(LEVELS)}."]


def _wrong_asks(asks: object) -> list[str]:
    if not isinstance(asks, list) or not all(isinstance(ask, dict) for ask in asks):
        return ['\'asks\' must be a list such as [{ layer = "pressure", means = "..." }].']
    wrongs = []
    for number, ask in enumerate(asks, start=1):
        wrongs += [f"number {number} of 'asks': {wrong}" for wrong in _wrong_ask(ask)]
    return wrongs


def _wrong_ask(ask: Mapping[str, object]) -> list[str]:
    missing = [f"the key '{key}' is missing." for key in _ASK_KEYS if key not in ask]
    unknown = [unknown_key(key, _ASK_KEYS) for key in ask if key not in _ASK_KEYS]
    texts = [wrong_text(key, ask[key]) for key in _ASK_KEYS if key in ask]
    return missing + unknown + [wrong for wrong in texts if wrong]


def unknown_key(key: str, known: Sequence[str]) -> str:
    close = get_close_matches(key.casefold(), known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"the keys are {', '.join(known)}."
    return f"the key '{one_line(key)}' is unknown; {hint}"


def entry_name(value: object, number: int) -> str:
    id_ = value.get("id") if isinstance(value, dict) else None
    if isinstance(id_, str) and id_.strip():
        return f"question '{one_line(id_)}'"
    return f"question number {number}"
