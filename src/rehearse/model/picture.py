"""What a video shows of a person: what was seen at each time, and what is concluded from it.

Frozen, without behaviour beyond arithmetic. Nowhere is anything about eyes, feelings, a smile or posture.
What could not be measured is None.
"""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.model.heard import Span

STEP_S = 0.2
"""Seconds between the pictures that are looked at."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a head is turned, in degrees from facing the camera squarely.

    `yaw` is positive towards the picture's right, `pitch` downwards, `roll` clockwise as one sees the
    picture.
    """

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, slots=True)
class Face:
    """One face. `x` and `y` are its middle as shares of the picture's width and height, from the left and the
    top; `height` is that from hairline to chin as a share of the picture's height.

    `brightness` (0 to 1) is that of its lightest hundredth: the whites of eyes and what mirrors a lamp, which
    show the light on a face whatever its skin. `blown` is the share of its pixels, and `glare` of those
    around the head, in which everything is white. `turn` is None where the face is too small, too dark or
    turned too far to tell. `sureness` (0 to 1) is how sure the network is of the face.
    """

    x: float
    y: float
    height: float
    brightness: float
    blown: float
    glare: float
    turn: Turn | None
    sureness: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a video shows at one time: how many faces, and the largest of them.

    `light` (0 to 1) is what nine of ten pixels of the whole picture stay below.
    """

    at_s: float
    faces: int
    face: Face | None
    light: float


@dataclass(frozen=True, slots=True)
class Watched:
    """All that was seen, in order, STEP_S apart but for what could not be read; sizes are pixels of the
    upright picture.
    """

    sightings: tuple[Sighting, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """Where something is so: the share (0 to 1) of the time in which it could be told, and when."""

    share: float
    moments: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What is concluded from a video; each part None where it could not be told.

    `watched_s` is how much of it could be read. `in_frame` is the share of the time with a face, its moments
    are those without. `several` are moments with more than one; then the largest was measured. `height`, `x`
    and `y` are medians as in `Face`. `near`, `far`, `off_centre`, `dark`, `blown` and `behind` (light from
    behind the head) are shares of the time with a face; `turned` is the share in which the head was away from
    where it was in the beginning. `movement` is the median speed of the face's middle, in face heights a
    second, `moving` when it was much. The lines are drawn in `bands`.
    """

    watched_s: float
    in_frame: Part | None = None
    several: Part | None = None
    height: float | None = None
    x: float | None = None
    y: float | None = None
    near: Part | None = None
    far: Part | None = None
    off_centre: Part | None = None
    dark: Part | None = None
    blown: Part | None = None
    behind: Part | None = None
    turned: Part | None = None
    movement: float | None = None
    moving: Part | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """How many of some things that were said fell in moments of another kind, beside chance.

    `hits` of `count` did, in `moments` different ones. `by_chance` is the probability that as many would if
    both had nothing to do with each other.
    """

    hits: int
    count: int
    moments: int
    by_chance: float
