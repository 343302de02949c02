"""Whether a follow-up asks for what an answer lacks, and for nothing that is there, beside labels.

    .venv/bin/python -m benchmarks.follow_ups            both tables, of both parts
    .venv/bin/python -m benchmarks.follow_ups --wrong    names what is wrong in the part that was looked at

answers.jsonl: 66 answers as they are spoken, to questions of the bank, written by somebody who had not seen
the program: each whole, and once more with one part taken out and something else in its place; `has` is what
the whole one surely has. answers_held.jsonl: 34 more by the same writer, which nobody looked at while
working. another.jsonl: 48 by another writer, read once, when all was settled.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.follow_up import Asks
from rehearse.analysis.words import split_words
from rehearse.folders import bundled
from rehearse.hearing.heard import with_readings
from rehearse.model.heard import Heard, Word
from rehearse.model.questions import Prompt
from rehearse.questions.kinds import likely_kind
from rehearse.questions.reading import load
from rehearse.takes.coaching import layers_of
from rehearse.words.follow_up import FollowUp, follow_up

HERE = Path(__file__).parent
PARTS = {"looked at": "answers", "held back": "answers_held", "another hand": "another"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was asked after an answer, whole and without a part; `about` is None where nothing was."""

    label: dict[str, Any]
    of_whole: FollowUp | None
    of_rest: FollowUp | None

    @property
    def taken_out(self) -> str:
        return str(self.label["taken_out"]).replace(" ", "_")

    @property
    def has(self) -> set[str]:
        return {one.replace(" ", "_") for one in self.label["has"]}

    @property
    def is_found(self) -> bool:
        return about(self.of_rest) == self.taken_out

    @property
    def is_wrong(self) -> bool:
        """Whether the whole answer is asked for something that it has."""
        return about(self.of_whole) in self.has


def main() -> None:
    parser = argparse.ArgumentParser(description="Follow-ups beside what was taken out of answers.")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong in the part looked at")
    options = parser.parse_args()
    prompts = {prompt.id: prompt for prompt in load([bundled("prompts")]).prompts}
    for part, name in PARTS.items():
        judged = [
            Judged(label, asked(label, label["whole"], prompts), asked(label, label["without"], prompts))
            for label in labels(name)
        ]
        print(f"{part}: {len(judged)} answers")
        tell(judged)
        if options.wrong and part == "looked at":
            tell_wrong(judged)
        print()


def labels(name: str) -> Iterator[dict[str, Any]]:
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def asked(label: dict[str, Any], text: str, prompts: dict[str, Prompt]) -> FollowUp | None:
    """What is asked after an answer; a question in words of its own has no layers."""
    prompt = prompts.get(label["question"])
    kind = prompt.kind if prompt else likely_kind(label["question"])
    report = analyse(with_readings(Heard(words=tuple(map(Word, split_words(text))))), kind=kind)
    answer = Answer(report.heard)
    own = prompt.follow_up if prompt else ""
    return follow_up(answer, report, layers_of(prompt, answer), own=own)


def about(one: FollowUp | None) -> str:
    return one.about if one else "own"


def tell(judged: Sequence[Judged]) -> None:
    """Of each kind: how often it is asked for where it was taken out, and where the whole answer has it."""
    print("             taken out  asked for    whole with it  asked for it")
    for kind in get_args(Asks):
        out = [one for one in judged if one.taken_out == kind]
        if not out:
            continue
        told = [one for one in judged if kind in one.has]
        wrong = sum(about(one.of_whole) == kind for one in told)
        print(f"  {kind:10} {len(out):9} {sum(one.is_found for one in out):10} {len(told):16} {wrong:13}")
    found, right = sum(one.is_found for one in judged), sum(not one.is_wrong for one in judged)
    print(f"  in all: asked for what was taken out {found} of {len(judged)} ({found / len(judged):.2f});")
    print(f"  whole, asked for nothing that is there {right} of {len(judged)} ({right / len(judged):.2f})")
    instead = Counter(about(one.of_rest) for one in judged if not one.is_found)
    print(f"  asked instead of what was taken out: {dict(instead.most_common())}")


def tell_wrong(judged: Sequence[Judged]) -> None:
    for one in judged:
        if not one.is_found:
            print(f"  {one.label['id']}: without {one.taken_out}, {_said(one.of_rest)}")
        if one.is_wrong:
            print(f"  {one.label['id']}: whole, {_said(one.of_whole)}")


def _said(one: FollowUp | None) -> str:
    return f"{one.about}: {one.question}" if one else "nothing"


if __name__ == "__main__":
    main()
