"""Which clauses of an answer say what somebody wanted said: a point in a few words, or a layer of a question.

`wanted.npz` holds what training/star/fit_wanted.py changed in the encoder. All that is wanted is read in one
row, before the answer, so that the words of each are understood beside the others; how far a clause says one
of them is the product of what the two became. It reads English only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from rehearse.language import encoder
from rehearse.language.story import MOST_OF_CLAUSE, changed, in_one_row
from rehearse.language.word_pieces import word_pieces

if TYPE_CHECKING:
    from rehearse.language.encoder import Array

CHANGES = Path(__file__).with_name("wanted.npz")
KINDS = ("point", "layer")
MOST_OF_WANTED = 40
"""Tokens of one point or layer."""
MOST_OF_ALL = 160
"""Tokens of all that is read before an answer at once."""

NEARNESS = 4.0
"""How much the cosine of a point and a clause counts beside what was read of them; by benchmarks/points. A
reader that has learnt near misses is too strict with other words for a number."""

WantedKind = Literal["point", "layer"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wanted said, in their words."""

    text: str
    kind: WantedKind


class WantedReader:
    """The encoder, loaded."""

    def __init__(self, changes: Path = CHANGES) -> None:
        self._numbers = encoder.vocabulary()
        with np.load(changes) as arrays:
            found = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self._heads = {name: found.pop(name) for name in HEADS}
        self._weights: Mapping[str, Array] = changed(encoder.load_weights(), found)

    def read(self, wanted: Sequence[Wanted], clauses: Sequence[str]) -> Array:
        """Logits that each clause says what is wanted, of shape (wanted, clauses)."""
        asked = [word_pieces(one.text, self._numbers)[:MOST_OF_WANTED] for one in wanted]
        pieces = [word_pieces(clause, self._numbers)[:MOST_OF_CLAUSE] for clause in clauses]
        logits = np.full((len(wanted), len(clauses)), -np.inf, dtype=np.float32)
        for some in _groups(asked):
            for part in _parts(sum(len(asked[one]) + 1 for one in some), [len(piece) for piece in pieces]):
                tokens, spans = in_one_row(
                    [*(asked[one] for one in some), *(pieces[one] for one in part)], self._numbers
                )
                (states,) = encoder.states(self._weights, [tokens])
                means = np.stack([states[start:end].mean(axis=0) for start, end in spans])
                read = self._products(
                    means[: len(some)], [wanted[one].kind for one in some], means[len(some) :]
                )
                where = np.ix_(some, part)
                logits[where] = np.maximum(logits[where], read)
        points = [place for place, one in enumerate(wanted) if one.kind == "point"]
        if points and len(clauses):
            near = encoder.meanings([wanted[place].text for place in points])
            logits[points] += np.float32(NEARNESS) * (near @ encoder.meanings(clauses).T)
        return logits

    def _products(self, wanted: Array, kinds: Sequence[WantedKind], clauses: Array) -> Array:
        heads = self._heads
        one = wanted @ heads["wanted"].T
        other = clauses @ heads["clause"].T
        rows = [KINDS.index(kind) for kind in kinds]
        found: Array = one @ other.T / np.float32(encoder.STATES**0.5)
        found += (heads["of_clause"] @ clauses.T)[rows] + heads["bias"][rows][:, None]
        return found


HEADS = ("wanted", "clause", "of_clause", "bias")


def _groups(asked: Sequence[Sequence[int]]) -> list[list[int]]:
    """What is wanted, in groups that can be read at once."""
    groups: list[list[int]] = []
    tokens = MOST_OF_ALL
    for place, piece in enumerate(asked):
        tokens += len(piece) + 1
        if tokens > MOST_OF_ALL:
            groups.append([])
            tokens = len(piece) + 1
        groups[-1].append(place)
    return groups


def _parts(before: int, lengths: Sequence[int]) -> list[list[int]]:
    """The clauses in parts that the encoder can read behind `before` tokens; half of each part is read
    twice."""
    room = encoder.MOST_TOKENS - 1 - before
    if sum(length + 1 for length in lengths) <= room:
        return [list(range(len(lengths)))] if lengths else []
    parts, first = [], 0
    while first < len(lengths):
        end, tokens = first, 0
        while end < len(lengths) and tokens + lengths[end] + 1 <= room:
            tokens += lengths[end] + 1
            end += 1
        parts.append(list(range(first, end)))
        if end == len(lengths):
            break
        first = max(first + 1, (first + end) // 2)
    return parts


@cache
def wanted_reader() -> WantedReader:
    """The reader, loaded once."""
    return WantedReader()
