"""468 points of a face in space, by MediaPipe's face mesh, and how the head is turned, by a plain solve.

Kartynnik et al. (2019), "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs". Its weights
(Apache-2.0) lie beside this file; training/picture made them. It says nothing of what a face expresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, sin
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.onnx_session import network
from rehearse.picture.sampling import turned_square

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.picture.finding import Found
    from rehearse.picture.sampling import Pixels

    Array = npt.NDArray[np.float32]

NETWORK = Path(__file__).with_name("face_mesh.onnx")
SIZE = 192
AROUND = 1.5
"""The square that the network looks at, as a multiple of the face in it: as it was trained."""
LEAST_SCORE = 0.0
"""Log odds that there is a face."""

TALLER_THAN_SPREAD = 3.1
"""A face from hairline to chin, beside the root of its points' mean square from their middle."""
PAIRS = ((33, 263), (133, 362), (127, 356), (234, 454), (70, 300), (105, 334))
"""Points at the picture's left and right of a frontal face, on what does not move when somebody speaks:
corners of the eyes, temples, cheekbones, brows."""
MIDLINE = ((10, 2), (151, 1), (9, 164), (8, 4))
"""Points above each other on the forehead and the nose."""
# fmt: off
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
    149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)
# fmt: on
"""The face's edge, in order."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """Points of shape (468, 3) in pixels of the picture; a smaller third number is nearer to the camera."""

    points: Array

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the face's edge, (x, y) in pixels."""
        x, y = self.points[list(OVAL), :2].mean(axis=0)
        return float(x), float(y)

    @property
    def height(self) -> float:
        """From the hairline to the chin in pixels, by how far all points are from their middle in space: so
        it stays as it is where a head turns or a mouth opens.
        """
        spread = self.points - self.points.mean(axis=0)
        return float(np.sqrt((spread**2).sum(axis=1).mean())) * TALLER_THAN_SPREAD


def mesh_of(pixels: Pixels, face: Found) -> Mesh | None:
    """The mesh of a face that was found; None where the network sees none there after all."""
    left, top, right, bottom = face.box
    first = _mesh_in(pixels, ((left + right) / 2, (top + bottom) / 2), face.side, _level(*face.eyes))
    if first is None:
        return None
    # Once more in the square that the mesh itself gives: it is steadier than the one of a box.
    points = first.points[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    x, y = (low + high) / 2
    return _mesh_in(pixels, (float(x), float(y)), float((high - low).max()), _level(points[33], points[263]))


def _level(left: Array, right: Array) -> float:
    """How a line is turned in the picture, in radians, clockwise as one sees it."""
    return atan2(float(right[1] - left[1]), float(right[0] - left[0]))


def _mesh_in(pixels: Pixels, middle: tuple[float, float], side: float, angle: float) -> Mesh | None:
    side *= AROUND
    turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]) * side
    corner = np.array(middle) - turn @ [0.5, 0.5]
    to_picture = np.column_stack([turn, corner]).astype(np.float32)
    square = turned_square(pixels, to_picture, SIZE) / 255
    found, score = network(NETWORK)(square.transpose(2, 0, 1)[None])
    if score[0, 0] < LEAST_SCORE:
        return None
    places = found.reshape(-1, 3) / SIZE
    flat = places[:, :2] @ turn.T + corner
    return Mesh(np.column_stack([flat, places[:, 2] * side]).astype(np.float32))


def turn_of(points: Array) -> Array:
    """How a head is turned: a rotation of shape (3, 3) whose columns are its right, down and inward.

    Of the frontal head right, down and away from the camera, in the picture. Least squares over mirrored
    points and points of the midline, made square to each other.
    """
    right = _direction(points, PAIRS)
    down = _direction(points, MIDLINE)
    down -= right * float(down @ right)
    down /= np.linalg.norm(down)
    return np.column_stack([right, down, np.cross(right, down)])


def _direction(points: Array, pairs: tuple[tuple[int, int], ...]) -> Array:
    ends = np.array(pairs)
    sums: Array = (points[ends[:, 1]] - points[ends[:, 0]]).sum(axis=0, dtype=np.float64)
    return sums / np.linalg.norm(sums)


def angles(turn: Array) -> tuple[float, float, float]:
    """Yaw, pitch and roll of a rotation, in degrees.

    Yaw is positive towards the picture's right, pitch downwards, roll clockwise as one sees the picture.
    """
    inward = turn[:, 2]
    yaw = degrees(atan2(-float(inward[0]), float(inward[2])))
    pitch = degrees(asin(max(-1.0, min(1.0, -float(inward[1])))))
    roll = degrees(atan2(float(turn[1, 0]), float(turn[0, 0])))
    return yaw, pitch, roll
