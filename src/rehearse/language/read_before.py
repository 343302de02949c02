"""Texts that were read once and lie in a file, so that nobody waits for them.

Any other is read when it is first asked for. A text is known by its letters, so one that was changed is read
anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rehearse.language.encoder import Array

LARGEST = 127

Reads = Callable[[Sequence[str]], "Array"]
"""What each text means: rows of length 1, of shape (texts, states)."""


class ReadBefore:
    """What texts mean by `reads`, those in the file at `path` at once.

    The file has `names`, the first eight bytes of each text's SHA-256, and `rows`, numbers of 8 bits.
    """

    def __init__(self, path: Path, reads: Reads) -> None:
        self._reads = reads
        with np.load(path) as found:
            rows = found["rows"].astype(np.float32) / LARGEST
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            self._rows: dict[int, Array] = dict(zip(found["names"].tolist(), rows, strict=True))

    def has(self, text: str) -> bool:
        """Whether a text need not be read any more."""
        return name_of(text) in self._rows

    def read(self, texts: Sequence[str]) -> Array:
        """Rows of length 1, of shape (texts, states), for at least one text."""
        named = {name_of(text): text for text in texts}
        missing = [name for name in named if name not in self._rows]
        if missing:
            found = self._reads([named[name] for name in missing])
            self._rows.update(zip(missing, found, strict=True))
        return np.stack([self._rows[name_of(text)] for text in texts])


def name_of(text: str) -> int:
    """A number that stands for a text."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "little")


def write(path: Path, texts: Sequence[str], reads: Reads) -> None:
    """Read texts, and keep what they mean."""
    rows = reads(texts)
    whole = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * LARGEST).astype(np.int8)
    np.savez_compressed(path, names=np.array([name_of(text) for text in texts], dtype=np.uint64), rows=whole)
