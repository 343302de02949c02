"""How well what listeners hear beside "um" is told from words that do real work, on sentences that are
labelled.

    .venv/bin/python -m benchmarks.disfluency            the tables
    .venv/bin/python -m benchmarks.disfluency --wrong    what is wrong in the part that was looked at
    .venv/bin/python -m benchmarks.disfluency --spoken   what the real model leaves of repeats

Four kinds of filler were marked by speech coaches' standards: what could go without changing what is claimed,
or what makes the claim weaker. Discourse markers (like, you know, so, well), crutch words (just, honestly, at
the end of the day), hedges (I think, maybe, a bit) and vague endings (and stuff, or whatever). A word that
does real work is none: "just under ten", "I think in pictures", "maybe two litres over eight hours".

Each set is read as it was written, and once more without punctuation and capitals, as a transcript may be. A
found one counts where it shares a word with a labelled one. The writers of the two parts did not know each
other's.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.recited.__main__ import VOICES, heard_of
from rehearse.analysis.answer import Answer
from rehearse.analysis.fillers import fillers
from rehearse.analysis.words import split_words
from rehearse.model.heard import Heard, Located, Word

HERE = Path(__file__).parent
KINDS = {
    "m": "markers",
    "c": "crutch words",
    "h": "hedges",
    "v": "vague endings",
    "r": "repeats",
    "s": "restarts",
}
LONG_WORDS = 60
"""Words from which a line is a whole answer."""
FOUND = {
    "discourse marker": "m",
    "crutch word": "c",
    "hedge": "h",
    "vague ending": "v",
    "repeat": "r",
    "restart": "s",
}
_LABELLED = re.compile(r"\{(\w):([^}]*)\}|[^{]+")


@dataclass(frozen=True, slots=True)
class Said(Located):
    """Something labelled: `count` words from index `first`, and its letter."""

    letter: str
    first: int
    count: int


@dataclass(slots=True)
class Score:
    hits: int = 0
    false: int = 0
    missed: int = 0

    def __str__(self) -> str:
        found, real = self.hits + self.false, self.hits + self.missed
        share = [f"{self.hits / whole:.3f}" if whole else "-" for whole in (found, real)]
        return f"{self.hits} | {self.false} | {self.missed} | {share[0]} | {share[1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fillers, repeats and restarts, against labelled sentences.")
    parser.add_argument("--wrong", action="store_true", help="name what is wrong in the part looked at")
    parser.add_argument("--spoken", action="store_true", help="speak twelve answers and hear them")
    options = parser.parse_args()
    if options.spoken:
        tell_spoken()
        return
    wrong = options.wrong
    print("| set | read | found rightly | wrongly | missed | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, letters in (("fillers", "mchv"), ("repeats", "r"), ("repeats", "s")):
        for part in ("", "_held"):
            lines = (HERE / f"{name}{part}.txt").read_text(encoding="utf-8").splitlines()
            sentences = [line for line in lines if line and not line.startswith("#")]
            for bare in (False, True) if letters == "mchv" else (False,):
                score = Score()
                for line in sentences:
                    add(line, score, letters, bare=bare, tell=wrong and not part)
                called = "all four kinds" if letters == "mchv" else KINDS[letters]
                held = "held back" if part else "looked at"
                read = "without punctuation" if bare else "as written"
                print(f"| {called}, {held} ({len(sentences)}) | {read} | {score} |", flush=True)


def tell_spoken() -> None:
    """Each answer by two synthetic voices: the repeats it has, and those that are found in what is heard."""
    lines = (HERE / "repeats.txt").read_text(encoding="utf-8").splitlines()
    answers = [line for line in lines if len(line.split()) >= LONG_WORDS and not line.startswith("#")]
    print("| answer | voice | repeats said | found | heard |")
    print("| --- | --- | --- | --- | --- |")
    said = found = 0
    for number, line in enumerate(answers, start=1):
        words, labelled = parsed(line)
        true = sum(one.letter == "r" for one in labelled)
        for (voice, _, _), heard in zip(VOICES, heard_of(" ".join(words)), strict=True):
            repeats = [one for one in fillers(Answer(heard)).repeats if one.kind == "repeat"]
            said, found = said + true, found + len(repeats)
            quoted = ", ".join(one.text for one in repeats)
            print(f"| {number} | {voice} | {true} | {len(repeats)} | {quoted} |", flush=True)
    print(f"{said} said, {found} found")


def add(line: str, score: Score, letters: str, *, bare: bool, tell: bool) -> None:
    """Add what is found in a sentence; restarts that are found as repeats count for neither."""
    words, labelled = parsed(line)
    if bare:
        words = [without_punctuation(word) for word in words]
    known = fillers(Answer(Heard(words=tuple(map(Word, words)))))
    every: list[tuple[str, Located]] = [
        (FOUND[one.kind], one) for one in known.marked if one.likelihood == "likely"
    ]
    every += [(FOUND[one.kind], one) for one in known.repeats]
    found = [one for letter, one in every if letter in letters]
    true = [one for one in labelled if one.letter in letters]
    others = [one for one in labelled if one.letter in "rs"] if letters == "s" else true
    missed = [one for one in true if not any(overlap(one, other) for other in found)]
    false = [one for one in found if not any(overlap(one, other) for other in others)]
    score.hits += len(true) - len(missed)
    score.false += len(false)
    score.missed += len(missed)
    if tell and (missed or false):
        named = [" ".join(words[index] for index in one.indexes) for one in missed]
        wrongly = [" ".join(words[index] for index in one.indexes) for one in false]
        print(f"missed {named}, wrongly {wrongly}: {line}")


def parsed(line: str) -> tuple[list[str], list[Said]]:
    """The words of a line without its labels, and what is labelled."""
    text, spans = "", []
    for match in _LABELLED.finditer(line):
        said = match[2] if match[1] else match[0]
        if match[1]:
            spans.append((match[1], len(text), len(text) + len(said)))
        text += said
    words = split_words(text)
    return words, list(_placed(text, words, spans))


def _placed(text: str, words: list[str], spans: list[tuple[str, int, int]]) -> Iterator[Said]:
    starts, at = [], 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    for letter, first, end in spans:
        inside = [number for number, start in enumerate(starts) if first - 1 <= start < end]
        inside = [number for number in inside if starts[number] + len(words[number]) > first]
        if inside:
            yield Said(letter, inside[0], len(inside))


def without_punctuation(word: str) -> str:
    bare = re.sub(r"^[^\w']+|[^\w']+$", "", word)
    return (bare if re.match(r"I(?:'|$)", bare) else bare.lower()) or word


def overlap(one: Located, other: Located) -> bool:
    return one.first < other.end and other.first < one.end


if __name__ == "__main__":
    main()
