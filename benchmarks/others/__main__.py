"""What is said of questions that one asks and of explanations, beside what a coach labelled.

    .venv/bin/python -m benchmarks.others            the tables
    .venv/bin/python -m benchmarks.others --wrong    what is wrong in the part that was looked at

ask.jsonl: what people say when they may ask something, with its faults. explain.jsonl: matters of computing
explained to lay people, with the words of the trade that nobody explained, whether there is an example,
whether a sentence is far too long, and the one thing to do next. A third of each, in *_held.jsonl, was moved
there by a script and nobody read it. Written and labelled by one who had not seen the program.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rehearse.analysis import analyse
from rehearse.analysis.other_advice import JARGON_COUNT, LONGEST_SENTENCE_WORDS
from rehearse.analysis.words import split_words
from rehearse.model.heard import Heard, Word
from rehearse.model.questions import Kind
from rehearse.model.report import Report

HERE = Path(__file__).parent
FAULTS = {
    "none at all": "none",
    "closed": "closed",
    "several": "several",
    "answered within": "answered",
    "apologetic": "apology",
    "aggressive": "attack",
    "holidays": "conditions",
    "long": "long",
}
JARGON_LABELS = 3
"""Words that a coach marked from which an explanation is full of them."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Questions and explanations, as a coach sees them.")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong in the part looked at")
    wrong = parser.parse_args().wrong
    print("| set | items | right |")
    print("| --- | --- | --- |")
    for part in ("", "_held"):
        tell = wrong and not part
        called = "held back" if part else "looked at"
        items = list(read(f"ask{part}"))
        right = [is_asked_rightly(item, tell=tell) for item in items]
        print(f"| what is asked: all its faults, and no other; {called} | {len(items)} | {sum(right)} |")
        items = list(read(f"explain{part}"))
        for name in ("example", "jargon", "long", "advice"):
            right = [is_explained_rightly(item, name, tell=tell) for item in items]
            print(f"| explanations, {name}; {called} | {len(items)} | {sum(right)} |")


def read(name: str) -> Iterator[dict[str, Any]]:
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def reported(text: str, kind: Kind) -> Report:
    return analyse(Heard(words=tuple(map(Word, split_words(text)))), kind=kind)


def is_asked_rightly(item: dict[str, Any], *, tell: bool) -> bool:
    found = reported(item["text"], "asking").asked
    assert found is not None
    true = {FAULTS[fault] for fault in item["faults"]}
    if tell and set(found.faults) != true:
        print(f"found {sorted(found.faults)}, labelled {sorted(true)}: {item['text']}")
    return set(found.faults) == true


def is_explained_rightly(item: dict[str, Any], name: str, *, tell: bool) -> bool:
    report = reported(item["text"], "explaining")
    plainness = report.plainness
    assert plainness is not None and plainness.longest is not None
    full = sum(count for _, count in plainness.jargon) >= JARGON_COUNT
    long = plainness.longest[1] > LONGEST_SENTENCE_WORDS
    step = "plain" if full else "long" if long else "example" if plainness.example is None else "none"
    found = {"example": plainness.example is not None, "jargon": full, "long": long, "advice": step}[name]
    true = {
        "example": item["example"],
        "jargon": len(item["jargon"]) >= JARGON_LABELS,
        "long": bool(item["long"]),
        "advice": item["advice"],
    }[name]
    if tell and found != true:
        print(f"{name}: found {found}, labelled {true}: {item['text']}")
    return bool(found == true)


if __name__ == "__main__":
    main()
