"""The face of a photograph, turned in space by the depths of its own mesh.

It stands before a wall, without its hair and neck. The depths are as good as the network that gives them, so
this says less than a head whose shape is known.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.picture.drawn import Place
from benchmarks.picture.photo import SIZE, WALL
from rehearse.picture.finding import find_faces
from rehearse.picture.mesh import OVAL, Mesh, angles, mesh_of, turn_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float64]
    Pixels = npt.NDArray[np.uint8]

FINER = 6
"""So many points for each pixel of the photograph, along both sides: no holes where it is turned."""
AT_ONCE = 20_000
TO_A_SIDE = (-40, -30, -20, -10, 10, 20, 30, 40)
UP_OR_DOWN = (-25, -15, 15, 25)


def shares_seen(path: Path) -> tuple[list[float], list[float]]:
    """How much of each turn is seen, to a side and up or down: 1 is all of it."""
    show = _turned(path)
    yaw, pitch = _seen(show(Place()))
    sides = [(_seen(show(Place(yaw=turn)))[0] - yaw) / turn for turn in TO_A_SIDE]
    heights = [(_seen(show(Place(pitch=turn)))[1] - pitch) / turn for turn in UP_OR_DOWN]
    return sides, heights


def _seen(pixels: Pixels) -> tuple[float, float]:
    return angles(turn_of(_mesh(pixels).points))[:2]


def _mesh(pixels: Pixels) -> Mesh:
    mesh = mesh_of(pixels, find_faces(pixels)[0])
    assert mesh is not None
    return mesh


def _turned(path: Path) -> Callable[[Place], Pixels]:
    """Draws the photograph's face in a place, by its yaw, pitch and height."""
    image = Image.open(path).convert("RGB")
    mesh = _mesh(np.asarray(image))
    across, down, depth, colours = _surface(image, mesh)

    def show(place: Place) -> Pixels:
        yaw, pitch = radians(place.yaw), radians(place.pitch)
        x = across * cos(yaw) - depth * sin(yaw)
        inward = across * sin(yaw) + depth * cos(yaw)
        y = down * cos(pitch) - inward * sin(pitch)
        far = down * sin(pitch) + inward * cos(pitch)
        scale = place.height * SIZE[1] / mesh.height
        columns = np.round(x * scale + place.x * SIZE[0]).astype(int)
        rows = np.round(y * scale + place.y * SIZE[1]).astype(int)
        order = np.argsort(-far)  # what is nearer is drawn over what is farther
        drawn = np.full((SIZE[1], SIZE[0], 3), WALL, dtype=np.uint8)
        drawn[rows[order], columns[order]] = colours[order]
        return drawn

    return show


def _surface(image: Image.Image, mesh: Mesh) -> tuple[Array, Array, Array, Pixels]:
    """Points of the face from its middle, in pixels to the right, down and inward, with their colours."""
    finer = image.resize((image.width * FINER, image.height * FINER), Image.Resampling.BICUBIC)
    mask = Image.new("1", finer.size)
    edge = mesh.points[list(OVAL), :2] * FINER
    ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in edge], fill=1)
    rows, columns = np.nonzero(np.asarray(mask))
    places = np.column_stack([columns, rows]) / FINER
    depth = _depths(mesh)(places) - float(mesh.points[:, 2].mean())
    across, down = (places - mesh.middle).T
    return across, down, depth, np.asarray(finer)[rows, columns]


def _depths(mesh: Mesh) -> Callable[[Array], Array]:
    """The depth at places (n, 2) between the mesh's points, smoothly: a thin plate through them (Duchon)."""
    points = mesh.points.astype(np.float64) / mesh.height
    known = points[:, :2]

    def terms(places: Array) -> Array:
        apart = np.maximum(np.linalg.norm(places[:, None] - known, axis=2), 1e-9)
        return np.column_stack([apart**2 * np.log(apart), np.ones(len(places)), places])

    plate = terms(known)
    plate[:, : len(known)] += 1e-4 * np.eye(len(known))
    edges = np.column_stack([plate[:, len(known) :].T, np.zeros((3, 3))])
    weights = np.linalg.solve(np.vstack([plate, edges]), np.append(points[:, 2], [0, 0, 0]))

    def depths(places: Array) -> Array:
        parts = (places[at : at + AT_ONCE] / mesh.height for at in range(0, len(places), AT_ONCE))
        return np.concatenate([terms(part) @ weights for part in parts]) * mesh.height

    return depths
