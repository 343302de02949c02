"""How likely each sentence of an answer says what is wanted, from what was read of its clauses. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import normal, word_set
from rehearse.model.heard import Stretch

SUREST = 12.0
"""Logits beyond it say no more."""


_NUMBERS = {
    word: str(number)
    for number, word in (
        *enumerate(
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ]
        ),
        *(
            (30, "thirty"),
            (40, "forty"),
            (50, "fifty"),
            (60, "sixty"),
            (70, "seventy"),
            (80, "eighty"),
            (90, "ninety"),
        ),
    )
}
_WORDS = {digits: word for word, digits in _NUMBERS.items()}


def as_answered(wanted: str, answer: Answer) -> str:
    """What is wanted, with its numbers in words or in digits, whichever the answer has.

    >>> from rehearse.model.heard import Heard, Word
    >>> told = Answer(Heard(words=tuple(map(Word, "A line every fifteen minutes, 9 shops".split()))))
    >>> as_answered("wrote every 15 minutes to nine shops", told)
    'wrote every fifteen minutes to 9 shops'
    """
    said = set(answer.texts)

    def other(word: str) -> str:
        spelled = _NUMBERS.get(word.lower()) or _WORDS.get(word)
        return spelled if spelled and spelled in said and word.lower() not in said else word

    return " ".join(map(other, wanted.split()))


_NO_CONTENT = word_set(
    """a an the of to for with in on at by from and or but i my me we our us it its was were is are be been
    had have has did do that this them they you he she him his her their as so not no out up off into over
    all"""
)
_ENDINGS = ("ing", "ed", "es", "s")
FEWEST_WORDS = 2
"""Of content; a single word says too little."""
MOST_WORDS, DOUBTFUL = 0.75, 0.5
"""Who says so many of its words perhaps says it: the least logit then."""


def same_words(wanted: str, answer: Answer) -> tuple[Stretch | None, float]:
    """The first sentence that has most words of content of what is wanted, in any form, and their share.

    What reads meanings has learnt near misses, which share words, and trusts the very same words too little.

    >>> from rehearse.model.heard import Heard, Word
    >>> told = Answer(Heard(words=tuple(map(Word, "I saw that three of the kitchens were closed.".split()))))
    >>> same_words("three kitchens closed", told), same_words("kitchens reopened", told)[1]
    ((Stretch(first=0, count=9), 1.0), 0.0)
    """
    content = {_stem(plain) for word in wanted.split() if (plain := normal(word)) not in _NO_CONTENT}
    best: tuple[Stretch | None, float] = (None, 0.0)
    if len(content) < FEWEST_WORDS:
        return best
    for sentence in answer.sentences:
        share = len(content & {_stem(answer.texts[index]) for index in sentence.indexes}) / len(content)
        if share > best[1] and (share == 1 or len(content) > FEWEST_WORDS):
            best = (sentence, share)
    return best


def _stem(word: str) -> str:
    """A word without the commonest endings."""
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) > 2), "")
    return word.removesuffix(ending)[:6]


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The sentence that most likely says what is wanted, and how likely (logit); None where nothing was
    said."""

    sentence: Stretch | None
    logit: float


def likeliest(answer: Answer, logits: Sequence[float], *, wanted: str = "") -> Likeliest:
    """The likeliest of an answer's sentences; `logits` has one for each of its clauses. One that has all
    words of what is `wanted` is it, and one that has most of them perhaps.

    A sentence says it where any of its clauses does, and clauses are taken for independent (noisy or).
    """
    best = Likeliest(None, -SUREST)
    clauses = list(zip(answer.clauses, logits, strict=True))
    for sentence in answer.sentences:
        inside = [logit for clause, logit in clauses if sentence.first <= clause.first < sentence.end]
        logit = _any(inside)
        if best.sentence is None or logit > best.logit:
            best = Likeliest(sentence, logit)
    same, share = same_words(wanted, answer)
    if share == 1:
        return Likeliest(same, SUREST)
    if share >= MOST_WORDS and best.logit < DOUBTFUL:
        return Likeliest(same, DOUBTFUL)
    return best


def _any(logits: Sequence[float]) -> float:
    """The logit that any of independent things holds.

    >>> round(_any([0.0, 0.0]), 3), _any([3.0]), _any([40.0, 1.0])
    (1.099, 3.0, 12.0)
    """
    none = -sum(math.log1p(math.exp(min(logit, SUREST))) for logit in logits)
    if none > -math.exp(-SUREST):
        return -SUREST
    return min(SUREST, math.log(math.expm1(-none)))
