"""Cuts an answer into what may be compared by meaning: its sentences, and the clauses of long ones. Pure.

A point is often made in half a sentence, whose meaning drowns in that of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.words import spoken_words
from rehearse.model.heard import Heard

FEWEST_WORDS = 4
"""Of a clause; fewer words join what stands beside them."""
_ENDS_CLAUSE = (",", ";", ":")


@dataclass(frozen=True, slots=True)
class Passage:
    """`count` words from index `first` of `Heard.words`, of which filled pauses are left out in `text`; a
    part or the whole of sentence number `sentence`.
    """

    text: str
    first: int
    count: int
    sentence: int


def passages(heard: Heard) -> tuple[Passage, ...]:
    """Every sentence, each followed by its clauses where it has several.

    >>> from rehearse.model.heard import Word
    >>> said = "I rang every shop myself, and um nobody was cross. It held."
    >>> for one in passages(Heard(words=tuple(map(Word, said.split())))): print(one.text)
    I rang every shop myself, and nobody was cross.
    I rang every shop myself,
    and nobody was cross.
    It held.
    """
    return tuple(
        passage
        for number, (first, count) in enumerate(sentence_ranges(heard))
        for passage in _of_sentence(heard, number, first, count)
        if passage.text
    )


def _of_sentence(heard: Heard, number: int, first: int, count: int) -> Iterator[Passage]:
    yield _passage(heard, first, count, number)
    clauses = list(_clauses(heard, first, first + count))
    if len(clauses) > 1:
        yield from (_passage(heard, begin, end - begin, number) for begin, end in clauses)


def _clauses(heard: Heard, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    for index in range(begin, stop):
        ends = heard.words[index].text.endswith(_ENDS_CLAUSE)
        if ends and index + 1 - begin >= FEWEST_WORDS and stop - index - 1 >= FEWEST_WORDS:
            yield begin, index + 1
            begin = index + 1
    yield begin, stop


def _passage(heard: Heard, first: int, count: int, sentence: int) -> Passage:
    words = [word.text for _, word in spoken_words(heard.words[first : first + count])]
    return Passage(" ".join(words), first, count, sentence)
