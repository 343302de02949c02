"""Our decoder against openai-whisper's own, on a small model with random weights."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
import torch
from whisper.model import ModelDimensions, Whisper, disable_sdpa

from rehearse.transcription.inference import BatchInference, lower_weights, round_decoder

END = 50
DIMENSIONS = ModelDimensions(
    n_mels=8,
    n_audio_ctx=30,
    n_audio_state=32,
    n_audio_head=4,
    n_audio_layer=1,
    n_vocab=60,
    n_text_ctx=16,
    n_text_state=32,
    n_text_head=4,
    n_text_layer=2,
)


@pytest.fixture
def model() -> Any:
    torch.manual_seed(0)
    model = Whisper(DIMENSIONS).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return model


@pytest.fixture
def sound() -> torch.Tensor:
    return torch.randn(3, DIMENSIONS.n_audio_ctx, DIMENSIONS.n_audio_state, generator=torch.manual_seed(1))


def inference(model: Any) -> BatchInference:
    return BatchInference(model, end=END)


def with_next(tokens: torch.Tensor, *column: int) -> torch.Tensor:
    return torch.cat([tokens, torch.tensor([column]).T], dim=1)


@torch.inference_mode()
def test_logits_are_those_of_whispers_own_decoder(model: Any, sound: torch.Tensor) -> None:
    ours = inference(model)
    tokens = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    expected = model.decoder(tokens, sound)
    assert expected.std() > 0.5
    assert torch.allclose(ours.logits(tokens, sound), expected, atol=1e-4)
    for column in ((10, 11, 12), (13, 14, 15), (16, 17, 18)):
        tokens = with_next(tokens, *column)
        found = ours.logits(tokens, sound)
        assert found.shape == (3, 1, DIMENSIONS.n_vocab)
        assert torch.allclose(found[:, 0], model.decoder(tokens, sound)[:, -1], atol=1e-4)


@torch.inference_mode()
def test_rows_that_have_ended_do_not_disturb_the_others(model: Any, sound: torch.Tensor) -> None:
    ours = inference(model)
    tokens = torch.tensor([[1, 2], [3, 4], [5, 6]])
    ours.logits(tokens, sound)
    for column, going in (((7, END, 8), [0, 2]), ((9, END, 10), [0, 2]), ((END, END, 11), [2])):
        tokens = with_next(tokens, *column)
        found = ours.logits(tokens, sound)
        assert torch.allclose(found[going, 0], model.decoder(tokens, sound)[going, -1], atol=1e-4)
        ended = [row for row in range(3) if row not in going]
        assert not found[ended].any()


@torch.inference_mode()
def test_lower_weights_change_the_logits_a_little_and_keep_the_norms(model: Any, sound: torch.Tensor) -> None:
    tokens = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    expected = model.decoder(tokens, sound)
    lower_weights(model, torch.bfloat16)
    assert model.decoder.ln.weight.dtype == torch.float32
    found = inference(model).logits(tokens, sound)
    assert found.dtype == torch.float32
    assert 0 < (found - expected).abs().mean() < 0.05 * expected.abs().mean()


@torch.inference_mode()
def test_a_rounded_decoder_changes_the_logits_a_little(model: Any, sound: torch.Tensor) -> None:
    tokens = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    expected = model.decoder(tokens, sound)
    try:
        round_decoder(model)
        found = inference(model).logits(tokens, sound)
    except (AttributeError, RuntimeError):
        pytest.skip("this torch or this processor has no int8 layers")
    assert 0 < (found - expected).abs().mean() < 0.05 * expected.abs().mean()
    alone = inference(model).logits(tokens[1:2], sound[1:2])
    assert torch.allclose(alone[0], found[1], atol=1e-4)


@torch.inference_mode()
def test_what_was_listened_to_and_how_sure_it_was_are_kept_for_each_row(
    model: Any, sound: torch.Tensor
) -> None:
    ours = BatchInference(model, end=END, listening=[(0, 3), (1, 2)])
    tokens = torch.tensor([[1, 2], [3, 4], [5, 6]])
    expected = []
    for column in ((7, END, 8), (END, END, 9), (END, END, END)):
        expected.append(model.decoder(tokens, sound)[:, -1].softmax(dim=-1)[range(3), column])
        ours.logits(tokens, sound)
        tokens = with_next(tokens, *column)
    ours.logits(tokens, sound)
    assert [len(ours.probabilities(row)) for row in range(3)] == [2, 1, 3]
    assert ours.probabilities(0) == pytest.approx([float(step[0]) for step in expected[:2]], abs=1e-4)
    attention = ours.attention(2)
    assert attention.shape == (4, 2, DIMENSIONS.n_audio_ctx)
    assert torch.allclose(attention[2], listened(model, tokens[2, :4], sound[2], [(0, 3), (1, 2)]), atol=1e-4)


class Counting(BatchInference):
    """Counts how often the decoder runs."""

    runs = 0

    def _forward(self, *arguments: Any, **options: Any) -> Any:
        self.runs += 1
        return super()._forward(*arguments, **options)


CHOSEN = [10, 11, 12, 13, 14, 15]


@pytest.mark.parametrize(
    ("expected", "runs"),
    [
        ([], 7),
        (CHOSEN, 2),
        ([10, 11, 12, 40, 41, 15], 5),  # wrong from the fourth on, and never right again
        ([10, 11, 40, 12, 13, 14, 15], 4),  # one too many: after two others as expected it is found again
        ([40, *CHOSEN], 3),
        ([10, 11, 13, 14, 15], 5),  # one too few
        ([40, 41, 42], 7),
        ([*CHOSEN, 16, 17, 18], 2),
    ],
)
@pytest.mark.parametrize("rounded", [False, True])
@torch.inference_mode()
def test_expected_tokens_save_runs_and_change_nothing(
    model: Any, sound: torch.Tensor, expected: list[int], runs: int, rounded: bool
) -> None:
    if rounded:
        try:
            round_decoder(model)
        except (AttributeError, RuntimeError):
            pytest.skip("this torch or this processor has no int8 layers")
    # Sums of floats come in another order for more vectors, those of whole numbers do not.
    same = torch.equal if rounded else partial(torch.allclose, atol=1e-5)
    plain, ahead = (
        Counting(model, end=END, listening=[(0, 3), (1, 2)], expected=some) for some in ([], expected)
    )
    tokens = torch.tensor([[1, 2, 3]])
    for token in [*CHOSEN, END]:
        assert same(plain.logits(tokens, sound[:1]), ahead.logits(tokens, sound[:1]))
        tokens = with_next(tokens, token)
    assert (plain.runs, ahead.runs) == (7, runs)
    assert same(plain.attention(0), ahead.attention(0))
    assert same(torch.tensor(plain.probabilities(0)), torch.tensor(ahead.probabilities(0)))


@torch.inference_mode()
def test_it_ends_between_two_tokens_when_it_may_not_go_on(model: Any, sound: torch.Tensor) -> None:
    def may_go_on() -> None:
        if tokens.shape[1] > 3:
            raise InterruptedError

    tokens = torch.tensor([[1, 2, 3]])
    ours = BatchInference(model, end=END, may_go_on=may_go_on)
    ours.logits(tokens, sound[:1])
    tokens = with_next(tokens, 4)
    with pytest.raises(InterruptedError):
        ours.logits(tokens, sound[:1])


def listened(model: Any, tokens: torch.Tensor, sound: torch.Tensor, heads: list[tuple[int, int]]) -> Any:
    """Where Whisper's own decoder attends at the last token."""
    scores: list[torch.Tensor] = []
    hooks = [
        block.cross_attn.register_forward_hook(lambda _, given, result: scores.append(result[1]))
        for block in model.decoder.blocks
    ]
    with disable_sdpa():
        model.decoder(tokens[None], sound[None])
    for hook in hooks:
        hook.remove()
    return torch.stack([scores[layer][0, head, -1].softmax(dim=-1) for layer, head in heads])
