"""Where the faces in a picture are, by BlazeFace (short range), made for a person before a screen.

Bazarevsky et al. (2019), "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs". Its weights
(Apache-2.0) lie beside this file; training/picture made them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.onnx_session import network
from rehearse.picture.sampling import resized

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.picture.sampling import Pixels

    Array = npt.NDArray[np.float32]

NETWORK = Path(__file__).with_name("blazeface.onnx")
SIZE = 128
GRIDS = ((16, 2), (8, 6))
"""Cells along each side, and anchors in each cell, in the order of the network's outputs."""
LEAST_SCORE = 0.35
"""From here on something may be a face: the mesh decides."""
SURE_FROM = 0.65
"""It is one, though the mesh may not see it, as where a head is turned far. A cat's was up to 0.52."""
SAME = 0.3
"""Share of their union from which on two boxes are one face."""
PART, STEP = 2 * SIZE, 0.7
"""The side of a part that is looked at by itself, in pixels: halving it is quick. The next is so many sides
away."""
MOST_LOGIT = 80.0


@dataclass(frozen=True, slots=True)
class Found:
    """A face in pixels: its box (left, top, right, bottom), from the eyebrows to the chin, and both eyes.

    `eyes` has shape (2, 2), the one at the picture's left first; `score` is 0 to 1.
    """

    box: tuple[float, float, float, float]
    eyes: Array
    score: float

    @property
    def side(self) -> float:
        """The box's longer side."""
        left, top, right, bottom = self.box
        return max(right - left, bottom - top)


def find_faces(pixels: Pixels) -> list[Found]:
    """The faces in an RGB picture of shape (height, width, 3), the largest first.

    Where none is sure, parts of the picture are looked at: so faces are found that are small in the whole.
    """
    found = _found_in(pixels)
    if not any(face.score >= SURE_FROM for face in found):
        found += [_moved(face, *corner) for corner, part in _squares(pixels) for face in _found_in(part)]
        found.sort(key=lambda face: -face.score)
        found = [face for at, face in enumerate(found) if not any(_is_same(face, one) for one in found[:at])]
    return sorted(found, key=lambda face: -face.side)


def _squares(pixels: Pixels) -> Iterator[tuple[tuple[int, int], Pixels]]:
    """Squares that cover a picture and lie over each other by a third or so, each with its left and top."""
    side = min(PART, *pixels.shape[:2])
    rows, columns = (
        np.linspace(0, size - side, ceil((size - side) / side / STEP) + 1).astype(int)
        for size in pixels.shape[:2]
    )
    for top, left in product(rows, columns):
        yield (int(left), int(top)), pixels[top : top + side, left : left + side]


def _moved(face: Found, left: int, top: int) -> Found:
    x, y, right, bottom = face.box
    return Found(
        (x + left, y + top, right + left, bottom + top),
        face.eyes + np.array([left, top], dtype=np.float32),
        face.score,
    )


def _is_same(one: Found, other: Found) -> bool:
    return bool(_shared(np.array(one.box), np.array([other.box]))[0] > SAME)


def _found_in(pixels: Pixels) -> list[Found]:
    height, width = pixels.shape[:2]
    scale = SIZE / max(height, width)
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    top, left = (SIZE - rows) // 2, (SIZE - columns) // 2
    given = np.full((SIZE, SIZE, 3), -1, dtype=np.float32)
    given[top : top + rows, left : left + columns] = resized(pixels, rows, columns) / 127.5 - 1
    boxes, scores = network(NETWORK)(given.transpose(2, 0, 1)[None])
    places = boxes[0].reshape(-1, 8, 2) / SIZE
    places[:, [0, *range(2, 8)]] += _anchors()[:, None]
    chances = 1 / (1 + np.exp(-scores[0, :, 0].clip(-MOST_LOGIT, MOST_LOGIT)))
    sure = chances >= LEAST_SCORE
    corner, in_picture = np.array([left, top]) / SIZE, np.float32(SIZE / scale)
    return _united(places[sure], chances[sure], corner, in_picture)


def _united(places: Array, chances: Array, corner: Any, in_picture: np.float32) -> list[Found]:
    """Boxes that are one face as their mean, weighted by how sure they are: so it is steadier than the
    best."""
    found: list[Found] = []
    boxes = np.concatenate([places[:, 0] - places[:, 1] / 2, places[:, 0] + places[:, 1] / 2], axis=1)
    waiting = np.argsort(-chances)
    while len(waiting):
        same = _shared(boxes[waiting[0]], boxes[waiting]) > SAME
        same[0] = True
        which = waiting[same]
        weights = chances[which] / chances[which].sum()
        box = (np.tensordot(weights, boxes[which], 1).reshape(2, 2) - corner) * in_picture
        eyes = (np.tensordot(weights, places[which, 2:4], 1) - corner) * in_picture
        left, top, right, bottom = map(float, box.ravel())
        found.append(Found((left, top, right, bottom), eyes.astype(np.float32), float(chances[which[0]])))
        waiting = waiting[~same]
    return found


def _shared(one: Array, boxes: Array) -> Array:
    """Of boxes (left, top, right, bottom), the share of the union that each has in common with one."""
    low, high = np.maximum(one[:2], boxes[:, :2]), np.minimum(one[2:], boxes[:, 2:])
    common = np.prod(np.maximum(0, high - low), axis=1)
    areas = np.prod(np.maximum(0, boxes[:, 2:] - boxes[:, :2]), axis=1)
    shared: Array = common / np.maximum(np.prod(one[2:] - one[:2]) + areas - common, 1e-9)
    return shared


@cache
def _anchors() -> Array:
    """The middles of all anchors, of shape (896, 2), as shares of the square."""
    made = []
    for cells, anchors in GRIDS:
        middles = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(middles, middles, indexing="ij")
        made.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), anchors, axis=0))
    return np.concatenate(made).astype(np.float32)
