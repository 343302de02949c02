"""What can become of a recording on its way: eighteen kinds of damage, and none. Bytes in and out, by a seed.

Every kind gives what it made and how many seconds of speech there can still be in it at most: what is
missing from that, while the file declares it, has to be said.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.damage.recordings import (
    MANY,
    RECIPES,
    SHORT,
    Recipe,
    Recording,
    encoded,
    recording,
    spoken_samples,
)
from benchmarks.damage.verdicts import NONE


@dataclass(frozen=True)
class Case:
    """A kind of damage to one of the recordings of a format."""

    format: str
    damage: str
    number: int

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.damage.replace(' ', '-')}-{self.number}.{self.format}"


@dataclass(frozen=True)
class Damaged:
    """What became of a recording; at most `seconds` of speech are in it."""

    case: Case
    data: bytes
    seconds: float


@dataclass(frozen=True)
class Field:
    """Bytes of a header: `width` of them from `offset` after where `anchor` begins."""

    anchor: bytes
    offset: int
    width: int
    absurd: bool = False
    """Whether a rate or a length stands there."""


_MP4 = (
    Field(b"mvhd", 16, 4, absurd=True),
    Field(b"mvhd", 20, 4, absurd=True),
    Field(b"mdhd", 16, 4, absurd=True),
    Field(b"mdhd", 20, 4, absurd=True),
    Field(b"stts", 8, 4),
    Field(b"stts", 12, 4, absurd=True),
    Field(b"stts", 16, 4, absurd=True),
    Field(b"stsc", 8, 4),
    Field(b"stsc", 16, 4),
    Field(b"stsz", 8, 4),
    Field(b"stsz", 12, 4, absurd=True),
    Field(b"stsz", 16, 4),
    Field(b"stco", 8, 4),
    Field(b"stco", 12, 4),
    Field(b"mp4a", 20, 2),
    Field(b"mp4a", 28, 4, absurd=True),
    Field(b"alac", 28, 4, absurd=True),
    Field(b"esds", 4, 8),
    Field(b"mdat", -4, 4, absurd=True),
    Field(b"moov", -4, 4),
    Field(b"trun", 8, 4),
)
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "wav": (
        Field(b"RIFF", 4, 4, absurd=True),
        Field(b"fmt ", 4, 4),
        Field(b"fmt ", 8, 2),
        Field(b"fmt ", 10, 2),
        Field(b"fmt ", 12, 4, absurd=True),
        Field(b"fmt ", 16, 4),
        Field(b"fmt ", 20, 2),
        Field(b"fmt ", 22, 2),
        Field(b"data", 4, 4, absurd=True),
    ),
    "flac": (
        Field(b"fLaC", 4, 4),
        Field(b"fLaC", 8, 4),
        Field(b"fLaC", 12, 6),
        Field(b"fLaC", 18, 3, absurd=True),
        Field(b"fLaC", 20, 2),
        Field(b"fLaC", 22, 4, absurd=True),
        Field(b"fLaC", 26, 16),
    ),
    "ogg": (
        Field(b"OggS", 6, 8, absurd=True),
        Field(b"OggS", 14, 4),
        Field(b"OggS", 18, 4),
        Field(b"\x01vorbis", 11, 1),
        Field(b"\x01vorbis", 12, 4, absurd=True),
        Field(b"\x01vorbis", 16, 12),
        Field(b"\x01vorbis", 28, 1),
        Field(b"\x03vorbis", 7, 4, absurd=True),
    ),
    "opus": (
        Field(b"OggS", 6, 8, absurd=True),
        Field(b"OggS", 14, 4),
        Field(b"OggS", 18, 4),
        Field(b"OpusHead", 8, 1),
        Field(b"OpusHead", 9, 1),
        Field(b"OpusHead", 10, 2, absurd=True),
        Field(b"OpusHead", 12, 4, absurd=True),
        Field(b"OpusHead", 16, 2),
        Field(b"OpusHead", 18, 1),
        Field(b"OpusTags", 8, 4, absurd=True),
    ),
    "mp3": (
        Field(b"ID3", 6, 4, absurd=True),
        Field(b"\xff\xf3", 2, 1, absurd=True),
        Field(b"\xff\xfb", 2, 1, absurd=True),
        Field(b"\xff\xe3", 2, 1, absurd=True),
        Field(b"\xff\xf3", 3, 1),
        Field(b"\xff\xfb", 3, 1),
        Field(b"Info", 4, 4),
        Field(b"Info", 8, 4, absurd=True),
        Field(b"Info", 12, 4, absurd=True),
        Field(b"Xing", 8, 4, absurd=True),
        Field(b"LAME", 21, 3),
    ),
    "m4a": _MP4,
    "mp4": _MP4,
    "webm": (
        Field(b"\x1a\x45\xdf\xa3", 4, 8),
        Field(b"\x18\x53\x80\x67", 4, 8, absurd=True),
        Field(b"\x2a\xd7\xb1\x83", 4, 3, absurd=True),
        Field(b"\x44\x89\x88", 3, 8, absurd=True),
        Field(b"\xb5\x88", 2, 8, absurd=True),
        Field(b"\x9f\x81", 2, 1),
        Field(b"\x56\xaa", 2, 4),
        Field(b"OpusHead", 9, 1),
        Field(b"OpusHead", 10, 2, absurd=True),
        Field(b"\x1f\x43\xb6\x75", 4, 8),
        Field(b"\xe7\x82", 2, 2, absurd=True),
    ),
    "aiff": (
        Field(b"FORM", 4, 4, absurd=True),
        Field(b"COMM", 4, 4),
        Field(b"COMM", 8, 2),
        Field(b"COMM", 10, 4, absurd=True),
        Field(b"COMM", 14, 2),
        Field(b"COMM", 16, 10, absurd=True),
        Field(b"SSND", 4, 4, absurd=True),
        Field(b"SSND", 8, 4),
        Field(b"SSND", 12, 4),
    ),
}
"""What stands in the headers of each format."""

_LENGTHS = {"wav": (Field(b"RIFF", 4, 4), Field(b"data", 4, 4))}
_HEADER_BYTES = 512
_OTHER_KINDS: tuple[bytes, ...] = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x02\x00\x00\x00",
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    b"SQLite format 3\x00\x10\x00\x01\x01",
    b"\x7fELF\x02\x01\x01\x00",
    b"#EXTM3U\n#EXTINF:9,\nanswer.wav\n",
    b"ffconcat version 1.0\nfile answer.wav\n",
    b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
    b"1\n00:00:00,000 --> 00:00:04,000\nIt was urgent.\n\n",
    b"Dear all, here is what I said about the outage.\n" * 40,
    b'{"take": 3}\n',
    b"GIF89a\x40\x00\x40\x00",
)


def all_cases() -> Iterator[Case]:
    """Every kind of damage to each of the recordings of every format."""
    for format_ in RECIPES:
        for damage in DAMAGES:
            for number in range(MANY):
                yield Case(format_, damage, number)


def damaged(case: Case, *, seed: int) -> Damaged:
    """The same bytes for the same seed."""
    random = Random(f"{seed} {case.format} {case.damage} {case.number}")
    whole = recording(case.format, case.number)
    return Damaged(case, *DAMAGES[case.damage](random, whole, case.number))


# The kinds. Each gives the bytes and how many seconds can be in them at most.

Made = tuple[bytes, float]


def none(random: Random, whole: Recording, number: int) -> Made:
    """Nothing is wrong. Every other wav and flac was written to a pipe, and so does not know its length."""
    data = bytearray(whole.data)
    for field in _LENGTHS.get(whole.format, ()) if number % 2 else ():
        start = data.find(field.anchor) + field.offset
        data[start : start + field.width] = (b"\xff" if number == 1 else b"\x00") * field.width
    if whole.format == "flac" and number % 2:
        start = data.find(b"fLaC") + 21
        data[start : start + 21] = bytes([data[start] & 0xF0]) + bytes(20)  # beside the bits of a sample
    return bytes(data), whole.seconds


def truncated(random: Random, whole: Recording, _: int) -> Made:
    return whole.data[: round(len(whole.data) * random.uniform(0.03, 0.97))], whole.seconds


def few_bits_flipped(random: Random, whole: Recording, _: int) -> Made:
    return flipped(random, whole, body(whole), random.randint(1, 20)), whole.seconds


def many_bits_flipped(random: Random, whole: Recording, _: int) -> Made:
    span = body(whole)
    return flipped(random, whole, span, max(50, round(len(span) * random.uniform(1e-4, 1e-2)))), whole.seconds


def few_bits_of_the_header_flipped(random: Random, whole: Recording, _: int) -> Made:
    return flipped(random, whole, header(whole), random.randint(1, 3)), whole.seconds


def many_bits_of_the_header_flipped(random: Random, whole: Recording, _: int) -> Made:
    return flipped(random, whole, header(whole), random.randint(8, 80)), whole.seconds


def zeroed(random: Random, whole: Recording, _: int) -> Made:
    start, end = stretch(random, whole)
    return whole.data[:start] + bytes(end - start) + whole.data[end:], whole.seconds


def removed(random: Random, whole: Recording, _: int) -> Made:
    start, end = stretch(random, whole)
    return whole.data[:start] + whole.data[end:], whole.seconds


def repeated(random: Random, whole: Recording, _: int) -> Made:
    start, end = stretch(random, whole)
    return whole.data[:end] + whole.data[start:], whole.seconds


def garbage_inside(random: Random, whole: Recording, _: int) -> Made:
    start, _end = stretch(random, whole)
    return whole.data[:start] + garbage(random, whole) + whole.data[start:], whole.seconds


def garbage_appended(random: Random, whole: Recording, _: int) -> Made:
    return whole.data + garbage(random, whole), whole.seconds


def garbage_prepended(random: Random, whole: Recording, _: int) -> Made:
    return garbage(random, whole) + whole.data, whole.seconds


def joined(random: Random, whole: Recording, _: int) -> Made:
    """With itself: the same rate and channels."""
    times = random.randint(2, 3)
    return whole.data * times, whole.seconds * times


def joined_with_another(random: Random, whole: Recording, number: int) -> Made:
    """Of another rate, other channels, or written in another way."""
    other = recording(whole.format, (number + random.randint(1, MANY - 2)) % (MANY - 1))
    return whole.data + other.data, whole.seconds + other.seconds


def header_nonsense(random: Random, whole: Recording, _: int) -> Made:
    return with_nonsense(random, whole, FIELDS[whole.format], random.randint(1, 2)), whole.seconds


def absurd_rate_or_length(random: Random, whole: Recording, number: int) -> Made:
    if whole.format == "flac" and number == 0:
        return slow_flac(), 0.0
    absurd = tuple(field for field in FIELDS[whole.format] if field.absurd)
    return with_nonsense(random, whole, absurd, 1), whole.seconds


def line_ends_changed(random: Random, whole: Recording, number: int) -> Made:
    """As by a program that takes it for text."""
    before, after = (b"\n", b"\r\n") if number % 2 else (b"\r", b"")
    return whole.data.replace(before, after), whole.seconds


def empty(random: Random, whole: Recording, number: int) -> Made:
    """Nothing, or hardly more than the first bytes."""
    return whole.data[: (0, 1, 4, 12, 44, 200)[number]], 0.0


def another_kind(random: Random, whole: Recording, number: int) -> Made:
    """Something else under the ending of a recording."""
    if number == 0:
        other = recording(random.choice([name for name in RECIPES if name != whole.format]), 0)
        return other.data, other.seconds
    if number == MANY - 1:
        return random.randbytes(len(whole.data) // 10), 0.0
    content = random.choice(_OTHER_KINDS)
    return content + (random.randbytes(20_000) if number % 2 else b""), 0.0


DAMAGES: Mapping[str, Callable[[Random, Recording, int], Made]] = {
    NONE: none,
    "truncated": truncated,
    "few bits flipped": few_bits_flipped,
    "many bits flipped": many_bits_flipped,
    "few bits of the header flipped": few_bits_of_the_header_flipped,
    "many bits of the header flipped": many_bits_of_the_header_flipped,
    "zeroed": zeroed,
    "removed": removed,
    "repeated": repeated,
    "garbage inside": garbage_inside,
    "garbage appended": garbage_appended,
    "garbage prepended": garbage_prepended,
    "joined": joined,
    "joined with another": joined_with_another,
    "header nonsense": header_nonsense,
    "absurd rate or length": absurd_rate_or_length,
    "line ends changed": line_ends_changed,
    "empty": empty,
    "another kind": another_kind,
}


# Parts


def header(whole: Recording) -> range:
    """Where the header stands; in an mp4 that is a box anywhere."""
    at = whole.data.find(b"moov") - 4
    if whole.format in ("m4a", "mp4") and at >= 0:
        return range(at, min(at + struct.unpack(">I", whole.data[at : at + 4])[0], at + 4 * _HEADER_BYTES))
    return range(min(_HEADER_BYTES, len(whole.data)))


def body(whole: Recording) -> range:
    """The longer of what comes before the header and after it."""
    head = header(whole)
    return max(range(head.start), range(head.stop, len(whole.data)), key=len)


def stretch(random: Random, whole: Recording) -> tuple[int, int]:
    """From where to where, in the body, 2 to 50 % of it."""
    span = body(whole)
    length = round(len(span) * random.uniform(0.02, 0.5))
    start = span.start + random.randrange(len(span) - length)
    return start, start + length


def garbage(random: Random, whole: Recording) -> bytes:
    length = random.choice((1, 100, 5_000, len(whole.data) // 2))
    pattern = random.choice((random.randbytes(length), b"\x00", b"\xff", b"ID3\x04"))
    return (pattern * (length // len(pattern) + 1))[:length]


def flipped(random: Random, whole: Recording, span: range, count: int) -> bytes:
    data = bytearray(whole.data)
    for _ in range(count):
        data[random.choice(span)] ^= 1 << random.randrange(8)
    return bytes(data)


def with_nonsense(random: Random, whole: Recording, fields: tuple[Field, ...], count: int) -> bytes:
    data = bytearray(whole.data)
    there = [field for field in fields if field.anchor in data]
    for field in random.sample(there, min(count, len(there))):
        find = data.rfind if random.random() < 0.3 else data.find
        start = find(field.anchor) + field.offset
        data[start : start + field.width] = nonsense(random, field.width)
        if whole.format in ("ogg", "opus"):
            _sign_page(data, start)
    return bytes(data)


def nonsense(random: Random, width: int) -> bytes:
    return random.choice(
        (
            bytes(width),
            b"\xff" * width,
            b"\x7f" + b"\xff" * (width - 1),
            bytes(width - 1) + b"\x01",
            b"\x01" + bytes(width - 1),
            b"\x00" * (width // 2) + b"\xff" * (width - width // 2),
            random.randbytes(width),
        )
    )


def _sign_page(data: bytearray, inside: int) -> None:
    """Give an Ogg page its checksum again, so that what stands in it is believed."""
    start = data.rfind(b"OggS", 0, inside + 4)
    end = data.find(b"OggS", start + 4)
    page = data[start : end if end > 0 else len(data)]
    page[22:26] = bytes(4)
    data[start + 22 : start + 26] = struct.pack("<I", _ogg_checksum(page))


def _ogg_checksum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x104C11DB7 if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


def slow_flac() -> bytes:
    """Some seconds of speech whose samples say they were taken one a second, and so last for days."""
    samples, _ = spoken_samples(SHORT[0])
    return encoded(samples, 1, Recipe("flac", "flac", 1))
