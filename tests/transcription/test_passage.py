"""The way through words and silences is the cheapest of all."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from rehearse.transcription.passage import passages

Row = npt.NDArray[np.float64]
FRAMES = 9


def paid(words: list[range], silences: list[Row], costs: list[Row], begins: Row, ends: Row) -> float:
    total, at = 0.0, 0
    for silence, cost, word in zip(silences, costs, words, strict=False):
        total += silence[at : word.start].sum() + begins[word.start] + cost[word.start : word.stop].sum()
        total += ends[word.stop] if word.stop < FRAMES else 0.0
        at = word.stop
    return float(total + silences[-1][at:].sum())


def all_ways(count: int, shortest: int) -> list[list[range]]:
    bounds = itertools.combinations_with_replacement(range(FRAMES + 1), 2 * count)
    ways = ([range(*pair) for pair in zip(at[::2], at[1::2], strict=True)] for at in bounds)
    return [way for way in ways if all(len(word) >= shortest for word in way)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("count", "shortest"), [(1, 1), (2, 1), (2, 3), (3, 2), (3, 3)])
def test_it_is_the_cheapest_of_all(seed: int, count: int, shortest: int) -> None:
    random = np.random.default_rng(seed)
    silences, costs = list(random.normal(size=(count + 1, FRAMES))), list(random.normal(size=(count, FRAMES)))
    begins, ends = random.normal(size=(2, FRAMES))
    ours = passages(silences, costs, begins, ends, shortest=shortest)
    assert all(len(word) >= shortest for word in ours)
    cheapest = min(paid(way, silences, costs, begins, ends) for way in all_ways(count, shortest))
    assert paid(ours, silences, costs, begins, ends) == pytest.approx(cheapest)
