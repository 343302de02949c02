"""A small sentence encoder, all-MiniLM-L6-v2: six layers of BERT that were trained to tell meanings apart.

Its weights (Apache-2.0) lie beside this file as whole numbers of 8 bits with a scale for each row;
training/star/base.py made them. This module knows no story: `story` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

WEIGHTS = Path(__file__).with_name("minilm.npz")
VOCABULARY = Path(__file__).with_name("minilm_vocabulary.txt")

LAYERS, HEADS, STATES = 6, 12, 384
MOST_TOKENS = 512
"""It has learnt no more places than these."""
LINEAR = ("query", "key", "value", "attended", "widened", "narrowed")
"""The matrices of a layer, each with a bias."""
BEGIN, END = "[CLS]", "[SEP]"
_TINY = 1e-12


def vocabulary() -> dict[str, int]:
    """The number of each piece of a word."""
    pieces = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(pieces)}


def load_weights() -> dict[str, torch.Tensor]:
    """All weights by name, as float32."""
    import numpy as np
    import torch

    with np.load(WEIGHTS) as arrays:
        whole = {name: arrays[name] for name in arrays.files}
    scales = {name.removesuffix(".scale"): whole.pop(name) for name in [*whole] if name.endswith(".scale")}
    return {
        name: torch.from_numpy(array.astype(np.float32) * _column(scales.get(name)))
        for name, array in whole.items()
    }


def _column(scale: Any) -> Any:
    import numpy as np

    return np.float32(1) if scale is None else scale.astype(np.float32)[:, None]


def states(
    weights: Mapping[str, torch.Tensor], tokens: torch.Tensor, heard: torch.Tensor, *, dropout: float = 0.0
) -> torch.Tensor:
    """What the encoder makes of each token, of shape (rows, tokens, STATES).

    `tokens` are numbers of the vocabulary, of shape (rows, tokens); `heard` is False for what only fills a
    row up. `dropout` is for training.
    """
    from torch.nn import functional

    def dropped(x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, dropout) if dropout else x

    def normed(name: str, x: torch.Tensor) -> torch.Tensor:
        return functional.layer_norm(
            x, (STATES,), weights[f"{name}.weight"], weights[f"{name}.bias"], eps=_TINY
        )

    def linear(name: str, x: torch.Tensor) -> torch.Tensor:
        return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def split(x: torch.Tensor) -> torch.Tensor:
        return x.view(*x.shape[:2], HEADS, -1).transpose(1, 2)

    x = weights["words"][tokens] + weights["places"][: tokens.shape[1]] + weights["kind"]
    x = dropped(normed("input", x))
    for layer in map(str, range(LAYERS)):
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
