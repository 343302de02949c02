"""Whether an answer is told or recited: the words it shares with an earlier answer in long runs. Pure.

A recited answer is what interviewers hear at once, and the one fault of practising much. Short runs are
everybody's ("at the end of the day"), so only long ones count. Figures: benchmarks/recited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import Token, normal
from rehearse.model.heard import Stretch

RUN_WORDS = 6
"""Of a run of fewer words it cannot be said that it was learnt by heart."""
FEWEST_COMPARED_WORDS = 40
"""A shorter answer has too few words for a share of them to mean anything."""
RECITED_FROM = 0.45
PARTLY_FROM = 0.2
"""Shares of the words; between reading a text twice and telling a story again (benchmarks/recited)."""

Manner = Literal["recited", "partly", "told"]


@dataclass(frozen=True, slots=True)
class Recited:
    """The `share` (0 to 1) of an answer's words that stand in `runs`, which were said before in the same
    order, and what that means."""

    share: float
    runs: tuple[Stretch, ...]

    @property
    def how(self) -> Manner:
        if self.share >= RECITED_FROM:
            return "recited"
        return "partly" if self.share >= PARTLY_FROM else "told"


def recited(answer: Answer, earlier: Answer, *, question: str = "") -> Recited | None:
    """What of an answer is word for word as in an earlier one; None where either is too short to tell.

    Filled pauses count nowhere, and what repeats the question's own words is no recitation.
    """
    now, before = answer.tokens(), earlier.tokens()
    if min(len(now), len(before)) < FEWEST_COMPARED_WORDS:
        return None
    known = set(_runs_in([token.text for token in before]))
    known -= set(_runs_in([plain for word in question.split() if (plain := normal(word))]))
    words = [token.text for token in now]
    repeated: set[int] = set()
    for start, run in enumerate(_runs_in(words)):
        if run in known:
            repeated.update(range(start, start + RUN_WORDS))
    return Recited(share=len(repeated) / len(now), runs=tuple(_joined(now, sorted(repeated))))


def _runs_in(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1))


def _joined(said: Sequence[Token], places: Sequence[int]) -> Iterator[Stretch]:
    """Places among the tokens, in order, as runs of `Heard.words`."""
    for _, group in groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0]):
        run = [said[place].index for _, place in group]
        yield Stretch(run[0], run[-1] - run[0] + 1)
