"""The sentence encoder: its arithmetic against the standard library's, and what its meanings tell apart."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rehearse.language.encoder import STATES, _gelu, load_weights, meanings, states, vocabulary

ALARM = "These days a sensor rings us when the fridge gets warm."
ALIKE = "Now there is an alarm for the temperature of the fridge."
OTHER = "My uncle taught me how to repair sewing machines."


def test_texts_that_mean_the_same_are_nearer_than_others() -> None:
    alarm, alike, other = meanings([ALARM, ALIKE, OTHER])
    assert alarm @ alike > 0.6
    assert alarm @ other < 0.2
    assert np.linalg.norm(alarm) == pytest.approx(1, abs=1e-5)


def test_a_text_means_the_same_whatever_stands_beside_it() -> None:
    together = meanings([OTHER, *[ALARM] * 40, "word " * 500, ""])
    alone = meanings([ALARM])[0]
    assert together.shape == (43, STATES)
    assert float(np.abs(together[1] - alone).max()) < 1e-5
    assert np.array_equal(together[1], together[2])


def test_nothing_has_no_meaning() -> None:
    assert meanings([]).shape == (0, STATES)
    assert states(load_weights(), []) == []


def test_rows_of_tokens_know_nothing_of_each_other() -> None:
    rows = [[vocabulary()[word] for word in text] for text in (["[CLS]", "ferry"], ["cook", "left", "[SEP]"])]
    first, second = states(load_weights(), rows)
    assert (first.shape, second.shape) == ((2, STATES), (3, STATES))
    (again,) = states(load_weights(), rows[1:])
    assert float(np.abs(again - second).max()) < 1e-5


def test_gelu_is_that_of_the_error_function() -> None:
    x = np.linspace(-8, 8, 1601, dtype=np.float32)
    exact = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in x.tolist()]
    assert _gelu(x) == pytest.approx(exact, abs=2e-6)
