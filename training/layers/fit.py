"""Fit how layers of a question are found in an answer, and say how well that does on questions held out.

    python training/layers/fit.py        figures, ten folds by question, and the weights for
    analysis/layers.py

answers.txt holds answers to questions of prompts/. Each line is a sentence; the digits before it are the
layers of the question that it speaks to. A layer without a sentence is not addressed. Beside each answer
stand those from which the sentences of one layer were taken out: the same answer, which does not address it
any more; and each answer stands beside the layers of a question that it does not answer.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from rehearse.analysis.answer import Answer
from rehearse.analysis.layers import asked_texts, features
from rehearse.analysis.passages import passages
from rehearse.analysis.words import split_words
from rehearse.language.encoder import STATES, meanings
from rehearse.model.heard import Heard, Word
from rehearse.model.questions import Prompt
from rehearse.questions.bank import find
from rehearse.questions.folders import bundled_folder
from rehearse.questions.reading import load

ANSWERS = Path(__file__).with_name("answers.txt")
FOLDS = 10
RIDGE = 0.3
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

Kind = Literal["as told", "taken out", "another question"]
"""What an answer is to a layer: its own, without the sentences that speak to it, or of another question."""
OTHERS = 1
"""Questions that an answer does not answer, beside which it stands too; with more, real ones are doubted."""

Array = npt.NDArray[np.float64]
MEANINGS: dict[str, npt.NDArray[np.float32]] = {}
Told = list[tuple[set[int], str]]
"""The sentences of an answer, each with the layers that it speaks to."""


@dataclass(frozen=True)
class Pair:
    """A layer of a question and an answer: what is weighed of each sentence, and which ones speak to it."""

    question: str
    features: Array
    speaks: npt.NDArray[np.bool_]
    kind: Kind


def main() -> None:
    pairs = list(all_pairs())
    questions = sorted({pair.question for pair in pairs})
    np.random.default_rng(1).shuffle(questions)
    judged: list[tuple[Pair, Array]] = []
    for fold in range(FOLDS):
        out = set(questions[fold::FOLDS])
        weights = fitted([pair for pair in pairs if pair.question not in out])
        judged += [(pair, chances(pair, weights)) for pair in pairs if pair.question in out]
    tell(judged)
    *weights, bias = fitted(pairs)
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})\nBIAS = {bias:.2f}")


def all_pairs() -> Iterator[Pair]:
    bank = load([bundled_folder()])
    chance = random.Random(1)
    for block in ANSWERS.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.splitlines()
        prompt = find(bank, head.removeprefix("= "))
        told: Told = []
        for line in lines:
            marks, text = re.fullmatch(r"(-|\d+) (.*)", line).groups()  # type: ignore[union-attr]
            told.append(({int(mark) - 1 for mark in marks if mark != "-"}, text))
        for number in range(len(prompt.asks)):
            yield pair(prompt, number, told, "as told")
            if any(number in speaks for speaks, _ in told):
                rest = [one for one in told if number not in one[0]]
                yield pair(prompt, number, rest, "taken out")
        unasked: Told = [(set(), text) for _, text in told]
        others = [one for one in bank.prompts if one.kind == "story" and one.theme != prompt.theme]
        for other in chance.sample(others, OTHERS):
            for number in range(len(other.asks)):
                yield pair(other, number, unasked, "another question")


def pair(prompt: Prompt, number: int, told: Told, kind: Kind) -> Pair:
    heard = Heard(words=tuple(map(Word, split_words(" ".join(text for _, text in told)))))
    said = passages(Answer(heard))
    nearness = known(asked_texts(prompt)) @ known([passage.text for passage in said]).T
    rows = features(said, nearness.tolist(), number)
    assert len(rows) == len(told), (prompt.id, [text for _, text in told])
    speaks = np.array([number in layers for layers, _ in told], dtype=bool)
    return Pair(prompt.id, np.array(rows).reshape(len(rows), -1), speaks, kind)


def known(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Their meanings, each computed once."""
    new = [text for text in dict.fromkeys(texts) if text not in MEANINGS]
    MEANINGS.update(zip(new, meanings(new), strict=True))
    return np.array([MEANINGS[text] for text in texts]).reshape(len(texts), STATES)


def fitted(pairs: Sequence[Pair]) -> Array:
    """Logistic regression over sentences, by Newton's method; the bias last."""
    x = np.vstack([pair.features for pair in pairs if len(pair.features)])
    y = np.concatenate([pair.speaks for pair in pairs]).astype(float)
    x = np.hstack([x, np.ones((len(x), 1))])
    ridge = RIDGE * np.diag([*np.ones(x.shape[1] - 1), 1e-9])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        weights -= np.linalg.solve(hessian, x.T @ (p - y) + ridge @ weights)
    return weights


def chances(pair: Pair, weights: Array) -> Array:
    if not len(pair.features):
        return np.zeros(0)
    return 1 / (1 + np.exp(-(pair.features @ weights[:-1] + weights[-1])))  # type: ignore[no-any-return]


def tell(judged: Sequence[tuple[Pair, Array]]) -> None:
    addressed = [(pair, row) for pair, row in judged if pair.speaks.any()]
    yes = best(addressed)
    no, gone, other = (
        best([(pair, row) for pair, row in judged if pair.kind == kind and not pair.speaks.any()])
        for kind in ("as told", "taken out", "another question")
    )
    print(f"{len(yes)} layers addressed, {len(no)} never, {len(gone)} whose sentences were taken out,")
    print(f"{len(other)} of questions that the answer does not answer")
    right = np.mean([pair.speaks[row.argmax()] for pair, row in addressed])
    chance = np.mean([pair.speaks.mean() for pair, _ in addressed])
    print(f"the likeliest sentence is one that speaks to it: {right:.2f} (any sentence: {chance:.2f})")
    kinds = (("never", no), ("taken out", gone), ("another question", other))
    areas = ", ".join(f"{name} {area(yes, some):.3f}" for name, some in kinds)
    print(f"AUC of addressed against: {areas}\n")
    print("| from a chance of | addressed, found | never, left | taken out, left | another question, left |")
    print("| --- | --- | --- | --- | --- |")
    for at in THRESHOLDS:
        shares = (np.mean(yes >= at), *(np.mean(some < at) for some in (no, gone, other)))
        print(f"| {at:.2f} | {' | '.join(f'{share:.2f}' for share in shares)} |")


def best(judged: Sequence[tuple[Pair, Array]]) -> Array:
    return np.array([row.max(initial=0) for _, row in judged])


def area(positive: Array, negative: Array) -> float:
    above = positive[:, None] > negative[None]
    ties = positive[:, None] == negative[None]
    return float(above.mean() + ties.mean() / 2)


if __name__ == "__main__":
    main()
