"""From the pictures of a video to what is seen in each: which faces, where, in what light, how turned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.model.picture import Face, Sighting, Turn, Watched
from rehearse.picture.finding import find_faces
from rehearse.picture.light import light_on, luma
from rehearse.picture.mesh import angles, mesh_of, turn_of
from rehearse.picture.video import Frame, frames

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.picture.mesh import Mesh

    Pixels = npt.NDArray[np.uint8]

LEAST_FACE_PIXELS = 36
"""From hairline to chin, for how it is turned: of smaller ones the mesh is a guess."""
TOO_DARK = 0.12
"""Of a face's `brightness`: below there is too little to see how it is turned."""


def watch(path: Path, *, progress: Callable[[float], None] = lambda at_s: None) -> Watched:
    """What a video shows, from beginning to end as far as it can be read; `progress` is told the time in
    it."""
    return watched(frames(path), progress=progress)


def watched(shown: Iterable[Frame], *, progress: Callable[[float], None] = lambda at_s: None) -> Watched:
    """What pictures show that come in order. None is kept."""
    sightings, width, height = [], 0, 0
    for frame in shown:
        height, width = frame.pixels.shape[:2]
        sightings.append(seen(frame.pixels, frame.at_s))
        progress(frame.at_s)
    return Watched(tuple(sightings), width, height)


def seen(pixels: Pixels, at_s: float) -> Sighting:
    """What one picture shows: RGB of shape (height, width, 3)."""
    light = float(np.percentile(luma(pixels[::8, ::8]), 90))
    meshes = [mesh for mesh in (mesh_of(pixels, found) for found in find_faces(pixels)) if mesh]
    if not meshes:
        return Sighting(at_s, 0, None, light)
    largest = max(meshes, key=lambda mesh: mesh.height)
    return Sighting(at_s, len(meshes), _face(pixels, largest), light)


def _face(pixels: Pixels, mesh: Mesh) -> Face:
    height, width = pixels.shape[:2]
    x, y = mesh.middle
    brightness, blown, glare = light_on(pixels, mesh.middle, mesh.height)
    can_be_told = mesh.height >= LEAST_FACE_PIXELS and brightness >= TOO_DARK
    turn = Turn(*angles(turn_of(mesh.points))) if can_be_told else None
    return Face(x / width, y / height, mesh.height / height, brightness, blown, glare, turn)
