"""A photograph of one face, moved, tilted and in another size: what a picture in its plane can tell."""

from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.picture.clips import Shower
from benchmarks.picture.drawn import Place
from rehearse.picture.finding import find_faces
from rehearse.picture.mesh import mesh_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

SIZE = 640, 480
WALL = 120
SKIN_FROM, SKIN_ALL = 0.1, 0.35
"""How far blue is below red, as a share of it: from where on a pixel is skin in part, and wholly."""


def photographed(path: Path, *, darker: float = 1.0, exposure: float = 1.0) -> Shower:
    """Shows the face of a photograph in a place, in its plane alone: a turn cannot be shown.

    `darker` multiplies what is skin-coloured, `exposure` all of it; both as a picture's values.
    """
    pixels = np.asarray(Image.open(path).convert("RGB"))
    found = find_faces(pixels)[0]
    mesh = mesh_of(pixels, found)
    assert mesh is not None
    (x, y), tall = mesh.middle, mesh.height
    image = Image.fromarray(_changed(pixels, darker, exposure))
    wall = tuple([int(WALL * exposure)] * 3)

    def show(place: Place | None) -> Pixels:
        if place is None:
            return np.full((SIZE[1], SIZE[0], 3), wall, dtype=np.uint8)
        scale = tall / (place.height * SIZE[1])
        a, b = scale * cos(radians(place.roll)), scale * sin(radians(place.roll))
        left, top = place.x * SIZE[0], place.y * SIZE[1]
        back = (a, b, x - a * left - b * top, -b, a, y + b * left - a * top)
        moved = image.transform(SIZE, Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor=wall)
        return np.asarray(moved)

    return show


def _changed(pixels: Pixels, darker: float, exposure: float) -> Pixels:
    values = pixels.astype(float)
    redder = (values[..., 0] - values[..., 2]) / np.maximum(values[..., 0], 1)
    skin = np.clip((redder - SKIN_FROM) / (SKIN_ALL - SKIN_FROM), 0, 1)[..., None]
    changed: Pixels = (values * (1 - skin * (1 - darker)) * exposure).astype(np.uint8)
    return changed
