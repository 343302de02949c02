"""How well the sections of a story are told apart, and noticed when they are missing.

    python training/star/fit.py --held-out 5 --out held.npz
    python -m benchmarks.accuracy.star --changes held.npz     on every fifth of training/star's texts, which
                                                              that fine-tuning has not seen
    python -m benchmarks.accuracy.star --data FOLDER          on other people's labelled answers in
                                                              answers.jsonl and negatives.jsonl

    labels     F1 over S, T, A and R, by words; and with S and T together
    presence   each answer that has all four, whole and with each section deleted in turn: does the
               confidence of the section fall (AUC), and is "present" right (balanced accuracy, of what is
               shipped: the thresholds are made for that)?
    negatives  texts that are no story and are taken for a whole one

Readers: where a sentence stands and nothing else; the cues; the encoder as it comes, with a logistic
regression on the mean of each sentence; the fine-tuned encoder; what is shipped, which weighs the last with
the cues. All go through the same decoding of stories.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rehearse.analysis.answer import Answer
from rehearse.analysis.star import decoded, star, together
from rehearse.analysis.star_cues import log_chances
from rehearse.analysis.words import split_words
from rehearse.language import encoder, story
from rehearse.model.heard import Heard, Reading, Word
from rehearse.model.report import LABELS, Star

sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "star"))
import fit

LETTERS = "STAR"
NO_STORY = ("not-star", "self-praise", "never", "recipe", "no-story")
Rows = list[tuple[float, ...]]
Reader = Callable[[Sequence[str]], Rows]
"""From the sentences of a text to log chances of S, T, A, R and none for each."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text in pieces, each with its label; `gone` is the section that was taken out, if any."""

    pieces: tuple[tuple[str, str], ...]
    gone: str = ""

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.pieces)

    @property
    def labels(self) -> list[str]:
        """One for each word."""
        return [label for label, text in self.pieces for _ in counted(text)]


