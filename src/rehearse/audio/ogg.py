"""Ogg files page by page: where files were joined end to end, and pages whose bits have changed.

FFmpeg reads neither well: for a changed bit it leaves out the whole page, a second of sound, and often all
that follows; and it ends where the next of several joined files has another header. So each of these is
given to it by itself, and a page with a wrong checksum gets the right one: most of it is still good.

Source of the format: RFC 3533.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

_MARK = b"OggS"
_HEADER = struct.Struct("<4sBBqIIIB")
_CHECKSUM_AT = 22
_BEGINS = 2
"""The flag of a stream's first page."""
_NO_TIME = -1
"""Of a page in which no packet ends."""
_SEARCHED_BYTES = 1 << 16
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Page:
    """`data` is all that can be read of it, with the right checksum, `size` how many bytes it takes in the
    file; `is_whole` is False where it is damaged or cut off.
    """

    data: bytes
    size: int
    begins_stream: bool
    stream: int
    number: int
    is_whole: bool


def is_ogg(path: Path) -> bool:
    """Whether a file begins as one. OSError where it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(_MARK)) == _MARK


def links(path: Path) -> list[tuple[range, int]]:
    """The bytes of each file that an Ogg file was joined from, all of them where it was not; and how many of
    their pages are damaged, missing, or cut off. OSError where it cannot be read.
    """
    with path.open("rb") as file:
        begins, errors = [0], [0]
        due: dict[int, int] = {}
        is_beginning = True
        for at, page in _pages(file):
            if page is None:
                errors[-1] += 1
                continue
            if page.begins_stream and not is_beginning:
                begins.append(at)
                errors.append(0)
                due.clear()
            errors[-1] += (not page.is_whole) + (page.number != due.get(page.stream, page.number))
            due[page.stream] = page.number + 1
            is_beginning = page.begins_stream
        ends = [*begins[1:], file.seek(0, 2)]
    return [(range(*link), count) for *link, count in zip(begins, ends, errors, strict=True)]


@contextmanager
def mended(path: Path, link: range) -> Iterator[BinaryIO]:
    """The pages of one link by itself, its pages with the right checksums; in a file that has no name."""
    with path.open("rb") as file, tempfile.TemporaryFile() as copy:
        for at, page in _pages(file, link.start):
            if at >= link.stop:
                break
            if page is not None:
                copy.write(page.data)
        copy.seek(0)
        yield copy


def _pages(file: BinaryIO, at: int = 0) -> Iterator[tuple[int, _Page | None]]:
    """Each page from byte `at` on, with where it begins; None for one that is not to be read, or cut off."""
    while True:
        page = _page_at(file, at)
        if page is not None:
            yield at, page
            at += page.size
            continue
        begin = at
        at = _next_mark(file, at + 1)
        if file.seek(0, 2) == begin:
            return
        yield begin, None
        if at < 0:
            return


def _page_at(file: BinaryIO, at: int) -> _Page | None:
    file.seek(at)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    mark, version, flags, _, stream, number, checksum, segments = _HEADER.unpack(header)
    if mark != _MARK or version != 0:
        return None
    table = file.read(segments)
    body = file.read(sum(table))
    if len(body) < sum(table):
        return _shortened(header, table, body)
    data = bytearray(header + table + body)
    data[_CHECKSUM_AT : _CHECKSUM_AT + 4] = bytes(4)
    right = _checksum(data)
    # Where the lengths themselves have changed the next page is not where they say.
    if checksum != right and file.read(len(_MARK)) not in (_MARK, b""):
        return None
    struct.pack_into("<I", data, _CHECKSUM_AT, right)
    return _Page(bytes(data), len(data), bool(flags & _BEGINS), stream, number, is_whole=checksum == right)


def _shortened(header: bytes, table: bytes, body: bytes) -> _Page | None:
    """What there is of a page that the end of the file cuts off; it says no more at what time it ends."""
    if len(table) < header[-1]:
        return None
    ends = [end for end in accumulate(table) if end <= len(body)]
    mark, version, flags, _, stream, number, _, _ = _HEADER.unpack(header)
    data = bytearray(_HEADER.pack(mark, version, flags, _NO_TIME, stream, number, 0, len(ends)))
    data += table[: len(ends)] + body[: max(ends, default=0)]
    struct.pack_into("<I", data, _CHECKSUM_AT, _checksum(data))
    size = len(header) + len(table) + len(body)
    return _Page(bytes(data), size, bool(flags & _BEGINS), stream, number, is_whole=False)


def _next_mark(file: BinaryIO, at: int) -> int:
    """Where the next page may begin, from byte `at` on; -1 where none does."""
    file.seek(at)
    kept = b""
    while block := file.read(_SEARCHED_BYTES):
        found = (kept + block).find(_MARK)
        if found >= 0:
            return at - len(kept) + found
        at += len(block)
        kept = (kept + block)[-len(_MARK) + 1 :]
    return -1


def _checksum(data: bytes | bytearray) -> int:
    """Ogg's: the polynomial of zlib's from the other end of each byte, begun with zero."""
    backwards = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{backwards:032b}"[::-1], 2)
