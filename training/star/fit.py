"""Fine-tune the sentence encoder on the answers in data/, and write src/rehearse/language/story.npz.

    python training/star/fit.py                     on all answers: what is shipped
    python training/star/fit.py --held-out 5        leave out every fifth answer and say how they are read

The encoder stays as it is but for low-rank changes of its matrices and its norms. In each pass an answer
loses a section, or sentences, or is put into another order, or is read in pieces, or loses its punctuation as
spoken ones do: so neither the place nor what usually follows gives a label away. Beside the labels it learns
whether the question was answered, from questions of other texts, and whether one occasion is told. Four
minutes on a GPU.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import network
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.analysis.clauses import clause_bounds
from rehearse.analysis.words import is_filled_pause, normal
from rehearse.language import encoder
from rehearse.language.story import CHANGES, MOST_OF_CLAUSE, MOST_OF_QUESTION, changed, packed, windows
from rehearse.language.word_pieces import word_pieces
from rehearse.model.heard import MANNERS, OCCASIONS

DATA = Path(__file__).parent / "data"
LABELS = "STARN"
RANK, DROPOUT, SMOOTHING = 16, 0.1, 0.05
BATCH_ROWS, BATCH_LETTERS = 16, 8_000
RATE, PASSES = 1e-3, 12
WEIGHTS = (1.0, 1.4, 0.8, 1.1, 0.9)
"""Of the labels in the loss: tasks are few and short."""
MANNER_WEIGHTS = (0.5, 3.0, 3.0, 3.0)
"""Of the manners: few texts are other than plain."""
OF_QUESTION = 0.8
OF_TEXT = 0.3
"""How much what is learnt of the whole text counts beside the labels."""
FILLERS = ("um", "uh", "like", "you know", "so", "I mean", "er")

Line = tuple[str, str]
"""A label and a clause or sentence."""

_OCCASION_OF_KIND = {"hypothetical": "hypothetical", "general": "habit", "not-star": "none"}
_MANNER_OF = {"vague": "vague", "corporate": "vague", "template": "template", "hedged": "hedged"}
_NO_STORIES = ("hypothetical", "general", "not-star")


@dataclass(frozen=True, slots=True)
class Answer:
    """A text of data/: `kind` as its README lists them.

    `answers` says whether it answers its question ("yes", "partly", "no"), None where nobody judged that;
    `occasion` is one of OCCASIONS, `manner` one of MANNERS.
    """

    name: str
    field: str
    english: str
    kind: str
    answers: str | None
    occasion: str
    manner: str
    question: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An answer as one pass reads it: `question` is "" where it is not known, `answered` from 0 to 1,
    `occasion` and `manner` the indexes of one of OCCASIONS and MANNERS, None where they are not to be learnt.
    """

    question: str
    lines: Sequence[Line]
    answered: float | None = None
    occasion: int | None = None
    manner: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description="Fine-tune the encoder that reads stories.")
    parser.add_argument("--held-out", type=int, default=0, metavar="N", help="leave out every Nth answer")
    parser.add_argument("--answers", type=int, help="use only so many: for a learning curve")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--rank", type=int, default=RANK)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--out", type=Path, default=CHANGES)
    options = parser.parse_args()
    answers = shuffled(read_answers(), seed=options.seed)
    held = answers[:: options.held_out] if options.held_out else []
    kept = [answer for answer in answers if answer not in held][: options.answers]
    trainer = Trainer(kept, seed=options.seed, rank=options.rank, rate=options.rate, device=options.device)
    trainer.train(passes=options.passes)
    if held:
        trainer.tell(held)
    np.savez_compressed(options.out, **trainer.arrays())  # type: ignore[arg-type]
    print(f"wrote {options.out} ({options.out.stat().st_size / 1e6:.1f} MB) from {len(kept)} answers")


