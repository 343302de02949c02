"""The sentence encoder of `rehearse.language.encoder` once more, on torch: several rows at once, and learnt
from.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.language import encoder

WARM_UP = 40
"""Steps until the rate of learning is reached."""
AVERAGED_FROM, KEEPS = 0.3, 0.985
"""What is learnt is the mean over the last steps, from this part of them on; so much of it stays in each."""


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


def low_rank(weights: Mapping[str, Tensor], rank: int) -> dict[str, Tensor]:
    """Changes of the encoder that change nothing yet: as `story.changed` adds them to its weights."""
    changes: dict[str, Tensor] = {}
    for layer in map(str, range(encoder.LAYERS)):
        for name in encoder.LINEAR:
            rows, columns = weights[f"{layer}.{name}.weight"].shape
            changes[f"{layer}.{name}.down"] = torch.randn(rank, columns) / math.sqrt(columns)
            changes[f"{layer}.{name}.up"] = torch.zeros(rows, rank)
        for name in ("attention", "output"):
            for part in ("weight", "bias"):
                changes[f"{layer}.{name}.{part}"] = weights[f"{layer}.{name}.{part}"].clone()
    return changes


def learn(
    learnt: Sequence[Tensor],
    batches: Callable[[], list[Any]],
    loss_of: Callable[[Any], Tensor],
    *,
    passes: int,
    rate: float,
    device: str,
) -> None:
    """Learn in so many passes over the batches, which are made anew for each; the mean of the last steps is
    left in `learnt`.
    """
    for tensor in learnt:
        tensor.requires_grad_()
    optimiser = torch.optim.AdamW(learnt, lr=rate, weight_decay=0.01)
    mean = [tensor.detach().clone() for tensor in learnt]
    steps, step, began = passes * len(batches()), 0, time.monotonic()
    for number in range(1, passes + 1):
        total, some = 0.0, batches()
        for batch in some:
            step += 1
            falling = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, step / WARM_UP) * max(0.02, falling)
            with torch.autocast(device, torch.bfloat16):
                loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimiser.step()
            if step < steps * AVERAGED_FROM:
                mean = [tensor.detach().clone() for tensor in learnt]
            else:
                torch._foreach_lerp_(mean, [tensor.detach() for tensor in learnt], 1 - KEEPS)
            total += loss.item()
        print(f"pass {number}: loss {total / len(some):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    with torch.no_grad():
        for tensor, averaged in zip(learnt, mean, strict=True):
            tensor.copy_(averaged)
