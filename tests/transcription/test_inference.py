"""Our decoder against openai-whisper's own, on a small model with random weights."""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from whisper import load_model
from whisper.model import ModelDimensions, Whisper, disable_sdpa

from rehearse.transcription.empty import NothingDrawn
from rehearse.transcription.inference import BatchInference, lower_weights, round_decoder
from rehearse.transcription.processor import one_thread

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


def inference(model: Any, sound: torch.Tensor) -> BatchInference:
    return BatchInference(model, sound, end=END)


def with_next(tokens: torch.Tensor, *column: int) -> torch.Tensor:
    return torch.cat([tokens, torch.tensor([column]).T], dim=1)


@torch.inference_mode()
def test_logits_are_those_of_whispers_own_decoder(model: Any, sound: torch.Tensor) -> None:
    ours = inference(model, sound)
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
def test_what_follows_on_one_token_alone_can_be_asked_first(model: Any, sound: torch.Tensor) -> None:
    ours = inference(model, sound)
    expected = model.decoder(torch.tensor([[5], [5], [5]]), sound)[:, 0]
    assert torch.allclose(ours.after(5), expected, atol=1e-4)
    tokens = torch.tensor([[1, 2], [3, 4], [5, 6]])
    assert torch.allclose(ours.logits(tokens, sound), model.decoder(tokens, sound), atol=1e-4)


@torch.inference_mode()
def test_of_the_first_tokens_only_what_is_looked_at_is_made(model: Any, sound: torch.Tensor) -> None:
    ours = BatchInference(model, sound, end=END, looked_at=[1])
    tokens = torch.tensor([[1, 2, 3, 4], [4, 5, 6, 7], [7, 8, 9, 1]])
    expected = model.decoder(tokens, sound)[:, [1, 3]]
    assert torch.allclose(ours.logits(tokens, sound), expected, atol=1e-4)
    tokens = with_next(tokens, 10, 11, 12)
    assert torch.allclose(ours.logits(tokens, sound)[:, 0], model.decoder(tokens, sound)[:, -1], atol=1e-4)


def test_one_thread_works_until_the_end_however_that_comes() -> None:
    before = torch.get_num_threads()
    with pytest.raises(InterruptedError), one_thread():
        assert torch.get_num_threads() == 1
        raise InterruptedError
    assert torch.get_num_threads() == before


@torch.inference_mode()
def test_rows_that_have_ended_do_not_disturb_the_others(model: Any, sound: torch.Tensor) -> None:
    ours = inference(model, sound)
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
    found = inference(model, sound).logits(tokens, sound)
    assert found.dtype == torch.float32
    assert 0 < (found - expected).abs().mean() < 0.05 * expected.abs().mean()


@torch.inference_mode()
def test_a_rounded_decoder_changes_the_logits_a_little(model: Any, sound: torch.Tensor) -> None:
    tokens = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    expected = model.decoder(tokens, sound)
    try:
        round_decoder(model)
        found = inference(model, sound).logits(tokens, sound)
    except (AttributeError, RuntimeError):
        pytest.skip("this torch or this processor has no int8 layers")
    assert 0 < (found - expected).abs().mean() < 0.05 * expected.abs().mean()


AS_LARGE_AS_BASE = ModelDimensions(
    n_mels=80,
    n_audio_ctx=1500,
    n_audio_state=512,
    n_audio_head=8,
    n_audio_layer=0,
    n_vocab=2000,
    n_text_ctx=448,
    n_text_state=512,
    n_text_head=8,
    n_text_layer=2,
)
"""Small products come out the same in any number on any processor; those of the real size do not on each."""
BESIDE = (1, 2, 4)
PROMPT = 22
"""Tokens of the first call: one row of them may be summed in another order than four."""


