"""The place where the words of a discourse marker stand, and what can be told of the words beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from rehearse.analysis.marker_words import (
    AMOUNTS,
    BASE,
    BE,
    CONJUNCTIONS,
    INTENSIFIERS,
    NEGATED,
    NO_SPEAKERS,
    NOT_ADVERBS,
    OPENINGS,
    PAST,
    PEOPLE,
    PEOPLE_ARE,
    QUANTITIES,
    SUBJECTS,
)
from rehearse.analysis.words import word_set
from rehearse.model.report import Likelihood

REACH = 4
"""At least so many words, or "", stand on either side of a place; most rules look no further."""


TALKING = (("you", "know"), ("i", "mean"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a possible marker stands: its neighbours in the sentence, nearest first, "" beyond its ends.

    `until_mark` are the words up to the next punctuation, and the one after it. `comma_before` and
    `comma_after` hold for any mark that sets apart, and for the sentence's ends. `opens` is true after
    other openings too ("Yeah, so"), `starts` where the answer has hardly begun. A silence or a
    filled pause stands beside it where `hesitant`, on both sides where `isolated`. `unmarked`: the sentence
    has no punctuation at all, so that none is missed here; `quoted`: it stands in somebody's quoted words.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    until_mark: tuple[str, ...]
    comma_before: bool
    comma_after: bool
    opens: bool
    closes: bool
    question: bool
    starts: bool
    hesitant: bool
    isolated: bool
    unmarked: bool
    quoted: bool

    @property
    def apart(self) -> bool:
        return self.comma_before and self.comma_after

    @property
    def last(self) -> str:
        return self.before[0]

    @property
    def next(self) -> str:
        return self.after[0]


Test = Callable[[Place], bool]
Rule = tuple[Test, Likelihood | None]


def is_past(word: str) -> bool:
    return word in PAST or (
        word.endswith("ed") and len(word) > 4 and word not in ("need", "indeed", "hundred")
    )


def is_doing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 4 and word not in ("nothing", "something", "anything")


def is_adverb(word: str) -> bool:
    return word in INTENSIFIERS or (word.endswith("ly") and word not in NOT_ADVERBS)


def is_amount(at: Place) -> bool:
    return (
        at.next[:1].isdigit()
        or at.next.split("-")[0] in QUANTITIES
        or at.next == "forever"
        or (at.next in ("a", "an", "the") and at.after[1] in AMOUNTS)
    )


def last_is(words: frozenset[str] | str) -> Test:
    wanted = word_set(words) if isinstance(words, str) else words
    return lambda at: at.last in wanted


def next_is(words: frozenset[str] | str) -> Test:
    wanted = word_set(words) if isinstance(words, str) else words
    return lambda at: at.next in wanted


def goes_on_as_verb(at: Place) -> bool:
    """After "I like": what cannot be liked, so the verb is still to come."""
    return (
        is_past(at.next)
        or at.next in BASE | NEGATED
        or (is_adverb(at.next) and at.next not in ("really", "all", "so", "very", "too"))
        or at.after[:2] in TALKING
        or (at.comma_after and at.next == at.last)
    )


def is_verb_like(at: Place) -> bool:
    """ "I like", "I really like", "they would like"; the word before the subject does not matter."""
    adverb = is_adverb(at.last) or at.last in ("also", "still", "do", "both", "of")
    subject = at.before[1] if adverb else at.last
    return subject in PEOPLE | word_set("would wouldn't") or at.last in word_set(
        "would wouldn't i'd we'd you'd they'd he'd she'd don't didn't doesn't never do does did might may"
    )


def quotes(at: Place) -> bool:
    """ "I was like", "they were all like", "I'd be like": somebody's words or thoughts follow."""
    before = [word for word in at.before if word not in ("all", "just", "really", "kind", "of")]
    last, subject = [*before, "", ""][:2]
    return (
        last in PEOPLE_ARE
        or (last in BE and subject in PEOPLE)
        or (last in BE and subject not in NO_SPEAKERS and (at.next in PEOPLE or is_doing(at.next)))
        or (last == "be" and (subject in ("would", "just") or subject.endswith("'d")))
    )


def is_fragment(at: Place) -> bool:
    """ "Like a picture book." and no clause that something is compared with."""
    *phrase, then = at.until_mark
    return not at.closes and not SUBJECTS & set(phrase) and then in CONJUNCTIONS | OPENINGS | {""}


def tells_or(at: Place) -> bool:
    """ "it wasn't like a big fight or anything"."""
    return any(pair in pairwise(at.after) for pair in (("or", "anything"), ("or", "something")))


def asks_what(at: Place) -> bool:
    return ("what" in at.before[:3] and (at.last in BE or at.last == "it")) or at.last == "what's"
