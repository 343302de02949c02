"""Whether the questions chosen for an advertisement would be asked, and what of its demands is found.

    .venv/bin/python -m benchmarks.job                    the tables
    .venv/bin/python -m benchmarks.job --wrong            what is wrong in the part that was looked at
    .venv/bin/python -m benchmarks.job --to-judge FILE    the first questions of all ways, mixed, to be judged

ads.jsonl: 27 advertisements of ten fields, written and marked by one who had not seen the program; for each
the demands as they stand there, and what is none (benefits, praise, how to apply). ads_held.jsonl: 13 by the
same hand, which nobody looked at before the end. judged.jsonl and judged_held.jsonl: for each question that
any way put among its first five whether a manager who hires for this job would ask it, said by somebody who
did not know which way it came from. A question without such a label counts for nobody and is counted apart.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from rehearse.exchange.documents import as_text
from rehearse.folders import bundled
from rehearse.language.nearness import likeness, nearnesses, text_of
from rehearse.model.jobs import Demand
from rehearse.model.questions import Prompt
from rehearse.questions.advertisement import read_advertisement
from rehearse.questions.aliases import stems
from rehearse.questions.for_job import ALWAYS, chosen
from rehearse.questions.post import post_of
from rehearse.questions.reading import load

HERE = Path(__file__).parent
FIRST, FIRST_MADE = 5, 3
FOUND_FROM = 0.6
"""Share of the words of a marked demand that demands which were found must hold."""
SEED = 28

Ad = Mapping[str, Any]
Way = Callable[[Ad, Sequence[Prompt]], Sequence[Prompt]]


def by_demands(ad: Ad, prompts: Sequence[Prompt]) -> Sequence[Prompt]:
    return [one.prompt for one in _chosen(ad, prompts) if not one.is_made][:FIRST]


def by_demands_alone(ad: Ad, prompts: Sequence[Prompt]) -> Sequence[Prompt]:
    return [one.prompt for one in _chosen(ad, prompts) if not one.is_made and one.prompt.id != ALWAYS][:FIRST]


def made(ad: Ad, prompts: Sequence[Prompt]) -> Sequence[Prompt]:
    return [one.prompt for one in _chosen(ad, prompts) if one.is_made][:FIRST_MADE]


def _chosen(ad: Ad, prompts: Sequence[Prompt]) -> Any:
    text = as_text(ad["text"])
    advertisement = read_advertisement(text)
    return chosen(advertisement, post_of(advertisement, text), prompts, near=nearnesses, alike=likeness)


def by_lot(ad: Ad, prompts: Sequence[Prompt]) -> Sequence[Prompt]:
    return random.Random(f"{SEED} {ad['id']}").sample(_answered(prompts), FIRST)


def by_words(ad: Ad, prompts: Sequence[Prompt]) -> Sequence[Prompt]:
    """BM25 with its usual constants, all words of the advertisement."""
    asked = _answered(prompts)
    texts = [Counter(stems(text_of(prompt))) for prompt in asked]
    mean = sum(text.total() for text in texts) / len(texts)
    holding = Counter(word for text in texts for word in text)

    def rated(text: Counter[str]) -> float:
        return sum(
            log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5))
            * text[word] * 2.2 / (text[word] + 1.2 * (0.25 + 0.75 * text.total() / mean))
            for word in set(stems(ad["text"])) & text.keys()
        )  # fmt: skip

    order = sorted(range(len(asked)), key=lambda place: -rated(texts[place]))
    return [asked[place] for place in order[:FIRST]]


def _answered(prompts: Sequence[Prompt]) -> list[Prompt]:
    """Those that a hiring manager asks: what one asks oneself, and explanations to laymen, would help no
    way."""
    return [prompt for prompt in prompts if prompt.kind not in ("asking", "explaining")]


WAYS: Mapping[str, Way] = {
    "by what is demanded (ours)": by_demands,
    "the same without the one that is always asked": by_demands_alone,
    "made of what is demanded (ours, first three)": made,
    "plain word search (BM25)": by_words,
    "by lot": by_lot,
}


@dataclass(frozen=True, slots=True)
class Part:
    """The advertisements of a set, and the labels of their questions."""

    name: str
    ads: Sequence[Ad]
    asked: Mapping[tuple[str, str], bool]


def parts() -> Iterator[Part]:
    for name, end in (("looked at", ""), ("held back", "_held")):
        ads, labels = _lines(f"ads{end}.jsonl"), _lines(f"judged{end}.jsonl")
        if ads:
            yield Part(name, ads, {(one["ad"], one["id"]): one["ask"] for one in labels})


def _lines(name: str) -> list[Any]:
    path = HERE / name
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--to-judge", type=Path, metavar="FILE")
    parser.add_argument("--held", action="store_true", help="of the part that was held back")
    args = parser.parse_args()
    prompts = load([bundled("prompts")]).prompts
    likeness(["warm"], [text_of(prompts[0])])
    every = list(parts())
    if args.to_judge:
        name = "held back" if args.held else "looked at"
        part = next(part for part in every if part.name == name)
        args.to_judge.write_text(json.dumps(list(_to_judge(part, prompts)), indent=1), encoding="utf-8")
        return
    if args.wrong:
        _print_wrong(every[0], prompts)
        return
    print("| the first questions | set | would be asked | not labelled |\n| --- | --- | --- | --- |")
    for name, way in WAYS.items():
        for part in every:
            print(f"| {name} | {part.name} | {_row(part, way, prompts)} |")
    print(
        "\n| demands | set | found | of what is found no demand | slowest |\n| --- | --- | --- | --- | --- |"
    )
    for part in every:
        print(f"| read from the text | {part.name} | {_row_of_demands(part, prompts)} |")


def _row(part: Part, way: Way, prompts: Sequence[Prompt]) -> str:
    labels = [part.asked.get((ad["id"], one.id)) for ad in part.ads for one in way(ad, prompts)]
    known = [label for label in labels if label is not None]
    share = f" ({100 * sum(known) / len(known):.0f} %)" if known else ""
    return f"{sum(known)} of {len(known)}{share} | {len(labels) - len(known)}"


def _row_of_demands(part: Part, prompts: Sequence[Prompt]) -> str:
    marked = found = kept = wrong = 0
    slowest = 0.0
    for ad in part.ads:
        began = time.perf_counter()
        _chosen(ad, prompts)
        slowest = max(slowest, time.perf_counter() - began)
        demands = read_advertisement(as_text(ad["text"])).demands
        marked += len(ad["demands"])
        found += len(ad["demands"]) - len(missed(ad, demands))
        kept += len(demands)
        wrong += len(boilerplate(ad, demands))
    return (
        f"{found} of {marked} ({100 * found / marked:.0f} %) | "
        f"{wrong} of {kept} ({100 * wrong / kept:.1f} %) | {slowest:.2f} s"
    )


def missed(ad: Ad, demands: Sequence[Demand]) -> list[str]:
    """The marked demands of which too few words stand in what was found."""
    text = _words(ad["text"])
    held = {place for demand in demands for place in _places(_words(demand.words), text)}
    return [
        one["words"]
        for one in ad["demands"]
        if (places := _places(_words(one["words"]), text)) and len(held & places) < FOUND_FROM * len(places)
    ]


def boilerplate(ad: Ad, demands: Sequence[Demand]) -> list[str]:
    """What was found and stands, for the most part, in what is marked as no demand."""
    text = _words(ad["text"])
    none = {place for words in ad["not_demands"] for place in _places(_words(words), text)}
    found = []
    for demand in demands:
        places = _places(_words(demand.words), text)
        if places and len(places & none) > len(places) / 2:
            found.append(demand.words)
    return found


def _words(text: str) -> list[str]:
    return [word for part in as_text(text).casefold().split() if (word := part.strip("\"'“”‘’.,;:!?()-–—*•"))]


def _places(words: Sequence[str], text: Sequence[str]) -> set[int]:
    """Where some words stand in a text, the first time; nowhere is an empty set."""
    for first in range(len(text) - len(words) + 1):
        if list(text[first : first + len(words)]) == list(words):
            return set(range(first, first + len(words)))
    return set()


def _to_judge(part: Part, prompts: Sequence[Prompt]) -> Iterator[Mapping[str, str]]:
    """The questions of all ways, mixed, each once for an advertisement."""
    for ad in part.ads:
        union = {one.id: one for way in WAYS.values() for one in way(ad, prompts)}
        ids = sorted(union)
        random.Random(f"{SEED} {ad['id']}").shuffle(ids)
        for prompt_id in ids:
            if (ad["id"], prompt_id) not in part.asked:
                question = union[prompt_id].question
                yield {"ad": ad["id"], "ad_text": ad["text"], "question": question, "id": prompt_id}


def _print_wrong(part: Part, prompts: Sequence[Prompt]) -> None:
    for ad in part.ads:
        demands = read_advertisement(as_text(ad["text"])).demands
        print(f"# {ad['id']}")
        for words in missed(ad, demands):
            print(f"  missed: {words!r}")
        for words in boilerplate(ad, demands):
            print(f"  no demand: {words!r}")
        for one in _chosen(ad, prompts)[:FIRST]:
            if not part.asked.get((ad["id"], one.prompt.id)):
                print(f"  not asked: {one.prompt.question} <- {one.words}")


if __name__ == "__main__":
    main()
