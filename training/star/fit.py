"""Fine-tune the sentence encoder on the answers in data/, and write src/rehearse/language/story.npz.

    python training/star/fit.py                     on all answers: what is shipped
    python training/star/fit.py --held-out 5        leave out every fifth answer and say how they are read

The encoder stays as it is but for low-rank changes of its matrices and its norms. In each pass an answer
loses a section, or sentences, or is put into another order, or is read in pieces, or loses its punctuation
as spoken ones do: so neither the place nor what usually follows gives a label away. Two cores, ten minutes.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import network
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.language import encoder
from rehearse.language.story import CHANGES, MOST_OF_SENTENCE, changed, packed, windows
from rehearse.language.word_pieces import word_pieces

DATA = Path(__file__).parent / "data"
LABELS = "STARN"
RANK, DROPOUT, SMOOTHING = 16, 0.1, 0.05
BATCH_ROWS, BATCH_LETTERS = 16, 8_000
RATE, WARM_UP, PASSES = 2e-3, 40, 8
WEIGHTS = (1.0, 1.6, 0.8, 1.1, 0.9)
"""Of the labels in the loss: tasks are few and short."""
FILLERS = ("um", "uh", "like", "you know", "so", "I mean", "er")

Line = tuple[str, str]
"""A label and a sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A text of data/: `kind` as its README lists them."""

    name: str
    field: str
    english: str
    kind: str
    question: str
    lines: tuple[Line, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="Fine-tune the encoder that reads stories.")
    parser.add_argument("--held-out", type=int, default=0, metavar="N", help="leave out every Nth answer")
    parser.add_argument("--answers", type=int, help="use only so many: for a learning curve")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=CHANGES)
    options = parser.parse_args()
    answers = shuffled(read_answers(), seed=options.seed)
    held = answers[:: options.held_out] if options.held_out else []
    kept = [answer for answer in answers if answer not in held][: options.answers]
    trainer = Trainer(seed=options.seed)
    trainer.train(kept, passes=options.passes)
    if held:
        trainer.tell(held)
    np.savez_compressed(options.out, **trainer.arrays())  # type: ignore[arg-type]
    print(f"wrote {options.out} ({options.out.stat().st_size / 1e6:.1f} MB) from {len(kept)} answers")


def read_answers(folder: Path = DATA) -> list[Answer]:
    """Every text of the folder, in order. Raises ValueError for a heading that has not four parts."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
            head, question, *rest = block.splitlines()
            name, field, english, kind = (part.strip() for part in head.removeprefix("= ").split("|"))
            lines = tuple((line[0], line[3:]) for line in rest)
            found.append(Answer(name, field, english, kind, question.removeprefix("? "), lines))
    return found


def shuffled(answers: Sequence[Answer], *, seed: int) -> list[Answer]:
    return random.Random(seed).sample(list(answers), len(answers))


