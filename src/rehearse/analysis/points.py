"""Which of the points that somebody wanted to make an answer makes, in whatever words. Pure.

Figures: benchmarks/points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.analysis.recited import Recited
from rehearse.analysis.wanted import Likeliest
from rehearse.model.heard import Located, Stretch

Made = Literal["said", "perhaps", "not heard"]

SAID_FROM, PERHAPS_FROM = 1.7, 0.0
"""Logits; by benchmarks/points."""
LEFT_OUT_BELOW = -2.75
"""So unlikely is none of the points that benchmarks/points calls made: only of less is anybody reminded."""
VERBATIM_FROM = 0.8
"""Share of a sentence's words that stand in runs said before."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point, how likely the likeliest sentence makes it (logit), and that sentence; None where nothing was
    said.

    `verbatim`: that sentence stood word for word in an earlier answer.
    """

    text: str
    logit: float
    sentence: Stretch | None
    verbatim: bool

    @property
    def is_left_out(self) -> bool:
        """Whether it was surely not made."""
        return self.sentence is None or self.logit < LEFT_OUT_BELOW

    @property
    def how(self) -> Made:
        if self.sentence is None or self.logit < PERHAPS_FROM:
            return "not heard"
        return "said" if self.logit >= SAID_FROM else "perhaps"


def points(
    wanted: Sequence[str], found: Sequence[Likeliest], *, repeated: Recited | None = None
) -> tuple[Point, ...]:
    """Made each wanted point was made, by the sentence that is likeliest to make it."""
    return tuple(
        Point(
            text,
            best.logit,
            best.sentence,
            best.sentence is not None and repeated is not None and _is_verbatim(best.sentence, repeated),
        )
        for text, best in zip(wanted, found, strict=True)
    )


def _is_verbatim(sentence: Located, repeated: Recited) -> bool:
    again = sum(any(word in run.indexes for run in repeated.runs) for word in sentence.indexes)
    return again >= VERBATIM_FROM * sentence.count
