"""Rates against printed tables, against the distributions' own definitions, and at large counts."""

from fractions import Fraction
from math import comb, exp, factorial

import pytest

from rehearse.analysis.rates import exact_rate_test, poisson_interval, words_to_tell

# The exact 95 % limits as printed in tables of the Poisson distribution.
TABLE_95 = [
    (0, 0.0, 3.6889),
    (1, 0.0253, 5.5716),
    (2, 0.2422, 7.2247),
    (4, 1.0899, 10.2416),
    (10, 4.7954, 18.3904),
    (50, 37.1110, 65.9188),
    (100, 81.3640, 121.6268),
]


@pytest.mark.parametrize(("count", "low", "high"), TABLE_95)
def test_interval_is_the_tables(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), abs=6e-5)


def test_four_in_225_words_is_half_to_four_and_a_half_per_100() -> None:
    low, high = (end / 225 * 100 for end in poisson_interval(4))
    assert (round(low, 1), round(high, 1)) == (0.5, 4.6)


@pytest.mark.parametrize("count", [1, 3, 7, 20, 50])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_ends_leave_half_the_rest_in_each_tail(count: int, level: float) -> None:
    low, high = poisson_interval(count, level=level)
    tail = (1 - level) / 2
    assert 1 - sum(_poisson(seen, low) for seen in range(count)) == pytest.approx(tail, rel=1e-9)
    assert sum(_poisson(seen, high) for seen in range(count + 1)) == pytest.approx(tail, rel=1e-9)


@pytest.mark.parametrize("count", [1_000, 5_000, 40_000])
def test_interval_of_thousands_nears_the_normal_one(count: int) -> None:
    low, high = poisson_interval(count)
    assert low == pytest.approx(count - 1.96 * count**0.5, abs=3)
    assert high == pytest.approx(count + 1.96 * count**0.5, abs=3)


@pytest.mark.parametrize(("count", "level"), [(-1, 0.95), (3, 0.0), (3, 1.0)])
def test_interval_refuses_nonsense(count: int, level: float) -> None:
    with pytest.raises(ValueError, match="count must be 0 or more"):
        poisson_interval(count, level=level)


CASES = [(4, 225, 9, 240), (11, 800, 3, 800), (0, 100, 6, 150), (30, 1180, 47, 1180), (7, 90, 0, 1000)]


@pytest.mark.parametrize(("count_a", "words_a", "count_b", "words_b"), CASES)
def test_p_value_is_the_binomial_sum_in_fractions(
    count_a: int, words_a: int, count_b: int, words_b: int
) -> None:
    expected = _p_in_fractions(count_a, words_a, count_b, words_b)
    assert exact_rate_test(count_a, words_a, count_b, words_b) == pytest.approx(float(expected), rel=1e-9)


@pytest.mark.parametrize(("count_a", "words_a", "count_b", "words_b"), CASES)
def test_p_value_does_not_depend_on_which_side_comes_first(
    count_a: int, words_a: int, count_b: int, words_b: int
) -> None:
    one_way = exact_rate_test(count_a, words_a, count_b, words_b)
    assert exact_rate_test(count_b, words_b, count_a, words_a) == pytest.approx(one_way, rel=1e-9)


def test_nothing_counted_tells_nothing() -> None:
    assert exact_rate_test(0, 100, 0, 900) == 1.0


def test_the_same_split_as_the_words_is_no_surprise() -> None:
    assert exact_rate_test(5, 100, 10, 200) == pytest.approx(1.0)


def test_thousands_of_events_stay_exact() -> None:
    # The normal approximation: (4300 - 4000) / sqrt(8300) = 3.293 standard errors.
    assert exact_rate_test(4_000, 100_000, 4_300, 100_000) == pytest.approx(0.00099, rel=0.05)
    assert exact_rate_test(30_000, 500_000, 30_000, 500_000) == pytest.approx(1.0, rel=1e-6)
    assert 0.0 <= exact_rate_test(9_000, 100_000, 1_000, 100_000) < 1e-300


@pytest.mark.parametrize("bad", [(1, 0, 1, 10), (1, 10, 1, 0), (-1, 10, 1, 10)])
def test_rate_test_refuses_nonsense(bad: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        exact_rate_test(*bad)


def test_telling_four_from_two_takes_about_1180_words_a_side() -> None:
    assert words_to_tell(4.0, 2.0) == pytest.approx(1180, abs=5)


def test_that_many_words_give_about_80_percent_power() -> None:
    words = words_to_tell(4.0, 2.0)
    power = sum(
        _poisson(a, words * 0.04) * _poisson(b, words * 0.02)
        for a in range(15, 95)
        for b in range(55)
        if exact_rate_test(a, words, b, words) < 0.05
    )
    assert power == pytest.approx(0.8, abs=0.04)


def test_a_smaller_difference_takes_more_words() -> None:
    assert words_to_tell(3.0, 2.0) > words_to_tell(4.0, 2.0) > words_to_tell(4.0, 0.0)


@pytest.mark.parametrize(("rate_a", "rate_b"), [(2.0, 2.0), (-1.0, 2.0)])
def test_equal_rates_cannot_be_told_apart(rate_a: float, rate_b: float) -> None:
    with pytest.raises(ValueError, match="two different rates"):
        words_to_tell(rate_a, rate_b)


def _poisson(count: int, mean: float) -> float:
    return exp(-mean) * mean**count / factorial(count)


def _p_in_fractions(count_a: int, words_a: int, count_b: int, words_b: int) -> Fraction:
    total = count_a + count_b
    share = Fraction(words_a, words_a + words_b)
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    return sum((chance for chance in chances if chance <= chances[count_a]), Fraction(0))


def test_many_comparisons_take_more_words_to_tell() -> None:
    assert words_to_tell(4, 2, significance=0.05 / 8) > words_to_tell(4, 2) == 1178
