"""The sentence encoder of `rehearse.language.encoder` once more, on torch: several rows at once, and learnt
from.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.language import encoder


def load_weights() -> dict[str, Tensor]:
    """All weights by name, as float32."""
    return {name: torch.from_numpy(np.array(array)) for name, array in encoder.load_weights().items()}


def states(weights: Mapping[str, Tensor], tokens: Tensor, heard: Tensor, *, dropout: float = 0.0) -> Tensor:
    """What the encoder makes of each token, of shape (rows, tokens, STATES).

    `tokens` are numbers of the vocabulary, of shape (rows, tokens); `heard` is False for what only fills a
    row up.
    """

    def dropped(x: Tensor) -> Tensor:
        return functional.dropout(x, dropout) if dropout else x

    def normed(name: str, x: Tensor) -> Tensor:
        return functional.layer_norm(
            x, (encoder.STATES,), weights[f"{name}.weight"], weights[f"{name}.bias"], eps=1e-12
        )

    def linear(name: str, x: Tensor) -> Tensor:
        return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def split(x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], encoder.HEADS, -1).transpose(1, 2)

    x = weights["words"][tokens] + weights["places"][: tokens.shape[1]] + weights["kind"]
    x = dropped(normed("input", x))
    for layer in map(str, range(encoder.LAYERS)):
        attended = functional.scaled_dot_product_attention(
            split(linear(f"{layer}.query", x)),
            split(linear(f"{layer}.key", x)),
            split(linear(f"{layer}.value", x)),
            attn_mask=heard[:, None, None, :],
        )
        attended = linear(f"{layer}.attended", attended.transpose(1, 2).flatten(start_dim=2))
        x = normed(f"{layer}.attention", x + dropped(attended))
        wide = functional.gelu(linear(f"{layer}.widened", x))
        x = normed(f"{layer}.output", x + dropped(linear(f"{layer}.narrowed", wide)))
    return x
