"""Opening recordings: which kinds are opened at all, what they declare of themselves, and their sound tracks.

Decodes nothing.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rehearse.analysis.words import word_set
from rehearse.audio import ogg
from rehearse.audio.decoding import LONGEST_S, NoRecordingError, is_rate
from rehearse.audio.joints import joined

FORMATS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,eac3,flac,flv,gsm,matroska,mov,mp2,mp3,mpeg,mpegts,"
    "ogg,qcp,rm,rso,sox,tak,tta,voc,w64,wav,webm,wv"
)
"""FFmpeg's names of what recordings are kept in. A playlist is not: it could name any file and any host."""
PROTOCOLS = "file,pipe,subfile"

SUFFIXES = word_set(
    """
    .3gp .aac .aif .aiff .amr .au .avi .caf .flac .flv .m4a .m4b .m4v .mka .mkv .mov .mp2 .mp3 .mp4 .mpeg
    .mpg .oga .ogg .ogv .opus .ts .w64 .wav .webm .wma .wmv .wv
    """
)
"""What recordings are called in a folder; a file that is named by itself may have any name."""

_MOV = "mov,mp4,m4a,3gp,3g2,mj2"
_CLOCKED = {"asf", "flv", "matroska,webm", _MOV, "mpeg", "mpegts", "ogg"}
"""Containers in which each packet has a time, so that one may leave out packets in which nobody speaks."""
_DECLARING = {"aiff", "ape", "asf", "au", "caf", "flac", _MOV, "ogg", "tta", "w64", "wv"}
"""Containers that say how long they are, in a way that FFmpeg hands on as it stands."""
_STREAMED = 0x7FF00000
"""From there on a size in bytes, or a length in clock ticks, stands for one that was not known yet."""
_WAV_PLAIN = {1, 3, 6, 7, 0xFFFE}
"""The codings of a WAV in which each sample takes as many bytes as any other."""
_HEAD_BYTES = 1 << 16
_MPEG_1_HZ = 32_000
"""The lowest rate of MPEG-1, whose frames have twice the samples of those of lower rates."""


@dataclass(frozen=True, slots=True)
class Part:
    """An open container: a whole file, or one of those that it was joined from.

    `head` are its first bytes, `errors` the damage that is known of before anything is decoded.
    """

    container: Any
    head: bytes
    errors: int = 0

    @property
    def tracks(self) -> int:
        """How many sound tracks there are."""
        return len(self._decodable())

    @property
    def gaps_are_lost(self) -> bool:
        """Whether time without packets is sound that is missing, and not silence that nobody sent."""
        return self.container.format.name not in _CLOCKED or self.errors > 0

    @property
    def is_packed(self) -> bool:
        """Whether each packet begins right after the one before, but for a short header."""
        return self.container.format.name == "matroska,webm" and len(self.container.streams) == 1

    def stream(self, track: int | None) -> Any:
        """A track, counted from 1 on, or the default one; None where there is none.

        NoRecordingError where its rate is none of a recording.
        """
        tracks = self._decodable()
        if track is None:
            tracks = sorted(tracks, key=lambda stream: not _is_default(stream))
        chosen = next(iter(tracks[(track or 1) - 1 :]), None)
        rate_hz = chosen.codec_context.sample_rate if chosen else 0
        if rate_hz and not is_rate(rate_hz):
            raise NoRecordingError(
                f"has {rate_hz} samples a second, which no recording has. Save it again as wav or m4a."
            )
        return chosen

    def _decodable(self) -> list[Any]:
        """The sound tracks in a coding that is known; damage can make up others."""
        return [stream for stream in self.container.streams.audio if stream.codec_context is not None]

    def declared_s(self, stream: Any) -> float | None:
        """How long a track should last by what the file says; None where it does not say, or nonsense."""
        name = self.container.format.name
        if name == "wav":
            return _wav_s(self.head)
        if name == "mp3":
            return _mp3_s(self.head, stream.codec_context.sample_rate)
        if name == "matroska,webm":
            return _matroska_s(self.container, stream)
        if name not in _DECLARING or stream.duration is None or stream.duration >= _STREAMED:
            return None
        return _plausible(float(stream.duration * stream.time_base))


