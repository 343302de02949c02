"""The samples say about themselves what is so: their truth fits their sound and their text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

SAMPLES = Path(__file__).parents[1] / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.flac"))


def truth(name: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return held


def rms_db(samples: np.ndarray[Any, Any]) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


def test_each_sound_has_its_truth() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == NAMES
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_truth_fits_the_sound(name: str) -> None:
    known = truth(name)
    samples, rate_hz = soundfile.read(SAMPLES / f"{name}.flac")
    assert len(samples) / rate_hz == pytest.approx(known["duration_s"], abs=0.01)
    for silence in known["silences"]:
        silent = samples[round(silence["start_s"] * rate_hz) : round(silence["end_s"] * rate_hz)]
        assert rms_db(silent) < rms_db(samples) - 15
    for pause in known["filled_pauses"]:
        sound = samples[round(pause["start_s"] * rate_hz) : round(pause["end_s"] * rate_hz)]
        assert rms_db(sound) > rms_db(samples) - 12


@pytest.mark.parametrize("name", NAMES)
def test_truth_is_in_order(name: str) -> None:
    for listed in ("segments", "filled_pauses", "discourse_markers", "silences"):
        for one, other in pairwise(truth(name)[listed]):
            assert one["start_s"] <= one["end_s"] <= other["start_s"] + 0.001


def test_what_the_samples_are_for() -> None:
    assert truth("no-result")["star"]["result"] is False
    assert len(truth("hesitant-answer")["filled_pauses"]) == 7
    assert truth("too-fast")["speech_rate_wpm"] > 220
    assert truth("rambling")["duration_s"] > 100
