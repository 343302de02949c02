"""How near some words are in meaning to each question, or to other words.

What the questions mean that come with the program, and what advertisements demand again and again, was read
once (training/nearness.py) and lies beside this file; any other text is read when it is first compared, a
hundredth of a second each. A text is known by its letters, so one that was changed is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehearse.language.encoder import meanings

if TYPE_CHECKING:
    from rehearse.language.encoder import Array
    from rehearse.model.questions import Prompt

KNOWN = Path(__file__).with_name("questions.npz")
"""`names`: the first eight bytes of each text's SHA-256; `rows`: what it means, as numbers of 8 bits."""
LARGEST = 127


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
    found: list[list[float]] = (_read(texts) @ _read(others).T).tolist()
    return found


def _read(texts: Sequence[str]) -> Array:
    """What each text means, each read once, of shape (texts, STATES)."""
    named = {name_of(text): text for text in texts}
    missing = [name for name in named if name not in _known()]
    _known().update(zip(missing, meanings([named[name] for name in missing]), strict=True))
    return np.stack([_known()[name_of(text)] for text in texts])


def text_of(prompt: Prompt) -> str:
    """What of a question is compared: what it is about and really asks too."""
    asks = " ".join(f"{layer}: {means}" for layer, means in prompt.asks)
    return f"{prompt.theme.replace('-', ' ')}. {prompt.role}. {prompt.question} {asks}"


def name_of(text: str) -> int:
    """A number that stands for a text."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "little")


@cache
def _known() -> dict[int, Array]:
    """By name; what is read later is added."""
    with np.load(KNOWN) as found:
        rows = found["rows"].astype(np.float32) / LARGEST
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return dict(zip(found["names"].tolist(), rows, strict=True))


def write_known(texts: Sequence[str], path: Path = KNOWN) -> None:
    """Read what texts mean, and keep it."""
    rows = meanings(texts)
    whole = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * LARGEST).astype(np.int8)
    np.savez_compressed(path, names=np.array([name_of(text) for text in texts], dtype=np.uint64), rows=whole)
