"""Faces that are found, and how a head is turned, on drawn heads; and that the networks are the originals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.picture.drawn import Light, Look, Place, draw
from rehearse.model.bands import DARK_BELOW
from rehearse.model.picture import Face, Sighting, Turn
from rehearse.onnx_session import network
from rehearse.picture import finding, mesh
from rehearse.picture.watching import seen

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

LOOK, DAY = Look("tan"), Light()


@cache
def shown(*places: Place, look: Look = LOOK, light: Light = DAY) -> Sighting:
    return seen(draw([(look, place) for place in places], light, width=320, height=240), 0.0)


def face(place: Place) -> Face:
    found = shown(place).face
    assert found is not None
    return found


def turn(place: Place) -> Turn:
    found = face(place).turn
    assert found is not None
    return found


def waves(size: int) -> npt.NDArray[np.float32]:
    """A picture that everybody can make again, of shape (1, 3, size, size), 0 to 1."""
    down, across, colour = np.meshgrid(np.arange(size), np.arange(size), np.arange(3), indexing="ij")
    made = 0.5 + 0.5 * np.sin(down * 0.11 + colour) * np.cos(across * 0.07 - colour)
    turned: npt.NDArray[np.float32] = made.transpose(2, 0, 1)[None].astype(np.float32)
    return turned


def test_the_finder_is_the_original() -> None:
    """What mediapipe's own file gave for this picture on LiteRT 2.3.0."""
    boxes, scores = network(finding.NETWORK)(2 * waves(128) - 1)
    assert boxes[0, [0, 400, 895], [0, 3, 15]] == pytest.approx([0.91017, 28.70793, -10.86458], abs=3e-4)
    assert scores[0, [0, 400, 895], 0] == pytest.approx([-4.85950, -3.98232, -5.29875], abs=3e-4)


def test_the_mesh_is_the_original() -> None:
    points, score = network(mesh.NETWORK)(waves(192))
    assert points[0, [0, 500, 1000, 1403]] == pytest.approx(
        [93.31265, -12.21367, 54.39406, 2.86634], abs=3e-4
    )
    assert score[0, 0] == pytest.approx(-8.13921, abs=3e-4)


@pytest.mark.parametrize("roll", [-20, 12])
def test_a_head_that_is_tilted(roll: float) -> None:
    assert turn(Place(roll=roll)).roll - turn(Place()).roll == pytest.approx(roll, abs=3)


@pytest.mark.parametrize("yaw", [-30, 30])
def test_a_head_that_is_turned(yaw: float) -> None:
    assert turn(Place(yaw=yaw)).yaw - turn(Place()).yaw == pytest.approx(yaw, rel=0.25)


@pytest.mark.parametrize("pitch", [-20, 20])
def test_a_head_that_looks_down_and_up(pitch: float) -> None:
    assert turn(Place(pitch=pitch)).pitch - turn(Place()).pitch == pytest.approx(pitch, abs=7)


def test_where_a_face_is_and_how_large() -> None:
    middle, aside = face(Place(height=0.5)), face(Place(x=0.7, y=0.4, height=0.4))
    assert aside.x - middle.x == pytest.approx(0.2, abs=0.01)
    assert aside.y - middle.y == pytest.approx(0.4 - 0.48, abs=0.03)
    assert aside.height / middle.height == pytest.approx(0.8, rel=0.05)


def test_a_wall_is_nobody() -> None:
    found = shown()
    assert (found.faces, found.face) == (0, None)
    assert found.light == pytest.approx(0.62, abs=0.02)


def test_of_two_the_larger_is_looked_at() -> None:
    found = shown(Place(x=0.3, height=0.45), Place(x=0.75, height=0.3))
    assert found.faces == 2
    assert found.face is not None and found.face.x == pytest.approx(0.3, abs=0.03)


def test_dark_skin_is_not_darkness() -> None:
    dark = Light(exposure=0.06)
    lit = [shown(Place(), look=Look(skin), light=DAY).face for skin in ("very light", "dark")]
    unlit = [shown(Place(), look=Look(skin), light=dark).face for skin in ("very light", "dark")]
    least, most = (sorted(one.brightness for one in some if one) for some in (lit, unlit))
    assert least[0] > 0.4 > DARK_BELOW > most[-1]


def test_what_is_too_dark_says_nothing_of_its_turn() -> None:
    found = shown(Place(), light=Light(exposure=0.008))
    assert found.face is None or found.face.turn is None
    assert found.light < 0.1


@pytest.mark.parametrize("height", [0.12, 0.16])
def test_a_face_far_away_is_one_face(height: float) -> None:
    """In the whole picture it is too small; in a part of it, it is not."""
    found = seen(draw([(Look("dark"), Place(height=height))], width=640, height=480), 0.0)
    assert found.faces == 1
    assert found.face is not None
    assert found.face.height == pytest.approx(face(Place()).height * height / 0.36, rel=0.08)


def test_a_head_that_is_turned_too_far_for_its_points_is_still_there() -> None:
    found = face(Place(yaw=65))
    assert found.turn is None
    assert found.height == pytest.approx(face(Place()).height, rel=0.25)
