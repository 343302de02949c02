"""How near some words are in meaning to each question.

What the questions mean that come with the program was read once (training/nearness.py) and lies beside this
file; any other question is read when it is first compared, a hundredth of a second each. A question is known
by its text, so one that was changed is read anew.
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
    if not prompts:
        return []
    texts = {name_of(text): text for text in map(text_of, prompts)}
    missing = [name for name in texts if name not in _known()]
    _known().update(zip(missing, meanings([texts[name] for name in missing]), strict=True))
    rows = np.stack([_known()[name_of(text_of(prompt))] for prompt in prompts])
    found: list[float] = (rows @ meanings([words])[0]).tolist()
    return found


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


def write_known(prompts: Sequence[Prompt], path: Path = KNOWN) -> None:
    """Read what the questions mean, and keep it."""
    texts = [text_of(prompt) for prompt in prompts]
    rows = meanings(texts)
    whole = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * LARGEST).astype(np.int8)
    np.savez_compressed(path, names=np.array([name_of(text) for text in texts], dtype=np.uint64), rows=whole)
