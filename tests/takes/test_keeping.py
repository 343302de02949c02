"""What becomes of a take once its recording has ended."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.takes.keeping import SHORTEST_S, is_by_mistake

SPOKEN = read_audio(Path(__file__).parents[2] / "samples" / "short-answer.flac")
NOISE = np.random.default_rng(1).normal(scale=0.003, size=5 * RATE_HZ).astype(np.float32)


@pytest.mark.parametrize(
    ("sound", "seconds", "by_mistake"),
    [
        (NOISE, 0.3, True),
        (NOISE, 1.9, True),
        (NOISE, SHORTEST_S, False),
        (NOISE, 4.0, False),
        (NOISE * 0, 1.0, True),
        (SPOKEN, 1.9, False),
        (SPOKEN, 4.0, False),
        (SPOKEN, 0.0, True),
    ],
    ids=itertools.count(1),
)
def test_a_short_recording_in_which_nobody_speaks_was_begun_by_mistake(
    tmp_path: Path, sound: np.ndarray[tuple[int], np.dtype[np.float32]], seconds: float, by_mistake: bool
) -> None:
    path = tmp_path / "take.wav"
    soundfile.write(path, sound[: round(seconds * RATE_HZ)], RATE_HZ)
    assert is_by_mistake(path, seconds) == by_mistake
