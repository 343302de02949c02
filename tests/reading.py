"""What the story reader would have read: a test chooses the labels of sentences, and what the whole is.

    read(write("We had a leak. I closed the valve. It held."), "SAR", occasion="one")

A capital letter is read surely, a small one hardly. Words are not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from rehearse.analysis.answer import Answer
from rehearse.model.heard import MANNERS, OCCASIONS, Heard, Reading, Whole

LETTERS = "STARN"
SURELY, HARDLY = 0.9995, 0.35


def read(heard: Heard, letters: str, *, occasion: str = "one", manner: str = "plain") -> Heard:
    """The answer with one reading for each of its sentences, one letter of S, T, A, R and N each."""
    readings = tuple(
        Reading(
            where.first, where.count, logs(LETTERS, letter.upper(), SURELY if letter.isupper() else HARDLY)
        )
        for where, letter in zip(Answer(heard).sentences, letters, strict=True)
    )
    return replace(heard, readings=readings, whole=whole(occasion, manner))


def whole(occasion: str = "one", manner: str = "plain", *, chance: float = 0.9) -> Whole:
    """An answer that is taken for this, with this chance; the others share the rest."""
    return Whole(logs(OCCASIONS, occasion, chance), logs(MANNERS, manner, chance))


def logs(names: Sequence[str], name: str, chance: float) -> tuple[float, ...]:
    """Logarithms of chances."""
    rest = (1 - chance) / (len(names) - 1)
    return tuple(log(chance if one == name else rest) for one in names)
