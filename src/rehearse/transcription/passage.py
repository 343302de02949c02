"""The cheapest way through silence, a word, silence, the next word, and so on, frame by frame. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Row = npt.NDArray[np.float64]
    Frames = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Stage:
    """One silence or word: the cheapest total up to each frame of it, since which frame it then lasts, and
    for each frame in which it may begin, the number of the stage before.
    """

    totals: Row
    since: Frames
    before: Frames


def passages(
    silences: Sequence[Row], words: Sequence[Row], begins: Row, ends: Row, *, shortest: int
) -> list[range]:
    """The frames of each word.

    `silences` cost each frame of what lies before each word and behind the last, `words` each of a word;
    `begins` and `ends` cost a word's first frame and the one behind its last. Any silence may be left out; a
    word has at least `shortest` frames, so there must be as many for all.

    >>> import numpy as np
    >>> speech = np.array([0, 0, 1, 1, 1, 0, 0, 1, 1, 0])
    >>> nothing = np.zeros(10)
    >>> passages([speech] * 3, [1 - speech] * 2, nothing, nothing, shortest=2)
    [range(2, 5), range(7, 9)]
    """
    stages: list[_Stage] = []
    for number in range(2 * len(words) + 1):
        is_word = bool(number % 2)
        costs = words[number // 2] if is_word else silences[number // 2]
        entered, before = _entered(stages, begins, ends)
        totals, since = _lasting(entered, costs, least=shortest if is_word else 1)
        stages.append(_Stage(totals, since, before))
    return _words_on_the_way(stages)


def _entered(stages: Sequence[_Stage], begins: Row, ends: Row) -> tuple[Row, Frames]:
    """What it costs to begin the next stage in each frame, and the number of the stage before it."""
    latest = len(stages) - 1
    if latest < 0:
        return _only_first(len(begins)), np.zeros(len(begins), dtype=np.int64)
    after = (
        _after(stages[latest].totals)
        if latest
        else np.minimum(_after(stages[0].totals), _only_first(len(begins)))
    )
    before = np.full(len(begins), latest)
    if latest % 2:
        return after + ends, before
    if latest:
        straight = _after(stages[latest - 1].totals) + ends
        before = np.where(straight < after, latest - 1, latest)
        after = np.minimum(straight, after)
    return after + begins, before


def _only_first(count: int) -> Row:
    return np.concatenate([[0.0], np.full(count - 1, np.inf)])


def _after(totals: Row) -> Row:
    """In each frame what was paid up to the one before."""
    return np.concatenate([[np.inf], totals[:-1]])


def _lasting(entered: Row, costs: Row, *, least: int) -> tuple[Row, Frames]:
    """The cheapest total of a stage up to each frame, and in which frame it then began."""
    own = np.cumsum(costs)
    # Staying adds its own costs, so the best way in so far is a running minimum.
    beside = entered - (own - costs)
    best = np.minimum.accumulate(beside)
    since = np.maximum.accumulate(np.where(beside <= best, np.arange(len(costs)), 0))
    late = least - 1
    best = np.concatenate([np.full(late, np.inf), best[: len(best) - late]])
    return best + own, np.concatenate([np.zeros(late, dtype=np.int64), since[: len(since) - late]])


def _words_on_the_way(stages: Sequence[_Stage]) -> list[range]:
    """Followed back from the last frame."""
    at = len(stages) - 1
    if stages[at - 1].totals[-1] < stages[at].totals[-1]:
        at -= 1
    end, words = len(stages[0].totals), []
    while at > 0:
        first = int(stages[at].since[end - 1])
        if at % 2:
            words.append(range(first, end))
        at, end = (int(stages[at].before[first]), first) if first else (0, 0)
    return words[::-1]
