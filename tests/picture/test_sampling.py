"""Parts of a picture in another size, on pictures whose every pixel is known."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from rehearse.picture.sampling import resized, smaller, turned_square

RAMP = np.repeat(np.arange(240, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(120, axis=0)
"""240 x 120 pixels, each as bright as it is far from the left."""


@pytest.mark.parametrize(("height", "width"), [(60, 120), (50, 100), (40, 90), (120, 240), (240, 480)])
def test_each_pixel_is_the_mean_of_what_it_covers(height: int, width: int) -> None:
    made = resized(RAMP, height, width)
    assert made.shape == (height, width, 3)
    middles = (np.arange(width) + 0.5) * 240 / width - 0.5
    assert made[height // 2, 2:-2, 1] == pytest.approx(middles[2:-2], abs=1.0)


def test_what_is_left_over_goes() -> None:
    assert smaller(RAMP, 7).shape == (17, 34, 3)
    assert smaller(RAMP, 7)[3, :3, 0].tolist() == [3, 10, 17]
    assert smaller(RAMP, 1) is RAMP


def square(
    x: float, y: float, side: float, *, turned: float = 0.0
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """To a picture, from a square around (x, y) that is turned clockwise by some degrees."""
    way = np.array(
        [[cos(radians(turned)), -sin(radians(turned))], [sin(radians(turned)), cos(radians(turned))]]
    )
    corner = np.array((x, y)) - side * way @ (0.5, 0.5)
    return np.column_stack([side * way, corner]).astype(np.float32)


def test_a_square_is_cut_out_where_it_lies() -> None:
    made = turned_square(RAMP, square(100, 60, 40), 40)
    assert made[20, :, 0] == pytest.approx(np.arange(80, 120), abs=0.01)


def test_a_square_may_be_turned() -> None:
    """By a quarter: what was at the left is on top."""
    made = turned_square(RAMP, square(100, 60, 40, turned=-90), 40)
    assert made[:, 20, 0] == pytest.approx(np.arange(80, 120), abs=0.01)


def test_a_large_square_is_the_mean_of_blocks() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    assert turned_square(noise, square(200, 200, 400), 40).std() < 12


def test_beyond_the_edge_is_black() -> None:
    made = turned_square(np.full((50, 50, 3), 200, dtype=np.uint8), square(0, 0, 40), 40)
    assert made[:19, :19].max() == 0
    assert made[21:, 21:].min() == pytest.approx(200)
    assert turned_square(RAMP, square(-300, -300, 40), 40).max() == 0
