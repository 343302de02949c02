"""What a shell offers where somebody presses Tab: the values that an option or an argument can have.

Everything is read as it is. No folder is made, no history is begun, nothing is repaired; whatever is wrong
offers nothing and says nothing, because somebody is in the middle of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from rehearse.questions.bank import Bank

Value = tuple[str, str]
"""What can be typed, and what a shell that has room for it says beside."""

_TYPED = re.compile(r"\w[\w.+-]*")
"""What every shell takes as it is, without quotes."""

LONGEST_BESIDE = 60
"""Characters of what stands beside a value."""


class Offered(click.types.StringParamType):
    """A value of the type `of` for which `values` can be offered; `name` is the type's in the help."""

    def __init__(
        self, name: str, values: Callable[[], Iterable[Value]], of: click.ParamType[Any] = click.STRING
    ) -> None:
        self.name = name
        self._values = values
        self._of = of

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self._of.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        with suppress(Exception):
            return [
                CompletionItem(value, help=_one_line(beside) or None)
                for value, beside in dict(self._values()).items()
                if value.startswith(incomplete) and _TYPED.fullmatch(value)
            ]
        return []


def _one_line(text: str) -> str:
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= LONGEST_BESIDE else f"{line[: LONGEST_BESIDE - 4]} ..."


def _bank() -> Bank:
    from rehearse.questions.folders import question_folders
    from rehearse.questions.reading import load

    return load(question_folders())


def _questions() -> Iterable[Value]:
    return ((prompt.id, prompt.question) for prompt in _bank().prompts)


def _themes() -> Iterable[Value]:
    return ((_joined(theme.slug), theme.title) for theme in _bank().themes)


def _roles() -> Iterable[Value]:
    return ((_joined(prompt.role), "") for prompt in _bank().prompts)


def _joined(name: str) -> str:
    """A theme or a role as one word: it is found with hyphens for its spaces too."""
    return "-".join(name.split())


def _levels() -> Iterable[Value]:
    from rehearse.questions.bank import LEVELS

    return ((level, "") for level in LEVELS)


def _takes(*, unfinished: bool = False) -> Iterable[Value]:
    from rehearse.folders import data_folder
    from rehearse.history.glance import glance

    for number, recorded_at, question in glance(data_folder(), unfinished=unfinished):
        day = datetime.fromisoformat(recorded_at).astimezone().date()
        yield str(number), f"{day}: {question}" if question else f"{day}"


def _ages() -> Iterable[Value]:
    return (("30d", "30 days"), ("8w", "8 weeks"), ("6m", "6 months"), ("1y", "a year"))


def _models() -> Iterable[Value]:
    return ((name, "") for name in ("tiny", "base", "small", "medium", "turbo", "large-v3-turbo", "large"))


def take(number: click.ParamType[Any], *, unfinished: bool = False) -> Offered:
    """The number of a take, checked by the type `number`; only of those without a report, if asked for."""
    return Offered("unfinished" if unfinished else "take", lambda: _takes(unfinished=unfinished), number)


def age(of: Callable[[str], Any], *, always: bool = False) -> Offered:
    """How long ago, read by `of`; or `always`, if that may be."""
    more = (("always", "until you delete it"),) if always else ()
    return Offered(
        "age or always" if always else "age", lambda: (*_ages(), *more), click.types.FuncParamType(of)
    )


QUESTION = Offered("question", _questions)
THEME = Offered("theme", _themes)
ROLE = Offered("role", _roles)
LEVEL = Offered("level", _levels)
MODEL = Offered("model", _models)

BY_NAME = {
    offered.name: offered
    for offered in (
        QUESTION,
        THEME,
        ROLE,
        LEVEL,
        MODEL,
        take(click.STRING),
        take(click.STRING, unfinished=True),
        age(str),
        age(str, always=True),
    )
}
"""Each of them, to offer its values with; what is typed is checked by the commands."""
