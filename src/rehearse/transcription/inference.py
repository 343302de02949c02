"""Whisper's decoder, run for a batch of chunks one token at a time.

Takes the place of openai-whisper's own inference behind its decoding rules, and gives the same logits
in about a third of the time: what the attention needs of the sound is computed once and kept in the
layout it is read in, rows that have ended are left out, and the decoder's weights are bytes. Tokens that
are likely to come can be read all at once, which is faster still. This module chooses no words:
`whisper.decoding` does.

A chunk gives the same logits alone and among others, on every processor. Products of floats do not promise
that: a few vectors are summed in another order than one or many (on a processor with AMX, bfloat16 differs
from the second digit on). So what reads a few vectors at once sums whole numbers, and what has bfloat16 is
always given the sound of one chunk, in one shape. Where there is no int8 it is float32: logits then agree to
five digits.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn import functional

from rehearse.transcription.int8 import Int8Linear

Tensor = torch.Tensor

MOST_AHEAD = 16
"""Expected tokens read at once, in the time of four by themselves. That is lost where the first is wrong."""
ENOUGH_ALIKE = 2
"""After a token that was not expected: so many that were, and the next ones are expected again."""


def lower_weights(model: Any, dtype: torch.dtype) -> None:
    """Turn the large weights of a Whisper model that read a whole chunk's sound into `dtype`.

    That is the encoder, and what the decoder makes of its states; layer norms stay as they are.
    """
    for module in model.encoder.modules():
        if isinstance(module, (torch.nn.Linear, torch.nn.Conv1d)):
            module.to(dtype)
    for block in model.decoder.blocks:
        block.cross_attn.key.to(dtype)
        block.cross_attn.value.to(dtype)


def round_decoder(model: Any) -> None:
    """Turn the decoder's layers that read a few vectors, one a token, into int8."""
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
    if len(layers) == 1:
        return Int8Linear(layers[0].weight, layers[0].bias)
    weights: list[Tensor] = [layer.weight for layer in layers]
    biases: list[Tensor] = [
        layer.weight.new_zeros(layer.out_features) if layer.bias is None else layer.bias for layer in layers
    ]
    return Int8Linear(torch.cat(weights), torch.cat(biases))


def _as_read(keys: Tensor) -> Tensor:
    """Keys of shape (rows, heads, frames, states) as `_products` reads them fastest."""
    return keys if keys.dtype == torch.bfloat16 else keys.transpose(-1, -2).contiguous()


def _products(queries: Tensor, keys: Tensor) -> Tensor:
    """Of queries of shape (rows, heads, tokens, states) with keys as they are read: (..., tokens, frames)."""
    if keys.dtype == torch.bfloat16:
        return (keys @ queries.transpose(-1, -2)).transpose(-1, -2)
    return queries @ keys


def _put_together(parts: list[Tensor]) -> Tensor:
    """Of some tokens, those of others after them; none is copied where there is but one part."""
    return parts[0] if len(parts) == 1 else torch.cat(parts, dim=2)


def _moved_up(rows: Tensor, going: Sequence[int]) -> Tensor:
    """Some of the rows, in the same memory: copies, each smaller, would leave it full of holes."""
    for to, row in enumerate(going):
        if to != row:
            rows[to] = rows[row]
    return rows[: len(going)]


class _Step(NamedTuple):
    """What an expected token leads to: logits of shape (1, 1, vocabulary), attention (1, heads, frames)."""

    token: int
    logits: Tensor
    attention: Tensor


