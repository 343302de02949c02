from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from rehearse.audio.chunks import chunks, halves
from rehearse.audio.speech_activity import spans
from rehearse.model import Span


def silence(seconds: float) -> npt.NDArray[np.float32]:
    return np.zeros(round(seconds * 16_000), np.float32)


def test_speech_without_a_pause_is_cut_where_it_is_quietest_in_its_middle() -> None:
    sound = silence(32) + 1
    sound[16_000 * 1 : 16_000 * 2] = 0  # quiet, but too near the start
    sound[round(16_000 * 17.5) : round(16_000 * 18.5)] = 0
    first, second = chunks(sound, [Span(0, 32)])
    assert first.end_s == second.start_s == pytest.approx(17.55, abs=0.02)
    assert [span.end_s for span in halves(sound, Span(0.0, 32.0))] == [first.end_s, 32.0]


@pytest.mark.parametrize(
    ("speech", "cut"),
    [
        ([], []),
        ([Span(2, 3)], [Span(1, 4)]),
        ([Span(0.5, 3)], [Span(0, 4)]),
        ([Span(2, 15), Span(16, 26)], [Span(1, 27)]),
        ([Span(2, 15), Span(18, 30)], [Span(1, 16), Span(17, 31)]),
        ([Span(2, 15), Span(16, 30)], [Span(1, 15.5), Span(15.5, 31)]),
    ],
)
def test_cut_at_pauses(speech: list[Span], cut: list[Span]) -> None:
    found = [value for span in chunks(silence(31), speech) for value in (span.start_s, span.end_s)]
    assert found == pytest.approx([value for span in cut for value in (span.start_s, span.end_s)])


def test_speech_without_a_pause_is_cut_all_the_same_and_nothing_is_left_out() -> None:
    found = chunks(silence(110), [Span(5, 105)])
    assert all(span.duration_s <= 27 for span in found)
    assert (found[0].start_s, found[-1].end_s) == pytest.approx((4, 106))
    assert all(before.end_s == pytest.approx(after.start_s) for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("probabilities", "found"),
    [
        ("0000", []),
        ("0999990", [(1, 6)]),
        ("0994499", [(1, 7)]),  # between the two thresholds the state stays
        ("9999033333999", [(0, 13)]),  # a gap too short to be a pause
        ("9999" + "0" * 9 + "9999", [(0, 4), (13, 17)]),
        ("0090000000000", []),  # a click
    ],
)
def test_speech_from_probabilities(probabilities: str, found: list[tuple[int, int]]) -> None:
    measured = spans([int(digit) / 9.9 for digit in probabilities], frame_s=0.04)
    assert [(round(span.start_s / 0.04), round(span.end_s / 0.04)) for span in measured] == found
