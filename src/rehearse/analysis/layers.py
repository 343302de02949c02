"""What an answer does for each layer of its question: what its speaker says, and what the program is sure of.
Pure.

A layer is what an interviewer wants to learn behind the question ("whether they heard it from you"). Whether
a sentence shows it is a judgement that the speaker is asked for; the program says of a layer only what it is
right about in nine of ten, its quote included, else nothing. Figures: benchmarks/points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rehearse.analysis.wanted import Likeliest
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck
from rehearse.model.questions import Prompt

SURE_FROM = 3.0
"""Logit; by benchmarks/points."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer, how likely the likeliest sentence speaks to it (logit), and that sentence.

    `check` is what the speaker says of this take, `before` what they said of the take before; None where they
    were not asked.
    """

    name: str
    means: str
    logit: float
    sentence: Stretch | None
    check: LayerCheck | None = None
    before: LayerCheck | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the program may say that the sentence speaks to it."""
        return self.sentence is not None and self.logit >= SURE_FROM


def asked_text(name: str, means: str) -> str:
    """A layer as it is looked for."""
    return f"{name}: {means}"


def layers(
    prompt: Prompt,
    found: Sequence[Likeliest],
    checks: Mapping[str, LayerCheck],
    before: Mapping[str, LayerCheck],
) -> tuple[Layer, ...]:
    """What an answer does for the layers of its question, each with its likeliest sentence; checks by
    name."""
    return tuple(
        Layer(name, means, best.logit, best.sentence, checks.get(name), before.get(name))
        for (name, means), best in zip(prompt.asks, found, strict=True)
    )
