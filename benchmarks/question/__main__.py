"""Whether an answer was given to another question: what the program says, beside a coach's labels.

    .venv/bin/python -m benchmarks.question              80 answers
    .venv/bin/python -m benchmarks.question --held       40 that nobody looks at while working
    .venv/bin/python -m benchmarks.question --wrong      names each answer of which something wrong is said

Somebody who had not seen the program wrote answers as they are spoken, half of them to questions of the bank,
half to questions in an interviewer's words: such as answer the question, such as a coach would argue about,
stories for another question, and what is no answer to any. `--lines` shows how the fit divides them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.advice.__main__ import asked, bank, reported
from rehearse.language.fits import CHANGES, KNOWN, FitReader
from rehearse.takes.drafts import as_said

FOLDER = Path(__file__).parent
KINDS = {
    "yes": "answers it",
    "partly": "a coach would argue",
    "no": "a story for another",
    "other": "no answer to any",
}
ABOUT = ("question", "occasion")
"""Advice that says an answer is none to its question: the story of another, or no one time."""
LINES = (-0.05, 0.0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description="Was the question answered?")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--changes", type=Path, default=CHANGES, help="another encoder, with --lines")
    options = parser.parse_args()
    path = FOLDER / ("answers_held.jsonl" if options.held else "answers.jsonl")
    answers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if options.lines:
        _lines(answers, options.changes)
    else:
        _said(answers, wrong=options.wrong)


def _said(answers: list[dict[str, Any]], *, wrong: bool) -> None:
    said: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for one in answers:
        report = reported(one)
        about = report.next_step_about
        said[one["answers"], one["question"] in bank()][about if about in ABOUT else "else"] += 1
        if wrong and (about == "question") != (one["answers"] in ("no", "other")):
            print(f"{one['id']} {one['answers']} {one['question']}: {one['why']}\n    {report.next_step}")
    print("| answers | question | number | for another | no one time | nothing of that kind |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (kind, of_bank), counts in sorted(said.items()):
        asked = "of the bank" if of_bank else "in one's words"
        cells = (counts["question"], counts["occasion"], counts["else"])
        print(f"| {KINDS[kind]} | {asked} | {counts.total()} | {' | '.join(map(str, cells))} |")


def _lines(answers: list[dict[str, Any]], changes: Path) -> None:
    reader = FitReader(changes, known=KNOWN if changes == CHANGES else None)
    fits: dict[bool, list[tuple[float, str]]] = {True: [], False: []}
    for one in answers:
        fit = float(reader.read([as_said(one["text"])], [asked(one["question"])])[0, 0])
        fits[one["question"] in bank()].append((fit, one["answers"]))
    for of_bank, some in fits.items():
        yes = [fit for fit, kind in some if kind == "yes"]
        print("\nof the bank" if of_bank else "\nin one's words", *(f"{fit:.2f}" for fit in sorted(yes)[:6]))
        for kind in KINDS:
            theirs = [fit for fit, other in some if other == kind]
            below = " ".join(f"{line}:{sum(fit < line for fit in theirs)}" for line in LINES)
            pairs = [(fit < good) + 0.5 * (fit == good) for fit in theirs for good in yes]
            print(f"{kind:8} {len(theirs):3}  AUC {sum(pairs) / len(pairs):.3f}  below {below}")


if __name__ == "__main__":
    main()
