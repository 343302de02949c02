"""The sound of a take as a browser plays it, small enough to be a part of a page, and its waveform."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.audio.files import RATE_HZ, read_audio

if TYPE_CHECKING:
    import numpy.typing as npt

MEDIA_TYPE = "audio/mp4"
BITS_PER_S = 40_000
"""Two minutes are 0.6 MB."""
OPTIONS = {"aac_coder": "fast"}
"""Takes two fifths of the usual one's time, and with these bits comes as near to the sound."""


def for_browser(take: Path, *, peaks: int) -> tuple[bytes, tuple[float, ...]]:
    """An MP4 with AAC, which every browser plays, and the largest amplitudes, 0 to 1, of so many equal parts.

    AudioFileError where the take cannot be read.
    """
    import av

    samples = read_audio(take)
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream(
            "aac", rate=RATE_HZ, bit_rate=BITS_PER_S, layout="mono", options=OPTIONS
        )
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = RATE_HZ
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file.getvalue(), peaks_of(samples, peaks)


def peaks_in(take: Path, count: int) -> tuple[float, ...]:
    """The same of a file. AudioFileError where it cannot be read."""
    return peaks_of(read_audio(take), count)


def peaks_of(samples: npt.NDArray[np.float32], count: int) -> tuple[float, ...]:
    """The largest amplitudes, 0 to 1, of so many equal parts of `samples` (n,), or of as many as there can
    be."""
    if not len(samples):
        return ()
    parts = np.array_split(np.abs(samples), min(count, len(samples)))
    return tuple(round(float(part.max()), 3) for part in parts)
