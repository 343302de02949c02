"""A rule of decoding for hesitations, which have several spellings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rehearse.analysis.words import is_filled_pause, word_set

LEAST_TOGETHER_LOG = math.log(0.25)
"""How likely all spellings of a hesitation must be together to be written."""


BEGINNINGS = word_set("eh em hum")
"""Hesitations that are also how many other words begin."""


class HesitationsTogether:
    """A rule of decoding: a hesitation is written where all its spellings together are likely enough.

    "Um", "um", "uh" and "er" share the probability of one sound, so that any other word may beat each of
    them although the sound was heard. Where not `written` it only keeps how likely they were.
    """

    def __init__(self, tokens: Sequence[int], *, written: bool = True) -> None:
        self._tokens = list(tokens)
        self._written = written
        self._chances: list[Any] = []

    def chances(self, row: int) -> list[float]:
        """How probable a hesitation was in the place of each token of a row."""
        return [float(step[row]) for step in self._chances]

    def apply(self, logits: Any, tokens: Any) -> None:
        """Change `logits`, of shape (rows, vocabulary), in place; `tokens` are those so far."""
        spelled = logits[:, self._tokens]
        together = spelled.logsumexp(dim=-1) - logits.logsumexp(dim=-1)
        self._chances.append(together.exp())
        if not self._written:
            return
        likely = (together > LEAST_TOGETHER_LOG).nonzero().flatten()
        best = spelled[likely].argmax(dim=-1)
        for row, index in zip(likely.tolist(), best.tolist(), strict=True):
            logits[row, self._tokens[index]] = logits[row].max() + 1


def hesitation_tokens(tokenizer: Any) -> list[int]:
    """The tokens that are a whole hesitation: "er" without a space before it ends another word, and " em" and
    the like begin one.
    """
    texts = ((token, tokenizer.decode([token])) for token in range(tokenizer.eot))
    return [
        token
        for token, text in texts
        if text.startswith(" ") and is_filled_pause(text) and text.strip().lower() not in BEGINNINGS
    ]