class BatchInference:
    """The logits of one batch, as a `whisper.decoding.Inference`; made anew for each batch.

    `states` are the encoder's of each chunk, of shape (frames, states).

    The first call takes all tokens so far, the next ones only the last. A row whose last token is
    `end` has ended: its logits are zeros, which the decoding rules do not look at. For each row it is
    kept where `listening` heads, as (layer, head), attended to, and how probable the chosen tokens were.

    `expected` are tokens that a row of its own will probably get, in order. Once some of them are chosen, the
    next ones are read in one go: what that gives is the same, and holds as far as they are chosen too.
    `may_go_on` is called before each token, and may raise to end it all. Of the first call's tokens only the
    logits of those at `looked_at`, and of the last, are made, if that is given.
    """

    def __init__(
        self,
        model: Any,
        states: Sequence[Tensor] | Tensor,
        *,
        end: int,
        listening: Sequence[tuple[int, int]] = (),
        expected: Sequence[int] = (),
        looked_at: Sequence[int] | None = None,
        may_go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self._decoder = model.decoder
        self._heads: int = model.dims.n_text_head
        self._end = end
        self._most: int = model.dims.n_text_ctx
        by_layer = itertools.groupby(listening, key=lambda place: place[0])
        self._listening = {layer: [head for _, head in places] for layer, places in by_layer}
        self._expected = list(expected)
        self._looked_at = looked_at
        self._may_go_on = may_go_on
        self._ahead: deque[_Step] = deque()
        self._attention: list[list[Tensor]] = []
        self._probabilities: list[list[float]] = []
        self._last_logits: Tensor | None = None
        self._seen = self._begun = 0
        self._rows: Tensor | None = None
        self._sound: list[tuple[Tensor, Tensor]] = []
        self._said: list[tuple[Tensor, Tensor]] = []
        self._listen(states)

    @property
    def count(self) -> int:
        """Rows."""
        return len(self._sound[0][0])

    def after(self, token: int) -> Tensor:
        """The logits after this token alone, of shape (rows, vocabulary); to be asked before any others."""
        device = self._sound[0][0].device
        logits, _ = self._forward(torch.full((self.count, 1), token, device=device), places=[0])
        return logits[:, 0]

    def logits(self, tokens: Tensor, _audio_features: Tensor) -> Tensor:
        """Of shape (rows, new tokens, vocabulary), float32."""
        self._may_go_on()
        if self._rows is None:
            self._rows = torch.arange(len(tokens), device=tokens.device)
            self._begun = tokens.shape[1]
            self._attention = [[] for _ in tokens]
            self._probabilities = [[] for _ in tokens]
        self._note_probabilities(tokens)
        self._leave_out(tokens[self._rows, -1] == self._end)
        found = self._next(tokens[self._rows])
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

    def _listen(self, states: Sequence[Tensor] | Tensor) -> None:
        embedding = self._decoder.token_embedding.weight
        for block in self._decoder.blocks:
            layer = block.cross_attn
            # Chunk by chunk, in one shape: no chunk's sound depends on how many there are.
            alike = [one.to(layer.key.weight.dtype) for one in states]
            keys = torch.stack([self._split(layer.key(one)) for one in alike])
            values = torch.stack([self._split(layer.value(one)) for one in alike])
            self._sound.append((_as_read(keys), values))
            shape = (len(states), self._heads, self._most, keys.shape[-1])
            self._said.append((embedding.new_empty(shape), embedding.new_empty(shape)))

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

    def _next(self, tokens: Tensor) -> Tensor:
        """The logits of those of all tokens that are new, computed now or when they were expected."""
        new = tokens[:, self._seen :]
        if self._ahead and int(new[0, -1]) == self._ahead[0].token:
            step = self._ahead.popleft()
            self._note_attention(step.attention)
            return step.logits
        # Whatever else was computed ahead rests on a token that was not chosen.
        self._ahead.clear()
        probable = self._probable(tokens[0, self._begun :].tolist()) if len(tokens) == 1 else []
        last = new.shape[1] - 1
        before = range(last) if self._seen or self._looked_at is None else self._looked_at
        new = torch.cat([new, new.new_tensor([probable])], dim=1) if probable else new
        logits, attention = self._forward(
            new, places=[*before, *range(last, new.shape[1])], in_turn=bool(probable)
        )
        count = len(before) + 1
        for at, token in enumerate(probable):
            self._ahead.append(_Step(token, logits[:, count + at][:, None], attention[:, last + 1 + at]))
        self._note_attention(attention[:, last])
        return logits[:, :count]

    def _probable(self, said: list[int]) -> list[int]:
        """What follows on the last tokens of a row where the expected ones have the same, nearest by."""
        latest = said[-ENOUGH_ALIKE:]
        size = len(latest)
        # The first token has only one place.
        starts = range(len(self._expected)) if size == ENOUGH_ALIKE else range(size)
        places = [at for at in starts if self._expected[at : at + size] == latest]
        if not places:
            return []
        nearest = min(places, key=lambda at: abs(at + size - len(said)))
        return self._expected[nearest + size :][:MOST_AHEAD]

    def _forward(self, tokens: Tensor, *, places: list[int], in_turn: bool = False) -> tuple[Tensor, Tensor]:
        """The logits of the new tokens at some `places`, and where all of them listened, of shape (rows,
        tokens, heads, frames).

        `in_turn` has each token attend by itself, as it does when it comes alone: sums in another order
        would move the int8 roundings after them, and with these the probabilities in the fourth digit.
        """
        decoder = self._decoder
        ends = decoder.positional_embedding[self._seen : self._seen + tokens.shape[1]]
        x = decoder.token_embedding(tokens) + ends
        listened = []
        for layer, block in enumerate(decoder.blocks):
            x = x + self._attend_to_said(block.attn, block.attn_ln(x), self._said[layer], in_turn)
            sound = self._sound[layer]
            heard, shares = self._attend_to_sound(block.cross_attn, block.cross_attn_ln(x), sound, in_turn)
            if layer in self._listening:
                listened.append(shares[:, self._listening[layer]])
            x = x + heard
            x = x + block.mlp(block.mlp_ln(x))
        heads = torch.cat(listened, dim=1) if listened else x.new_empty(len(x), 0, x.shape[1], 0)
        attention = heads.transpose(1, 2)
        x = x[:, places]
        if hasattr(decoder, "to_tokens"):
            return decoder.to_tokens(decoder.ln(x)), attention
        return functional.linear(decoder.ln(x), decoder.token_embedding.weight), attention

    def _attend_to_said(
        self, attention: Any, x: Tensor, said: tuple[Tensor, Tensor], in_turn: bool
    ) -> Tensor:
        keys, values = said
        end = self._seen + x.shape[1]
        if hasattr(attention, "all_three"):
            query, key, value = attention.all_three(x).chunk(3, dim=-1)
        else:
            query, key, value = attention.query(x), attention.key(x), attention.value(x)
        keys[:, :, self._seen : end] = self._split(key) * self._scale(x)
        values[:, :, self._seen : end] = self._split(value)
        queries = self._split(query)
        if in_turn:
            ends = range(self._seen + 1, end + 1)
            return self._joined(
                attention,
                [
                    self._shares(one @ keys[:, :, :upto].transpose(-1, -2)) @ values[:, :, :upto]
                    for one, upto in zip(torch.split(queries, 1, dim=2), ends, strict=True)
                ],
            )
        weights = queries @ keys[:, :, :end].transpose(-1, -2)
        if x.shape[1] > 1:
            weights = weights + self._decoder.mask[self._seen : end, :end]
        return self._joined(attention, [self._shares(weights) @ values[:, :, :end]])

    def _attend_to_sound(
        self, attention: Any, x: Tensor, sound: tuple[Tensor, Tensor], in_turn: bool
    ) -> tuple[Tensor, Tensor]:
        keys, values = sound
        queries = (self._split(attention.query(x)) * self._scale(x)).to(keys.dtype)
        asked = torch.split(queries, 1, dim=2) if in_turn else [queries]
        shares = [self._shares(_products(one, keys)) for one in asked]
        return self._joined(attention, [one @ values for one in shares]), _put_together(shares)

    def _note_attention(self, attention: Tensor) -> None:
        """Of the latest token, of shape (rows, heads, frames); kept row by row."""
        assert self._rows is not None
        for row, one in zip(self._rows.tolist(), attention, strict=True):
            self._attention[row].append(one)

    def _shares(self, weights: Tensor) -> Tensor:
        return weights.float().softmax(dim=-1).to(weights.dtype)

    def _joined(self, attention: Any, heads: list[Tensor]) -> Tensor:
        """What all heads found, for some tokens after others."""
        joined: Tensor = attention.out(_put_together(heads).float().transpose(1, 2).flatten(start_dim=2))
        return joined

    def _split(self, x: Tensor) -> Tensor:
        """(..., tokens, states) into (..., heads, tokens, states of a head)."""
        return x.reshape(*x.shape[:-1], self._heads, -1).transpose(-3, -2)

    def _scale(self, x: Tensor) -> float:
        return float((x.shape[-1] // self._heads) ** -0.5)
