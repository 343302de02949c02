"""Makes videos whose pictures say themselves when they are shown: how bright one is tells its time."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]

CODINGS = {".webm": ("libvpx", "libopus"), ".mp4": ("mpeg4", "aac"), ".mov": ("mpeg4", "aac")}
RATE_HZ = 48_000
CLOCK = Fraction(1, 1000)
BRIGHTER_BY = 12
"""For each fifth of a second, so that a time can be read from a picture."""


def bright(at_s: float, *, width: int = 64, height: int = 48) -> Pixels:
    """A grey picture; the fifth of a second that it belongs to is its brightness by BRIGHTER_BY, from 20
    on."""
    return np.full((height, width, 3), 20 + BRIGHTER_BY * int(at_s * 5 + 1e-6), dtype=np.uint8)


def said(pixels: Pixels) -> float:
    """The time that a picture says."""
    return round((float(pixels.mean()) - 20) / BRIGHTER_BY) / 5


def held(video: Path, matrix: tuple[int, int, int, int]) -> Path:
    """That mp4, as of a phone that was held another way."""
    content = bytearray(video.read_bytes())
    at = content.index(b"tkhd") + 4 + 4 + 36  # version and flags, then what stands before the matrix
    a, b, c, d = (one << 16 for one in matrix)
    struct.pack_into(">9i", content, at, a, b, 0, c, d, 0, 0, 0, 1 << 30)
    video.write_bytes(content)
    return video


def film(
    path: Path,
    times: Iterable[float],
    *,
    show: Callable[[float], Pixels] = bright,
    sound_s: float | None = None,
    sound_from_s: float = 0.0,
    live: bool = False,
) -> Path:
    """A video with a picture at each of `times`, in seconds, and silence as its sound where `sound_s` is
    given; `live` as a browser writes a webm, which does not know yet how long it becomes."""
    picture_coding, sound_coding = CODINGS[path.suffix]
    times = list(times)
    height, width = show(0).shape[:2]
    container: Any
    with av.open(str(path), "w", options={"live": "1"} if live else {}) as container:
        stream: Any = container.add_stream(picture_coding, rate=30)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = CLOCK
        stream.bit_rate = 2_000_000
        sound: Any = container.add_stream(sound_coding, rate=RATE_HZ) if sound_s else None
        for at_s in times:
            frame = av.VideoFrame.from_ndarray(show(at_s), format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(at_s * 1000), CLOCK
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None and sound_s:
            for first in range(0, round(sound_s * RATE_HZ), 960):
                block = av.AudioFrame.from_ndarray(
                    np.zeros((1, 960), np.float32), format="fltp", layout="mono"
                )
                block.sample_rate, block.time_base = RATE_HZ, Fraction(1, RATE_HZ)
                block.pts = first + round(sound_from_s * RATE_HZ)
                container.mux(sound.encode(block))
            container.mux(sound.encode(None))
    return path
