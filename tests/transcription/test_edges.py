"""Words and pauses have their times in a fan's noise too, heard by the real encoder."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from rehearse.analysis.answer import Answer
from rehearse.analysis.pauses import pauses
from rehearse.audio.chunks import Chunk
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.model.heard import Heard, Span
from rehearse.transcription.edges import EdgeDetector, Edges, begun, stretches
from rehearse.transcription.verbatim import Whisper

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return load_whisper("base", progress=lambda *_: None)


def with_fan(samples: Any, below_db: float) -> Any:
    """More noise at low frequencies than at high ones, under the sound's mean level."""
    spectrum = np.fft.rfft(np.random.default_rng(0).standard_normal(len(samples)))
    noise = np.fft.irfft(spectrum / np.maximum(np.arange(len(spectrum)), 50) ** 0.5, len(samples))
    level = samples.std() / noise.std() * 10 ** (-below_db / 20)
    return np.asarray(samples + level * noise, dtype=np.float32)


def heard_in_noise(name: str, below_db: float, end_s: float, whisper: Whisper) -> Heard:
    samples = read_audio(SAMPLES / f"{name}.flac")[: round(end_s * RATE_HZ)]
    return hear(with_fan(samples, below_db), lambda _: whisper, progress=lambda *_: None)


def true_silences(name: str, end_s: float) -> list[Span]:
    known = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    spans = [Span(one["start_s"], one["end_s"]) for one in known["silences"]]
    return [span for span in spans if span.end_s < end_s]


@pytest.mark.parametrize("below_db", [20, 5])
def test_words_and_pauses_keep_their_times_in_noise(below_db: float, whisper: Whisper) -> None:
    heard = heard_in_noise("long-pauses", below_db, 35.0, whisper)
    spans = [word.span for word in heard.words if word.span]
    measured = [silence.span for silence in pauses(Answer(heard)).silences]
    lengths = []
    for true in true_silences("long-pauses", 35.0):
        before = max((span for span in spans if span.middle_s < true.middle_s), key=lambda span: span.end_s)
        after = min((span for span in spans if span.middle_s > true.middle_s), key=lambda span: span.start_s)
        assert before.end_s == pytest.approx(true.start_s, abs=0.15)
        assert after.start_s == pytest.approx(true.end_s, abs=0.1)
        ours = max(measured, key=true.overlap_s)
        assert ours.overlap_s(true) > true.duration_s - 0.3
        lengths.append(ours.duration_s - true.duration_s)
    assert len(lengths) >= 6
    assert abs(median(lengths)) < 0.1


@pytest.mark.parametrize("name", ["read-clean", "too-fast"])
def test_noise_invents_no_pause(name: str, whisper: Whisper) -> None:
    heard = heard_in_noise(name, 10.0, 30.0, whisper)
    true = true_silences(name, 30.0)
    for silence in pauses(Answer(heard)).silences:
        if silence.span.duration_s >= 0.6:
            assert max(silence.span.overlap_s(span) for span in true) > 0.4


def test_stretches_are_in_seconds_of_the_whole() -> None:
    speech: npt.NDArray[np.float64] = np.repeat([0.0, 0.99, 0.0, 0.99], [50, 50, 30, 20])
    found = stretches(Edges(speech, speech, speech), start_s=10.0)
    assert [(round(span.start_s, 2), round(span.end_s, 2)) for span in found] == [(11.0, 12.0), (12.6, 13.0)]


def test_the_first_states_of_a_chunk_are_not_believed_alone() -> None:
    speech: npt.NDArray[np.float64] = np.full(50, 0.99)
    chunk = Chunk(Span(5.0, 6.0), np.zeros(16000, dtype=np.float32), (Span(5.2, 6.0),))
    assert begun(speech, chunk).tolist() == [0.0] * 10 + [0.99] * 40
    late = Chunk(chunk.span, chunk.samples, (Span(5.8, 6.0),))  # before it may be a soft "uh"
    assert begun(speech, late).tolist() == [0.0] * 15 + [0.99] * 35


def test_an_encoder_it_did_not_learn_from_is_refused(whisper: Whisper) -> None:
    detector = EdgeDetector()
    assert detector.fits(whisper._model)
    for weight in (torch.zeros(512), torch.zeros(384)):
        other = SimpleNamespace(encoder=SimpleNamespace(ln_post=SimpleNamespace(weight=weight)))
        assert not detector.fits(other)
