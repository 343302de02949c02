"""How near some words are in meaning to each question, or to other words.

What the questions mean that come with the program, and what advertisements demand again and again, was read
once (training/nearness.py) and lies beside this file; any other text is read when it is first compared, a
hundredth of a second each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.language.encoder import meanings
from rehearse.language.read_before import ReadBefore

if TYPE_CHECKING:
    from rehearse.model.questions import Prompt

KNOWN = Path(__file__).with_name("questions.npz")


def nearness(words: str, prompts: Sequence[Prompt]) -> list[float]:
    """Cosines of what `words` mean with what each question does, in the order of `prompts`."""
    return nearnesses([words], prompts)[0]


def nearnesses(texts: Sequence[str], prompts: Sequence[Prompt]) -> list[list[float]]:
    """The same of several texts, a row for each."""
    return likeness(texts, list(map(text_of, prompts)))


def likeness(texts: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    """Cosines of what texts mean with what other texts do, a row for each of the first."""
    if not texts or not others:
        return [[] for _ in texts]
    found: list[list[float]] = (known().read(texts) @ known().read(others).T).tolist()
    return found


def text_of(prompt: Prompt) -> str:
    """What of a question is compared: what it is about and really asks too."""
    asks = " ".join(f"{layer}: {means}" for layer, means in prompt.asks)
    return f"{prompt.theme.replace('-', ' ')}. {prompt.role}. {prompt.question} {asks}"


@cache
def known() -> ReadBefore:
    """What was read once; what is read later is added."""
    return ReadBefore(KNOWN, meanings)
