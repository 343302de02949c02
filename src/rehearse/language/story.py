"""What each sentence does in a story, read from the whole answer by a fine-tuned sentence encoder.

`story.npz` holds what training/star/fit.py changed in the encoder, and the layer that judges. This module
says how likely each label is; what an answer lacks is decided in analysis/star.py. It reads English only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.language import encoder
from rehearse.language.word_pieces import word_pieces

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.language.encoder import Array

CHANGES = Path(__file__).with_name("story.npz")
MOST_OF_CLAUSE = 90
"""Tokens of one clause; what it says later is seldom needed to know what it does."""
MOST_OF_QUESTION = 60
SEEN_AGAIN = 128
"""Tokens of a long answer that are read again with what follows, so that it has a context."""


@dataclass(frozen=True, slots=True)
class StoryRead:
    """Logarithms of chances: for each clause of S, T, A, R and none, and for the whole of OCCASIONS and
    MANNERS.
    """

    labels: list[tuple[float, ...]]
    occasion: tuple[float, ...]
    manner: tuple[float, ...]


class StoryReader:
    """The encoder, loaded."""

    def __init__(self) -> None:
        self._numbers = encoder.vocabulary()
        with np.load(CHANGES) as arrays:
            changes = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self._heads = {
            name: (changes.pop(f"{name}.weight"), changes.pop(f"{name}.bias"))
            for name in ("label", "occasion", "manner")
        }
        self._weights: Mapping[str, Array] = changed(encoder.load_weights(), changes)

    def read(self, clauses: Sequence[str]) -> StoryRead:
        """What an answer's clauses do, and what it is as a whole."""
        pieces = [word_pieces(clause, self._numbers)[:MOST_OF_CLAUSE] for clause in clauses]
        labels: list[tuple[float, ...]] = []
        occasions, manners = [], []
        for first, end in windows([len(piece) for piece in pieces]):
            tokens, spans = packed([], pieces[first:end], self._numbers)
            (states,) = encoder.states(self._weights, [tokens])
            means = np.stack([states[start:stop].mean(axis=0) for start, stop in spans])
            labels += map(tuple, self._logs("label", means)[len(labels) - first :].tolist())
            occasions.append(self._logs("occasion", states[0]))
            manners.append(self._logs("manner", states[0]))
        return StoryRead(
            labels=labels,
            occasion=tuple(np.mean(occasions, axis=0).tolist()),
            manner=tuple(np.mean(manners, axis=0).tolist()),
        )

    def _logs(self, name: str, states: Array) -> npt.NDArray[np.float64]:
        """Logarithms of chances."""
        weight, bias = self._heads[name]
        logits: npt.NDArray[np.float64] = (states @ weight.T + bias).astype(np.float64)
        logits -= np.logaddexp.reduce(logits, axis=-1, keepdims=True)
        return logits


def changed(weights: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The encoder's weights with a low-rank matrix added to some, and others in place of theirs; arrays or,
    while they are learnt, tensors.
    """
    merged = dict(weights)
    for name, change in changes.items():
        whole, _, part = name.rpartition(".")
        if part == "up":
            merged[f"{whole}.weight"] = weights[f"{whole}.weight"] + change @ changes[f"{whole}.down"]
        elif part != "down":
            merged[name] = change
    return merged


def packed(
    question: Sequence[int], pieces: Sequence[Sequence[int]], numbers: dict[str, int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """One row of tokens, the question first (empty in the program, known in training), a mark after it and
    after each clause, and where in it each clause with its mark lies.
    """
    tokens, spans = in_one_row([question, *pieces], numbers)
    return tokens, spans[1:]


def in_one_row(
    pieces: Sequence[Sequence[int]], numbers: Mapping[str, int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """One row of tokens, a mark after each piece, and where in it each piece with its mark lies."""
    tokens = [numbers[encoder.BEGIN]]
    spans = []
    for piece in pieces:
        start = len(tokens)
        tokens += [*piece, numbers[encoder.END]]
        # Of a sentence without any letter the mark remains, so that none is empty.
        spans.append((start, len(tokens) - bool(piece)))
    return tokens, spans


def windows(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sentences, from the first to before the end, that the encoder can read at once; each is in one or more.

    >>> list(windows([80, 80, 80, 80, 80, 80]))
    [(0, 5), (4, 6)]
    """
    first = end = 0
    while end < len(lengths):
        tokens = MOST_OF_QUESTION + 2 + sum(length + 1 for length in lengths[first:end])
        while end < len(lengths) and tokens + lengths[end] + 1 <= encoder.MOST_TOKENS:
            tokens += lengths[end] + 1
            end += 1
        yield first, end
        again = 0
        first = end
        while first > 0 and again + lengths[first - 1] + 1 <= SEEN_AGAIN:
            first -= 1
            again += lengths[first] + 1
