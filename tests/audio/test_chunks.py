from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from rehearse.audio.chunks import Chunk, Chunker, halves
from rehearse.audio.speech_activity import Stretches
from rehearse.model.heard import Span

Samples = npt.NDArray[np.float32]


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * 16_000), np.float32)


def noise(seconds: float) -> Samples:
    return np.random.default_rng(1).normal(0, 0.1, round(seconds * 16_000)).astype(np.float32)


def chunks(sound: Samples, speech: Sequence[Span], *, block_s: float = 1e9) -> list[Chunk]:
    """The chunks of a recording that is handed over in blocks of `block_s` seconds."""
    return list(_chunks(sound, speech, block_s))


def _chunks(sound: Samples, speech: Sequence[Span], block_s: float) -> Iterator[Chunk]:
    chunker, now_s = Chunker(), 0.0
    duration_s = len(sound) / 16_000
    while now_s < duration_s:
        before_s, now_s = now_s, min(now_s + block_s, duration_s)
        ended = [span for span in speech if before_s < span.end_s <= now_s]
        going = next((Span(s.start_s, now_s) for s in speech if s.start_s < now_s < s.end_s), None)
        yield from chunker.add(sound[round(before_s * 16_000) : round(now_s * 16_000)], ended, going, now_s)
    yield from chunker.end([])


def times(found: Sequence[Chunk]) -> list[float]:
    return [value for chunk in found for value in (chunk.span.start_s, chunk.span.end_s)]


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    sound = silence(32) + 1
    sound[16_000 * 1 : 16_000 * 2] = 0  # quiet, but too near the start
    sound[round(16_000 * 12.5) : round(16_000 * 13.5)] = 0
    first, second = chunks(sound, [Span(0, 32)])
    assert first.span.end_s == second.span.start_s == pytest.approx(12.55, abs=0.02)


def test_a_chunk_is_halved_where_it_is_quietest_in_its_middle() -> None:
    sound = silence(30) + 1
    sound[round(16_000 * 17.5) : round(16_000 * 18.5)] = 0
    whole = Chunk(Span(100.0, 130.0), sound, (Span(101, 116), Span(120, 129)))
    first, second = (whole.part(half) for half in halves(whole))
    assert first.span.end_s == second.span.start_s == pytest.approx(117.55, abs=0.02)
    assert (first.speech, second.speech) == ((Span(101, 116),), (Span(120, 129),))
    assert len(first.samples) + len(second.samples) == len(sound)


def test_a_part_of_a_chunk_has_no_speech_outside_of_it() -> None:
    whole = Chunk(Span(100.0, 130.0), silence(30), (Span(101, 116), Span(120, 129)))
    assert whole.part(Span(110.0, 125.0)).speech == (Span(110, 116), Span(120, 125))


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
    found = times(chunks(silence(31), speech))
    assert found == pytest.approx([value for span in cut for value in (span.start_s, span.end_s)])


def test_speech_without_a_pause_is_cut_all_the_same_and_nothing_is_left_out() -> None:
    found = [chunk.span for chunk in chunks(silence(110), [Span(5, 105)])]
    assert all(span.duration_s <= 27 for span in found)
    assert (found[0].start_s, found[-1].end_s) == pytest.approx((4, 106))
    assert all(before.end_s == pytest.approx(after.start_s) for before, after in pairwise(found))


SPEECH = [Span(3, 9), Span(9.5, 31), Span(31.4, 33), Span(80, 81), Span(84, 150), Span(150.3, 155)]


@pytest.mark.parametrize("block_s", [0.2, 0.7, 10.0])
def test_chunks_do_not_depend_on_how_the_recording_comes(block_s: float) -> None:
    sound = noise(160)
    whole, growing = chunks(sound, SPEECH), chunks(sound, SPEECH, block_s=block_s)
    assert times(whole) == times(growing)
    assert [chunk.speech for chunk in whole] == [chunk.speech for chunk in growing]
    for chunk in growing:
        there = sound[round(chunk.span.start_s * 16_000) : round(chunk.span.end_s * 16_000)]
        assert np.array_equal(chunk.samples, there)


def test_what_is_forming_is_what_the_end_would_complete() -> None:
    chunker = Chunker()
    assert chunker.forming(None) is None
    sound = noise(9.5)
    assert chunker.add(sound[: 16_000 * 5], [Span(2, 4)], None, 5.0) == []
    whole = chunker.forming(None)
    assert whole is not None
    assert (whole.span, whole.speech, whole.is_whole) == (Span(1, 5), (Span(2, 4),), True)
    chunker.add(sound[16_000 * 5 :], [Span(5, 9)], None, 9.5)
    growing = chunker.forming(Span(9.3, 9.5))
    assert growing is not None
    assert (growing.span, growing.speech[-1], growing.is_whole) == (Span(1, 10.5), Span(9.3, 9.5), False)
    waiting = chunker.forming(None)
    assert waiting is not None
    (last,) = chunker.end([])
    assert (last.span, last.speech) == (waiting.span, waiting.speech)
    assert np.array_equal(last.samples, waiting.samples)
    assert not last.is_whole
    assert chunker.forming(None) is None


def test_a_chunk_comes_as_soon_as_nothing_more_fits_into_it() -> None:
    chunker = Chunker()
    sound = silence(1)
    came = [
        now_s
        for now_s in range(1, 60)
        if chunker.add(sound, [Span(1, 8)] if now_s == 9 else [], None, float(now_s))
    ]
    assert came == [27]


def test_of_a_long_silence_and_of_endless_speech_little_is_kept() -> None:
    chunker = Chunker()
    for now_s in range(1, 300):
        chunker.add(noise(1), [], Span(100, now_s) if now_s > 100 else None, float(now_s))
        assert sum(map(len, chunker._sound._blocks)) <= 16_000 * 60


@pytest.mark.parametrize(
    ("probabilities", "found"),
    [
        ("0000", []),
        ("0999990", [(1, 6)]),
        ("0994499", [(1, 7)]),  # between the two thresholds the state stays
        ("9999033333999", [(0, 13)]),  # a gap too short to be a pause
        ("9999" + "0" * 9 + "9999", [(0, 4), (13, 17)]),
        ("0090000000000", []),  # a click
        ("0090009990000", [(2, 9)]),  # a click that speech follows at once
    ],
)
@pytest.mark.parametrize("block", [1, 3, 100])
def test_speech_from_probabilities(probabilities: str, found: list[tuple[int, int]], block: int) -> None:
    stretches = Stretches(frame_s=0.04)
    values = [int(digit) / 9.9 for digit in probabilities]
    measured = [
        span
        for first in range(0, len(values), block)
        for span in stretches.add(values[first : first + block])
    ]
    measured += stretches.end()
    assert [(round(span.start_s / 0.04), round(span.end_s / 0.04)) for span in measured] == found


@pytest.mark.parametrize(
    ("probabilities", "going_on"),
    [
        ("00", None),
        ("0099", None),  # may be a click
        ("00999", (2, 5)),
        ("0099900", (2, 5)),  # a pause or not: too early to tell
        ("009990000000", None),
        ("009990099", (2, 9)),
    ],
)
def test_speech_that_has_not_ended(probabilities: str, going_on: tuple[int, int] | None) -> None:
    stretches = Stretches(frame_s=0.04)
    stretches.add([int(digit) / 9.9 for digit in probabilities])
    span = stretches.going_on
    assert (span and (round(span.start_s / 0.04), round(span.end_s / 0.04))) == going_on
