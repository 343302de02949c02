"""Fine-tune the sentence encoder to tell which stories answer which questions, and write
src/rehearse/language/fits.npz.

    python training/star/fit_fits.py --passes 20 --device cuda --out first.npz    without own-*, on a GPU
    python training/star/fit_fits.py --start first.npz --passes 6 --rate 4e-4     with them, on two cores

fits/ holds stories with the question each was written for, others that it answers too, and some that look
near and it does not answer. In first-* and second-* that is a question of the bank, in own-* one in an
interviewer's words. A story and a question become one vector each, alone, so that the questions need to be
read once; how well they fit is their cosine. In each pass some stories lose their title, a sentence or their
punctuation, and some questions what they really ask: the user's own have none.

Nobody said which other stories answer a question of own-*, and those are so general that many may. So a story
counts against it only where the reader as it was before sees nothing in common.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import network
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rehearse.folders import bundled
from rehearse.language import encoder
from rehearse.language.fits import CHANGES, MOST_OF_STORY, FitReader, question_text, story_text
from rehearse.language.story import changed
from rehearse.language.word_pieces import word_pieces
from rehearse.model.questions import Prompt
from rehearse.questions.reading import load

DATA = Path(__file__).parent / "fits"
RANK, DROPOUT = 16, 0.1
BATCH, PASSES, RATE = 48, 24, 1e-3
SCALE = 20.0
"""How much a cosine counts while it is learnt."""
OF_ALSO = 0.5
"""How much a question counts that the story was not written for, and answers."""
OF_NEAR = 2.0
"""How much one counts that looks near, and is not answered."""
WITHOUT_ASKS, WITHOUT_TITLE, WITHOUT_SENTENCES = 0.4, 0.5, 0.3
QUESTIONS_AT_ONCE = 60
"""Beside those that the stories of a batch name."""
TOGETHER = 24
APART_BELOW = 0.12
"""The fit, before, of a story to a question in nobody's bank that it surely does not answer."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A story and its questions, by their places among the questions."""

    title: str
    text: str
    best: int
    also: tuple[int, ...]
    near: tuple[int, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="Fine-tune the encoder that tells what a story answers.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--without", type=int, default=0, metavar="N", help="leave out every Nth question")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--rank", type=int, default=RANK)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--start", type=Path, metavar="FILE", help="go on from these changes")
    parser.add_argument("--before", type=Path, default=CHANGES, help="the reader as it was, for own-*")
    parser.add_argument("--out", type=Path, default=CHANGES)
    options = parser.parse_args()
    bank = [prompt for prompt in load([bundled("prompts")]).prompts if prompt.kind == "story"]
    prompts, pairs = read_pairs(bank, options.data)
    left_out = {at for at in range(len(bank)) if options.without and at % options.without == 0}
    pairs = [pair for pair in pairs if pair.best not in left_out]
    trainer = Trainer(prompts, pairs, left_out, options)
    if len(prompts) > len(bank):
        trainer.mark_unknown(FitReader(options.before, known=None), first=len(bank))
    trainer.train()
    np.savez_compressed(options.out, **trainer.arrays())  # type: ignore[arg-type]
    print(f"wrote {options.out} ({options.out.stat().st_size / 1e6:.1f} MB) from {len(pairs)} stories")


def read_pairs(bank: Sequence[Prompt], folder: Path = DATA) -> tuple[list[Prompt], list[Pair]]:
    """The questions, those of the bank first, and the stories of the folder's files, in their order."""
    prompts = list(bank)
    places = {prompt.id: place for place, prompt in enumerate(prompts)}
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            best = one["question"] if "question" in one else one["best"]
            if "question" in one and best not in places:
                places[best] = len(prompts)
                prompts.append(replace(bank[0], id=best, question=best, asks=()))
            also, near = (
                tuple(places[name] for name in one[key] if name in places and name != best)
                for key in ("also", "not")
            )
            found.append(Pair(one["title"], one["text"], places[best], also, near))
    return prompts, found


