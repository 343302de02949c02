"""What an answer does for each layer of its question: the sentence that speaks to it, or none. Pure.

A layer is what an interviewer wants to learn behind the question ("whether they heard it from you"). The
sentence encoder says how near each sentence is in meaning to what a layer asks and to what speaking to it
sounds like; this module weighs that, beside the other layers and the other sentences. It judges no answer:
it says what it found, and how sure it is. Figures and weights: training/layers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.analysis.passages import Passage
from rehearse.model.questions import Prompt

Similarities = Sequence[float]
"""Addressed near one text is to each passage of an answer, as a cosine."""
Addressed = Literal["addressed", "perhaps", "not addressed"]

ADDRESSED_FROM, PERHAPS_FROM = 0.35, 0.15
"""Chances; by training/layers/fit.py."""

EXEMPLARS = {
    "adaptability": "I changed my own plan and improvised.",
    "clarity": "I said exactly what had to change, and by when.",
    "collaboration": "I asked my colleagues and we shared the work.",
    "communication": "I told them myself, and I said it in plain words.",
    "composure": "I stayed calm and kept my voice quiet.",
    "courage": "I was afraid, but I said it to their face.",
    "curiosity": "I wanted to know why, so I asked and looked closer.",
    "empathy": "I asked how they felt and understood what it was like for them.",
    "evidence": "I counted before and after, and the figures showed it.",
    "fairness": "I treated the others the same, and saw his side too.",
    "follow-through": "I kept my promise, and it is still so today.",
    "honesty": "I said that I did not know, and how sure I was.",
    "influence": "I showed them what was in it for them, and that convinced them.",
    "initiative": "Nobody had asked me to, so I started it myself.",
    "integrity": "I refused, because it would not have been right or honest.",
    "judgement": "I weighed it up and decided, because that mattered more.",
    "leadership": "I talked to my people and gave them something to hold on to.",
    "learning": "Since then I do it differently, because I learnt from it.",
    "listening": "I let them finish, and wrote down what they said.",
    "observation": "I noticed a small sign before anybody else did.",
    "ownership": "It was my responsibility, so I did it myself and saw it through.",
    "patience": "I took my time and did not do it for them.",
    "persistence": "I went on, although others would have given up.",
    "planning": "I had seen it coming and made a list with dates.",
    "pressure": "It was stressful, but I kept calm and went on with my list.",
    "resilience": "I was disappointed, then I picked myself up and made a new plan.",
    "resourcefulness": "I found another way with what was there.",
    "self-awareness": "I have to admit that part of it was me; I had misjudged it.",
    "technical depth": "The cause was in a detail of how it works.",
    "thought process": "First I looked at what it could be, and went through it step by step.",
    "values": "What mattered most to me was the people.",
}
"""What speaking to a layer sounds like, by its name; one that is not here is looked for by its name alone."""

WEIGHTS = (2.20, 4.37, -1.98, 2.61, 2.80, 3.00, 4.00, 1.67, 2.81, 3.66)
BIAS = -12.34
"""Of `features`, in its order; by training/layers/fit.py."""

_LEAD = re.compile(r"^(?:whether|how(?: much| well| far| long| early| precisely)?|what|which|why)\s+", re.I)
_PERSONS = {"you": "I", "your": "my", "yours": "mine", "yourself": "myself"}
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Layer:
    """What an answer does for one layer: how likely it is that it speaks to it, and the passage that does so
    best; None where nothing was said.
    """

    name: str
    means: str
    probability: float
    passage: Passage | None

    @property
    def how(self) -> Addressed:
        if self.probability >= ADDRESSED_FROM:
            return "addressed"
        return "perhaps" if self.probability >= PERHAPS_FROM else "not addressed"


def asked_texts(prompt: Prompt) -> list[str]:
    """The texts whose similarity `layers` needs: the question, then two for each layer."""
    texts = [prompt.question]
    for name, means in prompt.asks:
        texts += [statement(means), EXEMPLARS.get(name.casefold(), name)]
    return texts


def statement(means: str) -> str:
    """What a layer asks, as somebody would say it of themselves.

    >>> statement("Whether your manager heard it from you.")
    'my manager heard it from I.'
    """
    return _WORD.sub(lambda word: _PERSONS.get(word.group().casefold(), word.group()), _LEAD.sub("", means))


def layers(prompt: Prompt, said: Sequence[Passage], similarity: Sequence[Similarities]) -> tuple[Layer, ...]:
    """What the passages of an answer do for each layer of its question.

    `similarity` has a row for each of `asked_texts(prompt)`, a cosine for each passage.
    """
    sentences = _sentences(said)
    found = []
    for number, (name, means) in enumerate(prompt.asks):
        probabilities = map(_probability, features(said, similarity, number))
        likely = zip(probabilities, sentences, strict=True)
        probability, best = max(likely, key=lambda one: one[0], default=(0.0, None))
        found.append(Layer(name, means, probability, best))
    return tuple(found)


def features(
    said: Sequence[Passage], similarity: Sequence[Similarities], number: int
) -> list[tuple[float, ...]]:
    """What is weighed of each sentence for layer `number`, one row for each sentence in order."""
    sentences = _sentences(said)
    rows = [_by_sentence(row, said, sentences) for row in similarity]
    if not sentences:
        return []
    asked, sounding = rows[1::2], rows[2::2]
    long = [math.log(1 + len(sentence.text.split())) for sentence in sentences]
    near_question = [max(rows[0]), sum(rows[0]) / len(rows[0])]
    columns = [
        *([value] * len(sentences) for value in near_question),
        rows[0],
        long,
        *(
            column
            for of in (asked, sounding)
            for column in (of[number], _above_mean(of[number]), _above_others(of, number))
        ),
    ]
    return list(zip(*columns, strict=True))


def _by_sentence(row: Similarities, said: Sequence[Passage], sentences: Sequence[Passage]) -> list[float]:
    """The nearest passage of each sentence."""
    nearest = {sentence.sentence: -1.0 for sentence in sentences}
    for value, passage in zip(row, said, strict=True):
        nearest[passage.sentence] = max(nearest[passage.sentence], value)
    return list(nearest.values())


def _sentences(said: Sequence[Passage]) -> list[Passage]:
    """Each sentence as a whole, in order: the first of its passages."""
    firsts: dict[int, Passage] = {}
    for passage in said:
        firsts.setdefault(passage.sentence, passage)
    return list(firsts.values())


def _above_mean(row: Similarities) -> list[float]:
    mean = sum(row) / len(row)
    return [value - mean for value in row]


def _above_others(rows: Sequence[Similarities], number: int) -> list[float]:
    """Addressed much nearer each sentence is to this layer than to the nearest of the others."""
    others = [row for other, row in enumerate(rows) if other != number]
    return [value - max((row[at] for row in others), default=0.0) for at, value in enumerate(rows[number])]


def _probability(row: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(weight * value for weight, value in zip(WEIGHTS, row, strict=True))))
