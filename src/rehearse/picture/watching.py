"""From the pictures of a video to what is seen in each: which faces, where, in what light, how turned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.model.picture import Face, Picture, Sighting, Turn, Watched
from rehearse.picture.finding import SURE_FROM, find_faces
from rehearse.picture.light import light_on, luma
from rehearse.picture.measures import measured
from rehearse.picture.mesh import angles, mesh_of, turn_of
from rehearse.picture.video import Frame, frames, has_picture

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.picture.finding import Found
    from rehearse.picture.mesh import Mesh

    Pixels = npt.NDArray[np.uint8]

LEAST_FACE_PIXELS = 36
"""From hairline to chin, for how it is turned: of smaller ones the mesh is a guess."""
BOX_TALLER_BY, BOX_LOWER_BY = 1.12, 0.04
"""What the mesh makes of a box, in its sides; it differs by a tenth between faces."""
TOO_DARK = 0.12
"""Of a face's `brightness`: below there is too little to see how it is turned."""


def look(path: Path, *, progress: Callable[[float], None]) -> Picture | None:
    """What is concluded from a video; None where a recording has no picture. `progress` is told the time in
    it."""
    return measured(watch(path, progress=progress)) if has_picture(path) else None


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
    meshes = [(found, mesh_of(pixels, found)) for found in find_faces(pixels)]
    faces = _apart(
        [_face(pixels, found, mesh) for found, mesh in meshes if mesh is not None or found.score >= SURE_FROM]
    )
    return Sighting(at_s, len(faces), max(faces, key=lambda face: face.height, default=None), light)


def _apart(faces: Sequence[Face]) -> list[Face]:
    """Of faces that lie over each other the surest: two boxes of one face may share too little to look
    alike."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda face: -face.sureness):
        if all(hypot(face.x - one.x, face.y - one.y) >= max(face.height, one.height) / 2 for one in kept):
            kept.append(face)
    return kept


def _face(pixels: Pixels, found: Found, mesh: Mesh | None) -> Face:
    (x, y), tall = (mesh.middle, mesh.height) if mesh else _guessed(found)
    height, width = pixels.shape[:2]
    brightness, blown, glare = light_on(pixels, (x, y), tall)
    can_be_told = tall >= LEAST_FACE_PIXELS and brightness >= TOO_DARK
    turn = Turn(*angles(turn_of(mesh.points))) if mesh and can_be_told else None
    return Face(x / width, y / height, tall / height, brightness, blown, glare, turn, found.score)


def _guessed(found: Found) -> tuple[tuple[float, float], float]:
    """The middle and the height that the mesh would give, from the box alone."""
    left, top, right, bottom = found.box
    middle = (left + right) / 2, (top + bottom) / 2 - BOX_LOWER_BY * found.side
    return middle, BOX_TALLER_BY * found.side
