"""The parts of benchmarks/engines that stand in for torch and openai-whisper give what these give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import whisper

from benchmarks.engines.graphs import write_graphs
from benchmarks.engines.hearing import AS_ELSEWHERE, have_heard, heard_of
from benchmarks.engines.networks import (
    LightEdgeDetector,
    LightHesitationDetector,
    cleaned,
    mel_bank,
    spectrogram,
)
from rehearse.audio.chunks import Chunk
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.model.heard import Heard, Span
from rehearse.transcription.alignment import _clean
from rehearse.transcription.ctranslate2 import read_ctranslate2, whisper_names
from rehearse.transcription.edges import EdgeDetector
from rehearse.transcription.hesitations import HesitationDetector
from rehearse.transcription.weights import packaged_parts

SAMPLE = Path(__file__).parents[1] / "samples" / "short-answer.flac"
RANDOM = np.random.default_rng(7)
STATES = RANDOM.normal(size=(400, 512)).astype(np.float32)
SPAN = Span(3.0, 9.0)


def test_a_spectrogram_is_openai_whispers() -> None:
    samples = read_audio(SAMPLE)[: 12 * RATE_HZ]
    theirs = whisper.log_mel_spectrogram(whisper.pad_or_trim(samples)).numpy()
    assert np.abs(spectrogram(samples, mel_bank()) - theirs).max() < 1e-3


def test_attention_is_cleaned_as_in_the_program() -> None:
    shares = RANDOM.random((9, 16, 120)).astype(np.float32)
    np.testing.assert_allclose(cleaned(shares), _clean(torch.from_numpy(shares)), atol=1e-5)


def test_too_little_attention_to_smooth_is_left_as_it_is() -> None:
    shares = RANDOM.random((3, 16, 2)).astype(np.float32)
    np.testing.assert_allclose(cleaned(shares), _clean(torch.from_numpy(shares)), atol=1e-5)


def test_edges_are_those_of_the_program() -> None:
    chunk = Chunk(SPAN, np.zeros(6 * RATE_HZ, np.float32), (SPAN,))
    ours = LightEdgeDetector().edges(STATES, chunk)
    theirs = EdgeDetector().edges(torch.from_numpy(STATES), chunk)
    for name in ("speech", "start", "end"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), atol=1e-5)


def test_hesitations_are_those_of_the_program() -> None:
    ours = LightHesitationDetector()._probabilities(STATES)
    theirs = HesitationDetector()._probabilities(torch.from_numpy(STATES))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.skipif(not packaged_parts(), reason="the weights packages are not installed (extra `offline`)")
def test_an_answer_is_heard_as_with_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = _heard(AS_ELSEWHERE, tmp_path / "no graphs", tmp_path / "theirs")
    graphs = tmp_path / "graphs"
    write_graphs(
        whisper_names(read_ctranslate2(packaged_parts())), graphs, encoder="floats", decoder="rows twice"
    )
    # From here on there is no torch, which openai-whisper imports too.
    (tmp_path / "torch.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ours = _heard("light", graphs, tmp_path / "ours")
    assert ours.text == theirs.text
    begun, told = ([word.span.start_s for word in one.words if word.span] for one in (ours, theirs))
    assert begun == pytest.approx(told, abs=0.05)
    for name in ("probability", "hesitation"):
        sure, known = ([getattr(word, name) for word in one.words] for one in (ours, theirs))
        assert sure == pytest.approx(known, abs=0.05)
    assert ours.english == pytest.approx(theirs.english, abs=0.01)
    assert ours.others == theirs.others
    for name in ("speech", "hesitations"):
        assert len(getattr(ours, name)) == len(getattr(theirs, name))


def _heard(engine: str, graphs: Path, kept: Path) -> Heard:
    have_heard(engine, graphs, kept, [SAMPLE])
    found = heard_of(kept, [SAMPLE])
    assert found
    return found.heard[SAMPLE]
