"""Where files were joined end to end, as by `cat one.wav two.wav`: each begins with a header of its own.

FFmpeg reads most of such files to the end of the first only, and others with the first's sample rate.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

_HEADERS = tuple(
    re.compile(header, re.DOTALL)
    for header in (
        rb"RIFF.{4}WAVE",
        rb"FORM.{4}AIF[FC]",
        rb"fLaC\x00\x00\x00\x22",
        rb"\x00\x00\x00[\x10-\x80]ftyp[ -~]{4}",
        rb"\x1a\x45\xdf\xa3.{1,40}?\x42\x82.(?:webm|matroska)",
    )
)
"""What files of some kinds begin with, and none has elsewhere."""
_LONGEST_HEADER = 64
_BLOCK_BYTES = 1 << 22


def joined(path: Path) -> list[range]:
    """The bytes of each file that one was joined from, all where it was not. OSError as reading it has."""
    with path.open("rb") as file:
        block = file.read(_BLOCK_BYTES)
        header = next((header for header in _HEADERS if header.match(block)), None)
        begins = {0}
        at = 0
        while header and block:
            begins |= {at + found.start() for found in header.finditer(block)}
            kept = block[-_LONGEST_HEADER:]
            at += len(block) - len(kept)
            more = file.read(_BLOCK_BYTES)
            block = kept + more if more else b""
        end = file.seek(0, 2)
    return [range(*ends) for ends in pairwise([*sorted(begins), end])]
