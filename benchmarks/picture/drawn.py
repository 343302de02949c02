"""Heads drawn from nothing but numbers, so that how they are turned, where they are and in what light is
known.

A head is a cloud of points with colours and directions: an egg with bumps for nose, brows, lips and chin,
painted with eyes and hair. Its unit is its face, from hairline to chin; x goes right, y down, z away from the
camera. Nobody is meant by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Pixels = npt.NDArray[np.uint8]
    Parts = tuple[Array, Array, Array]

SKINS = {
    "very light": (0.90, 0.72, 0.62),
    "light": (0.82, 0.62, 0.49),
    "medium": (0.70, 0.50, 0.36),
    "tan": (0.56, 0.38, 0.26),
    "brown": (0.40, 0.26, 0.18),
    "dark": (0.26, 0.17, 0.12),
}
"""What each reflects of red, green and blue light, as a picture's values from 0 to 1."""
GAMMA = 2.2
POINTS = 240_000
FACE_NEARER = 0.45
"""Than the head's middle: there a face is as high as its place says."""
CAMERA = 3.2
"""How far away the camera is: 0.6 m for a face of 0.19 m."""


@dataclass(frozen=True)
class Look:
    """Whom to draw: the skin by name, the colours of hair, eyes and clothes, glasses or none."""

    skin: str = "medium"
    hair: tuple[float, float, float] = (0.16, 0.11, 0.08)
    iris: tuple[float, float, float] = (0.25, 0.17, 0.10)
    clothes: tuple[float, float, float] = (0.25, 0.32, 0.45)
    glasses: bool = False
    is_long_haired: bool = False


@dataclass(frozen=True)
class Light:
    """Lamps as (direction towards the lamp, strength), what comes from everywhere, and the wall's own
    light."""

    lamps: tuple[tuple[tuple[float, float, float], float], ...] = (((0.3, -0.6, -1.0), 0.75),)
    around: float = 0.35
    wall: tuple[float, float, float] = (0.62, 0.62, 0.60)
    exposure: float = 1.0


