"""What a count of rare events over some words can tell: its interval, and whether two counts differ.

Counts are taken as Poisson. Everything is computed from the distributions themselves, so a count of
three is treated as honestly as a count of three thousand. This module does not count anything and
does not know what the events are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count as count_up
from math import ceil, exp, fsum, lgamma, log
from statistics import NormalDist

SIGNIFICANCE = 0.05
"""Chance of calling a difference where there is none."""

POWER = 0.80
"""Chance of seeing a difference that is there."""

_NEGLIGIBLE = 1e-17
_TIE = 1e-7


@cache
def poisson_interval(count: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of the expected number of events, where `count` of them were seen.

    Divide both ends by the words (and multiply by 100) for the interval of a rate. `level` lies
    between 0 and 1. Raises ValueError for a negative count.

    >>> low, high = poisson_interval(4)
    >>> round(low, 4), round(high, 4)
    (1.0899, 10.2416)

    Source: Garwood (1936), "Fiducial limits for the Poisson distribution", Biometrika 28.
    """
    if count < 0 or not 0 < level < 1:
        raise ValueError(f"count must be 0 or more and level between 0 and 1, not {count} and {level}")
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else _root(lambda mean: _at_least(count, mean) - tail, 0.0, float(count))
    high = _root(lambda mean: tail - _at_most(count, mean), float(count), _far_above(count, tail))
    return low, high


def exact_rate_test(count_a: int, words_a: int, count_b: int, words_b: int) -> float:
    """The two-sided p value of two counts having come from one rate per word.

    Given all events together, the first side's share of them is binomial with its share of the
    words; p is the chance of a split at most as likely as the one seen. 1.0 where nothing was
    counted. Raises ValueError where a side has no words or a negative count.

    Source: Przyborowski & Wilenski (1940), Biometrika 31; two-sided as in R's `poisson.test`.
    """
    if min(count_a, count_b) < 0 or min(words_a, words_b) < 1:
        raise ValueError("both sides need at least one word and no negative count")
    total = count_a + count_b
    share = words_a / (words_a + words_b)
    seen = _log_binomial(count_a, total, share) + _TIE
    splits = (_log_binomial(split, total, share) for split in range(total + 1))
    return min(1.0, fsum(exp(split) for split in splits if split <= seen))


def words_to_tell(rate_a: float, rate_b: float, *, significance: float = SIGNIFICANCE) -> int:
    """How many words each side needs before two rates per 100 words can be told apart.

    For a power of 80 % at the level of `significance`; the normal approximation, so "about". Raises
    ValueError where the rates are equal or one is negative.

    >>> words_to_tell(4.0, 2.0)
    1178
    """
    if rate_a == rate_b or min(rate_a, rate_b) < 0:
        raise ValueError(f"needs two different rates of 0 or more, not {rate_a} and {rate_b}")
    normal = NormalDist()
    distance = normal.inv_cdf(1 - significance / 2) + normal.inv_cdf(POWER)
    return ceil(100 * distance**2 * (rate_a + rate_b) / (rate_a - rate_b) ** 2)


def _at_most(count: int, mean: float) -> float:
    """P(X <= count) for a mean of at least `count`, summed from the largest term down."""
    return _summed(_log_poisson(count, mean), ((count - step) / mean for step in range(count)))


def _at_least(count: int, mean: float) -> float:
    """P(X >= count) for a mean of at most `count`, summed from the largest term down."""
    return _summed(_log_poisson(count, mean), (mean / (count + step) for step in count_up(1)))


def _summed(log_largest: float, ratios: Iterator[float]) -> float:
    """The sum of terms that shrink by `ratios`, until they no longer matter beside the largest."""
    terms = [1.0]
    for ratio in ratios:
        terms.append(terms[-1] * ratio)
        if terms[-1] < _NEGLIGIBLE:
            break
    return exp(log_largest) * fsum(terms)


def _far_above(count: int, tail: float) -> float:
    """A mean so large that `count` events or fewer are rarer than `tail`."""
    mean = count + 1.0
    while _at_most(count, mean) > tail:
        mean += mean
    return mean


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero between `low` and `high`, by halving to the last bit."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return high


def _log_poisson(count: int, mean: float) -> float:
    return (count * log(mean) if count else 0.0) - mean - lgamma(count + 1)


def _log_binomial(hits: int, total: int, share: float) -> float:
    ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
    return ways + hits * log(share) + (total - hits) * log(1 - share)
