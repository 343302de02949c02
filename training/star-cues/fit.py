"""Fit the weights of the STAR cues on answers.txt and write src/rehearse/analysis/star_weights.py.

Run it from the project's root: python training/star-cues/fit.py. It first prints how well answers
that were left out are read. It uses no answer but the ones beside it.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rehearse.analysis.star_cues import CUES, cues
from rehearse.analysis.words import tokens
from rehearse.model.heard import Word

HERE = Path(__file__).parent
WEIGHTS_FILE = HERE.parents[1] / "src" / "rehearse" / "analysis" / "star_weights.py"
LETTERS = "STAR-"
PENALTY = 3.0
FOLDS = 8

Array = NDArray[np.float64]


def main() -> None:
    answers = [_sentences(block) for block in _blocks((HERE / "answers.txt").read_text(encoding="utf-8"))]
    traits = np.array([_traits(text) for answer in answers for _, text in answer])
    truth = np.array([LETTERS.index(letter) for answer in answers for letter, _ in answer])
    fold = np.array([number % FOLDS for number, answer in enumerate(answers) for _ in answer])
    _report(truth, _left_out(traits, truth, fold))
    WEIGHTS_FILE.write_text(_module(fit(traits, truth)), encoding="utf-8")
    print(f"wrote {WEIGHTS_FILE}")


def fit(traits: Array, truth: NDArray[np.int64], *, steps: int = 600, rate: float = 1.0) -> Array:
    """Weights of a multinomial logistic model, (traits, labels), with every label counting the same.

    L2 penalty on all but the last row, the bias; plain gradient descent with momentum.
    """
    wanted = np.eye(len(LETTERS))[truth]
    balance = (len(truth) / (len(LETTERS) * wanted.sum(axis=0)))[truth][:, None]
    penalty = np.full((traits.shape[1], 1), PENALTY)
    penalty[-1] = 0.01
    weights = np.zeros((traits.shape[1], len(LETTERS)))
    speed = np.zeros_like(weights)
    for _ in range(steps):
        slope = traits.T @ ((_chances(traits @ weights) - wanted) * balance) + penalty * weights
        speed = 0.9 * speed - rate * 0.2 * slope / len(truth)
        weights += speed
    return weights


def _chances(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _left_out(traits: Array, truth: NDArray[np.int64], fold: NDArray[np.int64]) -> NDArray[np.int64]:
    said = np.zeros_like(truth)
    for number in range(FOLDS):
        out = fold == number
        said[out] = (traits[out] @ fit(traits[~out], truth[~out])).argmax(axis=1)
    return said


def _report(truth: NDArray[np.int64], said: NDArray[np.int64]) -> None:
    for number, letter in enumerate(LETTERS):
        hits = np.sum((truth == number) & (said == number))
        f1 = 2 * hits / (np.sum(truth == number) + np.sum(said == number))
        print(f"{letter}: F1 {f1:.2f} of {np.sum(truth == number)} sentences, words alone, answers left out")


def _blocks(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [block for block in "\n".join(lines).split("\n\n") if block.strip()]


def _sentences(block: str) -> list[tuple[str, str]]:
    """(letter, sentence) of one answer, whose lines are "S: ..." with one or more sentences each."""
    sections = [line.split(": ", maxsplit=1) for line in block.splitlines() if line]
    return [(letter, text) for letter, rest in sections for text in re.split(r"(?<=[.?!])\s+", rest)]


def _traits(text: str) -> list[float]:
    held = cues(tokens([Word(word) for word in text.split()]))
    return [float(name in held) for name in CUES] + [1.0]


def _module(weights: Array) -> str:
    rows = [f'    "{name}": {_row(row)},' for name, row in zip(CUES, weights[:-1], strict=True)]
    bias = f"BIAS: Weights = {_row(weights[-1])}"
    return "\n".join([_HEAD, bias, "", "WEIGHTS: dict[str, Weights] = {", *rows, "}", ""])


def _row(row: Array) -> str:
    return "(" + ", ".join(f"{value:.1f}".replace("-0.0", "0.0") for value in row) + ")"


_HEAD = '''"""How far each cue speaks for situation, task, action, result and none, in this order; logits.

Written by training/star-cues/fit.py: change its answers or the cues, not this file.
"""

Weights = tuple[float, float, float, float, float]
'''

if __name__ == "__main__":
    main()
