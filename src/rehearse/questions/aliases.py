"""What people call lines of work, levels, kinds and matters of questions, and what the bank calls them.

`aliases.toml` is the table. How words are looked for in questions is in `search`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Literal

from rehearse.analysis.words import word_set
from rehearse.questions.principles import principles
from rehearse.questions.text import folded

TABLE = Path(__file__).with_name("aliases.toml")
What = Literal["role", "level", "kind", "theme", "words", "principle"]
Stems = tuple[str, ...]
SMALL_WORDS = word_set(
    """
    a about am an and any are at be been biggest by can could did do does for from great
    greatest had has have how i i'd i'm if in into is it its me must my of on or our
    should so some someone something tell that the their them there they this to us was we were
    what when which who with would you your
    """
)
_PARTS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_OF_MANY = re.compile(r"(?<=ss)es$|(?<!s)s$")
_OF_VERBS = re.compile(r"(?:ing|ed|ly|e)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
FEWEST_LETTERS = 3
"""Of a word without its ending."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Of which questions a name speaks: those whose `what` is `value`."""

    what: What
    value: str


def stems(text: str) -> Stems:
    """The words that carry a meaning, without their endings; all of them where none does.

    >>> stems("Why are you leaving the nurses?")
    ('why', 'leav', 'nurs')
    """
    words = _PARTS.findall(folded(text))
    return tuple(map(stem, [word for word in words if word not in SMALL_WORDS] or words))


@cache
def stem(word: str) -> str:
    """A word without its ending, so that its forms are alike; no linguist would call it a stem.

    >>> [stem(word) for word in ("debugging", "debug", "boss", "priorities", "priority", "care", "car")]
    ['debug', 'debug', 'boss', 'priority', 'priority', 'care', 'car']
    """
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > FEWEST_LETTERS + 2:
        word = f"{word[:-3]}y"
    for endings in (_OF_MANY, _OF_VERBS):
        end = endings.search(word)
        if end and end.start() >= FEWEST_LETTERS + (end[0] in ("e", "ing", "ed")):
            word = word[: end.start()]
    return word[:-1] if _DOUBLED.search(word) and len(word) > FEWEST_LETTERS + 1 else word


@cache
def aliases() -> Mapping[Stems, tuple[Alias, ...]]:
    """What each name stands for, by its words without endings."""
    table: Mapping[What, Mapping[str, Sequence[str]]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))  # type: ignore[assignment]
    found: dict[Stems, tuple[Alias, ...]] = {}
    for what, values in table.items():
        for value, names in values.items():
            for name in names:
                _add(found, stems(name), Alias(what, value))
    for employer, principles_ in principles().items():
        _add(found, stems(employer), Alias("principle", employer))
        for principle in principles_:
            for said in _parts(principle):
                _add(found, said, Alias("principle", principle))
    return found


def _add(found: dict[Stems, tuple[Alias, ...]], said: Stems, alias: Alias) -> None:
    found[said] = tuple(dict.fromkeys((*found.get(said, ()), alias)))


def _parts(principle: str) -> Iterator[Stems]:
    """The name as a whole, and two or more of its words that stand beside each other."""
    for half in principle.split(";"):
        words = stems(half)
        yield words
        for first, last in combinations(range(len(words) + 1), 2):
            if last - first > 1:
                yield words[first:last]


def meant(what: What, name: str) -> str:
    """What the bank calls a role or a level that somebody names; as it is where no alias is known."""
    return next((alias.value for alias in aliases().get(stems(name), ()) if alias.what == what), name)
