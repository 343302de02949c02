"""How often reproaches and parts are what a coach says of the same answers.

    .venv/bin/python -m benchmarks.advice             the answers that may be looked at
    .venv/bin/python -m benchmarks.advice --held      those that nobody looks at while working
    .venv/bin/python -m benchmarks.advice --wrong     names each answer of which something is wrong
    .venv/bin/python -m benchmarks.advice --show a01 a10    what the coach and the report say of some

The answers were written, and labelled as a coach would, before anybody saw a report on them: which words tell
each part, whether the question is answered and by one occasion, the advice that a coach would accept (best
first), and what would be false to say. Advice counts as right where its subject is among those accepted. A
reproach is anything that says something is missing or wrong, as a note or as the advice; it is wrong where
its label says so.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from rehearse.analysis import examined
from rehearse.analysis.answer import Answer
from rehearse.analysis.words import split_words
from rehearse.folders import bundled
from rehearse.hearing.heard import with_readings
from rehearse.model.heard import Heard, Word
from rehearse.model.questions import Prompt
from rehearse.model.report import PARTS, Report
from rehearse.questions.reading import load
from rehearse.takes.coaching import fit_of
from rehearse.takes.drafts import as_said
from rehearse.words.story import story_notes

FOLDER = Path(__file__).parent
OPEN, HELD = ("a", "b", "c", "e"), ("d",)

ABOUT = {
    "question": "not the question",
    "occasion": "not one occasion",
    "own_part": "not your own part",
    "result": "no result",
    "setup": "no setup",
    "order": "out of order",
    "more": "too short",
}
"""What each kind of advice reproaches, as the labels call it."""

FALSE = {
    ("another question", None): "not the question",
    ("no answer", None): "not the question",
    ("missing", "result"): "no result",
    ("missing", "action"): "no action",
    ("missing", "setup"): "no setup",
    ("only we", "action"): "not your own part",
    ("hypothetical", None): "not one occasion",
    ("habit", None): "not one occasion",
    ("never", None): "not one occasion",
    ("no occasion", None): "not one occasion",
    ("several", None): "not one occasion",
    ("out of order", "setup"): "out of order",
    ("much setup", "setup"): "too much setup",
}
"""What each note says, as the labels call it."""


@dataclass(frozen=True)
class Judged:
    """An answer with its labels, and the report on it."""

    label: dict[str, Any]
    report: Report

    @property
    def reproaches(self) -> Iterator[str]:
        for note in self.report.notes:
            if (note.kind, note.part) in FALSE:
                yield FALSE[note.kind, note.part]
        about = self.report.next_step_about
        if about in ABOUT and not self.report.notes:
            yield ABOUT[about]

    @property
    def is_accepted(self) -> bool:
        return self.report.next_step_about in self.label["advice"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Reproaches and parts beside a coach's labels.")
    parser.add_argument("--held", action="store_true", help="the answers that nobody looks at")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong")
    parser.add_argument("--show", nargs="+", metavar="ID", help="what is said of these answers")
    arguments = parser.parse_args()
    if arguments.show:
        show(arguments.show)
        return
    letters = HELD if arguments.held else OPEN
    judged = [Judged(label, reported(label)) for label in answers(letters)]
    print(f"{len(judged)} answers")
    print_reproaches(judged, name=arguments.wrong and not arguments.held)
    print_advice(judged, name=arguments.wrong and not arguments.held)
    print_parts(judged)
    print("of these by learners of English:")
    print_parts([one for one in judged if one.label["style"] == "non-native"])


def show(wanted: list[str]) -> None:
    """Each answer with what the coach says of it, and what the report does."""
    for label in answers(OPEN):
        if label["id"] in wanted:
            report = reported(label)
            print(f"## {label['id']}: {', '.join(label['advice'])}\n\n{label['text']}\n")
            print(f"- coach: {label['advice_text']}")
            for said in (*report.good, *story_notes(report)):
                print(f"- report: {said}")
            print(f"- to try next ({report.next_step_about}): {report.next_step}\n")


def answers(letters: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for letter in letters:
        for line in (FOLDER / f"{letter}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@cache
def bank() -> dict[str, Prompt]:
    return {prompt.id: prompt for prompt in load([bundled("prompts")]).prompts}


def asked(question: str) -> Prompt:
    """The question of the bank, or one in anybody's words."""
    usual = next(prompt for prompt in bank().values() if prompt.kind == "story")
    return bank().get(question) or replace(usual, id="own", question=question, asks=(), follow_up="")


def reported(label: dict[str, Any]) -> Report:
    words = tuple(map(Word, split_words(as_said(label["text"]))))
    answer = Answer(with_readings(Heard(words=words)))
    return examined(answer, fit=fit_of(asked(label["question"]), answer))


def print_reproaches(judged: list[Judged], *, name: bool) -> None:
    made: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in judged:
        for said in one.reproaches:
            made[said] += 1
            if said in one.label["false"]:
                wrong[said] += 1
                if name:
                    print(f"  {one.label['id']}: {said!r} is wrong")
    print(f"reproaches {made.total()}, wrong {wrong.total()}")
    for said, count in made.most_common():
        print(f"  {said:20} {count:3}  wrong {wrong[said]}")


def print_advice(judged: list[Judged], *, name: bool) -> None:
    """How often the one thing to do next is one that the coach would accept, by what the coach put first."""
    accepted = sum(one.is_accepted for one in judged)
    print(f"advice accepted {accepted} of {len(judged)} ({accepted / len(judged):.2f})")
    for first in dict.fromkeys(one.label["advice"][0] for one in judged):
        asked = [one for one in judged if one.label["advice"][0] == first]
        print(f"  {first:10} {sum(one.is_accepted for one in asked):3} of {len(asked)}")
    if name:
        for one in judged:
            if not one.is_accepted:
                print(
                    f"  {one.label['id']}: {one.report.next_step_about}, not {'/'.join(one.label['advice'])}"
                )


def print_parts(judged: list[Judged]) -> None:
    """Of one occasion: of the answers that tell a part, and of those that do not, how many were heard to."""
    for part, labels in PARTS.items():
        found: dict[bool, list[bool]] = {True: [], False: []}
        for one in judged:
            if one.report.star and one.label["occasion"] == "one":
                is_told = bool(one.label["parts"][part])
                found[is_told].append(any(one.report.star.section(label).present for label in labels))
        told, untold = found[True], found[False]
        print(
            f"  {part:7} told in {len(told)}, found in {sum(told)}; "
            f"not told in {len(untold)}, found in {sum(untold)}"
        )


if __name__ == "__main__":
    main()