class Trainer:
    """The changes of the encoder while they are learnt."""

    def __init__(
        self,
        prompts: Sequence[Prompt],
        pairs: Sequence[Pair],
        left_out: set[int],
        options: argparse.Namespace,
    ) -> None:
        torch.manual_seed(options.seed)
        self._prompts, self._pairs, self._options = prompts, pairs, options
        self._left_out = torch.tensor([place in left_out for place in range(len(prompts))])
        self._random = random.Random(options.seed)
        self._numbers = encoder.vocabulary()
        self._known: dict[str, list[int]] = {}
        self._weights = {name: tensor.to(options.device) for name, tensor in network.load_weights().items()}
        changes = network.low_rank(self._weights, options.rank)
        if options.start:
            with np.load(options.start) as arrays:
                changes = {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}
        self._changes = {name: tensor.to(options.device) for name, tensor in changes.items()}
        self._unknown = torch.zeros(len(pairs), len(prompts), dtype=torch.bool)

    def mark_unknown(self, before: FitReader, *, first: int) -> None:
        """Which stories may answer which of the questions from `first` on, though nobody said so."""
        stories = before.means([story_text(pair.title, pair.text) for pair in self._pairs])
        fits = stories @ before.means(list(map(question_text, self._prompts))).T
        self._unknown = torch.from_numpy(fits >= APART_BELOW)
        self._unknown[:, :first] = False

    def train(self) -> None:
        network.learn(
            list(self._changes.values()),
            self._batches,
            self._loss,
            passes=self._options.passes,
            rate=self._options.rate,
            device=self._options.device,
        )

    def arrays(self) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        return {
            name: tensor.detach().cpu().numpy().astype(np.float16) for name, tensor in self._changes.items()
        }

    def _batches(self) -> list[list[int]]:
        places = list(range(len(self._pairs)))
        self._random.shuffle(places)
        return [places[first : first + BATCH] for first in range(0, len(places), BATCH)]

    def _loss(self, batch: Sequence[int]) -> Tensor:
        weights = changed(self._weights, self._changes)
        pairs = [self._pairs[place] for place in batch]
        stories = self._meanings(weights, [self._varied(pair) for pair in pairs])
        asked = self._asked(pairs)
        texts = [
            question_text(self._prompts[place], asks=self._random.random() >= WITHOUT_ASKS) for place in asked
        ]
        questions = self._meanings(weights, texts)
        device = stories.device
        wanted, also, near = (torch.zeros(len(batch), len(self._prompts)) for _ in range(3))
        for row, pair in enumerate(pairs):
            wanted[row, pair.best] = 1.0
            also[row, list(pair.also)] = 1.0
            near[row, list(pair.near)] = 1.0
        wanted += OF_ALSO * also * ~self._left_out
        masked = (self._left_out | self._unknown[batch]) & (wanted == 0)
        wanted, near = wanted[:, asked].to(device), near[:, asked].to(device)
        logits = (SCALE * stories @ questions.T).masked_fill(masked[:, asked].to(device), -1e4)
        # One that looks near counts as several others do.
        logits_near = logits + near * np.log(1 + OF_NEAR)
        of_story = -(wanted * functional.log_softmax(logits_near, dim=1)).sum(1) / wanted.sum(1)
        columns = wanted.sum(0) > 0
        by_question = wanted[:, columns]
        of_question = -(by_question * functional.log_softmax(logits[:, columns], dim=0)).sum(0)
        return of_story.mean() + (of_question / by_question.sum(0)).mean()

    def _asked(self, pairs: Sequence[Pair]) -> list[int]:
        """The questions that some stories are compared with: those they name, and others by lot."""
        named = {place for pair in pairs for place in (pair.best, *pair.also, *pair.near)}
        others = [place for place in range(len(self._prompts)) if place not in named]
        return sorted([*named, *self._random.sample(others, min(QUESTIONS_AT_ONCE, len(others)))])

    def _varied(self, pair: Pair) -> str:
        """A story as somebody else might have noted it."""
        title = "" if self._random.random() < WITHOUT_TITLE else pair.title
        sentences = re.split(r"(?<=[.!?;:])\s+", pair.text)
        if len(sentences) > 3 and self._random.random() < WITHOUT_SENTENCES:
            del sentences[self._random.randrange(len(sentences))]
        text = " ".join(sentences)
        if self._random.random() < 0.3:
            text = re.sub(r"[.,;:!?]+(?=\s|$)", "", text).lower()
        return story_text(title, text)

    def _row(self, text: str) -> list[int]:
        """The tokens of a text, cut once."""
        if text not in self._known:
            pieces = word_pieces(text, self._numbers)[:MOST_OF_STORY]
            self._known[text] = encoder.framed(pieces, self._numbers)
        return self._known[text]

    def _meanings(self, weights: dict[str, Tensor], texts: Sequence[str]) -> Tensor:
        """One vector a text; texts of about the same length go together."""
        rows = list(map(self._row, texts))
        by_length = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        groups = [by_length[first : first + TOGETHER] for first in range(0, len(rows), TOGETHER)]
        found = torch.cat([self._meanings_of(weights, [rows[place] for place in group]) for group in groups])
        return found[torch.tensor(by_length, device=found.device).argsort()]

    def _meanings_of(self, weights: dict[str, Tensor], rows: Sequence[Sequence[int]]) -> Tensor:
        device = self._options.device
        longest = max(map(len, rows))
        tokens = torch.zeros(len(rows), longest, dtype=torch.long)
        heard = torch.zeros(len(rows), longest, dtype=torch.bool)
        for number, row in enumerate(rows):
            tokens[number, : len(row)] = torch.tensor(row)
            heard[number, : len(row)] = True
        tokens, heard = tokens.to(device), heard.to(device)
        states = network.states(weights, tokens, heard, dropout=DROPOUT)
        means = (states * heard[:, :, None]).sum(1) / heard.sum(1, keepdim=True)
        return functional.normalize(means.float(), dim=1)


if __name__ == "__main__":
    main()
