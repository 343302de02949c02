"""How well discourse markers are told from ordinary words, on sentences whose fillers are known.

    python benchmarks/accuracy/markers.py            the table
    python benchmarks/accuracy/markers.py --errors   what is wrong in the tuned part, line by line

What counts as a filler in markers.txt: a word that goes without changing what is claimed, and that works
on the talk and not on its content (Schiffrin 1987; Mueller 2005 for like, so, well and you know). So:

- like that searches, singles out or gives an example; like before an amount ("like ten minutes") and like
  that quotes ("I was like, no"). D'Arcy (2007) tells these two from the empty ones, as an adverb
  and as part of a verb; they are counted here because "about" and "said" would do, because listeners
  notice the word and not its grammar, and because people who count their own fillers count them;
- so, well, right, okay and okay so that open a turn or go back to the story, and the tag "..., right?";
- you know and I mean that appeal, hold the floor or correct; sort of and kind of that hedge;
- basically and literally that only weigh in, actually where nobody believed otherwise.

None are: verbs, comparisons, examples ("tools like ours"), "feels like", so of consequence, purpose or
degree, "so far", adverbs and nouns, what somebody knows or means, kinds of things, "actually" against a
belief, a plan or a negation, "literally" about words.

A third of the sentences, chosen by a hash of each, was held back while the rules were written: its errors
were never looked at, and --errors does not show them. Rules and sentences have one author, so expect less
of strangers' speech.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rehearse.analysis.answer import Answer
from rehearse.analysis.markers import markers
from rehearse.analysis.words import normal, split_words
from rehearse.model.heard import Heard, Word
from rehearse.model.report import Likelihood

SENTENCES = Path(__file__).with_name("markers.txt")
NAMES = {
    "like": "like",
    "you know": "you know",
    "i mean": "I mean",
    "sort of": "sort of",
    "sorta": "sort of",
    "kind of": "kind of",
    "kinda": "kind of",
    "basically": "basically",
    "actually": "actually",
    "literally": "literally",
    "okay so": "okay so",
    "ok so": "okay so",
    "alright so": "okay so",
    "okay": "okay",
    "ok": "okay",
    "alright": "okay",
    "so": "so",
    "well": "well",
    "right": "right",
}
Found = frozenset[tuple[str, int]]
"""Markers of one sentence: the name and the index of the first word."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence, without its braces."""

    text: str
    truth: Found

    @property
    def held_back(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 3 == 0

    @property
    def heard(self) -> Heard:
        return Heard(words=tuple(map(Word, split_words(self.text))))


@dataclass(slots=True)
class Score:
    """What was rightly found, wrongly found and missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, truth: Found, found: Found) -> None:
        self.hits += len(truth & found)
        self.false += len(found - truth)
        self.missed += len(truth - found)

    def __str__(self) -> str:
        listed, real = self.hits + self.false, self.hits + self.missed
        shares = ((self.hits, listed), (self.hits, real), (2 * self.hits, listed + real))
        return " ".join(f"{part / whole:5.2f}" if whole else "    -" for part, whole in shares)


@dataclass(slots=True)
class Row:
    """The scores of one marker: listed as likely, listed at all, and every occurrence."""

    likely: Score = field(default_factory=Score)
    listed: Score = field(default_factory=Score)
    naive: Score = field(default_factory=Score)

    def __str__(self) -> str:
        real, all_ = self.naive.hits + self.naive.missed, self.naive.hits + self.naive.false
        return f"{real:5} of {all_:4}   {self.likely}    {self.listed}    {self.naive}"


def main() -> None:
    sentences = list(labelled(SENTENCES.read_text(encoding="utf-8")))
    if "--errors" in sys.argv[1:]:
        for sentence in sentences:
            if not sentence.held_back:
                tell(sentence)
        return
    for part, held_back in (("tuned", False), ("held back", True)):
        chosen = [sentence for sentence in sentences if sentence.held_back == held_back]
        print(f"{part}: {len(chosen)} sentences")
        print(f"{'':10}  fillers of all   likely:  P     R    F1    + possible:       naive:")
        for name, row in scored(chosen).items():
            print(f"{name:10} {row}")
        print()


def labelled(lines: str) -> Iterator[Sentence]:
    """The sentences of markers.txt."""
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            braced = re.finditer(r"\{([^}]*)\}", line)
            truth = {(_name(match[1].split()), len(line[: match.start()].split())) for match in braced}
            yield Sentence(line.replace("{", "").replace("}", ""), frozenset(truth))


def _name(words: Iterable[str]) -> str:
    return NAMES[" ".join(map(normal, words))]


def scored(sentences: Iterable[Sentence]) -> dict[str, Row]:
    """A row for each marker, and one for all."""
    rows = {name: Row() for name in [*dict.fromkeys(NAMES.values()), "all"]}
    for sentence in sentences:
        likely, listed = found(sentence, "likely"), found(sentence, "likely", "possible")
        every = occurrences(sentence)
        for name, row in rows.items():
            row.likely.add(*(_only(name, one) for one in (sentence.truth, likely)))
            row.listed.add(*(_only(name, one) for one in (sentence.truth, listed)))
            row.naive.add(*(_only(name, one) for one in (sentence.truth, every)))
    return rows


def _only(name: str, all_: Found) -> Found:
    return all_ if name == "all" else frozenset(one for one in all_ if one[0] == name)


def found(sentence: Sentence, *likelihoods: Likelihood) -> Found:
    """What rehearse lists."""
    return frozenset(
        (NAMES[marker.text], marker.first)
        for marker in markers(Answer(sentence.heard))
        if marker.likelihood in likelihoods and marker.kind == "discourse marker"
    )


def occurrences(sentence: Sentence) -> Found:
    """Every place where the words of a marker stand, of two that begin alike the longer."""
    words = [normal(word.text) for word in sentence.heard.words]
    every, free = set(), 0
    for index in range(len(words)):
        for phrase in (" ".join(words[index : index + 2]), words[index]):
            if index >= free and phrase in NAMES:
                every.add((NAMES[phrase], index))
                free = index + len(phrase.split())
    return frozenset(every)


def tell(sentence: Sentence) -> None:
    """The errors of a sentence, if any."""
    likely, listed = found(sentence, "likely"), found(sentence, "likely", "possible")
    missed = [f"-{name}@{at}{'?' if (name, at) in listed else ''}" for name, at in sentence.truth - likely]
    false = [f"+{name}@{at}" for name, at in likely - sentence.truth]
    doubtful = [f"+{name}@{at}?" for name, at in listed - likely - sentence.truth]
    if wrong := missed + false + doubtful:
        print(f"{', '.join(sorted(wrong)):40} {sentence.text}")


if __name__ == "__main__":
    main()
