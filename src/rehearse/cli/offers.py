"""What a shell offers where somebody presses Tab: the values that an option or an argument can have.

Everything is read as it is. No folder is made, no history is begun, nothing is repaired; whatever is wrong
offers nothing and says nothing, because somebody is in the middle of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

_TYPED = re.compile(r"\w[\w.+-]*")
"""What every shell takes as it is, without quotes."""

LONGEST_BESIDE = 60
"""Characters of what stands beside a value."""


class Offered(click.types.StringParamType):
    """A value of the type `of`, for which `values` can be offered, each with what a shell may show beside it.

    `name` is the type's in the help.
    """

    def __init__(
        self, name: str, values: Callable[[], Mapping[str, str]], of: click.ParamType[Any] = click.STRING
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
                for value, beside in self._values().items()
                if value.startswith(incomplete) and _TYPED.fullmatch(value)
            ]
        return []


def _one_line(text: str) -> str:
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= LONGEST_BESIDE else f"{line[: LONGEST_BESIDE - 4]} ..."


def _by(module: str, name: str) -> Callable[[], Mapping[str, str]]:
    """What a function of a module offers, which is imported where that is asked for: most commands never
    do."""

    def values() -> Mapping[str, str]:
        found: Mapping[str, str] = getattr(import_module(f"rehearse.{module}"), name)()
        return found

    return values


def take(number: click.ParamType[Any], *, unfinished: bool = False) -> Offered:
    """The number of a take, checked by the type `number`; only of those without a report, if asked for."""
    name = "unfinished" if unfinished else "take"
    return Offered(name, _by("cli.offered", name), number)


def age(of: Callable[[str], Any], *, always: bool = False) -> Offered:
    """How long ago, read by `of`; or `always`, if that may be."""
    ages = AGES | ({"always": "until you delete it"} if always else {})
    return Offered("age or always" if always else "age", lambda: ages, click.types.FuncParamType(of))


AGES = {"30d": "30 days", "8w": "8 weeks", "6m": "6 months", "1y": "a year"}
MODELS = ("tiny", "base", "small", "medium", "turbo", "large-v3-turbo", "large")

QUESTION = Offered("question", _by("questions.names", "questions"))
THEME = Offered("theme", _by("questions.names", "themes"))
ROLE = Offered("role", _by("questions.names", "roles"))
LEVEL = Offered("level", _by("questions.names", "levels"))
MODEL = Offered("model", lambda: dict.fromkeys(MODELS, ""))
JOB = Offered("job", _by("cli.offered", "job"))
TOPIC = Offered("topic", _by("cli.offered", "topic"))

BY_NAME = {
    offered.name: offered
    for offered in (
        QUESTION,
        THEME,
        ROLE,
        LEVEL,
        MODEL,
        TOPIC,
        JOB,
        take(click.STRING),
        take(click.STRING, unfinished=True),
        age(str),
        age(str, always=True),
    )
}
"""Each of them, to offer its values with; what is typed is checked by the commands."""
