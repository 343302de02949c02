"""A take read while it grows: what comes out is what the whole file holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.growing import HEADER_BYTES, GrowingTake
from rehearse.audio.take_file import TakeFile

PIECES_S = (0.2, 0.013, 1.7, 0.2, 3.1)


def chirp(rate_hz: int) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    moments = np.arange(round(sum(PIECES_S) * rate_hz)) / rate_hz
    return (12_000 * np.sin(2 * np.pi * (100 + 300 * moments) * moments)).astype(np.int16)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 44_100, 48_000])
def test_read_piece_by_piece_it_is_what_the_file_holds(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "take.wav"
    growing = GrowingTake(path)
    assert growing.gained() == []  # nobody has begun to record
    samples = chirp(rate_hz)
    take = TakeFile(path, rate_hz)
    blocks = growing.gained()
    begin = 0
    for seconds in PIECES_S:
        end = begin + round(seconds * rate_hz)
        take.write(samples[begin:end].tobytes())
        blocks += growing.gained()
        assert sum(map(len, blocks)) / RATE_HZ == pytest.approx(end / rate_hz, abs=0.05)
        begin = end
    take.close()
    blocks += growing.end()
    assert np.array_equal(np.concatenate(blocks), read_audio(path))


def test_only_what_the_header_knows_of_is_read(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    take = TakeFile(path, RATE_HZ)
    take.write(chirp(RATE_HZ)[:1000].tobytes())
    # A write that a full disk has cut short: its bytes are there, and the header does not count them.
    with path.open("ab") as file:
        file.write(b"\x01" * 333)
    growing = GrowingTake(path)
    assert sum(map(len, growing.gained())) == 1000
    take.close()
    assert sum(map(len, growing.end())) == 0


def test_half_a_header_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    TakeFile(path, RATE_HZ).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: HEADER_BYTES // 2])
    growing = GrowingTake(path)
    assert growing.gained() == []
    path.write_bytes(whole)
    assert growing.end() == []