def decoded(model: Any, rows: int) -> list[torch.Tensor]:
    """What the first of so many chunks gets, in a first call and three more: logits and attention."""
    noise = torch.manual_seed(2)
    tokens = torch.randint(0, 40, (max(BESIDE), PROMPT + 3), generator=noise)[:rows]
    sound = torch.randn(max(BESIDE), 1500, 512, generator=noise)[:rows]
    ours = BatchInference(model, sound, end=END, listening=[(0, 3), (1, 2)])
    upto = range(PROMPT, PROMPT + 4)
    return [*(ours.logits(tokens[:, :count], sound)[0] for count in upto), ours.attention(0)]


@pytest.fixture(scope="module")
def large() -> Any:
    torch.manual_seed(0)
    model = Whisper(AS_LARGE_AS_BASE).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.05 if parameter.dim() > 1 else 0.3)
    return model


@torch.inference_mode()
def test_floats_give_a_chunk_the_same_among_others_to_five_digits(large: Any) -> None:
    alone, *beside = (decoded(large, rows) for rows in BESIDE)
    assert alone[0].std() > 0.3
    for found in beside:
        assert all(torch.allclose(one, other, atol=1e-4) for one, other in zip(alone, found, strict=True))


@torch.inference_mode()
def test_bytes_give_a_chunk_exactly_the_same_among_others(large: Any) -> None:
    model = copy.deepcopy(large)
    lower_weights(model, torch.bfloat16)
    try:
        round_decoder(model)
        alone, *beside = (decoded(model, rows) for rows in BESIDE)
    except (AttributeError, RuntimeError):
        pytest.skip("this torch or this processor has no int8 layers")
    assert alone[0].std() > 0.3
    for found in beside:
        assert all(torch.equal(one, other) for one, other in zip(alone, found, strict=True))


@torch.inference_mode()
def test_no_bfloat16_is_given_another_shape_where_there_are_more_chunks(large: Any) -> None:
    """Whether it would matter depends on the processor; that it cannot happen does not."""
    model = copy.deepcopy(large)
    lower_weights(model, torch.bfloat16)
    shapes: set[tuple[int, ...]] = set()
    kinds = (torch.nn.Linear, torch.nn.Embedding)
    layers = [module for module in model.decoder.modules() if isinstance(module, kinds)]
    lowered = [layer for layer in layers if layer.weight.dtype == torch.bfloat16]
    assert len(lowered) == 2 * AS_LARGE_AS_BASE.n_text_layer
    for module in lowered:
        module.register_forward_hook(lambda _, given, result: shapes.add(tuple(given[0].shape)))
    for rows in BESIDE:
        decoded(model, rows)
    assert shapes == {(1500, 512)}


@torch.inference_mode()
def test_what_was_listened_to_and_how_sure_it_was_are_kept_for_each_row(
    model: Any, sound: torch.Tensor
) -> None:
    ours = BatchInference(model, sound, end=END, listening=[(0, 3), (1, 2)])
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
        Counting(model, sound[:1], end=END, listening=[(0, 3), (1, 2)], expected=some)
        for some in ([], expected)
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
    ours = BatchInference(model, sound[:1], end=END, may_go_on=may_go_on)
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


def test_a_model_loaded_without_drawing_is_as_its_file_says(tmp_path: Path) -> None:
    model = Whisper(DIMENSIONS)
    # A layer that is only set aside has what lay in memory, now and then NaN, which equals nothing.
    torch.nn.init.normal_(model.decoder.positional_embedding)
    file = tmp_path / "small.pt"
    torch.save({"dims": vars(DIMENSIONS), "model_state_dict": model.state_dict()}, file)
    with NothingDrawn():
        loaded = load_model(str(file), device="cpu").state_dict()
    assert {name: bool(torch.equal(weight, loaded[name])) for name, weight in model.state_dict().items()} == (
        dict.fromkeys(loaded, True)
    )


def test_no_random_numbers_are_drawn_for_layers_that_are_loaded() -> None:
    with NothingDrawn():
        torch.manual_seed(0)
        Whisper(DIMENSIONS)
        after = torch.rand(1)
    torch.manual_seed(0)
    assert after == torch.rand(1)
