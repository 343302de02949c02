"""A small sentence encoder, all-MiniLM-L6-v2: six layers of BERT that were trained to tell meanings apart.

Its weights (Apache-2.0) lie beside this file as whole numbers of 8 bits with a scale for each row;
training/star/base.py made them. It runs on NumPy: importing torch would take longer than reading an answer.
This module knows no story: `story` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.language.word_pieces import word_pieces

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("minilm.npz")
VOCABULARY = Path(__file__).with_name("minilm_vocabulary.txt")

LAYERS, HEADS, STATES = 6, 12, 384
MOST_TOKENS = 512
"""It has learnt no more places than these."""
LINEAR = ("query", "key", "value", "attended", "widened", "narrowed")
"""The matrices of a layer, each with a bias."""
BEGIN, END = "[CLS]", "[SEP]"
MOST_OF_TEXT = 126
"""Pieces of a text of which the meaning is taken; what it was trained on was no longer."""
AT_ONCE = 32
"""Texts of which the meanings are taken together."""
_TINY = 1e-12
_ROWS = 32
"""Of which the widened states stay in the processor's cache."""
_ERROR_FUNCTION = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


@cache
def vocabulary() -> dict[str, int]:
    """The number of each piece of a word."""
    pieces = VOCABULARY.read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(pieces)}


@cache
def load_weights() -> Mapping[str, Array]:
    """All weights by name, as float32, loaded once."""
    with np.load(WEIGHTS) as arrays:
        whole = {name: arrays[name] for name in arrays.files}
    scales = {name.removesuffix(".scale"): whole.pop(name) for name in [*whole] if name.endswith(".scale")}
    return {name: array.astype(np.float32) * _column(scales.get(name)) for name, array in whole.items()}


def _column(scale: Any) -> Any:

    return np.float32(1) if scale is None else scale.astype(np.float32)[:, None]


def meanings(texts: Sequence[str]) -> Array:
    """What each text means: rows of length 1, of shape (texts, STATES); their products are cosines."""
    return meanings_by(load_weights(), texts, most=MOST_OF_TEXT)


def framed(pieces: Sequence[int], numbers: Mapping[str, int]) -> list[int]:
    """A row of tokens with the marks of its beginning and its end."""
    return [numbers[BEGIN], *pieces, numbers[END]]


def meanings_by(weights: Mapping[str, Array], texts: Sequence[str], *, most: int) -> Array:
    """As `meanings`, by changed weights, of up to so many pieces of each text."""
    numbers = vocabulary()
    rows = [framed(word_pieces(text, numbers)[:most], numbers) for text in texts]
    means: Array = np.zeros((len(texts), STATES), dtype=np.float32)
    for first in range(0, len(rows), AT_ONCE):
        found = states(weights, rows[first : first + AT_ONCE])
        means[first : first + len(found)] = [each.mean(axis=0) for each in found]
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return means


def states(weights: Mapping[str, Array], rows: Sequence[Sequence[int]]) -> list[Array]:
    """What the encoder makes of each token, for each row an array of shape (tokens, STATES).

    A row holds numbers of the vocabulary, up to MOST_TOKENS. Rows know nothing of each other; several at once
    are faster, because the weights are fetched once.
    """

    def normed(name: str, x: Array) -> Array:
        """In place."""
        x -= x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / STATES + _TINY)
        x *= weights[f"{name}.weight"]
        x += weights[f"{name}.bias"]
        return x

    def linear(name: str, x: Array) -> Array:
        found: Array = x @ weights[f"{name}.weight"].T
        found += weights[f"{name}.bias"]
        return found

    def split(x: Array) -> Array:
        return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)

    if not rows:
        return []
    places = np.concatenate([np.arange(len(row)) for row in rows])
    ends = np.cumsum([len(row) for row in rows])
    stretches = [slice(end - len(row), end) for row, end in zip(rows, ends, strict=True)]
    tokens = np.concatenate([np.asarray(row, dtype=np.intp) for row in rows])
    x: Array = normed("input", weights["words"][tokens] + weights["places"][places] + weights["kind"])
    for layer in map(str, range(LAYERS)):
        queries, keys, values = (linear(f"{layer}.{name}", x) for name in LINEAR[:3])
        queries *= np.float32((HEADS / STATES) ** 0.5)
        joined = np.empty_like(x)
        for one in stretches:
            seen = _softmax(split(queries[one]) @ split(keys[one]).transpose(0, 2, 1))
            joined[one] = (seen @ split(values[one])).transpose(1, 0, 2).reshape(-1, STATES)
        x = normed(f"{layer}.attention", x + linear(f"{layer}.attended", joined))
        x = normed(f"{layer}.output", x + linear(f"{layer}.narrowed", _gelu(linear(f"{layer}.widened", x))))
    return [x[one] for one in stretches]


def _softmax(x: Array) -> Array:
    """Over the last axis, in place."""
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


def _gelu(x: Array) -> Array:
    """Each x times the chance that a normal variable lies below it, in place.

    NumPy has no error function; Abramowitz & Stegun's 7.1.26 is off by 1.5e-7 at most, float32's own grain.
    """
    for first in range(0, len(x), _ROWS):
        _gelu_of_few(x[first : first + _ROWS])
    return x


def _gelu_of_few(x: Array) -> None:

    size = np.abs(x)
    size *= np.float32(0.5**0.5)
    t = size * np.float32(0.3275911)
    t += 1
    np.reciprocal(t, out=t)
    beyond = t * np.float32(_ERROR_FUNCTION[0])
    for factor in _ERROR_FUNCTION[1:]:
        beyond += np.float32(factor)
        beyond *= t
    size *= size
    np.negative(size, out=size)
    np.exp(size, out=size)
    beyond *= size
    beyond *= np.float32(0.5)
    np.subtract(1, beyond, out=beyond, where=x > 0)
    x *= beyond
