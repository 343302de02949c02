"""Whole recordings of nine formats, as microphones, browsers and meetings make them, from samples/.

The same bytes each time. Does no damage.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from benchmarks.damage import ROOT

Samples = npt.NDArray[np.float32]

PICTURE = 64
"""Pixels each way of a film, and a frame a second."""


@dataclass(frozen=True)
class Recording:
    """A recording that nothing is wrong with; `seconds` is its length."""

    format: str
    data: bytes
    seconds: float


@dataclass(frozen=True)
class Spoken:
    """A part of a sample."""

    sample: str
    start_s: float = 0.0
    end_s: float | None = None


@dataclass(frozen=True)
class Recipe:
    """How a part is written down; `codec` is None where the library of sound files writes it."""

    container: str
    codec: str
    rate_hz: int = 16_000
    channels: int = 1
    options: Mapping[str, str] = field(default_factory=dict)
    bit_rate: int | None = None
    has_picture: bool = False


SHORT = (
    Spoken("short-answer"),
    Spoken("hesitant-answer", 10, 16),
    Spoken("too-fast", 5, 12),
    Spoken("read-clean", 4, 13),
    Spoken("no-result", 10, 15),
)
LONG = Spoken("good-answer")
"""As long as an answer is, some 85 s."""

_FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
_FIRST = {"movflags": "faststart"}
_NO_XING = {"write_xing": "0"}
_LIVE = {"live": "1"}

RECIPES: Mapping[str, tuple[Recipe, ...]] = {
    "wav": (
        Recipe("wav", "pcm_s16le"),
        Recipe("wav", "pcm_s16le", 44_100, 2),
        Recipe("wav", "pcm_f32le", 16_000),
        Recipe("wav", "pcm_alaw", 8_000),
        Recipe("wav", "pcm_s24le", 48_000, 2),
        Recipe("wav", "pcm_s16le"),
    ),
    "flac": (
        Recipe("flac", "flac"),
        Recipe("flac", "flac", 44_100, 2),
        Recipe("flac", "flac", 22_050),
        Recipe("flac", "flac", 8_000),
        Recipe("flac", "flac", 48_000, 2),
        Recipe("flac", "flac"),
    ),
    "ogg": (
        Recipe("ogg", "vorbis"),
        Recipe("ogg", "vorbis", 44_100, 2),
        Recipe("ogg", "vorbis", 22_050),
        Recipe("ogg", "vorbis", 8_000),
        Recipe("ogg", "vorbis", 48_000, 2),
        Recipe("ogg", "vorbis"),
    ),
    "opus": (
        Recipe("ogg", "libopus", 48_000, bit_rate=32_000),
        Recipe("ogg", "libopus", 48_000, 2, bit_rate=64_000),
        Recipe("ogg", "libopus", 48_000, 1, {"page_duration": "100000"}, bit_rate=24_000),
        Recipe("ogg", "libopus", 16_000, bit_rate=16_000),
        Recipe("ogg", "libopus", 48_000, 2, bit_rate=48_000),
        Recipe("ogg", "libopus", 48_000, bit_rate=24_000),
    ),
    "mp3": (
        Recipe("mp3", "libmp3lame", bit_rate=32_000),
        Recipe("mp3", "libmp3lame", 44_100, 2, bit_rate=128_000),
        Recipe("mp3", "libmp3lame", 44_100, 1, _NO_XING, bit_rate=64_000),
        Recipe("mp3", "libmp3lame", 8_000, bit_rate=16_000),
        Recipe("mp3", "libmp3lame", 48_000, 2, _NO_XING, bit_rate=96_000),
        Recipe("mp3", "libmp3lame", bit_rate=64_000),
    ),
    "m4a": (
        Recipe("ipod", "aac", bit_rate=32_000),
        Recipe("ipod", "aac", 44_100, 2, _FIRST, bit_rate=96_000),
        Recipe("ipod", "alac", 44_100),
        Recipe("mp4", "aac", 44_100, 1, _FRAGMENTS, bit_rate=64_000),
        Recipe("ipod", "aac", 48_000, 2, bit_rate=96_000),
        Recipe("ipod", "aac", 44_100, bit_rate=64_000),
    ),
    "mp4": (
        Recipe("mp4", "aac", bit_rate=32_000, has_picture=True),
        Recipe("mp4", "aac", 44_100, 2, _FIRST, bit_rate=96_000, has_picture=True),
        Recipe("mp4", "aac", 48_000, 1, _FIRST, bit_rate=64_000, has_picture=True),
        Recipe("mp4", "aac", 32_000, 1, bit_rate=64_000, has_picture=True),
        Recipe("mov", "aac", 48_000, 2, bit_rate=96_000, has_picture=True),
        Recipe("mp4", "aac", 32_000, 1, bit_rate=64_000, has_picture=True),
    ),
    "webm": (
        Recipe("webm", "libopus", 48_000, bit_rate=32_000),
        Recipe("webm", "libopus", 48_000, 2, bit_rate=64_000),
        Recipe("webm", "libopus", 48_000, 1, _LIVE, bit_rate=32_000),
        Recipe("matroska", "aac", 44_100, bit_rate=64_000),
        Recipe("webm", "libopus", 48_000, 2, _LIVE, bit_rate=48_000),
        Recipe("webm", "libopus", 48_000, bit_rate=24_000),
    ),
    "aiff": (
        Recipe("aiff", "pcm_s16be"),
        Recipe("aiff", "pcm_s16be", 44_100, 2),
        Recipe("aiff", "pcm_s24be", 22_050),
        Recipe("aiff", "pcm_s16be", 8_000),
        Recipe("aiff", "pcm_s16be", 48_000, 2),
        Recipe("aiff", "pcm_s16be"),
    ),
}
"""By the ending of the file's name. The last of each is minutes long, the others are short."""

