"""Whisper's decoder, run for a batch of chunks one token at a time.

Takes the place of openai-whisper's own inference behind its decoding rules, and gives the same logits
in about a third of the time: what the attention needs of the sound is computed once and kept in the
layout it is read in, rows that have ended are left out, and the weights are read in bfloat16 where the
processor is fast at it, else in int8. This module chooses no words: `whisper.decoding` does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn import functional

from rehearse.transcription.int8 import Int8Linear

Tensor = torch.Tensor

PROBE_SHAPE = (1500, 512, 2048)
"""A product of the size that the base model's encoder computes most."""
WORTH_FROM = 1.3
"""How much faster bfloat16 must be to be chosen: below that, its rounding buys nothing."""

FEWEST_ROWS = 8
"""How many vectors go through a block's large layers at once in bfloat16, at least."""


def fastest_type(device: torch.device) -> torch.dtype:
    """bfloat16 where this processor multiplies faster in it, float32 elsewhere; takes some 20 ms.

    Measured and not asked: processors that emulate bfloat16 also claim to know it.
    """
    if device.type != "cpu":
        return torch.float32
    slow, fast = (_seconds(_product(dtype)) for dtype in (torch.float32, torch.bfloat16))
    return torch.bfloat16 if slow > WORTH_FROM * fast else torch.float32


def has_int8(device: torch.device) -> bool:
    """Whether the decoder's layers can have weights of one byte, in which they are faster than in float32."""
    if device.type != "cpu":
        return False
    try:
        Int8Linear(torch.ones(8, 8))(torch.ones(1, 8))
    except (AttributeError, RuntimeError):
        return False  # not on this kind of processor, or no longer in this torch
    return True


def _product(dtype: torch.dtype) -> Callable[[], Tensor]:
    rows, inner, columns = PROBE_SHAPE
    one, other = torch.ones(rows, inner, dtype=dtype), torch.ones(columns, inner, dtype=dtype)
    return lambda: functional.linear(one, other)


def _seconds(work: Callable[[], Tensor], *, times: int = 3) -> float:
    """The shortest of some runs after a first one that does not count."""
    work()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def lower_weights(model: Any, dtype: torch.dtype) -> None:
    """Turn the large weights of a Whisper model into `dtype`; its layer norms stay as they are."""
    for module in model.modules():
        if isinstance(module, (torch.nn.Linear, torch.nn.Conv1d, torch.nn.Embedding)):
            module.to(dtype)


def round_decoder(model: Any) -> None:
    """Turn the decoder's layers that read one vector a token into int8; the encoder keeps its type.

    So do the layers that read the sound: they read 1500 vectors at once, for which floats are as fast.
    """
    decoder = model.decoder
    for block in decoder.blocks:
        block.attn.all_three = _rounded(block.attn.query, block.attn.key, block.attn.value)
        block.attn.out = _rounded(block.attn.out)
        block.cross_attn.query = _rounded(block.cross_attn.query)
        block.cross_attn.out = _rounded(block.cross_attn.out)
        block.mlp[0], block.mlp[2] = _rounded(block.mlp[0]), _rounded(block.mlp[2])
    decoder.to_tokens = Int8Linear(decoder.token_embedding.weight)


def _rounded(*layers: torch.nn.Linear) -> Int8Linear:
    """Layers that read the same vector, as one; their outputs one after another."""
    weights: list[Tensor] = [layer.weight for layer in layers]
    biases: list[Tensor] = [
        layer.weight.new_zeros(layer.out_features) if layer.bias is None else layer.bias for layer in layers
    ]
    return Int8Linear(torch.cat(weights), torch.cat(biases))


def _moved_up(rows: Tensor, going: Sequence[int]) -> Tensor:
    """Some of the rows, in the same memory: copies, each smaller, would leave it full of holes."""
    for to, row in enumerate(going):
        if to != row:
            rows[to] = rows[row]
    return rows[: len(going)]


