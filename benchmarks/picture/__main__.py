"""How well a picture is measured, on clips whose truth is known: a table by skin and light.

    python -m benchmarks.picture [--quick] [--photo FACE.png]

Heads of six skins, every second one with glasses, in five kinds of light: of each a clip of a minute with
all there is to find. Ten clips of 12 s in which there is nothing. Then the times. With a photograph of one
face only that, moved, tilted and in other sizes, its skin and the light made darker, and turned by its own
mesh.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.picture.clips import LIGHTS, Clip, Shower, drawn, filmed, matched, moving, still, whole
from benchmarks.picture.drawn import SKINS, Look, Place
from benchmarks.picture.photo import photographed
from benchmarks.picture.photo_turned import shares_seen
from rehearse.model.picture import Face, Part, Picture, Watched
from rehearse.picture.measures import measured
from rehearse.picture.watching import seen, watch

STRAIGHT = Place()
PHOTOS = (
    ("as it is", 1.0, 1.0),
    ("darker skin", 0.6, 1.0),
    ("dark skin", 0.35, 1.0),
    ("dim", 1.0, 0.5),
    ("dark", 1.0, 0.25),
    ("dark skin, dim", 0.35, 0.5),
)
"""What is done to a photograph: its skin and all of it times so much."""
JUDGED = ("near", "far", "off_centre", "dark", "blown", "behind", "turned", "moving")


@dataclass(frozen=True)
class Figures:
    """Of one clip. Errors are the largest of its places, each the median of its pictures; None: not told."""

    in_frame: float | None
    off_centre: float | None
    distance: float | None
    roll: float | None
    yaw: float | None
    found: int
    true: int
    right: int
    is_silent: bool
    light: str


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two skins and two lights")
    parser.add_argument("--photo", type=Path, help="a photograph of one face instead")
    asked = parser.parse_args()
    if asked.photo:
        _print_photo(asked.photo)
        return
    skins = list(SKINS)[:: 5 if asked.quick else 1]
    lights = list(LIGHTS)[:: 3 if asked.quick else 1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clip.webm")
        print("| skin, light | in frame | off centre | distance | tilt | turn | turned away | light said |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        all_figures = []
        for skin, light in product(skins, lights):
            number = list(SKINS).index(skin)
            look = Look(skin, glasses=number % 2 == 1, is_long_haired=number % 3 == 1)
            figures = figures_of(path, whole(), drawn(look, LIGHTS[light]))
            all_figures.append(figures)
            print(_row(f"{skin}, {light}", figures), flush=True)
        found, true, right = (
            sum(getattr(one, name) for one in all_figures) for name in ("found", "true", "right")
        )
        print(f"\nTurned away: {right} of {true} moments, {found} found, F1 {2 * right / (found + true):.3f}")
        _print_still(path, skins, lights)
    _print_times()


def _print_photo(photo: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, darker, exposure in PHOTOS:
            show = photographed(photo, darker=darker, exposure=exposure)
            print(_row(name, figures_of(Path(folder, "clip.webm"), moving(), show)), flush=True)
    for name, shares in zip(("to a side", "up or down"), shares_seen(photo), strict=True):
        told = f"{min(shares):.0%} to {max(shares):.0%}, {np.mean(shares):.0%} in the mean"
        print(f"turned by its own mesh {name}: {told} of it seen")


def figures_of(path: Path, clip: Clip, show: Shower) -> Figures:
    watched = watch(filmed(path, clip, show))
    picture = measured(watched)
    turned = picture.turned.moments if picture.turned else ()
    true = [] if picture.turned is None else clip.turned
    faces = _by_place(clip, watched)
    straight = faces.get(STRAIGHT, [])
    return Figures(
        in_frame=None if picture.in_frame is None else picture.in_frame.share - clip.in_frame,
        off_centre=_worst(
            abs(
                np.median([face.x for face in near])
                - np.median([face.x for face in straight])
                - (place.x - 0.5)
            )
            for place, near in faces.items()
            if place.x in (0.72, 0.3, 0.62)
        ),
        distance=_worst(
            abs(
                np.median([face.height for face in near])
                / np.median([face.height for face in straight])
                / (place.height / STRAIGHT.height)
                - 1
            )
            for place, near in faces.items()
            if place.height != STRAIGHT.height
        ),
        roll=_turn_error(faces, "roll", (-25, -12, 12, 25)),
        yaw=_turn_error(faces, "yaw", (32, -40, 12)),
        found=len(turned),
        true=len(true),
        right=matched(turned, true),
        is_silent=picture.turned is None,
        light=", ".join(name for name in ("dark", "blown", "behind") if _much(getattr(picture, name))) or "-",
    )


def _by_place(clip: Clip, watched: Watched) -> dict[Place, list[Face]]:
    """What was seen of each place, without the first picture after a change, which compression blurs."""
    found: dict[Place, list[Face]] = {}
    for step, sighting in enumerate(watched.sightings[: len(clip.places)]):
        place = clip.places[step]
        if place is not None and sighting.face and step and clip.places[step - 1] == place:
            found.setdefault(place, []).append(sighting.face)
    return found


def _worst(errors: Iterator[float]) -> float | None:
    return max(map(float, errors), default=None)


def _turn_error(faces: dict[Place, list[Face]], name: str, values: tuple[float, ...]) -> float | None:
    def middle(near: list[Face]) -> float | None:
        told = [getattr(face.turn, name) for face in near if face.turn]
        return float(np.median(told)) if told else None

    straight = middle(faces.get(STRAIGHT, []))
    if straight is None:
        return None
    errors = []
    for place, near in faces.items():
        value, seen_there = getattr(place, name), middle(near)
        if value in values and place.pitch == 0 and seen_there is not None:
            errors.append(abs(seen_there - straight - value))
    return _worst(iter(errors))


def _much(part: Part | None) -> bool:
    return part is not None and part.share > 0.5


def _row(name: str, figures: Figures) -> str:
    def shown(value: float | None, pattern: str, times: float = 1) -> str:
        return "-" if value is None else pattern.format(value * times)

    turned = (
        "nothing said" if figures.is_silent else f"{figures.right} of {figures.true}, {figures.found} found"
    )
    cells = (
        shown(figures.in_frame, "{:+.1f} points", 100),
        shown(figures.off_centre, "{:.1f} %", 100),
        shown(figures.distance, "{:.1f} %", 100),
        shown(figures.roll, "{:.1f}°"),
        shown(figures.yaw, "{:.1f}°"),
        turned,
        figures.light,
    )
    return f"| {name} | {' | '.join(cells)} |"


def _print_still(path: Path, skins: list[str], lights: list[str]) -> None:
    """Ten clips without anything to find, in lights of which nothing is to be said."""
    false = []
    for number in range(10):
        skin = skins[number % len(skins)]
        show = drawn(Look(skin, glasses=number % 2 == 0), LIGHTS[("day", "dim", "lamp aside")[number % 3]])
        picture = measured(watch(filmed(path, still(12, nods=number % 2 == 1), show)))
        false += [f"{skin}: {name}" for name in JUDGED if _moments(picture, name)]
        movement = picture.movement
        print(f"still {number + 1}: movement {movement:.3f} face heights a second" if movement else "")
    print(f"\nTen still clips: {len(false)} moments {false or ''}")


def _moments(picture: Picture, name: str) -> bool:
    part = getattr(picture, name)
    return bool(part and part.moments)


def _print_times(times: int = 40) -> None:
    pixels = drawn(Look(), LIGHTS["day"])(STRAIGHT)
    seen(pixels, 0.0)
    begun = time.process_time()
    for _ in range(times):
        seen(pixels, 0.0)
    each_ms = (time.process_time() - begun) / times * 1000
    print(f"\n{each_ms:.0f} ms of one processor for each picture of 640x480")


if __name__ == "__main__":
    main()