def read_answers(folder: Path = DATA) -> list[Answer]:
    """Every text of the folder, in order. Raises ValueError for a heading that has not four parts or more."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
            head, question, *rest = block.splitlines()
            name, field, english, kind, *more = (part.strip() for part in head.removeprefix("= ").split("|"))
            said = dict(part.split("=") for part in more)
            answer = Answer(
                name=name,
                field=field,
                english=english,
                kind=kind,
                answers=said.get("answers", None if kind in _NO_STORIES else "yes"),
                occasion=said.get("occasion", _OCCASION_OF_KIND.get(kind, "one")),
                manner=_MANNER_OF.get(said.get("manner", "plain"), "plain"),
                question=question.removeprefix("? "),
                lines=tuple((line[0], line[3:]) for line in rest),
            )
            found.append(answer)
    return found


def shuffled(answers: Sequence[Answer], *, seed: int) -> list[Answer]:
    return random.Random(seed).sample(list(answers), len(answers))


class OtherQuestions:
    """For each answer questions that mean something else than its own."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._questions = sorted(set(questions))
        means = encoder.meanings(self._questions)
        near = means @ means.T > ALIKE
        self._others = {
            question: [self._questions[other] for other in np.flatnonzero(~row)]
            for question, row in zip(self._questions, near, strict=True)
        }

    def one(self, question: str, chance: random.Random) -> str:
        return chance.choice(self._others[question])