@dataclass(frozen=True)
class Place:
    """How a head is turned, in degrees, and where its face is: middle and height as shares of the picture."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    x: float = 0.5
    y: float = 0.48
    height: float = 0.36


@dataclass(frozen=True)
class Cloud:
    """Points, directions of the surface and how much light it reflects, each of shape (n, 3); `turns` are
    those of the head."""

    points: Array
    normals: Array
    colours: Array
    turns: npt.NDArray[np.bool_]


def _bump(x: Array, y: Array, at: tuple[float, float], wide: tuple[float, float]) -> Array:
    made: Array = np.exp(-(((x - at[0]) / wide[0]) ** 2) - ((y - at[1]) / wide[1]) ** 2)
    return made


def _directions(count: int) -> Array:
    """Spread evenly over a sphere (Fibonacci's)."""
    steps = np.arange(count) + 0.5
    y = 1 - 2 * steps / count
    around = np.pi * (1 + 5**0.5) * steps
    flat = np.sqrt(1 - y * y)
    return np.stack([flat * np.cos(around), y, flat * np.sin(around)], axis=1)


def _head(directions: Array) -> Array:
    """Where the head's surface is in each direction from its middle."""
    x, y, z = directions.T
    low = np.clip(y, 0, 1)
    wide = 0.41 * (1 - 0.28 * low**2.2)
    tall = np.where(y < 0, 0.70, 0.53)
    deep = np.where(z < 0, 0.47 - 0.03 * low, 0.52)
    radius = 1 / np.sqrt((x / wide) ** 2 + (y / tall) ** 2 + (z / deep) ** 2)
    px, py = x * radius, y * radius
    front = np.clip(-z, 0, 1) ** 0.5
    nose = 0.085 * _bump(px, py, (0, 0.12), (0.052, 0.055)) + 0.06 * _bump(px, py, (0, 0.02), (0.034, 0.12))
    nose += 0.03 * (_bump(px, py, (-0.055, 0.14), (0.03, 0.03)) + _bump(px, py, (0.055, 0.14), (0.03, 0.03)))
    sockets = sum(_bump(px, py, (side * 0.165, -0.075), (0.085, 0.05)) for side in (-1, 1))
    eyeballs = sum(_bump(px, py, (side * 0.165, -0.07), (0.05, 0.03)) for side in (-1, 1))
    brows = sum(_bump(px, py, (side * 0.16, -0.165), (0.12, 0.035)) for side in (-1, 1))
    cheeks = sum(_bump(px, py, (side * 0.23, 0.07), (0.08, 0.08)) for side in (-1, 1))
    lips = _bump(px, py, (0, 0.262), (0.10, 0.022)) + _bump(px, py, (0, 0.305), (0.085, 0.024))
    chin = _bump(px, py, (0, 0.45), (0.10, 0.06))
    added: Array = (
        nose - 0.05 * sockets + 0.022 * eyeballs + 0.016 * brows + 0.016 * cheeks + 0.02 * lips + 0.02 * chin
    )
    made: Array = directions * (radius + front * added)[:, None]
    return made


def _painted(points: Array, look: Look) -> Array:
    x, y, z = points.T
    skin, hair = np.array(SKINS[look.skin]), np.array(look.hair)
    colours = np.tile(skin, (len(points), 1))

    def paint(share: Array, colour: Sequence[float] | Array) -> None:
        colours[:] = colours * (1 - share[:, None]) + np.asarray(colour) * share[:, None]

    front = (z < 0).astype(float)
    side = np.abs(x)
    paint(front * 0.5 * _bump(side, y, (0.22, 0.1), (0.09, 0.08)), skin * (1.0, 0.86, 0.84))
    mouth = _soft(1 - ((x / 0.125) ** 2 + ((y - 0.283) / 0.048) ** 2), 0.3)
    paint(front * mouth, skin * (0.86, 0.56, 0.56))
    paint(front * _soft(1 - ((x / 0.115) ** 2 + ((y - 0.283 + 0.1 * x * x) / 0.007) ** 2), 0.5), skin * 0.3)
    paint(
        front * 0.8 * _soft(1 - (((side - 0.04) / 0.02) ** 2 + ((y - 0.168) / 0.012) ** 2), 0.4), skin * 0.25
    )
    brow = _soft(
        1 - (((side - 0.165) / 0.095) ** 2 + ((y + 0.165 - 0.6 * (side - 0.16) ** 2) / 0.018) ** 2), 0.5
    )
    paint(front * 0.9 * brow, hair * 0.9)
    lid = _soft(1 - (((side - 0.165) / 0.078) ** 2 + ((y + 0.075) / 0.036) ** 2), 0.25)
    paint(front * lid, skin * 0.35)
    white = _soft(1 - (((side - 0.165) / 0.068) ** 2 + ((y + 0.072) / 0.028) ** 2), 0.25)
    paint(front * white, (0.86, 0.85, 0.84))
    iris = _soft(1 - (((side - 0.165) / 0.031) ** 2 + ((y + 0.074) / 0.031) ** 2), 0.2)
    paint(front * iris * white, look.iris)
    paint(
        front * white * _soft(1 - (((side - 0.165) / 0.014) ** 2 + ((y + 0.074) / 0.014) ** 2), 0.2),
        (0.03,) * 3,
    )
    hairline = -0.47 + 0.9 * x * x
    behind = _soft((z - 0.12) / 0.1, 0.4) * _soft((0.25 - y) / 0.1, 0.5)
    sides = _soft((side - 0.335) / 0.03, 0.5) * _soft((-0.02 - y) / 0.06, 0.5)
    paint(np.clip(_soft((hairline - y) / 0.03, 0.5) + behind + sides, 0, 1), hair)
    return colours


def _soft(value: Array, edge: float) -> Array:
    made: Array = np.clip(value / edge + 0.5, 0, 1)
    return made


def _sloped(directions: Array) -> tuple[Array, Array]:
    """The head's surface, and where it faces, by steps of a thousandth to both sides."""
    across = np.cross(directions, (0.0, 1.0, 0.0))
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    along = np.cross(directions, across)

    def moved(step: Array) -> Array:
        tilted = directions + step * 1e-3
        return _head(tilted / np.linalg.norm(tilted, axis=1, keepdims=True))

    normals = np.cross(moved(across) - moved(-across), moved(along) - moved(-along))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = _head(directions)
    return points, normals * np.sign((normals * points).sum(axis=1))[:, None]


def _egg(
    count: int, middle: Sequence[float], sizes: Sequence[float], colour: Sequence[float] | Array
) -> Parts:
    directions = _directions(count)
    normals = directions / np.array(sizes)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return directions * sizes + middle, normals, np.tile(np.asarray(colour, dtype=float), (count, 1))


def _glasses() -> Parts:
    around = np.linspace(0, 2 * np.pi, 900)
    rims = [
        np.stack(
            [
                side * 0.165 + wide * np.cos(around),
                -0.06 + wide * 0.82 * np.sin(around),
                np.full(900, -0.535),
            ],
            1,
        )
        for side in (-1, 1)
        for wide in (0.106, 0.11, 0.114, 0.118)
    ]
    steps = np.linspace(0, 1, 400)[:, None]
    bars = [((-0.055, -0.08, -0.55), (0.055, -0.08, -0.55))]
    bars += [((side * 0.28, -0.08, -0.53), (side * 0.43, -0.06, 0.05)) for side in (-1, 1)]
    lines = [
        np.array(a) * (1 - steps) + np.array(b) * steps + (0, low, 0)
        for a, b in bars
        for low in (0, 0.005, 0.01)
    ]
    points = np.concatenate([*rims, *lines])
    return points, np.tile((0.0, 0.0, -1.0), (len(points), 1)), np.full((len(points), 3), 0.06)


@cache
def cloud(look: Look) -> Cloud:
    """All points of somebody, the face's middle at (0, 0, 0)."""
    skin, hair = np.array(SKINS[look.skin]), np.array(look.hair)
    points, normals = _sloped(_directions(POINTS))
    head = [(points, normals, _painted(points, look))]
    head += [_egg(9_000, (side * 0.40, -0.01, 0.08), (0.05, 0.12, 0.08), skin * 0.93) for side in (-1, 1)]
    if look.glasses:
        head.append(_glasses())
    if look.is_long_haired:
        head += [_egg(60_000, (side * 0.40, 0.16, 0.14), (0.12, 0.62, 0.22), hair) for side in (-1, 1)]
    body = [
        _egg(40_000, (0, 0.62, 0.14), (0.22, 0.40, 0.22), skin * 0.9),
        _egg(130_000, (0, 1.65, 0.22), (1.02, 0.86, 0.42), look.clothes),
    ]
    turns = np.repeat([True, False], [sum(len(one[0]) for one in some) for some in (head, body)])
    joined = (np.concatenate(some) for some in zip(*head, *body, strict=True))
    all_points, all_normals, colours = joined
    return Cloud(_single(all_points), _single(all_normals), _single(colours**GAMMA), turns)


def _single(array: Any) -> Any:
    """In half the memory."""
    return array.astype(np.float32)


def rotation(place: Place) -> Array:
    """First the nose up or down, then to a side, then in the picture's plane; as rehearse names them."""
    yaw, pitch, roll = radians(place.yaw), radians(place.pitch), radians(place.roll)
    about_x = np.array([[1, 0, 0], [0, cos(pitch), -sin(pitch)], [0, sin(pitch), cos(pitch)]])
    about_y = np.array([[cos(yaw), 0, -sin(yaw)], [0, 1, 0], [sin(yaw), 0, cos(yaw)]])
    about_z = np.array([[cos(roll), -sin(roll), 0], [sin(roll), cos(roll), 0], [0, 0, 1]])
    made: Array = about_z @ about_y @ about_x
    return made


def draw(
    people: Sequence[tuple[Look, Place]],
    light: Light = Light(),
    *,
    width: int = 640,
    height: int = 480,
    noise: float = 0.006,
    seed: int = 0,
) -> Pixels:
    """A picture of some people before a wall, of shape (height, width, 3)."""
    fall = np.linspace(1.03, 0.97, height)[:, None, None]
    linear = (np.tile(np.array(light.wall) ** GAMMA, (height, width, 1)) * fall).reshape(-1, 3)
    depth = np.full(height * width, np.inf)
    for look, place in people:
        one = visible(look, place, width, height)
        nearer = one.away < depth[one.pixels]
        depth[one.pixels[nearer]] = one.away[nearer]
        linear[one.pixels[nearer]] = _lit(one.normals[nearer], one.colours[nearer], light)
    seen = np.clip(linear * light.exposure, 0, 1) ** (1 / GAMMA)
    made = 255 * (seen + np.random.default_rng(seed).normal(0, noise, seen.shape))
    return np.clip(made, 0, 255).astype(np.uint8).reshape(height, width, 3)


@dataclass(frozen=True)
class Visible:
    """The pixels that show somebody, and of each the distance, the direction of the surface and its
    colour."""

    pixels: npt.NDArray[np.int32]
    away: Array
    normals: Array
    colours: Array


@lru_cache(maxsize=64)
def visible(look: Look, place: Place, width: int, height: int) -> Visible:
    """Each point on the four pixels beside it, the nearest on top. It is the same in any light."""
    one = cloud(look)
    turn = rotation(place).astype(np.float32)
    neck = np.array((0.0, 0.35, 0.15), dtype=np.float32)
    # The head turns about the neck; then all is moved so that the face's middle stays in its place.
    points = np.where(one.turns[:, None], (one.points - neck) @ turn.T + neck, one.points)
    points = points - (turn @ -neck + neck)
    away = points[:, 2] + np.float32(CAMERA)
    scale = place.height * height * (CAMERA - FACE_NEARER) / away
    column = np.floor(place.x * width + points[:, 0] * scale - 0.5).astype(np.int32)
    row = np.floor(place.y * height + points[:, 1] * scale - 0.5).astype(np.int32)
    inside = np.flatnonzero((column >= 0) & (column < width - 1) & (row >= 0) & (row < height - 1))
    far_first = inside[np.argsort(-away[inside])]
    first = row[far_first] * width + column[far_first]
    nearest = np.full(width * height, -1, dtype=np.int32)
    for beside in (0, 1, width, width + 1):
        own = np.full(width * height, -1, dtype=np.int32)
        own[first + beside] = far_first  # where several fall on one pixel, the last is the nearest
        closer = (own >= 0) & ((nearest < 0) | (away[own] < away[nearest]))
        nearest[closer] = own[closer]
    pixels = np.flatnonzero(nearest >= 0).astype(np.int32)
    which = nearest[pixels]
    normals = np.where(one.turns[which, None], one.normals[which] @ turn.T, one.normals[which])
    return Visible(pixels, away[which], normals, one.colours[which])


def _lit(normals: Array, colours: Array, light: Light) -> Array:
    """How much light comes from each point."""
    shade = np.full(len(normals), light.around)
    for towards, strength in light.lamps:
        lamp = np.array(towards) / np.linalg.norm(towards)
        shade += strength * np.clip(normals @ lamp, 0, None)
        # A little of each lamp is mirrored, whatever the skin.
        half = lamp - np.array((0, 0, 1))
        shine = np.clip(normals @ (half / np.linalg.norm(half)), 0, 1) ** 16
        colours = colours + 0.02 * strength * shine[:, None]
    lit: Array = colours * shade[:, None]
    return lit
