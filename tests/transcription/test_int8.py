"""Layers with weights of one byte, against the same layers in float32."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from rehearse.transcription import processor
from rehearse.transcription.int8 import Int8Linear

WEIGHT = torch.randn(48, 96, generator=torch.manual_seed(0))
BIAS = torch.randn(48, generator=torch.manual_seed(1))
VECTORS = torch.randn(5, 96, generator=torch.manual_seed(2)) * torch.tensor(
    [[1.0], [100.0], [0.01], [3.0], [7.0]]
)


@pytest.fixture
def layer() -> Int8Linear:
    try:
        layer = Int8Linear(WEIGHT, BIAS)
        layer(VECTORS)
    except (AttributeError, RuntimeError):
        pytest.skip("this torch or this processor has no int8 layers")
    return layer


@torch.inference_mode()
def test_an_int8_layer_is_near_the_layer_it_was_made_from(layer: Int8Linear) -> None:
    expected = functional.linear(VECTORS, WEIGHT)
    for found, row in zip(layer(VECTORS) - BIAS, expected, strict=True):
        assert 0 < (found - row).abs().mean() < 0.01 * row.abs().mean()


@torch.inference_mode()
def test_a_vector_gives_the_same_alone_as_among_others(layer: Int8Linear) -> None:
    together = layer(VECTORS)
    assert all(torch.equal(layer(VECTORS[row : row + 1])[0], together[row]) for row in range(len(VECTORS)))
    assert torch.equal(layer(VECTORS.view(1, 5, 96))[0], together)


@torch.inference_mode()
def test_the_greatest_sums_that_there_are_do_not_overflow(layer: Int8Linear) -> None:
    ones = Int8Linear(torch.ones(4, 2048))
    assert ones(torch.ones(1, 2048)).tolist() == [pytest.approx([2048.0] * 4, rel=1e-3)]
    assert ones(-torch.ones(1, 2048)).tolist() == [pytest.approx([-2048.0] * 4, rel=1e-3)]


@torch.inference_mode()
def test_zeros_give_the_bias(layer: Int8Linear) -> None:
    assert torch.equal(layer(torch.zeros(1, 96))[0], BIAS)
    assert not Int8Linear(torch.zeros(4, 96))(VECTORS).any()


def test_a_torch_without_int8_layers_stays_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(weight: torch.Tensor) -> None:
        raise AttributeError("quantized")

    monkeypatch.setattr(processor, "Int8Linear", missing)
    assert not processor.has_int8(torch.device("cpu"))