def main() -> None:
    parser = argparse.ArgumentParser(description="How well stories are read.")
    parser.add_argument("--data", type=Path, help="a folder with answers.jsonl and negatives.jsonl")
    parser.add_argument("--tier", default="", help="only answers of these tiers, e.g. AB")
    parser.add_argument("--changes", type=Path, default=story.CHANGES, help="another fine-tuning")
    parser.add_argument("--held-out", type=int, default=5, help="without --data: every Nth answer is read")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    held, learnt = held_out(options.held_out, seed=options.seed)
    if options.data:
        learnt += held
        texts = list(answers_of(options.data / "answers.jsonl", tier=options.tier))
        negatives = list(negatives_of(options.data / "negatives.jsonl"))
    else:
        texts = [Labelled(answer.lines) for answer in held if answer.kind not in NO_STORY]
        negatives = [Labelled(answer.lines) for answer in held if answer.kind in NO_STORY]
    whole = [text for text in texts if {label for label, _ in text.pieces} >= set(LETTERS)]
    without = [
        replace(text, gone=gone, pieces=tuple(piece for piece in text.pieces if piece[0] != gone))
        for text in whole
        for gone in LETTERS
    ]
    print(f"{len(whole)} answers with all four sections, {len(negatives)} texts that are no story\n")
    print("| reader | F1 | S, T as one | AUC S / T / A / R | mean | balanced accuracy | negatives |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    story.CHANGES = options.changes
    reader = story.StoryReader()
    tuned = remembering(lambda clauses: reader.read(clauses).labels)
    frozen = frozen_encoder(learnt)
    for name, judge in (
        ("position alone", judging(by_place, cue=0.0)),
        ("cues", judging(None)),
        ("encoder as it comes", judging(frozen, cue=0.0)),
        ("fine-tuned encoder", judging(tuned, cue=0.0)),
        ("shipped: fine-tuned encoder and cues", judging(tuned)),
    ):
        print(row(name, judge, whole, without, negatives))


def held_out(every: int, *, seed: int) -> tuple[list[fit.Answer], list[fit.Answer]]:
    """The texts of training/star that `fit.py --held-out` leaves out, and those that it learns from."""
    answers = fit.shuffled(fit.read_answers(), seed=seed)
    held = answers[::every]
    return held, [answer for answer in answers if answer not in held]


def row(
    name: str,
    judge: Callable[[str], Star],
    whole: Sequence[Labelled],
    without: Sequence[Labelled],
    negatives: Sequence[Labelled],
) -> str:
    told = [judge(text.text) for text in whole]
    pairs = [
        pair
        for text, found in zip(whole, told, strict=True)
        for pair in zip(text.labels, said(found), strict=True)
    ]
    merged = [(a.replace("T", "S"), b.replace("T", "S")) for a, b in pairs]
    stories = [*zip([""] * len(whole), told, strict=True)]
    stories += [(text.gone, judge(text.text)) for text in without]
    areas, balanced = [], []
    for letter, label in zip(LETTERS, LABELS, strict=True):
        sections = [(gone != letter, found.section(label)) for gone, found in stories]
        areas.append(
            area(
                [section.confidence for there, section in sections if there],
                [section.confidence for there, section in sections if not there],
            )
        )
        right = [
            np.mean([section.present == there for there, section in sections if there == case])
            for case in (True, False)
        ]
        balanced.append(float(np.mean(right)))
    taken = sum(is_whole(judge(text.text)) for text in negatives)
    columns = [
        name,
        f"{f1(pairs, LETTERS):.2f}",
        f"{f1(merged, 'SAR'):.2f}",
        slashed(areas),
        f"{np.mean(areas):.2f}",
        *([slashed(balanced), f"{taken} of {len(negatives)}"] if name.startswith("shipped") else "--"),
    ]
    return f"| {' | '.join(columns)} |"


def judging(reader: Reader | None, *, cue: float | None = None) -> Callable[[str], Star]:
    """From a text to its story: by the cues where there is no `reader`, else by it and `cue` of the cues.

    With neither a reader nor a weight named it is what is shipped.
    """

    def judge(text: str) -> Star:
        heard = Heard(words=tuple(map(Word, split_words(text))))
        answer = Answer(heard)
        clauses = answer.clauses
        cues = [log_chances(answer.tokens(clause)) for clause in clauses]
        if reader is None:
            return decoded(answer, clauses, cues)
        rows = reader([clause.text_in(heard.words) for clause in clauses])
        if cue is None:
            read = zip(clauses, rows, strict=True)
            readings = tuple(Reading(at.first, at.count, row) for at, row in read)
            return star(Answer(replace(heard, readings=readings)))
        both = zip(rows, cues, strict=True)
        return decoded(answer, clauses, [together(row, said, cue=cue) for row, said in both])

    return judge


def remembering(reader: Reader) -> Reader:
    """The same texts are read for more than one row."""
    known: dict[tuple[str, ...], Rows] = {}

    def read(sentences: Sequence[str]) -> Rows:
        key = tuple(sentences)
        if key not in known:
            known[key] = reader(sentences)
        return known[key]

    return read


def by_place(sentences: Sequence[str]) -> Rows:
    """Nothing is known of the words: only the decoding, with its usual places and order, labels them."""
    return [tuple(math.log(share) for share in (0.2, 0.1, 0.3, 0.16, 0.24)) for _ in sentences]


def frozen_encoder(answers: Sequence[fit.Answer]) -> Reader:
    """Logistic regression on what the encoder makes of each sentence by itself."""
    import torch

    def means(sentences: Sequence[str]) -> torch.Tensor:
        return torch.from_numpy(encoder.meanings(sentences))

    known = means([text for answer in answers for _, text in answer.lines])
    wanted = torch.tensor([fit.LABELS.index(label) for answer in answers for label, _ in answer.lines])
    torch.manual_seed(1)
    layer = torch.nn.Linear(encoder.STATES, len(fit.LABELS))
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        error = torch.nn.functional.cross_entropy(layer(known), wanted) + 1e-4 * layer.weight.square().sum()
        error.backward()  # type: ignore[no-untyped-call]
        return error

    optimiser.step(loss)  # type: ignore[no-untyped-call]

    def read(sentences: Sequence[str]) -> Rows:
        with torch.inference_mode():
            return [tuple(row) for row in layer(means(sentences)).log_softmax(dim=-1).tolist()]

    return read


def answers_of(path: Path, *, tier: str) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        if not tier or answer.get("tier") in tier:
            yield Labelled(tuple((piece["label"], piece["text"]) for piece in answer["segments"]))


def negatives_of(path: Path) -> Iterator[Labelled]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Labelled((("N", json.loads(line)["text"]),))


def counted(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def said(found: Star) -> list[str]:
    return [
        sentence.label[0].upper() if sentence.label else "-"
        for sentence in found.sentences
        for _ in counted(sentence.text)
    ]


def is_whole(found: Star) -> bool:
    setup = found.situation.present or found.task.present
    return setup and found.action.present and found.result.present


def f1(pairs: Sequence[tuple[str, str]], letters: str) -> float:
    scores = []
    for letter in letters:
        hits = sum(true == said == letter for true, said in pairs)
        both = sum((true == letter) + (said == letter) for true, said in pairs)
        scores.append(2 * hits / both if both else 0.0)
    return sum(scores) / len(scores)


def area(there: Sequence[float], gone: Sequence[float]) -> float:
    """Under the ROC curve: how often one with the section is surer of it than one without."""
    pairs = np.subtract.outer(np.array(there), np.array(gone))
    return float((pairs > 0).mean() + (pairs == 0).mean() / 2)


def slashed(values: Sequence[float]) -> str:
    return " / ".join(f"{value:.2f}" for value in values)


if __name__ == "__main__":
    main()
