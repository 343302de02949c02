"""How often a search finds nothing, and whether the first question that it finds fits.

    .venv/bin/python -m benchmarks.questions            the table
    .venv/bin/python -m benchmarks.questions --wrong    what is wrong in the part that was looked at

words.toml: 70 words and phrases that people would type, with the questions, roles, levels or kinds that fit.
They were written before the search was looked at; a third, drawn by lot, was left out of all that was tried.
Who wrote them also wrote the table of other names, so a stranger's words will do less well.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rehearse.folders import bundled
from rehearse.language.nearness import nearness
from rehearse.model.questions import Prompt
from rehearse.questions.bank import Bank, label
from rehearse.questions.reading import load
from rehearse.questions.search import search
from rehearse.questions.text import folded

WORDS = Path(__file__).with_name("words.toml")
Finder = Callable[[Bank, str], Sequence[Prompt]]


def by_parts_of_words(bank: Bank, words: str) -> Sequence[Prompt]:
    """As it was before: every word as it stands somewhere in a question, in the bank's order."""

    def text(prompt: Prompt) -> str:
        asks = (part for ask in prompt.asks for part in ask)
        return folded(
            "\n".join((prompt.question, *asks, prompt.id, prompt.theme, label(prompt.theme), prompt.role))
        )

    return [prompt for prompt in bank.prompts if all(word in text(prompt) for word in folded(words).split())]


def by_words(bank: Bank, words: str) -> Sequence[Prompt]:
    return search(bank, words)


def by_words_and_meaning(bank: Bank, words: str) -> Sequence[Prompt]:
    return search(bank, words, nearness=nearness)


def by_meaning(bank: Bank, words: str) -> Sequence[Prompt]:
    rated = zip(nearness(words, bank.prompts), bank.prompts, strict=True)
    return [prompt for _, prompt in sorted(rated, key=lambda one: -one[0])]


FINDERS: Mapping[str, Finder] = {
    "parts of words (before)": by_parts_of_words,
    "meaning alone": by_meaning,
    "words and other names": by_words,
    "words, other names, meaning": by_words_and_meaning,
}


def fits(prompt: Prompt, wanted: Mapping[str, Any]) -> bool:
    named = {"role": prompt.role, "level": prompt.level, "kind": prompt.kind, "theme": prompt.theme}
    return prompt.id in wanted.get("ids", ()) or any(
        wanted.get(what) == value for what, value in named.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    every = tomllib.loads(WORDS.read_text(encoding="utf-8"))["search"]
    bank = load([bundled("prompts")])
    nearness("warm", bank.prompts)
    seen = [one for one in every if not one.get("held")]
    if args.wrong:
        for one in seen:
            found = by_words_and_meaning(bank, one["words"])
            if not found or not fits(found[0], one):
                print(f"{one['words']}: {[prompt.id for prompt in found[:4]]}")
        return
    sets = {"looked at": seen, "held back": [one for one in every if one.get("held")]}
    print(f"{len(bank.prompts)} questions, {len(every)} searches\n")
    print("| search | set | nothing found | first fits | of the first three | slowest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, finder in FINDERS.items():
        for part, wanted in sets.items():
            print(f"| {name} | {part} | {_row(bank, finder, wanted)} |")


def _row(bank: Bank, finder: Finder, wanted: Sequence[Mapping[str, Any]]) -> str:
    nothing, first, of_three, shown, slowest = 0, 0, 0, 0, 0.0
    for one in wanted:
        began = time.perf_counter()
        found = finder(bank, one["words"])
        slowest = max(slowest, time.perf_counter() - began)
        nothing += not found
        first += bool(found) and fits(found[0], one)
        of_three += sum(fits(prompt, one) for prompt in found[:3])
        shown += len(found[:3])
    return (
        f"{nothing} of {len(wanted)} | {first} of {len(wanted)} ({100 * first / len(wanted):.0f} %) | "
        f"{of_three} of {shown} | {slowest:.2f} s"
    )


if __name__ == "__main__":
    main()
