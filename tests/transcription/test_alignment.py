from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest
import torch
from whisper.timing import median_filter

from rehearse.transcription.alignment import FRAME_S, MEDIAN_FRAMES, aligned, jumps, smoothed
from rehearse.transcription.edges import Edges

Matrix = npt.NDArray[np.float64]


def cheapest(costs: Matrix) -> float:
    """By trying every path."""
    rows, columns = costs.shape
    totals: dict[tuple[int, int], float] = {(0, 0): float(costs[0, 0])}
    for row, column in itertools.product(range(rows), range(columns)):
        ways = [(row - 1, column), (row, column - 1), (row - 1, column - 1)]
        before = [totals[way] for way in ways if way in totals]
        if before:
            totals[row, column] = min(before) + float(costs[row, column])
    return totals[rows - 1, columns - 1]


def cost_along(costs: Matrix, firsts: list[int]) -> float:
    """Of the cheapest path that first reaches each row in the given column."""
    total, (rows, columns) = 0.0, costs.shape
    for row in range(rows):
        next_first = firsts[row + 1] if row + 1 < rows else columns
        # It leaves the row straight down in the column in which the next begins, or across before it.
        across = costs[row, firsts[row] : next_first].sum()
        down = costs[row, next_first] if next_first < columns else np.inf
        total += min(across, across + down) if next_first > firsts[row] else costs[row, firsts[row]]
    return float(total)


@pytest.mark.parametrize("seed", range(20))
def test_the_path_is_the_cheapest_of_all(seed: int) -> None:
    random = np.random.default_rng(seed)
    costs = random.normal(size=(random.integers(1, 6), random.integers(6, 12)))
    firsts = jumps(costs)
    assert firsts[0] == 0
    assert firsts == sorted(firsts)
    assert cost_along(costs, firsts) == pytest.approx(cheapest(costs))


def listening_to(frames: list[range], *, of: int) -> torch.Tensor:
    """Attention of two heads, for one token after another."""
    attention = torch.full((len(frames), 2, of), 0.001)
    for token, heard in enumerate(frames):
        attention[token, :, heard.start : heard.stop] = 1.0
    return attention / attention.sum(dim=-1, keepdim=True)


def test_words_lie_where_the_decoder_listened() -> None:
    attention = listening_to([range(20), range(20, 50), range(50, 70), range(70, 100)], of=150)
    so, well = aligned(
        attention,
        [0.9, 0.5, 0.7],
        [0.0, 0.2, 0.6],
        [(" so", 1), (" well", 2)],
        start_s=10,
        duration_s=100 * FRAME_S,
    )
    assert (so.text, well.text) == (" so", " well")
    assert so.span is not None and well.span is not None
    assert so.span.start_s == 10
    assert so.span.end_s == well.span.start_s == pytest.approx(10.4, abs=0.05)
    assert well.span.end_s == pytest.approx(11.4, abs=0.05)
    assert so.probability == 0.9
    assert well.probability == pytest.approx(0.6)
    assert (so.hesitation, well.hesitation) == (0.0, 0.2)


def test_a_text_that_was_cut_off_ends_with_its_chunk() -> None:
    attention = listening_to([range(20), range(20, 50)], of=50)
    _, word = aligned(attention, [0.9, 0.8], [0.0, 0.0], [(" so", 1), (" we", 1)], start_s=0, duration_s=1)
    assert word.span is not None
    assert word.span.start_s == pytest.approx(0.4, abs=0.05)
    assert word.span.end_s == 1.0


def edges(speech: str, starts: list[int], ends: list[int]) -> Edges:
    """Ten frames for each sign of `speech`, where "#" is somebody speaking."""
    rows = np.full((3, 10 * len(speech)), 0.01)
    rows[0] = np.repeat([0.99 if sign == "#" else 0.01 for sign in speech], 10)
    rows[1, starts] = rows[2, ends] = 0.9
    return Edges(*rows)


def placed(attention: torch.Tensor, pieces: list[tuple[str, int]], found: Edges) -> list[tuple[int, int]]:
    """The frames of each word."""
    tokens = sum(count for _, count in pieces)
    words = aligned(
        attention,
        [0.9] * tokens,
        [0.0] * tokens,
        pieces,
        start_s=0,
        duration_s=len(found.speech) * FRAME_S,
        edges=found,
    )
    spans = [word.span for word in words if word.span]
    return [(round(span.start_s / FRAME_S), round(span.end_s / FRAME_S)) for span in spans]


def test_words_begin_and_end_with_their_sound() -> None:
    attention = listening_to([range(15), range(15, 55), range(55, 80)], of=150)
    heard = edges(".##..##.", [10, 50], [30, 70])
    assert placed(attention, [(" so", 1), (" well", 1)], heard) == [(10, 30), (50, 70)]


def test_words_without_silence_pass_where_one_begins() -> None:
    attention = listening_to([range(10, 24), range(24, 50), range(50, 80)], of=150)
    heard = edges(".####...", [10, 30], [30, 50])
    assert placed(attention, [(" so", 1), (" well", 1)], heard) == [(10, 30), (30, 50)]


def test_a_full_stop_has_no_sound() -> None:
    attention = listening_to([range(10, 30), range(30, 50), range(50, 70), range(70, 80)], of=150)
    heard = edges(".##..##.", [10, 50], [30, 70])
    pieces = [(" so", 1), (".", 1), (" Well", 1)]
    assert placed(attention, pieces, heard) == [(10, 30), (30, 30), (50, 70)]


def test_more_words_than_the_sound_has_room_for_still_have_times() -> None:
    attention = listening_to([range(at, at + 1) for at in range(10)], of=10)
    times = placed(attention, [(" a", 1)] * 9, edges("#", [], []))
    assert len(times) == 9
    assert times == sorted(times)


@pytest.mark.parametrize("frames", [1, 3, 4, 7, 50])
def test_rows_are_smoothed_as_whisper_does_it(frames: int) -> None:
    rows = np.random.default_rng(frames).normal(size=(5, frames)).astype(np.float32)
    assert np.array_equal(smoothed(rows), median_filter(torch.from_numpy(rows), MEDIAN_FRAMES).numpy())
