"""Which of the points that somebody wanted to make an answer makes, in whatever words. Pure.

Figures: benchmarks/recited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.analysis.passages import Passage
from rehearse.analysis.recited import Recited

Made = Literal["said", "perhaps", "not heard"]

SAID_FROM, PERHAPS_FROM = 0.45, 0.36
"""Cosines of a point and the nearest passage; by benchmarks/recited."""
VERBATIM_FROM = 0.8
"""Share of a passage's words that stand in runs said before."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point, how near the nearest passage comes to it, and that passage; None where nothing was said.

    `verbatim`: that passage stood word for word in an earlier answer.
    """

    text: str
    similarity: float
    passage: Passage | None
    verbatim: bool

    @property
    def how(self) -> Made:
        if self.similarity >= SAID_FROM:
            return "said"
        return "perhaps" if self.similarity >= PERHAPS_FROM else "not heard"


def points(
    wanted: Sequence[str],
    said: Sequence[Passage],
    similarity: Sequence[Sequence[float]],
    *,
    repeated: Recited | None = None,
) -> tuple[Point, ...]:
    """Made each wanted point was made; `similarity` has a row for each, a cosine for each passage."""
    found = []
    for text, row in zip(wanted, similarity, strict=True):
        best = max(range(len(row)), key=row.__getitem__, default=None)
        passage = None if best is None else said[best]
        verbatim = passage is not None and repeated is not None and _is_verbatim(passage, repeated)
        found.append(Point(text, 0.0 if best is None else row[best], passage, verbatim))
    return tuple(found)


def _is_verbatim(passage: Passage, repeated: Recited) -> bool:
    again = sum(any(word in run.indexes for run in repeated.runs) for word in passage.indexes)
    return again >= VERBATIM_FROM * passage.count
