"""Pictures of a video, five a second, in a stream: no more than two are in memory, however long it is.

Their times are those of its sound: seconds from the container's beginning. What cannot be decoded is left
out, and the rest stays at its time. Of files that were joined the first is read. Knows no faces.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.audio.containers import parts
from rehearse.audio.decoding import LONGEST_S, MOST_FAILURES
from rehearse.model.picture import STEP_S

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

LONGEST_SIDE = 640
"""Of a picture that is looked at, in pixels."""
HOLD_S = 1.0
"""A picture stands until the next, as where nothing moves; but no longer than this: then some are missing."""
LAST_S = 0.01
"""How long the last picture stands: nobody says."""
MOST_PIXELS = 8192 * 4320
"""Of 8K; a few bytes can claim more than memory holds."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a video shows at a time: RGB of shape (height, width, 3), upright, at most LONGEST_SIDE long."""

    at_s: float
    pixels: Pixels


def has_picture(path: Path) -> bool:
    """Whether a recording has a video track; the cover of a song is none. False where it cannot be opened."""
    return any(True for _ in tracks(path))


def frames(path: Path) -> Iterator[Frame]:
    """What a video shows at 0 s, STEP_S, twice that and so on, as far as it can be read.

    A time at which no picture came for HOLD_S is left out. Nothing where there is no video track.
    """
    for container, stream, begin_s in tracks(path):
        yield from _sampled((image, image.time - begin_s) for image in _decoded(container, stream))


def shown_at(path: Path, times: Iterable[float]) -> Iterator[Pixels]:
    """What a video shows at each of those times, which never go back: the picture before, or else the first.

    Nothing where there is no video track.
    """
    for container, stream, begin_s in tracks(path):
        images = _decoded(container, stream)
        now = next(images, None)
        if now is None:
            return
        after = next(images, None)
        pixels: Pixels | None = None
        for at_s in times:
            while after is not None and after.time - begin_s <= at_s + 1e-6:
                now, after, pixels = after, next(images, None), None
            pixels = _upright(now) if pixels is None else pixels
            yield pixels


def rotation_of(path: Path) -> int:
    """How far a video's pictures are to be turned, in degrees, as the phone was held; 0 where nobody says."""
    for container, stream, _ in tracks(path):
        for image in _decoded(container, stream):
            return int(image.rotation)
    return 0


def tracks(path: Path) -> Iterator[tuple[Any, Any, float]]:
    """The open container, its first track of moving pictures whose coding is known, and when the container
    begins, in seconds: the sound's clock begins there, whichever of both tracks comes first.

    One at most; none where it cannot be opened or has no picture.
    """
    import av

    cover = av.stream.Disposition.attached_pic
    with suppress(av.FFmpegError, OSError):
        for part in parts(path):
            begin_s = (part.container.start_time or 0) / av.time_base
            for stream in part.container.streams.video:
                context = stream.codec_context
                if context is not None and not stream.disposition & cover and _is_sized(context):
                    yield part.container, stream, begin_s
                    return
            return


def _is_sized(image: Any) -> bool:
    return bool(0 < image.width * image.height <= MOST_PIXELS)


def _decoded(container: Any, stream: Any) -> Iterator[Any]:
    """PyAV's frames that have a time; MOST_FAILURES in a row end it."""
    import av

    failures = 0
    packets = container.demux(stream)
    while failures < MOST_FAILURES:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            images = packet.decode()
        except av.FFmpegError:
            failures += 1
            continue
        failures = 0
        yield from (image for image in images if image.time is not None and _is_sized(image))


def _sampled(images: Iterator[tuple[Any, float]]) -> Iterator[Frame]:
    """At each step what was shown last, one picture behind, because only the next says how long it stood."""
    shown: tuple[Any, float] | None = None
    step = 0
    for image, at_s in images:
        if shown is not None and at_s < shown[1]:
            continue  # a clock that ran back
        if at_s > LONGEST_S:
            return
        if shown is not None:
            step = yield from _shown(shown, until_s=at_s, step=step)
        shown = image, at_s
    if shown is not None:
        yield from _shown(shown, until_s=shown[1] + LAST_S, step=step)


def _shown(shown: tuple[Any, float], *, until_s: float, step: int) -> Generator[Frame, None, int]:
    """The steps that fall to one picture, and the step that comes next."""
    image, from_s = shown
    step = max(step, -int(-(from_s - 1e-6) // STEP_S))
    pixels = None
    while step * STEP_S < until_s - 1e-6 and step * STEP_S <= from_s + HOLD_S:
        pixels = _upright(image) if pixels is None else pixels
        yield Frame(step * STEP_S, pixels)
        step += 1
    return step


def _upright(image: Any) -> Pixels:
    """Its pixels in RGB, turned as the phone was held."""
    scale = min(1.0, LONGEST_SIDE / max(image.width, image.height))
    width, height = (max(1, round(side * scale)) for side in (image.width, image.height))
    pixels = image.reformat(width=width, height=height, format="rgb24").to_ndarray()
    return np.ascontiguousarray(np.rot90(pixels, round(image.rotation / 90) % 4))
