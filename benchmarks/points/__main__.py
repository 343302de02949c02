"""What is said of the points that somebody wanted to make, and of what their question really asks, beside
labels.

    .venv/bin/python -m benchmarks.points            the tables
    .venv/bin/python -m benchmarks.points --wrong    what is wrong in the part that was looked at

answers.jsonl: 28 answers to questions of the bank, written and labelled by one who had not seen the program;
for each layer the words that speak to it, six points in two to six words, four made (with the words) and two
that are not made, though somebody with that story might have wanted to. answers_held.jsonl: 16 by somebody
else, which nobody read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearse.analysis.answer import Answer
from rehearse.analysis.layers import SURE_FROM, asked_text
from rehearse.analysis.points import PERHAPS_FROM, SAID_FROM
from rehearse.analysis.wanted import as_answered, likeliest
from rehearse.analysis.words import split_words
from rehearse.folders import bundled
from rehearse.language.wanted import CHANGES, Wanted, WantedReader
from rehearse.model.heard import Heard, Stretch, Word
from rehearse.questions.reading import load

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one point or layer, and whether its words are those that the coach named."""

    kind: str
    text: str
    logit: float
    is_made: bool
    is_right: bool
    quoted: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Points and layers, beside a coach's labels.")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong in the part looked at")
    parser.add_argument("--changes", type=Path, default=CHANGES, help="another reader's weights")
    options = parser.parse_args()
    reader = WantedReader(options.changes)
    for part in ("", "_held"):
        found = [one for item in items(f"answers{part}") for one in judged(reader, item)]
        print(f"{'held back' if part else 'looked at'}: {len(list(items(f'answers{part}')))} answers")
        tell_points([one for one in found if one.kind == "point"])
        tell_layers([one for one in found if one.kind == "layer"])
        if options.wrong and not part:
            tell_wrong(found)
        print()


def items(name: str) -> Iterator[dict[str, Any]]:
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def judged(reader: WantedReader, item: dict[str, Any]) -> Iterator[Judged]:
    prompt = next(one for one in load([bundled("prompts")]).prompts if one.id == item["question"])
    answer = Answer(Heard(words=tuple(map(Word, split_words(item["text"])))))
    asked = [Wanted(asked_text(*ask), "layer") for ask in prompt.asks]
    asked += [Wanted(as_answered(point["text"], answer), "point") for point in item["points"]]
    labels = [layer["quotes"] for layer in item["layers"]]
    labels += [point.get("quotes", []) if point["made"] else [] for point in item["points"]]
    rows = reader.read(asked, [clause.text_in(answer.words) for clause in answer.clauses])
    for wanted, quotes, row in zip(asked, labels, rows, strict=True):
        same = wanted.text if wanted.kind == "point" else ""
        best = likeliest(answer, row.tolist(), wanted=same)
        assert best.sentence is not None
        true = {index for quote in quotes for index in place_of(quote, answer).indexes}
        quoted = best.sentence.text_in(answer.words)
        right = bool(true & set(best.sentence.indexes))
        yield Judged(wanted.kind, wanted.text, best.logit, bool(quotes), right, quoted)


def place_of(quote: str, answer: Answer) -> Stretch:
    """The words of a quotation. AssertionError where they are not in the answer."""
    text = " ".join(word.text for word in answer.words)
    at = text.find(" ".join(quote.split()))
    assert at >= 0, quote
    first = len(text[:at].split()) if at == 0 or text[at - 1] == " " else len(text[:at].split()) - 1
    return Stretch(first, len(quote.split()))


def tell_points(points: list[Judged]) -> None:
    made = [one for one in points if one.is_made]
    others = [one for one in points if not one.is_made]
    said = [one for one in made if one.logit >= SAID_FROM]
    print("| points | number | said | perhaps | not heard |")
    print("| --- | --- | --- | --- | --- |")
    for name, some in (("made", made), ("not made", others)):
        counts = (
            sum(one.logit >= SAID_FROM for one in some),
            sum(PERHAPS_FROM <= one.logit < SAID_FROM for one in some),
            sum(one.logit < PERHAPS_FROM for one in some),
        )
        print(f"| {name} | {len(some)} | {' | '.join(map(str, counts))} |")
    print(f"quotes of those made and said: {sum(one.is_right for one in said)} of {len(said)} right")
    print(f"area under the curve {area(made, others):.3f}")


def tell_layers(layers: list[Judged]) -> None:
    sure = [one for one in layers if one.logit >= SURE_FROM]
    right = sum(one.is_right for one in sure)
    spoken = [one for one in layers if one.is_made]
    others = [one for one in layers if not one.is_made]
    print(
        f"layers: {len(layers)}, spoken to {len(spoken)}; said of {len(sure)}, right with its quote {right}"
    )
    print(f"area under the curve {area(spoken, others):.3f}")


def area(made: list[Judged], others: list[Judged]) -> float:
    pairs = [(one.logit > other.logit) + (one.logit == other.logit) / 2 for one in made for other in others]
    return sum(pairs) / len(pairs)


def tell_wrong(found: list[Judged]) -> None:
    for one in found:
        said = one.logit >= (SAID_FROM if one.kind == "point" else SURE_FROM)
        if said and not one.is_right:
            print(
                f"{one.kind} {one.logit:.2f}, {'made elsewhere' if one.is_made else 'not made'}: {one.text}"
            )
            print(f"    {one.quoted}")
        elif one.kind == "point" and one.is_made and one.logit < PERHAPS_FROM:
            print(f"point {one.logit:.2f}, missed: {one.text}")


if __name__ == "__main__":
    main()