class BatchInference:
    """The logits of one batch, as a `whisper.decoding.Inference`; made anew for each batch.

    The first call takes all tokens so far, the next ones only the last. A row whose last token is
    `end` has ended: its logits are zeros, which the decoding rules do not look at. For each row it is
    kept where `listening` heads, as (layer, head), attended to, and how probable the chosen tokens were.
    """

    def __init__(self, model: Any, *, end: int, listening: Sequence[tuple[int, int]] = ()) -> None:
        self._decoder = model.decoder
        self._heads: int = model.dims.n_text_head
        self._end = end
        self._most: int = model.dims.n_text_ctx
        self._listening = listening
        self._attention: list[list[Tensor]] = []
        self._probabilities: list[list[float]] = []
        self._last_logits: Tensor | None = None
        self._seen = 0
        self._rows: Tensor | None = None
        self._sound: list[tuple[Tensor, Tensor]] = []
        self._said: list[tuple[Tensor, Tensor]] = []

    def logits(self, tokens: Tensor, audio_features: Tensor) -> Tensor:
        """Of shape (rows, new tokens, vocabulary), float32."""
        if self._rows is None:
            self._rows = torch.arange(len(tokens), device=tokens.device)
            self._attention = [[] for _ in tokens]
            self._probabilities = [[] for _ in tokens]
            self._listen(audio_features)
        self._note_probabilities(tokens)
        self._leave_out(tokens[self._rows, -1] == self._end)
        found = self._forward(tokens[self._rows, self._seen :])
        self._seen = tokens.shape[1]
        if len(self._rows) != len(tokens):
            whole = found.new_zeros(len(tokens), *found.shape[1:])
            whole[self._rows] = found
            found = whole
        # The rules rule tokens out in place, so what is kept here is what they choose from.
        self._last_logits = found[:, -1]
        return found

    def attention(self, row: int) -> Tensor:
        """Where the `listening` heads attended while each token of a row was written.

        Of shape (tokens, heads, frames), the end of the row included; over frames it sums to 1.
        """
        return torch.stack(self._attention[row])

    def probabilities(self, row: int) -> list[float]:
        """Of each token of a row when it was chosen; the last one may lack it."""
        return self._probabilities[row]

    def rearrange_kv_cache(self, source_indices: list[int]) -> None:
        """Only a beam search rearranges, and this is greedy."""

    def cleanup_caching(self) -> None:
        """Let go of what was kept for the batch."""
        self._sound, self._said = [], []

    def _listen(self, audio_features: Tensor) -> None:
        states = audio_features.to(self._decoder.token_embedding.weight.dtype)
        for block in self._decoder.blocks:
            keys = self._split(block.cross_attn.key(states)) * self._scale(states)
            values = self._split(block.cross_attn.value(states))
            self._sound.append((keys.transpose(-1, -2).contiguous(), values.contiguous()))
            shape = (len(states), self._heads, self._most, keys.shape[-1])
            self._said.append((states.new_empty(shape), states.new_empty(shape)))

    def _note_probabilities(self, tokens: Tensor) -> None:
        if self._last_logits is None or self._rows is None:
            return
        chosen = tokens[self._rows, -1:]
        logs = self._last_logits[self._rows].log_softmax(dim=-1)
        for row, probability in zip(self._rows.tolist(), logs.gather(1, chosen).exp(), strict=True):
            self._probabilities[row].append(float(probability))

    def _leave_out(self, ended: Tensor) -> None:
        assert self._rows is not None
        # Not when all have ended: the rules then stop by themselves.
        if not ended.any() or ended.all():
            return
        going = (~ended).nonzero().flatten().tolist()
        self._rows = self._rows[going]
        for kept in (self._sound, self._said):
            kept[:] = [(_moved_up(keys, going), _moved_up(values, going)) for keys, values in kept]

    def _forward(self, tokens: Tensor) -> Tensor:
        decoder = self._decoder
        places = decoder.positional_embedding[self._seen : self._seen + tokens.shape[1]]
        embedding = decoder.token_embedding.weight
        x = (decoder.token_embedding(tokens) + places).to(embedding.dtype)
        listened = []
        for block, sound, said in zip(decoder.blocks, self._sound, self._said, strict=True):
            x = x + self._attend_to_said(block.attn, block.attn_ln(x), said)
            heard, shares = self._attend_to_sound(block.cross_attn, block.cross_attn_ln(x), sound)
            listened.append(shares[:, :, -1])
            x = x + heard
            x = x + self._thought(block.mlp, block.mlp_ln(x))
        self._note_attention(listened)
        if hasattr(decoder, "to_tokens"):
            logits: Tensor = decoder.to_tokens(decoder.ln(x))
            return logits
        return functional.linear(decoder.ln(x), embedding).float()

    def _thought(self, mlp: Any, x: Tensor) -> Tensor:
        # A few vectors are multiplied in another order than more. Rounded to bfloat16 that moves commas,
        # and a chunk heard alone would not get the words that it gets among others. More cost no time.
        alone = x.dtype == torch.bfloat16 and x.shape[1] == 1
        missing = max(0, FEWEST_ROWS - len(x)) if alone else 0
        found: Tensor = mlp(functional.pad(x, (0, 0, 0, 0, 0, missing)))
        return found[: len(x)]

    def _attend_to_said(self, attention: Any, x: Tensor, said: tuple[Tensor, Tensor]) -> Tensor:
        keys, values = said
        end = self._seen + x.shape[1]
        if hasattr(attention, "all_three"):
            query, key, value = attention.all_three(x).chunk(3, dim=-1)
        else:
            query, key, value = attention.query(x), attention.key(x), attention.value(x)
        keys[:, :, self._seen : end] = self._split(key) * self._scale(x)
        values[:, :, self._seen : end] = self._split(value)
        weights = self._split(query) @ keys[:, :, :end].transpose(-1, -2)
        if x.shape[1] > 1:
            weights = weights + self._decoder.mask[self._seen : end, :end]
        return self._joined(attention, self._shares(weights, x), values[:, :, :end])

    def _attend_to_sound(
        self, attention: Any, x: Tensor, sound: tuple[Tensor, Tensor]
    ) -> tuple[Tensor, Tensor]:
        keys, values = sound
        shares = self._shares(self._split(attention.query(x)) @ keys, x)
        return self._joined(attention, shares, values), shares

    def _note_attention(self, listened: Sequence[Tensor]) -> None:
        """From each layer (rows, heads, frames): what is kept of it, row by row."""
        assert self._rows is not None
        if not self._listening:
            return
        kept = torch.stack([listened[layer][:, head] for layer, head in self._listening], dim=1)
        for row, attention in zip(self._rows.tolist(), kept, strict=True):
            self._attention[row].append(attention)

    def _shares(self, weights: Tensor, x: Tensor) -> Tensor:
        return weights.float().softmax(dim=-1).to(x.dtype)

    def _joined(self, attention: Any, shares: Tensor, values: Tensor) -> Tensor:
        joined: Tensor = attention.out((shares @ values).transpose(1, 2).flatten(start_dim=2))
        return joined

    def _split(self, x: Tensor) -> Tensor:
        """(rows, tokens, states) into (rows, heads, tokens, states of a head)."""
        return x.reshape(*x.shape[:-1], self._heads, -1).transpose(1, 2)

    def _scale(self, x: Tensor) -> float:
        return float((x.shape[-1] // self._heads) ** -0.5)
