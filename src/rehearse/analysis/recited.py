"""Whether an answer is told or recited: the words it shares with an earlier answer in long runs. Pure.

Reciting is the one fault of practising much. Short runs are everybody's ("at the end of the day"), so only
long ones count; a word changed here and there makes no other answer of it. Figures: benchmarks/recited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import Token, normal
from rehearse.model.heard import Stretch

RUN_WORDS = 6
"""Of a run of fewer words it cannot be said that it was learnt by heart, ..."""
GAPPED_WORDS, SAME_OF_GAPPED = 12, 0.75
"""... unless it goes on for so many with small gaps, and so much of it is the same."""
SEED_WORDS, GAP_WORDS = 3, 2
"""So many words in a row begin a run or carry it on over a gap of so many."""
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
    words = [token.text for token in now]
    asked = [plain for word in question.split() if (plain := normal(word))]
    own = set().union(*_same(words, asked)) if asked else set()
    runs = [run - own for run in _same(words, [token.text for token in before])]
    repeated = set().union(*runs)
    spans = _joined(now, [range(min(run), max(run) + 1) for run in runs if run])
    return Recited(share=len(repeated) / len(now), runs=tuple(spans))


def _same(words: Sequence[str], others: Sequence[str]) -> list[set[int]]:
    """The places of words that stand among the others in the same order: long runs, small gaps left out."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(others) - SEED_WORDS + 1):
        places[tuple(others[place : place + SEED_WORDS])].append(place)
    chains: list[_Chain] = []
    for place in range(len(words) - SEED_WORDS + 1):
        for other in places.get(tuple(words[place : place + SEED_WORDS]), ()):
            chain = next((one for one in reversed(chains) if one.goes_on(place, other)), None)
            if chain is None:
                chain = _Chain(set(), place, other, 0, 0)
                chains.append(chain)
            chain.add(place, other)
    return [chain.places for chain in chains if chain.is_long()]


@dataclass(slots=True)
class _Chain:
    """Words in the same order in both texts: their `places` in one, where its last seed stands in both, and
    the longest run without a gap.
    """

    places: set[int]
    last: int
    last_other: int
    run: int
    longest: int

    def goes_on(self, place: int, other: int) -> bool:
        here, there = place - self.last, other - self.last_other
        reach = SEED_WORDS + GAP_WORDS
        return 0 < here <= reach and 0 < there <= reach and abs(here - there) <= GAP_WORDS

    def add(self, place: int, other: int) -> None:
        together = place - self.last == other - self.last_other == 1
        self.run = self.run + 1 if together else SEED_WORDS
        self.longest = max(self.longest, self.run)
        self.places.update(range(place, place + SEED_WORDS))
        self.last, self.last_other = place, other

    def is_long(self) -> bool:
        if self.longest >= RUN_WORDS:
            return True
        spread = max(self.places) - min(self.places) + 1
        return spread >= GAPPED_WORDS and len(self.places) >= SAME_OF_GAPPED * spread


def _joined(said: Sequence[Token], runs: Sequence[range]) -> Iterator[Stretch]:
    """Places among the tokens as runs of `Heard.words`, those that overlap as one."""
    covered = sorted({place for run in runs for place in run})
    for _, group in groupby(enumerate(covered), key=lambda numbered: numbered[1] - numbered[0]):
        run = [said[place].index for _, place in group]
        yield Stretch(run[0], run[-1] - run[0] + 1)
