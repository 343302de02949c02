"""Fine-tune the sentence encoder to find what somebody wanted said, and write
src/rehearse/language/wanted.npz.

    python training/star/fit_wanted.py              a minute on a GPU (--device cuda)

wanted/ holds, for texts of data/, points in a few words that they make and that they do not make, and which
lines speak to the layers of a question of the bank. In each pass points change their wording, the lines that
say them are taken out of some texts, so that the points are not made any more, and points of other texts come
among them.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import fit
import network
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.language import encoder
from rehearse.language.story import MOST_OF_CLAUSE, changed, in_one_row
from rehearse.language.wanted import CHANGES, KINDS, MOST_OF_WANTED, WantedKind
from rehearse.language.word_pieces import word_pieces

HERE = Path(__file__).parent
DATA = HERE / "wanted"
PROMPTS = HERE.parents[1] / "prompts"
RANK, DROPOUT = 16, 0.1
BATCH_ROWS = 16
RATE, PASSES = 1e-3, 30
MOST_TOKENS = 480
MOST_WANTED = 9
TAKEN_OUT = 0.4
"""How often, of 1, the lines that say something wanted are taken out."""
FROM_OTHERS = 2
"""Points of other texts among those of a text, at most."""
OF_LAYERS = 0.6
"""How much layers count beside points."""
OF_WHICH = 0.5
"""How much it counts that the right line is the likeliest."""
OF_MADE = 2.0
"""How much a clause that says what is wanted counts beside one that does not."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Something wanted, in one wording or several, and the lines of its text that say it."""

    kind: WantedKind
    wordings: tuple[str, ...]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    lines: tuple[str, ...]
    wanted: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is wanted, the clauses, and for each wanted one the group (line) of clauses that say it."""

    kinds: tuple[WantedKind, ...]
    wanted: tuple[str, ...]
    clauses: tuple[str, ...]
    line_of: tuple[int, ...]
    said: tuple[frozenset[int], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="Fine-tune the encoder that finds what was wanted.")
    parser.add_argument("--held-out", type=int, default=0, metavar="N", help="leave out every Nth text")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--rank", type=int, default=RANK)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--most", type=int, default=MOST_WANTED, help="read so many wanted ones at once")
    parser.add_argument("--start", type=Path, help="go on from what was learnt before")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--out", type=Path, default=CHANGES)
    options = parser.parse_args()
    texts = read_texts()
    kept = [text for at, text in enumerate(texts) if not options.held_out or at % options.held_out]
    trainer = Trainer(kept, options)
    trainer.train()
    np.savez_compressed(options.out, **trainer.arrays())  # type: ignore[arg-type]
    print(f"wrote {options.out} ({options.out.stat().st_size / 1e6:.1f} MB) from {len(kept)} texts")


def read_texts(folder: Path = DATA) -> list[Text]:
    """The texts of data/ that something is wanted of, in the order of the folder's files."""
    answers = {}
    for path in sorted(fit.DATA.glob("*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
            head, *rest = block.splitlines()
            name = head.removeprefix("= ").split("|")[0].strip()
            answers[f"{path.stem}/{name}"] = tuple(line[3:] for line in rest if not line.startswith("? "))
    asks = layers_of_bank()
    found = []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
            head, *rest = block.splitlines()
            name, question = head.removeprefix("= ").split(" | ")
            wanted = tuple(_labelled(rest, asks[question]))
            found.append(Text(name, answers[name], wanted))
    return found


def layers_of_bank() -> dict[str, list[str]]:
    """By the question's id, what each of its layers asks."""
    found = {}
    for path in sorted(PROMPTS.glob("*.toml")):
        for prompt in tomllib.loads(path.read_text(encoding="utf-8"))["prompt"]:
            found[prompt["id"]] = [f"{ask['layer']}: {ask['means']}" for ask in prompt.get("asks", ())]
    return found


def _labelled(lines: Sequence[str], layers: Sequence[str]) -> Iterator[Labelled]:
    for line in lines:
        kind, text = line.split(": ", 1)
        if kind in ("L+", "L-"):
            own, _, numbers = text.partition(" | ")
            yield Labelled("layer", (own.strip(),), _numbers(numbers))
        elif kind.startswith("L"):
            yield Labelled("layer", (layers[int(kind[1:]) - 1],), _numbers(text))
        elif kind == "P+":
            *wordings, numbers = (part.strip() for part in text.split("|"))
            yield Labelled("point", tuple(wordings), _numbers(numbers))
        else:
            yield Labelled("point", (text,), frozenset())


def _numbers(text: str) -> frozenset[int]:
    """Of lines, from 0."""
    return frozenset(int(number) - 1 for number in text.split(",") if number.strip() not in ("", "-"))


class Trainer:
    """The changes of the encoder while they are learnt."""

    def __init__(self, texts: Sequence[Text], options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        self._texts = texts
        self._options = options
        self._random = random.Random(options.seed)
        self._numbers = encoder.vocabulary()
        self._known: dict[str, list[int]] = {}
        device = options.device
        self._weights = {name: tensor.to(device) for name, tensor in network.load_weights().items()}
        changes = network.low_rank(self._weights, options.rank)
        size = encoder.STATES
        scale = 2.0
        self._heads = {
            "wanted": torch.eye(size) * scale + torch.randn(size, size) * 0.01,
            "clause": torch.eye(size) * scale + torch.randn(size, size) * 0.01,
            "of_clause": torch.zeros(len(KINDS), size),
            "bias": torch.full((len(KINDS),), -3.0),
        }
        if options.start:
            with np.load(options.start) as known:
                before = {name: torch.from_numpy(known[name].astype(np.float32)) for name in known.files}
            self._heads = {name: before.pop(name) for name in self._heads}
            changes = before
        self._changes = {name: tensor.to(device) for name, tensor in changes.items()}
        self._heads = {name: tensor.to(device) for name, tensor in self._heads.items()}

    def train(self) -> None:
        network.learn(
            [*self._changes.values(), *self._heads.values()],
            self._batches,
            self._loss,
            passes=self._options.passes,
            rate=self._options.rate,
            device=self._options.device,
        )

    def arrays(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        learnt = {**self._changes, **self._heads}
        return {name: tensor.detach().cpu().numpy().astype(np.float16) for name, tensor in learnt.items()}

    def _batches(self) -> list[list[Row]]:
        rows = [row for text in self._texts for row in self._rows(text)]
        rows.sort(key=lambda row: sum(map(len, row.clauses)) * self._random.uniform(0.9, 1.1))
        batches = [rows[first : first + BATCH_ROWS] for first in range(0, len(rows), BATCH_ROWS)]
        self._random.shuffle(batches)
        return batches

    def _rows(self, text: Text) -> Iterator[Row]:
        chance = self._random
        wanted = list(text.wanted)
        for _ in range(chance.randint(0, FROM_OTHERS)):
            other = chance.choice(self._texts)
            points = [one for one in other.wanted if one.kind == "point"]
            if other is not text and points:
                one = chance.choice(points)
                wanted.append(Labelled("point", one.wordings, frozenset()))
        gone: set[int] = set()
        for one in wanted:
            if one.lines and chance.random() < TAKEN_OUT / max(1, len(text.wanted)) * 2:
                gone |= one.lines
        if len(gone) > len(text.lines) / 2:
            gone = set()
        kept = [at for at in range(len(text.lines)) if at not in gone]
        lines = fit.mended([("N", text.lines[at]) for at in kept], [("N", line) for line in text.lines])
        lines = fit.spoken(lines, chance)
        clauses, line_of = [], []
        in_clauses = chance.random() < fit.IN_CLAUSES
        for at, (_, line) in zip(kept, lines, strict=True):
            pieces = list(fit.clauses_of(line)) if in_clauses else [line]
            clauses += pieces
            line_of += [at] * len(pieces)
        chance.shuffle(wanted)
        for first in range(0, len(wanted), self._options.most):
            some = wanted[first : first + self._options.most]
            yield Row(
                kinds=tuple(one.kind for one in some),
                wanted=tuple(chance.choice(one.wordings) for one in some),
                clauses=tuple(clauses),
                line_of=tuple(line_of),
                said=tuple(one.lines - gone for one in some),
            )

    def _pieces(self, text: str, most: int) -> list[int]:
        found = []
        for word in text.split():
            if word not in self._known:
                self._known[word] = word_pieces(word, self._numbers)
            found += self._known[word]
        return found[:most]

    def _loss(self, batch: Sequence[Row]) -> Tensor:
        device = self._options.device
        rows = []
        for row in batch:
            asked = [self._pieces(text, MOST_OF_WANTED) for text in row.wanted]
            pieces = [self._pieces(text, MOST_OF_CLAUSE) for text in row.clauses]
            while sum(len(piece) + 1 for piece in (*asked, *pieces)) > MOST_TOKENS:
                pieces.pop()
            rows.append((*in_one_row([*asked, *pieces], self._numbers), len(asked)))
        longest = max(len(tokens) for tokens, _, _ in rows)
        tokens = torch.zeros(len(rows), longest, dtype=torch.long)
        heard = torch.zeros(len(rows), longest, dtype=torch.bool)
        for at, (numbers, _, _) in enumerate(rows):
            tokens[at, : len(numbers)] = torch.tensor(numbers)
            heard[at, : len(numbers)] = True
        weights = changed(self._weights, self._changes)
        states = network.states(weights, tokens.to(device), heard.to(device), dropout=DROPOUT).float()
        total = torch.zeros((), device=device)
        count = 0.0
        for at, (row, (_, spans, asked_count)) in enumerate(zip(batch, rows, strict=True)):
            means = torch.stack([states[at, start:end].mean(dim=0) for start, end in spans])
            means = functional.dropout(means, DROPOUT)
            logits = self._products(means[:asked_count], row.kinds, means[asked_count:])
            line_of = row.line_of[: logits.shape[1]]
            lines = sorted(set(line_of))
            groups = torch.tensor([lines.index(line) for line in line_of], device=device)
            by_line = torch.full((asked_count, len(lines)), -1e4, device=device).scatter_reduce(
                1, groups.expand(asked_count, -1), logits, "amax"
            )
            aims = torch.tensor([[float(line in said) for line in lines] for said in row.said], device=device)
            weight = torch.tensor(
                [OF_LAYERS if kind == "layer" else 1.0 for kind in row.kinds], device=device
            )[:, None] * torch.where(aims > 0, OF_MADE, 1.0)
            aims = 0.02 + 0.95 * aims
            each = functional.binary_cross_entropy_with_logits(by_line, aims, reduction="none")
            best, _ = by_line.max(dim=1)
            made = torch.tensor([float(bool(said & set(lines))) for said in row.said], device=device)
            whole = functional.binary_cross_entropy_with_logits(best, 0.02 + 0.96 * made, reduction="none")
            which = functional.log_softmax(by_line, dim=1)
            which = -(which * (aims > 0.5) / (aims > 0.5).sum(dim=1, keepdim=True).clamp(min=1)).sum(dim=1)
            total = total + OF_WHICH * (which * weight[:, 0]).sum()
            total = total + (each * weight).mean(dim=1).sum() * 4 + (whole * weight[:, 0]).sum()
            count += asked_count
        return total / count

    def _products(self, wanted: Tensor, kinds: Sequence[WantedKind], clauses: Tensor) -> Tensor:
        rows = torch.tensor([KINDS.index(kind) for kind in kinds], device=wanted.device)
        heads = self._heads
        found = (wanted @ heads["wanted"].T) @ (clauses @ heads["clause"].T).T / math.sqrt(encoder.STATES)
        return found + (heads["of_clause"] @ clauses.T)[rows] + heads["bias"][rows][:, None]


if __name__ == "__main__":
    main()