class Trainer:
    """The changes of the encoder while they are learnt."""

    def __init__(
        self,
        answers: Sequence[Answer],
        *,
        seed: int,
        rank: int = RANK,
        rate: float = RATE,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self._answers = answers
        self._others = OtherQuestions([answer.question for answer in answers])
        self._random = random.Random(seed)
        self._device = device
        self._rate = rate
        self._known: dict[str, list[int]] = {}
        self._numbers = encoder.vocabulary()
        self._weights = {name: tensor.to(device) for name, tensor in network.load_weights().items()}
        changes = network.low_rank(self._weights, rank)
        heads: dict[str, Tensor] = {}
        for name, size in (
            ("label", len(LABELS)),
            ("occasion", len(OCCASIONS)),
            ("manner", len(MANNERS)),
            ("answered", 1),
        ):
            heads[f"{name}.weight"] = torch.randn(size, encoder.STATES) / math.sqrt(encoder.STATES)
            heads[f"{name}.bias"] = torch.zeros(size)
        self._changes = {name: tensor.to(device) for name, tensor in changes.items()}
        self._heads = {name: tensor.to(device) for name, tensor in heads.items()}

    def train(self, *, passes: int) -> None:
        network.learn(
            [*self._changes.values(), *self._heads.values()],
            self._batches,
            self._loss,
            passes=passes,
            rate=self._rate,
            device=self._device,
        )

    def tell(self, answers: Sequence[Answer]) -> None:
        """Print how well answers are labelled that were not trained on."""
        said, true = "", ""
        with torch.inference_mode():
            for answer in answers:
                for first, end in windows([len(self._pieces(text)) for _, text in answer.lines]):
                    lines = answer.lines[first:end]
                    logits = self._read([Row("", lines)], dropout=0.0).labels[0, : len(lines)]
                    said += "".join(LABELS[index] for index in logits.argmax(dim=-1).tolist())
                    true += "".join(label for label, _ in lines)
        for label in LABELS:
            hits = sum(one == other == label for one, other in zip(said, true, strict=True))
            print(
                f"{label}: F1 {2 * hits / (said.count(label) + true.count(label)):.2f} of {true.count(label)}"
            )

    def arrays(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        learnt = {**self._changes, **self._heads}
        learnt = {name: tensor for name, tensor in learnt.items() if not name.startswith("answered")}
        return {name: tensor.detach().cpu().numpy().astype(np.float16) for name, tensor in learnt.items()}

    def _batches(self) -> list[list[Row]]:
        """Answers as this pass reads them, those of like length together."""
        rows = [row for answer in self._answers for row in self._readings(answer)]
        rows.sort(key=lambda row: sum(len(text) for _, text in row.lines) * self._random.uniform(0.9, 1.1))
        batches: list[list[Row]] = [[]]
        for row in rows:
            letters = sum(len(text) for _, text in row.lines)
            if letters * (len(batches[-1]) + 1) > BATCH_LETTERS or len(batches[-1]) == BATCH_ROWS:
                batches.append([])
            batches[-1].append(row)
        self._random.shuffle(batches)
        return batches

    def _readings(self, answer: Answer) -> Iterator[Row]:
        chance = self._random
        lines = spoken(joined(in_clauses(varied(answer.lines, chance), chance), chance), chance)
        whole = self._asked(answer)
        if chance.random() < READ_IN_PIECES:
            for piece in in_pieces(lines, chance):
                yield Row(whole.question, piece)
        else:
            first, end = next(iter(windows([len(self._pieces(text)) for _, text in lines])))
            yield replace(whole, lines=lines[first:end])

    def _asked(self, answer: Answer) -> Row:
        """With its own question, another one, or none."""
        occasion, manner = OCCASIONS.index(answer.occasion), MANNERS.index(answer.manner)
        chance = self._random.random()
        if chance < NO_QUESTION:
            return Row("", (), None, occasion, manner)
        if chance < NO_QUESTION + OTHER_QUESTION:
            return Row(self._others.one(answer.question, self._random), (), 0.0, occasion, manner)
        answered = {"yes": 1.0, "partly": 0.6, "no": 0.0}.get(answer.answers or "")
        return Row(answer.question, (), answered, occasion, manner)

    def _pieces(self, text: str) -> list[int]:
        return [number for word in text.split() for number in self._of_word(word)][:MOST_OF_CLAUSE]

    def _of_word(self, word: str) -> list[int]:
        if word not in self._known:
            self._known[word] = word_pieces(word, self._numbers)
        return self._known[word]

    def _read(self, batch: Sequence[Row], *, dropout: float) -> Logits:
        asked = [word_pieces(row.question, self._numbers)[:MOST_OF_QUESTION] for row in batch]
        rows = [
            packed(question, [self._pieces(text) for _, text in row.lines], self._numbers)
            for question, row in zip(asked, batch, strict=True)
        ]
        longest = max(len(tokens) for tokens, _ in rows)
        most = max(len(spans) for _, spans in rows)
        tokens = torch.zeros(len(rows), longest, dtype=torch.long)
        heard = torch.zeros(len(rows), longest, dtype=torch.bool)
        means = torch.zeros(len(rows), most + 2, longest)
        for row, (numbers, spans) in enumerate(rows):
            tokens[row, : len(numbers)] = torch.tensor(numbers)
            heard[row, : len(numbers)] = True
            means[row, 0, 0] = 1
            means[row, 1, : len(asked[row]) + 2] = 1 / (len(asked[row]) + 2)
            for place, (start, end) in enumerate(spans):
                means[row, place + 2, start:end] = 1 / (end - start)
        weights = changed(self._weights, self._changes)
        states = network.states(weights, tokens.to(self._device), heard.to(self._device), dropout=dropout)
        found = means.to(self._device) @ states.float()
        found = functional.dropout(found, dropout) if dropout else found
        return Logits(
            labels=self._head("label", found[:, 2:]),
            occasion=self._head("occasion", found[:, 0]),
            manner=self._head("manner", found[:, 0]),
            answered=self._head("answered", found[:, 1])[:, 0],
        )

    def _head(self, name: str, states: Tensor) -> Tensor:
        return functional.linear(states, self._heads[f"{name}.weight"], self._heads[f"{name}.bias"]).float()

    def _loss(self, batch: Sequence[Row]) -> Tensor:
        read = self._read(batch, dropout=DROPOUT)
        labels = torch.full(read.labels.shape[:2], -100)
        for place, row in enumerate(batch):
            labels[place, : len(row.lines)] = torch.tensor([LABELS.index(label) for label, _ in row.lines])
        loss = functional.cross_entropy(
            read.labels.flatten(0, 1),
            labels.flatten().to(self._device),
            weight=torch.tensor(WEIGHTS, device=self._device),
            label_smoothing=SMOOTHING,
            ignore_index=-100,
        )
        for read_as, wanted, weights in (
            (read.occasion, [row.occasion for row in batch], None),
            (read.manner, [row.manner for row in batch], torch.tensor(MANNER_WEIGHTS, device=self._device)),
        ):
            if any(one is not None for one in wanted):
                aims = torch.tensor([-100 if one is None else one for one in wanted], device=self._device)
                loss = loss + OF_TEXT * functional.cross_entropy(
                    read_as, aims, weight=weights, label_smoothing=SMOOTHING, ignore_index=-100
                )
        answered = [(place, row.answered) for place, row in enumerate(batch) if row.answered is not None]
        if answered:
            places, told = map(list, zip(*answered, strict=True))
            aim = 0.02 + 0.96 * torch.tensor(told, device=self._device)
            loss = loss + OF_QUESTION * functional.binary_cross_entropy_with_logits(
                read.answered[places], aim
            )
        return loss


@dataclass(frozen=True, slots=True)
class Logits:
    """Of shapes (rows, clauses, labels), (rows, occasions), (rows, manners) and (rows,)."""

    labels: Tensor
    occasion: Tensor
    manner: Tensor
    answered: Tensor


ALIKE = 0.45
"""Questions of this cosine may well be answered by the same story."""

# How often, of 1, in each pass.
NO_QUESTION, OTHER_QUESTION = 0.2, 0.42
READ_IN_PIECES = 0.3
IN_CLAUSES = 0.75
LOSES_SECTION, LOSES_TWO = 0.45, 0.1
OTHER_ORDER, NO_ORDER, LOSES_SENTENCES = 0.3, 0.15, 0.2
JOINED, UNPUNCTUATED, MISHEARD = 0.15, 0.4, 0.2


def varied(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """An answer without a section or some sentences, or with its sections or sentences in another order."""
    told = sorted({label for label, _ in lines} - {"N"})
    if len(told) < 2:
        return list(lines)
    gone: set[str] = set()
    if chance.random() < LOSES_SECTION:
        gone = set(chance.sample(told, 2 if len(told) > 2 and chance.random() < LOSES_TWO else 1))
    kept = [line for line in lines if line[0] not in gone] or list(lines)
    if gone:
        kept = mended(kept, lines)
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


def mended(kept: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """What is left of sentences as sentences, so that no loose end tells that something was taken out."""
    if not any(text.endswith((".", "!", "?")) for _, text in lines):
        return list(kept)
    ends = (".", "!", "?", '"')
    found: list[Line] = []
    for place, (label, text) in enumerate(kept):
        ended = place == 0 or found[-1][1].endswith(ends)
        if ended and text[:1].islower():
            text = re.sub(r"^(?:and|so|but|which|because) ", "", text)
            text = text[:1].upper() + text[1:]
        follows = kept[place + 1][1] if place + 1 < len(kept) else ""
        if not text.endswith(ends) and not follows[:1].islower():
            text = text.rstrip(" ,;:—–-") + "."
        found.append((label, text))
    return found


def in_pieces(lines: Sequence[Line], chance: random.Random) -> Iterator[Sequence[Line]]:
    """One to four clauses at a time, without the rest of the story."""
    first = 0
    while first < len(lines):
        end = first + chance.choice((1, 1, 2, 3, 4))
        yield lines[first:end]
        first = end


def in_clauses(lines: Sequence[Line], chance: random.Random) -> list[Line]:
    """As the program reads them, which cuts sentences into clauses; now and then whole."""
    if chance.random() >= IN_CLAUSES:
        return list(lines)
    return [(label, clause) for label, text in lines for clause in clauses_of(text)]


def clauses_of(text: str) -> Iterator[str]:
    words = text.split()
    bounds = clause_bounds(words, [normal(word) for word in words], [is_filled_pause(word) for word in words])
    for first, end in pairwise(bounds):
        yield " ".join(words[first:end])


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
