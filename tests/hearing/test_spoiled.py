"""What the real model hears of one answer, clean and spoiled, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from rehearse.analysis import analyse
from rehearse.audio.files import RATE_HZ, Recording, read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.model.heard import Heard
from rehearse.model.report import Reason
from rehearse.transcription.verbatim import Whisper

Samples = npt.NDArray[np.float32]

ANSWER = read_audio(Path(__file__).parents[2] / "samples" / "good-answer.flac")[: 15 * RATE_HZ]
NOISE = np.random.default_rng(7).standard_normal(len(ANSWER))
VOICE = float(np.sqrt((ANSWER**2).mean()))
HUM = np.sign(np.sin(2 * np.pi * 97 * np.arange(len(ANSWER)) / RATE_HZ))


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return load_whisper("base", progress=lambda *_: None)


def heard(samples: npt.NDArray[np.floating], whisper: Whisper) -> Heard:
    return hear(samples.astype(np.float32), lambda _: whisper, progress=lambda *_: None)


MILD: dict[str, Callable[[], npt.NDArray[np.floating]]] = {
    "clean": lambda: ANSWER,
    "soft": lambda: 0.05 * ANSWER,
    "noisy": lambda: ANSWER + 0.1 * VOICE * NOISE,
    "a little too loud": lambda: np.clip(4 * ANSWER, -1, 1),
}
SPOILED: dict[str, tuple[Reason, Callable[[], npt.NDArray[np.floating]]]] = {
    "noise": ("noise", lambda: 0.2 * (ANSWER + 1.6 * VOICE * NOISE)),
    "distorted": ("distorted", lambda: np.clip(600 * (ANSWER + 0.12 * VOICE * HUM), -1, 1)),
}


@pytest.mark.parametrize("way", MILD)
def test_an_answer_that_is_understood_is_judged(way: str, whisper: Whisper) -> None:
    report = analyse(heard(MILD[way](), whisper))
    assert report.unheard is None
    assert report.star is not None
    assert report.heard.english is not None and report.heard.english > 0.5


@pytest.mark.parametrize("way", SPOILED)
def test_of_one_that_is_not_nothing_is_said_but_why(way: str, whisper: Whisper) -> None:
    reason, spoil = SPOILED[way]
    report = analyse(heard(spoil(), whisper))
    assert report.unheard is not None and report.unheard.reason == reason
    assert report.star is None and not report.notes


def test_an_answer_of_which_the_end_is_missing_is_not_said_to_have_no_result(
    tmp_path: Path, whisper: Whisper
) -> None:
    whole = (Path(__file__).parents[2] / "samples" / "short-answer.flac").read_bytes()
    file = tmp_path / "cut.flac"
    file.write_bytes(whole[: len(whole) // 2])
    report = analyse(hear_cut(file, whisper))
    assert report.unheard is not None and report.unheard.reason == "damaged"
    assert report.star is None


def hear_cut(file: Path, whisper: Whisper) -> Heard:
    recording = Recording(file)
    samples = np.concatenate(list(recording.blocks()))
    return replace(heard(samples, whisper), damage=recording.damage)