class Trainer:
    """The changes of the encoder while they are learnt."""

    def __init__(self, *, seed: int) -> None:
        torch.manual_seed(seed)
        self._random = random.Random(seed)
        self._numbers = encoder.vocabulary()
        self._weights = network.load_weights()
        self._changes: dict[str, Tensor] = {}
        for layer in map(str, range(encoder.LAYERS)):
            for name in encoder.LINEAR:
                rows, columns = self._weights[f"{layer}.{name}.weight"].shape
                self._changes[f"{layer}.{name}.down"] = torch.randn(RANK, columns) / math.sqrt(columns)
                self._changes[f"{layer}.{name}.up"] = torch.zeros(rows, RANK)
            for name in ("attention", "output"):
                for part in ("weight", "bias"):
                    self._changes[f"{layer}.{name}.{part}"] = self._weights[f"{layer}.{name}.{part}"].clone()
        self._head = {
            "head.weight": torch.randn(len(LABELS), encoder.STATES) / math.sqrt(encoder.STATES),
            "head.bias": torch.zeros(len(LABELS)),
        }

    def train(self, answers: Sequence[Answer], *, passes: int) -> None:
        learnt = [*self._changes.values(), *self._head.values()]
        for tensor in learnt:
            tensor.requires_grad_()
        optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
        steps, step, began = passes * len(self._batches(answers)), 0, time.monotonic()
        for number in range(1, passes + 1):
            total, batches = 0.0, self._batches(answers)
            for batch in batches:
                step += 1
                falling = 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
                for group in optimiser.param_groups:
                    group["lr"] = RATE * min(1.0, step / WARM_UP) * max(0.02, falling)
                with torch.autocast("cpu", torch.bfloat16):
                    loss = self._loss(batch)
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(learnt, 1.0)
                optimiser.step()
                total += loss.item()
            print(
                f"pass {number}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )

    def tell(self, answers: Sequence[Answer]) -> None:
        """Print how well answers are labelled that were not trained on."""
        said, true = "", ""
        with torch.inference_mode():
            for answer in answers:
                for first, end in windows([len(self._pieces(text)) for _, text in answer.lines]):
                    lines = answer.lines[first:end]
                    logits = self._logits([lines], dropout=0.0)[0][0, : len(lines)]
                    said += "".join(LABELS[index] for index in logits.argmax(dim=-1).tolist())
                    true += "".join(label for label, _ in lines)
        for label in LABELS:
            hits = sum(one == other == label for one, other in zip(said, true, strict=True))
            print(
                f"{label}: F1 {2 * hits / (said.count(label) + true.count(label)):.2f} of {true.count(label)}"
            )

    def arrays(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        learnt = {**self._changes, **self._head}
        return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in learnt.items()}

    def _batches(self, answers: Sequence[Answer]) -> list[list[Sequence[Line]]]:
        """Answers as this pass reads them, those of like length together."""
        rows = [row for answer in answers for row in self._readings(answer)]
        rows.sort(key=lambda row: sum(len(text) for _, text in row) * self._random.uniform(0.9, 1.1))
        batches: list[list[Sequence[Line]]] = [[]]
        for row in rows:
            letters = sum(len(text) for _, text in row)
            if letters * (len(batches[-1]) + 1) > BATCH_LETTERS or len(batches[-1]) == BATCH_ROWS:
                batches.append([])
            batches[-1].append(row)
        self._random.shuffle(batches)
        return batches

    def _readings(self, answer: Answer) -> Iterator[Sequence[Line]]:
        lines = spoken(joined(varied(answer.lines, self._random), self._random), self._random)
        if self._random.random() < READ_IN_PIECES:
            yield from in_pieces(lines, self._random)
        else:
            ends = windows([len(self._pieces(text)) for _, text in lines])
            first, end = next(iter(ends))
            yield lines[first:end]

    def _pieces(self, text: str) -> list[int]:
        return word_pieces(text, self._numbers)[:MOST_OF_SENTENCE]

    def _logits(self, batch: Sequence[Sequence[Line]], *, dropout: float) -> tuple[Tensor, Tensor]:
        """Of shape (rows, sentences, labels), and the true labels, -100 where a row has no more sentences."""
        rows = [packed([self._pieces(text) for _, text in lines], self._numbers) for lines in batch]
        longest = max(len(tokens) for tokens, _ in rows)
        most = max(len(spans) for _, spans in rows)
        tokens = torch.zeros(len(rows), longest, dtype=torch.long)
        heard = torch.zeros(len(rows), longest, dtype=torch.bool)
        means = torch.zeros(len(rows), most, longest)
        labels = torch.full((len(rows), most), -100)
        for row, (numbers, spans) in enumerate(rows):
            tokens[row, : len(numbers)] = torch.tensor(numbers)
            heard[row, : len(numbers)] = True
            for place, (start, end) in enumerate(spans):
                means[row, place, start:end] = 1 / (end - start)
                labels[row, place] = LABELS.index(batch[row][place][0])
        weights = changed(self._weights, self._changes)
        sentences = means @ network.states(weights, tokens, heard, dropout=dropout)
        sentences = functional.dropout(sentences, dropout) if dropout else sentences
        return functional.linear(sentences, self._head["head.weight"], self._head["head.bias"]), labels

    def _loss(self, batch: Sequence[Sequence[Line]]) -> Tensor:
        logits, labels = self._logits(batch, dropout=DROPOUT)
        return functional.cross_entropy(
            logits.float().flatten(0, 1),
            labels.flatten(),
            weight=torch.tensor(WEIGHTS),
            label_smoothing=SMOOTHING,
            ignore_index=-100,
        )


# How often, of 1, in each pass.
READ_IN_PIECES = 0.35
LOSES_SECTION, LOSES_TWO = 0.45, 0.1
OTHER_ORDER, NO_ORDER, LOSES_SENTENCES = 0.3, 0.2, 0.2
JOINED, UNPUNCTUATED, MISHEARD = 0.3, 0.4, 0.2


def varied(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """An answer without a section or some sentences, or with its sections or sentences in another order."""
    told = sorted({label for label, _ in lines} - {"N"})
    if len(told) < 2:
        return list(lines)
    gone: set[str] = set()
    if chance.random() < LOSES_SECTION:
        gone = set(chance.sample(told, 2 if len(told) > 2 and chance.random() < LOSES_TWO else 1))
    kept = [line for line in lines if line[0] not in gone] or list(lines)
    order = chance.random()
    if order < OTHER_ORDER:
        runs: list[list[Line]] = []
        for line in kept:
            if runs and runs[-1][0][0] == line[0]:
                runs[-1].append(line)
            else:
                runs.append([line])
        chance.shuffle(runs)
        kept = [line for run in runs for line in run]
    elif order < OTHER_ORDER + NO_ORDER:
        chance.shuffle(kept)
    if chance.random() < LOSES_SENTENCES:
        kept = [line for line in kept if chance.random() < 0.8] or kept
    return kept


def in_pieces(lines: Sequence[Line], chance: random.Random) -> Iterator[Sequence[Line]]:
    """One to three sentences at a time, without the rest of the story."""
    first = 0
    while first < len(lines):
        end = first + chance.choice((1, 1, 2, 3))
        yield lines[first:end]
        first = end


def joined(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """Some neighbours of one label as one sentence, as in run-on speech."""
    if chance.random() >= JOINED:
        return list(lines)
    found: list[Line] = []
    for label, text in lines:
        if found and found[-1][0] == label and len(found[-1][1].split()) < 25 and chance.random() < 0.4:
            found[-1] = (label, f"{found[-1][1]} {text}")
        else:
            found.append((label, text))
    return found


def spoken(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """Some answers as a machine hears them: no punctuation, no capitals, words repeated, lost or put in."""
    kind = chance.random()
    if kind >= UNPUNCTUATED:
        return list(lines)
    plain = [(label, " ".join(re.sub(r"[^\w\s'%$£€-]", " ", text.lower()).split())) for label, text in lines]
    if kind >= MISHEARD:
        return plain
    return [(label, " ".join(_misheard(text.split(), chance)) or text) for label, text in plain]


def _misheard(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    for word in words:
        if chance.random() < 0.05:
            yield chance.choice(FILLERS)
        if chance.random() < 0.03:
            yield word
        if chance.random() >= 0.03:
            yield word


if __name__ == "__main__":
    main()