def parts(path: Path) -> Iterator[Part]:
    """A recording, or the recordings that it was joined from, one after another, each open until the next.

    FFmpegError or OSError where none can be opened.
    """
    import av

    error: av.FFmpegError | None = None
    is_any = False
    for stretch, errors in _stretches(path):
        with ExitStack() as stack:
            try:
                file: str | BinaryIO = _named(path, stretch)
                if errors:
                    file = stack.enter_context(ogg.mended(path, stretch))
                container = stack.enter_context(_opened(file))
            except av.FFmpegError as not_opened:
                error = not_opened
                continue
            is_any = True
            yield Part(container, _head(path, stretch), errors)
    if error is not None and not is_any:
        raise error


def _stretches(path: Path) -> list[tuple[range, int]]:
    """The bytes of each file that one was joined from, and the errors that are known of each."""
    if ogg.is_ogg(path):
        return ogg.links(path)
    return [(stretch, 0) for stretch in joined(path)]


def _named(path: Path, stretch: range) -> str:
    # By its whole path, because av takes a colon in a bare name for the end of a protocol's name.
    whole = str(path.absolute())
    if stretch.start == 0 and stretch.stop >= path.stat().st_size:
        return whole
    return f"subfile,,start,{stretch.start},end,{stretch.stop},,:{whole}"


def _head(path: Path, stretch: range) -> bytes:
    with path.open("rb") as file:
        file.seek(stretch.start)
        return file.read(min(len(stretch), _HEAD_BYTES))


def _opened(file: str | BinaryIO) -> Any:
    import av

    # Titles and names of artists in any encoding are let through: nobody reads them.
    options = {"format_whitelist": FORMATS, "protocol_whitelist": PROTOCOLS}
    return av.open(file, metadata_errors="replace", options=options)


def _is_default(stream: Any) -> bool:
    return bool(stream.disposition & type(stream.disposition).default)


def _wav_s(head: bytes) -> float | None:
    """By its header alone: FFmpeg says no more than the file holds."""
    order = "<" if head[:4] == b"RIFF" else ">"
    at, bytes_a_second = 12, 0
    while at + 8 <= len(head):
        name, size = struct.unpack_from(f"{order}4sI", head, at)
        if name == b"fmt " and at + 24 <= len(head):
            coding, _, rate_hz, _, frame_bytes = struct.unpack_from(f"{order}HHIIH", head, at + 8)
            bytes_a_second = rate_hz * frame_bytes if coding in _WAV_PLAIN else 0
        if name == b"data":
            return _plausible(size / bytes_a_second) if bytes_a_second and size < _STREAMED else None
        at += 8 + size + size % 2
    return None


def _mp3_s(head: bytes, rate_hz: int) -> float | None:
    """By the header that an encoder puts in front, if it did: else FFmpeg guesses from the first sound."""
    found = re.search(
        rb"(?:Xing|Info)\0\0\0[\1\3\5\7\x09\x0b\x0d\x0f](.{4})|VBRI.{10}(.{4})", head, re.DOTALL
    )
    if not found or not rate_hz:
        return None
    frames = int.from_bytes(found[1] or found[2])
    return _plausible(frames * (1152 if rate_hz >= _MPEG_1_HZ else 576) / rate_hz)


def _matroska_s(container: Any, stream: Any) -> float | None:
    """The track's own length where it has one, else that of all, which is its own where it is alone."""
    import av

    clock = re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)", stream.metadata.get("DURATION", "").strip("\0"))
    if clock:
        return _plausible(int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3]))
    if container.duration is None or len(container.streams) > 1:
        return None
    return _plausible(container.duration / av.time_base)


def _plausible(seconds: float) -> float | None:
    return seconds if 0 < seconds <= LONGEST_S else None
