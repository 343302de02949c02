"""Pieces of a video, one after another in a file of their own, with the sound of the take and subtitles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.model.heard import Span
from rehearse.picture.video import shown_at

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.picture.sampling import Pixels

    Samples = npt.NDArray[np.float32]

PICTURES_PER_S = 25
BITS_PER_S = 1_500_000
FAST = {"deadline": "realtime", "cpu-used": "8"}
OPTIONS = {"max_interleave_delta": "0", "default_mode": "infer"}
"""Of the file: what belongs to one moment lies together however late it comes, and players show the subtitles
unless they are turned off.
"""
SOUND_STEP = 960
"""Samples that are given to the coder at once."""


def cut_together(
    video: Path, samples: Samples, rate_hz: int, pieces: Sequence[Span], target: Path, *, subtitles: str
) -> None:
    """Write those pieces of a take into `target` as webm (VP8, Opus, WebVTT).

    `pieces` are in order and do not overlap; `samples` are the sound of the whole take, from -1 to 1;
    `subtitles` are WebVTT on the clock of the clip. OSError where the file cannot be written.
    """
    import av

    with (
        av.open(str(target), "w", format="webm", options=OPTIONS) as made,
        av.open(BytesIO(subtitles.encode()), "r", format="webvtt") as written,
    ):
        picture: Any = made.add_stream("libvpx", rate=PICTURES_PER_S, options=FAST)
        picture.bit_rate = BITS_PER_S
        sound: Any = made.add_stream("libopus", rate=rate_hz)
        text = made.add_stream_from_template(written.streams[0])
        shown = map(_even, shown_at(video, _times(pieces)))
        _add_pictures(made, picture, (av.VideoFrame.from_ndarray(pixels, format="rgb24") for pixels in shown))
        heard = np.concatenate([_part(samples, rate_hz, piece) for piece in pieces])
        steps = (heard[None, at : at + SOUND_STEP] for at in range(0, len(heard), SOUND_STEP))
        _add_sound(
            made, sound, (av.AudioFrame.from_ndarray(step, format="fltp", layout="mono") for step in steps)
        )
        for packet in written.demux():
            if packet.size:
                packet.stream = text
                made.mux(packet)


def _add_pictures(made: Any, stream: Any, frames: Iterable[Any]) -> None:
    for number, frame in enumerate(frames):
        if number == 0:
            stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuv420p"
        frame.pts, frame.time_base = number, Fraction(1, PICTURES_PER_S)
        made.mux(stream.encode(frame))
    made.mux(stream.encode(None))


def _add_sound(made: Any, stream: Any, blocks: Iterable[Any]) -> None:
    for number, block in enumerate(blocks):
        block.sample_rate, block.time_base = stream.rate, Fraction(1, stream.rate)
        block.pts = number * SOUND_STEP
        made.mux(stream.encode(block))
    made.mux(stream.encode(None))


def _even(pixels: Pixels) -> Pixels:
    """Without the last row and column where their count is odd, which the coding does not know."""
    height, width = (side // 2 * 2 for side in pixels.shape[:2])
    return np.ascontiguousarray(pixels[:height, :width])


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
