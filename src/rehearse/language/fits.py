"""How well a story answers a question: what both become in an encoder that learnt it, and their cosine.

`fits.npz` holds what training/star/fit_fits.py changed in the encoder. A question is read alone. Those that
come with the program were read once and lie in `fits_questions.npz` (training/nearness.py); any other is read
when it is first compared. It reads English only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.language import encoder
from rehearse.language.read_before import ReadBefore
from rehearse.language.story import changed

if TYPE_CHECKING:
    from rehearse.language.encoder import Array
    from rehearse.model.questions import Prompt

CHANGES = Path(__file__).with_name("fits.npz")
KNOWN = Path(__file__).with_name("fits_questions.npz")
"""The questions that come with the program, as they were read."""
MOST_OF_STORY = 300
"""Pieces of a story that are read."""


def story_text(title: str, text: str) -> str:
    """A story as it is read."""
    return f"{title}. {text}" if title else text


def question_text(prompt: Prompt, *, asks: bool = True) -> str:
    """A question as it is read, with what it really asks."""
    layers = " ".join(f"{layer}: {means}" for layer, means in prompt.asks) if asks else ""
    return f"{prompt.question} {layers}".rstrip()


class FitReader:
    """The encoder, loaded."""

    def __init__(self, changes: Path = CHANGES, known: Path | None = KNOWN) -> None:
        with np.load(changes) as arrays:
            found = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self._weights: Mapping[str, Array] = changed(encoder.load_weights(), found)
        self._questions = ReadBefore(known, self.means) if known else None

    def means(self, texts: Sequence[str]) -> Array:
        """What each text became: rows of length 1, of shape (texts, STATES)."""
        return encoder.meanings_by(self._weights, texts, most=MOST_OF_STORY)

    def read(self, stories: Sequence[str], prompts: Sequence[Prompt]) -> Array:
        """How well each story answers each question: cosines, of shape (stories, prompts)."""
        if not stories or not prompts:
            return np.zeros((len(stories), len(prompts)), dtype=np.float32)
        texts = list(map(question_text, prompts))
        questions = self._questions.read(texts) if self._questions else self.means(texts)
        fits: Array = self.means(stories) @ questions.T
        return fits


@cache
def fit_reader() -> FitReader:
    """The reader, loaded once."""
    return FitReader()