MANY = 6
"""Recordings of each format."""


@cache
def recording(format_: str, number: int) -> Recording:
    """One of the `MANY` of a format."""
    spoken = (*SHORT, LONG)[number]
    recipe = RECIPES[format_][number]
    samples, rate_hz = spoken_samples(spoken)
    return Recording(format_, encoded(samples, rate_hz, recipe), len(samples) / rate_hz)


def spoken_samples(spoken: Spoken) -> tuple[Samples, int]:
    """Mono samples of shape (n,), and their rate in Hz."""
    samples, rate_hz = soundfile.read(ROOT / "samples" / f"{spoken.sample}.flac", dtype="float32")
    end = None if spoken.end_s is None else round(spoken.end_s * rate_hz)
    return samples[round(spoken.start_s * rate_hz) : end], rate_hz


def encoded(samples: Samples, rate_hz: int, recipe: Recipe) -> bytes:
    """Mono samples of shape (n,) as a file; a second channel holds the same, softer."""
    resampled = soxr.resample(samples, rate_hz, recipe.rate_hz)
    channels = np.stack([resampled, 0.7 * resampled][: recipe.channels])
    with tempfile.TemporaryDirectory(prefix="recording-") as name:
        path = Path(name) / "recording"  # some containers read again what they wrote
        if recipe.codec == "vorbis":
            _write_vorbis(path, channels, recipe)
        else:
            _write(path, channels, recipe)
        return path.read_bytes()


def _write(path: Path, channels: Samples, recipe: Recipe) -> None:
    layout = "mono" if recipe.channels == 1 else "stereo"
    with _opened(path, recipe) as container:
        sound = container.add_stream(recipe.codec, rate=recipe.rate_hz, layout=layout)
        if recipe.bit_rate is not None:
            sound.bit_rate = recipe.bit_rate
        packets = _pictures(container, channels.shape[1] / recipe.rate_hz) if recipe.has_picture else []
        # A second at a time, beside a picture, as a program that records both would.
        for second, start in enumerate(range(0, channels.shape[1], recipe.rate_hz)):
            part = np.ascontiguousarray(channels[:, start : start + recipe.rate_hz])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = recipe.rate_hz, start
            container.mux(packets[second : second + 1])
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))


def _write_vorbis(path: Path, channels: Samples, recipe: Recipe) -> None:
    """By soundfile, as PyAV has no such encoder; then copied, because its serial number is by chance."""
    by_chance = path.with_suffix(".ogg")
    soundfile.write(by_chance, channels.T, recipe.rate_hz, subtype="VORBIS")
    with av.open(str(by_chance)) as source, _opened(path, recipe) as container:
        stream = container.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)


def _opened(path: Path, recipe: Recipe) -> Any:
    return av.open(str(path), "w", format=recipe.container, options={"fflags": "+bitexact", **recipe.options})


def _pictures(container: Any, seconds: float) -> list[Any]:
    """The packets of a film of that length, a picture a second."""
    film = container.add_stream("mpeg4", rate=1)
    film.width = film.height = PICTURE
    packets: list[Any] = []
    for second in range(int(seconds) + 1):
        picture = np.full((PICTURE, PICTURE, 3), second * 20 % 256, np.uint8)
        packets += film.encode(av.VideoFrame.from_ndarray(picture, format="rgb24"))
    packets += film.encode(None)
    return packets
