"""Makes recordings of any format, whole, with gaps and damaged, from tones whose place in time is known."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

MADE_HZ = 48_000
FRAME = 960
"""20 ms, which every coding takes."""

CODINGS = {
    "wav": ("wav", "pcm_s16le"),
    "aiff": ("aiff", "pcm_s16be"),
    "flac": ("flac", "flac"),
    "opus": ("ogg", "libopus"),
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("mp4", "aac"),
    "webm": ("webm", "libopus"),
    "mkv": ("matroska", "flac"),
}
"""By what the file's name ends in: FFmpeg's container, and the coding in it."""


def beeps(seconds: int, *, rate_hz: int = MADE_HZ) -> Samples:
    """A tone in the first half of each second; the second half is silent."""
    time_s = np.arange(seconds * rate_hz) / rate_hz
    tone = 0.3 * np.sin(2 * np.pi * 440 * time_s)
    return np.where(time_s % 1 < 0.5, tone, 0).astype(np.float32)


def recording(
    ending: str,
    samples: Samples,
    *,
    rate_hz: int = MADE_HZ,
    channels: int = 1,
    without: tuple[float, float] | None = None,
    options: dict[str, str] | None = None,
) -> bytes:
    """`samples` as a file; packets `without` a stretch, in seconds, are left out and the clock goes on."""
    return tracks(
        ending, [samples], rate_hz=rate_hz, channels=channels, without=without, options=options or {}
    )


def tracks(
    ending: str,
    sounds: Sequence[Samples],
    *,
    rate_hz: int = MADE_HZ,
    channels: int = 1,
    without: tuple[float, float] | None = None,
    options: dict[str, str] | None = None,
) -> bytes:
    """Several sounds of one length as the tracks of one file, the first one the default."""
    format_, codec = CODINGS[ending]
    # A file on disk: some are read again to be completed.
    file = Path(tempfile.mkdtemp()) / "made"
    with av.open(str(file), "w", format=format_, options=options or {}) as container:
        streams: list[Any] = [container.add_stream(codec, rate=rate_hz) for _ in sounds]
        for stream in streams:
            stream.layout = {1: "mono", 2: "stereo"}[channels]
        streams[0].disposition = av.stream.Disposition.default
        packets: list[Any] = []
        for stream, samples in zip(streams, sounds, strict=True):
            packets += _packets(stream, samples, rate_hz, channels)
        packets.sort(key=lambda packet: packet.pts * packet.time_base)
        for packet in packets:
            at_s = float(packet.pts * packet.time_base)
            if without is None or not without[0] <= at_s < without[1]:
                container.mux(packet)
    content = file.read_bytes()
    shutil.rmtree(file.parent)
    return content


def _packets(stream: Any, samples: Samples, rate_hz: int, channels: int) -> Iterable[Any]:
    resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=rate_hz)
    for at in range(0, len(samples), FRAME):
        part = np.repeat(samples[at : at + FRAME], channels)
        frame = av.AudioFrame.from_ndarray(part.reshape(1, -1), format="flt", layout=stream.layout.name)
        frame.sample_rate = rate_hz
        frame.pts = at
        for resampled in resampler.resample(frame):
            yield from stream.encode(resampled)
    yield from stream.encode(None)


def with_broken_packets(path: Path, numbers: Iterable[int], break_: Callable[[bytes], bytes]) -> None:
    """Change some packets of a recording, counted from 0, on disk; what they are part of stays as it is."""
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(audio=0) if packet.size]
    for number in numbers:
        pos, size = places[number]
        assert pos is not None
        content[pos : pos + size] = break_(bytes(content[pos : pos + size]))
    path.write_bytes(content)
