"""What an answer does for its question. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.analysis.recited import Recited


@dataclass(frozen=True, slots=True)
class Coaching:
    """`layers` and `points` in their own order. `recited` is against take `recited_take`, the earlier take
    that shares most; None where there is none that is long enough to tell.
    """

    layers: tuple[Layer, ...]
    points: tuple[Point, ...]
    recited: Recited | None
    recited_take: int | None
