"""When a video that is still recorded begins, noted within it: a program that is killed tells nobody later.

The note lies where Matroska lets programs leave room (a Void element), so every player passes over it.
"""

from __future__ import annotations

import re
from pathlib import Path

_HEAD = re.compile(rb"\x1a\x45\xdf\xa3.{1,99}?\x18\x53\x80\x67(?:\xff|\x01\xff{7})", re.DOTALL)
"""Of a webm that is written as it comes: its EBML header, and a segment whose length nobody knows."""
_NOTE = re.compile(rb"\xec.(\d{1,6}) ms later than the sound")
_VOID, _SIZE_IN_A_BYTE = 0xEC, 0x80
_NOTED_WITHIN_BYTES = 200


def noted(first: bytes, later_s: float) -> bytes:
    """The first piece of a video with the note that it begins `later_s` seconds after the sound.

    As it is where it is no webm from a browser: in others it could shift what stands at a place that they
    name.
    """
    head = _HEAD.match(first)
    if head is None:
        return first
    note = b"%d ms later than the sound" % round(later_s * 1000)
    return head[0] + bytes([_VOID, _SIZE_IN_A_BYTE | len(note)]) + note + first[head.end() :]


def noted_s(video: Path) -> float:
    """By how many seconds a video begins later than the sound, as noted; 0 where nothing is."""
    with video.open("rb") as file:
        found = _NOTE.search(file.read(_NOTED_WITHIN_BYTES))
    return int(found[1]) / 1000 if found else 0.0
