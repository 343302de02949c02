"""Pictures that say their number, as a camera gives them and as a video keeps them: which were lost is told
by the video itself.

A head sways before a wall, with a camera's noise. The number stands in the uppermost rows, black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

from benchmarks.picture.clips import LIGHTS, NOISE, NOISES, SWAY_STEPS, drawn, still
from benchmarks.picture.drawn import Look
from rehearse.model.picture import STEP_S

if TYPE_CHECKING:
    import numpy.typing as npt

    Luma = npt.NDArray[np.uint8]

PER_S = 30
PICTURES = 300
"""A camera that plays a file begins it anew: ten seconds are 140 MB."""
BITS, HIGH = 16, 32
"""Of the number, and how many rows it takes."""


@dataclass(frozen=True)
class Kept:
    """What a video has of what the camera gave while it was recorded."""

    pictures: int
    skipped: int
    lasts_s: float
    bytes: int

    @property
    def lost(self) -> float:
        """The share that is missing, be it that its number was skipped or that the camera itself was late."""
        due = max(self.pictures + self.skipped, round(self.lasts_s * PER_S) + 1)
        return 1 - self.pictures / due

    @property
    def megabytes_a_minute(self) -> float:
        return self.bytes / 1e6 / self.lasts_s * 60


def filmed_numbers(path: Path) -> Path:
    """Write the pictures as y4m, which Chromium takes for a camera."""
    show = drawn(Look(), LIGHTS["day"])
    places = still(SWAY_STEPS * 3 * STEP_S).places[::3]
    heads = [
        av.VideoFrame.from_ndarray(show(place), format="rgb24").reformat(format="yuv420p").to_ndarray()
        for place in places
    ]
    width = heads[0].shape[1]
    height = heads[0].shape[0] * 2 // 3
    chance = np.random.default_rng(0)
    noises = chance.normal(0, NOISE, (NOISES, height, width)).astype(np.int16)
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n" % (width, height, PER_S))
        for number in range(PICTURES):
            planes = heads[number // 6 % len(heads)].copy()
            planes[:height] = np.clip(planes[:height] + noises[number % NOISES], 0, 255)
            planes[:HIGH] = _written(number, width)
            file.write(b"FRAME\n" + planes.tobytes())
    return path


def kept_of(video: Path) -> Kept:
    """The pictures of a video that were filmed, by their numbers."""
    numbers: list[int] = []
    times: list[float] = []
    with av.open(str(video)) as container:
        for image in container.decode(video=0):
            assert image.time is not None
            number = _read(image.to_ndarray(format="gray").astype(np.uint8))
            if numbers and number == numbers[-1]:  # the first stands until its time
                times[-1] = image.time
                continue
            numbers.append(number)
            times.append(image.time)
    skipped = sum((after - before) % PICTURES - 1 for before, after in pairwise(numbers))
    return Kept(len(numbers), skipped, times[-1] - times[0], video.stat().st_size)


def _written(number: int, width: int) -> Luma:
    bits = [number >> bit & 1 for bit in range(BITS)]
    return np.repeat(np.array(bits, dtype=np.uint8) * 200 + 28, width // BITS)


def _read(luma: Luma) -> int:
    middle = luma[HIGH // 4 : HIGH * 3 // 4]
    side = middle.shape[1] // BITS
    parts = [middle[:, bit * side + side // 4 : (bit + 1) * side - side // 4] for bit in range(BITS)]
    return sum(int(part.mean() > 128) << bit for bit, part in enumerate(parts))
