"""Whether a model is the one that a small network on its states was fitted to."""

from __future__ import annotations

from typing import Any

import numpy as np

CLOSE = 1e-2
"""Weights are rounded to a smaller type where that is faster."""


def is_same_layer(mark: Any, layer: Any) -> bool:
    """Whether the weight of a layer is the `mark` that was kept with a network, as an array or a tensor."""
    kept, weight = np.asarray(mark), layer.weight.detach().float().cpu().numpy()
    return kept.shape == weight.shape and bool(np.allclose(kept, weight, atol=CLOSE))
