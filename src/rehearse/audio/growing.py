"""Reading a take while it is being recorded: each time what it has gained.

The recording program is not asked and does not wait; the file alone is read. Reads what `take_file.TakeFile`
writes, and nothing else.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from rehearse.audio.mixing import Resampler, mono
from rehearse.audio.take_file import BYTES_PER_SAMPLE

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

HEADER_BYTES = 44
_RATE_AT, _SIZE_AT = 24, 40


class GrowingTake:
    """A take that may still grow, as mono samples at 16 kHz, the very ones that `files.read_audio` gives."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._read = 0
        self._rate_hz = 0
        self._resampler: Resampler | None = None

    def gained(self) -> list[Samples]:
        """What came since it was last asked, in blocks of shape (n,); nothing before the file is there."""
        file = self._opened()
        if file is None:
            return []
        file.seek(_SIZE_AT)
        (promised,) = struct.unpack("<I", file.read(4))
        file.seek(HEADER_BYTES + self._read)
        # No more than the header knows of: what a full disk has cut short is taken back in the end.
        pcm = file.read(max(0, promised - self._read))
        pcm = pcm[: len(pcm) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE]
        self._read += len(pcm)
        return self._resampled(np.frombuffer(pcm, dtype="<i2")) if pcm else []

    def end(self) -> list[Samples]:
        """The rest of a take that grows no more."""
        rest = self.gained()
        if self._resampler is not None:
            rest += map(mono, self._resampler.end())
        if self._file is not None:
            self._file.close()
        return rest

    def _opened(self) -> BinaryIO | None:
        if self._file is None:
            try:
                file = self._path.open("rb")
            except FileNotFoundError:
                return None
            header = file.read(HEADER_BYTES)
            if len(header) < HEADER_BYTES:
                file.close()
                return None
            (self._rate_hz,) = struct.unpack_from("<I", header, _RATE_AT)
            self._file, self._resampler = file, Resampler()
        return self._file

    def _resampled(self, samples: npt.NDArray[np.int16]) -> list[Samples]:
        import av

        assert self._resampler is not None
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._rate_hz
        return [mono(part) for part in self._resampler.add(frame)]
