"""Cuts an answer into what may be compared by meaning: its sentences, and the clauses of long ones. Pure.

A point is often made in half a sentence, whose meaning drowns in that of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Located, Stretch

FEWEST_CLAUSE_WORDS = 4
"""Of a clause; fewer words join what stands beside them."""
_ENDS_CLAUSE = (",", ";", ":")


@dataclass(frozen=True, slots=True)
class Passage(Located):
    """`count` words from index `first` of `Heard.words`, of which filled pauses are left out in `text`; a
    part or the whole of sentence number `sentence`.
    """

    text: str
    first: int
    count: int
    sentence: int


def passages(answer: Answer) -> tuple[Passage, ...]:
    """Every sentence, each followed by its clauses where it has several.

    >>> from rehearse.model.heard import Heard, Word
    >>> said = "I rang every shop myself, and um nobody was cross. It held."
    >>> for one in passages(Answer(Heard(words=tuple(map(Word, said.split()))))): print(one.text)
    I rang every shop myself, and nobody was cross.
    I rang every shop myself,
    and nobody was cross.
    It held.
    """
    return tuple(
        passage
        for number, sentence in enumerate(answer.sentences)
        for stretch in _parts(answer, sentence)
        if (passage := _passage(answer, stretch, number)).text
    )


def _parts(answer: Answer, sentence: Stretch) -> Iterator[Stretch]:
    yield sentence
    clauses = list(_clauses(answer, sentence))
    if len(clauses) > 1:
        yield from clauses


def _clauses(answer: Answer, sentence: Stretch) -> Iterator[Stretch]:
    begin = sentence.first
    for index in sentence.indexes:
        ends = answer.words[index].text.endswith(_ENDS_CLAUSE)
        if (
            ends
            and index + 1 - begin >= FEWEST_CLAUSE_WORDS
            and sentence.end - index - 1 >= FEWEST_CLAUSE_WORDS
        ):
            yield Stretch(begin, index + 1 - begin)
            begin = index + 1
    yield Stretch(begin, sentence.end - begin)


def _passage(answer: Answer, stretch: Stretch, sentence: int) -> Passage:
    text = " ".join(word.text for word in answer.spoken_in(stretch))
    return Passage(text, stretch.first, stretch.count, sentence)
