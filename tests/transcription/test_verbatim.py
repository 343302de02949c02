"""The decoding rules that are ours: hesitations together, words joined, what looks wrong."""

from types import SimpleNamespace

import pytest
import torch
import whisper

from rehearse.analysis.words import is_filled_pause
from rehearse.model.heard import Span, Word
from rehearse.transcription.spelling import HesitationsTogether, hesitation_tokens
from rehearse.transcription.transcript import Written, swallows

UM, UH, AND, BUT = range(4)


def chosen(*shares: float) -> int:
    """The token that is most likely after the rule, from the shares of um, uh, "and" and "but"."""
    logits = torch.tensor([[0.7, 0.1, 0.1, 0.1], list(shares)]).log()
    HesitationsTogether([UM, UH]).apply(logits, None)
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


def test_how_probable_a_hesitation_was_is_kept_row_by_row() -> None:
    rule = HesitationsTogether([UM, UH], written=False)
    for shares in (
        [[0.1, 0.1, 0.8, 0.0], [0.0, 0.0, 1.0, 0.0]],
        [[0.0, 0.05, 0.9, 0.05], [0.5, 0.2, 0.1, 0.2]],
    ):
        logits = torch.tensor(shares).log()
        rule.apply(logits, None)
        assert logits.exp().tolist() == [pytest.approx(row) for row in shares]  # nothing is chosen for it
    assert rule.chances(0) == pytest.approx([0.2, 0.05])
    assert rule.chances(1) == pytest.approx([0.0, 0.7])


def test_hesitations_are_whole_words() -> None:
    tokenizer = whisper.tokenizer.get_tokenizer(True, language="en", task="transcribe")
    texts = [tokenizer.decode([token]) for token in hesitation_tokens(tokenizer)]
    assert {" um", " Um", " uh", " er", " hmm"} <= set(texts)
    assert all(text.startswith(" ") and is_filled_pause(text) for text in texts)


@pytest.mark.parametrize(
    ("compression", "no_speech", "logprob", "out_of_nothing", "likely"),
    [
        (1.5, 0.1, -0.2, False, True),
        (9.0, 0.0, -0.1, True, False),  # a loop
        (1.0, 0.9, -1.5, True, False),
        (1.0, 0.9, -0.3, False, True),
        (1.0, 0.1, -2.3, False, False),  # "I" for a whole sentence
    ],
)
def test_what_looks_wrong(
    compression: float, no_speech: float, logprob: float, out_of_nothing: bool, likely: bool
) -> None:
    result = SimpleNamespace(compression_ratio=compression, no_speech_prob=no_speech, avg_logprob=logprob)
    written = Written(result, None, [], [], None)
    assert (written.is_out_of_nothing, written.is_likely) == (out_of_nothing, likely)


def test_a_word_in_whose_time_much_is_spoken_has_swallowed_others() -> None:
    words = [Word("So", Span(1.0, 1.5)), Word("then", Span(1.5, 6.0))]
    assert not swallows(words, [Span(0.5, 2.5), Span(5.5, 6.0)])
    assert swallows(words, [Span(0.5, 4.6)])
