"""Cuts parts out of a picture in another size, smoothly. Knows no faces."""

from __future__ import annotations

from functools import lru_cache
from math import hypot
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    """RGB of shape (height, width, 3)."""
    Array = npt.NDArray[np.float32]


def resized(pixels: Pixels, height: int, width: int) -> Array:
    """All of a picture in another size, of shape (height, width, 3), from 0 to 255.

    Each new pixel is the mean of what it covers, so that a small picture does not flicker.
    """
    pixels = smaller(pixels, min(len(pixels) // height, pixels.shape[1] // width))
    if pixels.shape[:2] == (height, width):
        return pixels.astype(np.float32)
    rows, columns = _shares(len(pixels), height), _shares(pixels.shape[1], width)
    # Rows first: the array that is as wide as the picture stays small.
    narrow = (rows @ pixels.reshape(len(pixels), -1).astype(np.float32)).reshape(height, -1, 3)
    return np.ascontiguousarray(np.matmul(columns, narrow))


def smaller(pixels: Pixels, times: int) -> Pixels:
    """Means of blocks of `times` x `times` pixels; what is left over at the right and below goes."""
    if times <= 1:
        return pixels
    height, width = (side // times * times for side in pixels.shape[:2])
    # Slices are added, not axes: that is ten times as fast.
    rows = np.zeros((height // times, width, 3), dtype=np.uint32)
    for first in range(times):
        rows += pixels[first:height:times, :width]
    sums = np.zeros((height // times, width // times, 3), dtype=np.uint32)
    for first in range(times):
        sums += rows[:, first::times]
    return ((sums + times * times // 2) // (times * times)).astype(np.uint8)


@lru_cache(maxsize=8)
def _shares(old: int, new: int) -> Array:
    """How much each old pixel of a line counts in each new one, of shape (new, old)."""
    if old < new:
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        near: Array = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(old))).astype(np.float32)
        return near
    edges = np.linspace(0, old, new + 1)
    pixel = np.arange(old)
    covered = np.minimum(edges[1:, None], pixel + 1) - np.maximum(edges[:-1, None], pixel)
    shares = np.maximum(0, covered)
    made: Array = (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)
    return made


def turned_square(pixels: Pixels, to_picture: Array, size: int) -> Array:
    """A square of a picture, of shape (size, size, 3), from 0 to 255; black beyond the picture's edge.

    `to_picture` of shape (2, 3) leads from a place (x, y, 1) in the square, 0 to 1, to one in the picture, in
    pixels. Where the square is much larger in the picture than `size`, the means of blocks are taken.
    """
    block = max(1, int(hypot(to_picture[0, 0], to_picture[1, 0]) / size))
    pixels, to_picture = smaller(pixels, block), to_picture / np.float32(block)
    steps = (np.arange(size, dtype=np.float32) + 0.5) / size
    x = to_picture[0, 0] * steps + to_picture[0, 1] * steps[:, None] + to_picture[0, 2] - 0.5
    y = to_picture[1, 0] * steps + to_picture[1, 1] * steps[:, None] + to_picture[1, 2] - 0.5
    framed, left, top = _with_black_around(pixels, x, y)
    x, y = x - left, y - top
    column, row = x.astype(np.intp), y.astype(np.intp)
    right_share, low_share = (x % 1)[..., None], (y % 1)[..., None]
    wide = framed.shape[1]
    flat, at = framed.reshape(-1, 3), row * wide + column
    upper = flat[at] * (1 - right_share) + flat[at + 1] * right_share
    lower = flat[at + wide] * (1 - right_share) + flat[at + wide + 1] * right_share
    made: Array = upper * (1 - low_share) + lower * low_share
    return made


def _with_black_around(pixels: Pixels, x: Array, y: Array) -> tuple[Array, int, int]:
    """The part of a picture that holds all places and one pixel more, and its left and top."""
    left, top = int(np.floor(x.min())), int(np.floor(y.min()))
    right, bottom = int(np.floor(x.max())) + 2, int(np.floor(y.max())) + 2
    made = np.zeros((bottom - top, right - left, 3), dtype=np.float32)
    rows, columns = slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))
    inside = pixels[rows, columns]
    first = min(max(-top, 0), len(made)), min(max(-left, 0), made.shape[1])
    made[first[0] : first[0] + inside.shape[0], first[1] : first[1] + inside.shape[1]] = inside
    return made, left, top
