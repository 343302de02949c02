"""Clips whose truth is known: where a head is, and how it is turned, at each fifth of a second.

A clip is written as a real video, so that it is compressed and read like one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from benchmarks.picture.drawn import Light, Look, Place, draw
from rehearse.model.bands import AWAY_FROM
from rehearse.model.heard import Span
from rehearse.model.picture import STEP_S

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

Shower = Callable[[Place | None], "Pixels"]
"""Draws somebody in a place, or an empty room."""

LIGHTS = {
    "day": Light(),
    "dim": Light(exposure=0.25),
    "lamp aside": Light(lamps=(((1.0, -0.1, -0.3), 0.9),), around=0.15),
    "window behind": Light(lamps=(((0.6, -0.3, 0.9), 0.8),), around=0.2, wall=(1.3, 1.3, 1.3)),
    "dark": Light(exposure=0.06),
}
NOISE, NOISES = 2.5, 5
"""In values of 255, beside that of the drawing; so many different ones in turn."""
SWAY_STEPS = 8


@dataclass(frozen=True)
class Clip:
    """One place for each STEP_S, None where nobody is there."""

    places: tuple[Place | None, ...]

    @property
    def in_frame(self) -> float:
        return sum(place is not None for place in self.places) / len(self.places)

    @property
    def turned(self) -> list[Span]:
        """When the head is further from straight than the lines of `bands`, for as long as any moment
        lasts."""
        away = [
            place is not None and (abs(place.yaw) >= AWAY_FROM[0] or abs(place.pitch) >= AWAY_FROM[1])
            for place in self.places
        ]
        spans: list[Span] = []
        for step, is_away in enumerate(away):
            if is_away and step and away[step - 1]:
                spans[-1] = Span(spans[-1].start_s, (step + 1) * STEP_S)
            elif is_away:
                spans.append(Span(step * STEP_S, (step + 1) * STEP_S))
        return spans


def _sway(step: int) -> Place:
    """A head that is held still moves all the same."""
    at = step % SWAY_STEPS
    return Place(
        yaw=(0, 2, 3, 1, -1, -3, -2, 1)[at],
        pitch=(0, 1, 2, 3, 2, 0, -2, -1)[at],
        roll=(0, 1, 1, 0, -1, -1, 0, 1)[at],
        x=0.5 + 0.004 * (0, 1, 2, 1, 0, -1, -2, -1)[at],
    )


def still(seconds: float, *, nods: bool = False) -> Clip:
    """Nothing to find: who speaks sways a little, and nods."""
    places = [_sway(step // 3) for step in range(round(seconds / STEP_S))]
    if nods:
        for first in range(30, len(places) - 2, 25):
            places[first] = replace(places[first], pitch=8.0)
            places[first + 1] = replace(places[first + 1], pitch=11.0)
    return Clip(tuple(places))


def turning() -> Clip:
    """Straight, then away to each side, down and up, with a swing that is no turning away."""
    straight = Place()
    made: list[Place | None] = [*still(6).places]

    def turn(seconds: float, **to: float) -> None:
        """There in three steps, and back."""
        on_way = [
            replace(straight, **{name: value * share for name, value in to.items()}) for share in (0.3, 0.75)
        ]
        made.extend([*on_way, *[replace(straight, **to)] * round(seconds / STEP_S), *reversed(on_way)])
        made.extend(still(2.4).places)

    turn(1.6, yaw=32)
    turn(2.4, yaw=-40)
    turn(1.2, pitch=26)
    turn(3.0, yaw=28, pitch=10)
    turn(1.0, pitch=-24)
    turn(1.4, yaw=12)  # not away
    return Clip(tuple(made))


def moving() -> Clip:
    """Out of the frame, aside, near and far, tilted."""
    straight = Place()
    made: list[Place | None] = [straight] * 10

    def stay(seconds: float, place: Place | None) -> None:
        made.extend([place] * round(seconds / STEP_S))

    stay(3.0, None)
    stay(2.0, straight)
    stay(1.4, None)
    stay(1.4, straight)
    for x, y in ((0.72, 0.48), (0.3, 0.5), (0.62, 0.4)):
        stay(1.2, replace(straight, x=x, y=y))
    for height in (0.2, 0.28, 0.48, 0.6):
        stay(1.2, replace(straight, height=height))
    for roll in (-25, -12, 12, 25):
        stay(1.0, replace(straight, roll=roll))
    stay(2.0, straight)
    return Clip(tuple(made))


def whole() -> Clip:
    """All there is to find."""
    return Clip(turning().places + moving().places)


def drawn(look: Look, light: Light) -> Shower:
    @cache
    def show(place: Place | None) -> Pixels:
        return draw([(look, place)] if place else [], light, noise=0.0)

    return show


def filmed(path: Path, clip: Clip, show: Shower) -> Path:
    """Write a clip as a video of five pictures a second, with noise."""
    chance = np.random.default_rng(len(clip.places))
    clock = Fraction(1, 1000)
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(
            "libvpx", rate=5, options={"deadline": "realtime", "cpu-used": "8"}
        )
        stream.height, stream.width = show(None).shape[:2]
        stream.pix_fmt, stream.bit_rate, stream.codec_context.time_base = "yuv420p", 1_500_000, clock
        noises = chance.normal(0, NOISE, (NOISES, *show(None).shape)).astype(np.int16)
        for number, place in enumerate(clip.places):
            given = np.clip(show(place) + noises[number % NOISES], 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(given, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(number * STEP_S * 1000), clock
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def matched(found: Sequence[Span], true: Sequence[Span], *, within_s: float = 0.5) -> int:
    """How many moments were found, beginning and end within some time."""
    waiting = list(true)
    hits = 0
    for span in found:
        near = [
            one
            for one in waiting
            if abs(one.start_s - span.start_s) <= within_s and abs(one.end_s - span.end_s) <= within_s
        ]
        if near:
            waiting.remove(near[0])
            hits += 1
    return hits
