"""Pieces of a video, one after another in a file of their own, with the sound of the take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.model.heard import Span
from rehearse.picture.video import shown_at

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

PICTURES_PER_S = 25
BITS_PER_S = 1_500_000
FAST = {"deadline": "realtime", "cpu-used": "8"}
SOUND_STEP = 960
"""Samples that are given to the coder at once."""


def cut_together(video: Path, samples: Samples, rate_hz: int, pieces: Sequence[Span], target: Path) -> None:
    """Write those pieces of a take into `target` as webm (VP8 and Opus).

    `pieces` are in order and do not overlap; `samples` are the sound of the whole take, from -1 to 1. OSError
    where the file cannot be written.
    """
    import av

    with av.open(str(target), "w", format="webm") as made:
        picture: Any = made.add_stream("libvpx", rate=PICTURES_PER_S, options=FAST)
        sound: Any = made.add_stream("libopus", rate=rate_hz)
        picture.bit_rate = BITS_PER_S
        shown = shown_at(video, _times(pieces))
        for number, pixels in enumerate(shown):
            height, width = (side // 2 * 2 for side in pixels.shape[:2])
            if number == 0:
                picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels[:height, :width]), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, PICTURES_PER_S)
            made.mux(picture.encode(frame))
        made.mux(picture.encode(None))
        heard = np.concatenate([_part(samples, rate_hz, piece) for piece in pieces])
        for at in range(0, len(heard), SOUND_STEP):
            block = av.AudioFrame.from_ndarray(
                heard[None, at : at + SOUND_STEP], format="fltp", layout="mono"
            )
            block.sample_rate, block.time_base, block.pts = rate_hz, Fraction(1, rate_hz), at
            made.mux(sound.encode(block))
        made.mux(sound.encode(None))


def _times(pieces: Sequence[Span]) -> Iterator[float]:
    """When in the take each picture of the clip was shown."""
    for piece in pieces:
        yield from (piece.start_s + step / PICTURES_PER_S for step in range(_count(piece)))


def _count(piece: Span) -> int:
    return round(piece.duration_s * PICTURES_PER_S)


def _part(samples: Samples, rate_hz: int, piece: Span) -> Samples:
    """As long as its pictures, so that nothing drifts; silence where the recording has ended."""
    first, count = round(piece.start_s * rate_hz), round(_count(piece) * rate_hz / PICTURES_PER_S)
    part = samples[first : first + count]
    return np.pad(part, (0, count - len(part)))
