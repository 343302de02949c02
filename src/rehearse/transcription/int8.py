"""Linear layers whose weights are bytes, for what reads a few vectors at a time.

A token is written as fast as its weights come from memory, and bytes come four times as fast as floats.
Each vector is rounded by itself, against its own greatest value, and the sums are of whole numbers: a chunk
gets the same words alone as among others. What the rounding leaves is rounded again and goes through the same
weights as a second vector, which costs little: seven bits alone change four times as many words.
"""

from __future__ import annotations

import warnings

import torch

Tensor = torch.Tensor

ENGINE = "fbgemm"
"""Torch's own for x86. Its other one is not faster than floats without VNNI."""
MOST_WEIGHT = 127
MOST_INPUT = 63
"""Processors without VNNI add two products in 16 bits: 127 times an input of 7 bits, twice, just fits."""
MIDDLE = 64
"""The byte that stands for zero in an input, which has no sign."""
FINER = 2 * MOST_INPUT
"""What a first rounding leaves is at most half a step: so many times finer, it fills the bits again."""
LEAST = 1e-9
"""Stands for the greatest value of what is all zeros."""


class Int8Linear(torch.nn.Module):
    """A linear layer of `weight`, of shape (outputs, inputs), and perhaps a bias; on the processor only.

    Raises AttributeError or RuntimeError where this torch or this processor has none.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None = None) -> None:
        super().__init__()
        weight = weight.detach().float()
        least, most = weight.aminmax(dim=1)
        scales = (torch.maximum(most, -least) / MOST_WEIGHT).clamp_min(LEAST).double()
        zeros = torch.zeros(len(weight), dtype=torch.long)
        with warnings.catch_warnings():
            # It warns that a later torch may have no such layers, which is not for our users to know.
            warnings.simplefilter("ignore", UserWarning)
            rounded = torch.quantize_per_channel(weight, scales, zeros, axis=0, dtype=torch.qint8)
        torch.backends.quantized.engine = ENGINE
        self._weight = torch.ops.quantized.linear_prepack(rounded, None)
        self._outputs = len(weight)
        self._bias = torch.zeros(len(weight)) if bias is None else bias.detach().float()

    def forward(self, x: Tensor) -> Tensor:
        """Of shape (..., inputs) to (..., outputs), float32."""
        rows = x.reshape(-1, x.shape[-1])
        step = rows.abs().amax(dim=1, keepdim=True).clamp_min(LEAST) / MOST_INPUT
        steps = rows / step
        both = steps.new_empty(2 * len(steps), steps.shape[1])
        whole, left = both.chunk(2)
        torch.round(steps, out=whole)
        torch.sub(steps, whole, out=left).mul_(FINER)
        coarse, fine = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(
            both, 1.0, MIDDLE, self._weight
        ).chunk(2)
        products = torch.add(coarse, fine, alpha=1 / FINER)
        return torch.addcmul(self._bias, products, step).view(*x.shape[:-1], self._outputs)
