"""Hesitations heard by the real encoder, and the network's frames joined to stretches."""

import pytest

from rehearse.transcription.hesitations import found


@pytest.mark.parametrize(
    ("frames", "stretches"),
    [
        ("000000", []),
        ("000999999000", [(3, 9)]),
        ("00099900", []),  # 0.06 s
        ("9999900099999", [(0, 5), (8, 13)]),
        ("999990999999", [(0, 12)]),  # one doubtful frame
        ("333333333333", []),
    ],
)
def test_stretches_of_likely_frames(frames: str, stretches: list[tuple[int, int]]) -> None:
    heard = found([int(digit) / 10 for digit in frames], start_s=10.0)
    assert [
        (round((one.span.start_s - 10) / 0.02), round((one.span.end_s - 10) / 0.02)) for one in heard
    ] == stretches
    assert all(0.4 <= one.confidence <= 1 for one in heard)
