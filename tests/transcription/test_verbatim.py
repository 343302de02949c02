"""The decoding rules that are ours: hesitations together, words joined, chunks cut in halves."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
import whisper

from rehearse.analysis.words import is_filled_pause
from rehearse.model import Span
from rehearse.transcription.verbatim import _halves, _hesitations, _HesitationsTogether, _looks_wrong

UM, UH, AND, BUT = range(4)


def chosen(*shares: float) -> int:
    """The token that is most likely after the rule, from the shares of um, uh, "and" and "but"."""
    logits = torch.tensor([[0.7, 0.1, 0.1, 0.1], list(shares)]).log()
    _HesitationsTogether([UM, UH]).apply(logits, None)
    return int(logits[1].argmax())


@pytest.mark.parametrize(
    ("shares", "token"),
    [
        ((0.2, 0.2, 0.6, 0.0), UM),  # neither spelling beats "and", the sound does
        ((0.1, 0.25, 0.65, 0.0), UH),
        ((0.1, 0.1, 0.4, 0.4), AND),  # together a fifth: not likely enough
        ((0.9, 0.05, 0.05, 0.0), UM),
    ],
)
def test_spellings_of_one_hesitation_count_together(shares: tuple[float, ...], token: int) -> None:
    assert chosen(*shares) == token


def test_hesitations_are_whole_words() -> None:
    tokenizer = whisper.tokenizer.get_tokenizer(True, language="en", task="transcribe")
    texts = [tokenizer.decode([token]) for token in _hesitations(tokenizer)]
    assert {" um", " Um", " uh", " er", " hmm"} <= set(texts)
    assert all(text.startswith(" ") and is_filled_pause(text) for text in texts)


def test_a_chunk_is_cut_where_it_is_quietest_in_its_middle() -> None:
    sound = np.ones(16_000 * 12, np.float32)
    sound[16_000 * 1 : 16_000 * 2] = 0  # quiet, but too near the start
    sound[round(16_000 * 6.5) : round(16_000 * 7.5)] = 0
    first, second = _halves(sound, Span(0.0, 12.0))
    assert (first.start_s, second.end_s, first.end_s) == (0.0, 12.0, second.start_s)
    assert 6.5 < first.end_s < 7.5


@pytest.mark.parametrize(
    ("compression", "no_speech", "logprob", "wrong"),
    [(1.5, 0.1, -0.2, False), (9.0, 0.0, -0.1, True), (1.0, 0.9, -1.5, True), (1.0, 0.9, -0.3, False)],
)
def test_a_loop_and_words_out_of_nothing_look_wrong(
    compression: float, no_speech: float, logprob: float, wrong: bool
) -> None:
    result = SimpleNamespace(compression_ratio=compression, no_speech_prob=no_speech, avg_logprob=logprob)
    assert _looks_wrong(result) is wrong
