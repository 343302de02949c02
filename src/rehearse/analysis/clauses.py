"""Cuts sentences into clauses: "I moved his route, and he was never late again" does two things. Pure.

Where two clauses do the same in a story they are put together again (`star`), so that a cut too many costs
little and one too few hides a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from rehearse.analysis.words import word_set
from rehearse.model.heard import Stretch

FEWEST_WORDS = 3
"""On either side of a cut."""
FEWEST_WORDS_UNMARKED = 5
"""On either side of a cut that neither a mark nor a connective shows."""

_CONNECTIVES = word_set(
    """and but so then because which until till while when where whereas after before although though since as
    plus yet or if unless meaning resulting leading saving making meanwhile instead otherwise afterwards
    eventually finally later"""
)
_SUBJECTS = word_set(
    """i we he she they it you there this that nobody everybody everyone somebody someone nothing people i'm
    we're he's she's they're it's i'd we'd he'd she'd they'd i've we've they've there's that's now today"""
)
_UNMARKED = _SUBJECTS - word_set("you there this that people nothing now today")
"""Of these only, where nothing else shows it, a clause is thought to begin."""
_OWNERS = word_set("my our his her their the a an one two some most all both")
_BEGINNING = _CONNECTIVES | _SUBJECTS | _OWNERS
_JOINING = word_set("and but so then because until till which while when after before or")
_BINDING = word_set(
    """that what who whom which where when why how if because since as than like and but so or then though
    although while until till after before unless whether of to for with in on at by from about into over
    a an the my our his her their its this these those not never just only really very still also even
    i we he she they you it said says say think thought know knew told tell asked ask hope wish feel felt mean
    guess suppose believe sure make made let have had is are was were be been am do did does can could will
    would should might must"""
)
_MARKS = (",", ";", ":", "—", "–", "-")
_STRONG = (";", "—", "–")


def clause_bounds(written: Sequence[str], texts: Sequence[str], filled: Sequence[bool]) -> list[int]:
    """The indexes at which the clauses of one sentence begin, 0 the first, and the number of its words.

    `texts` are the words as `normal` gives them, `filled` says which are filled pauses.

    >>> words = "I moved his route and he was never late again".split()
    >>> clause_bounds(words, words, [False] * len(words))
    [0, 4, 10]
    """
    bounds = [0]
    spoken = (bool(text) and not sound for text, sound in zip(texts, filled, strict=True))
    before = list(accumulate(spoken, initial=0))
    for index in range(1, len(written)):
        if filled[index - 1] or not texts[index]:
            continue
        fewest = _fewest(written, texts, filled, index)
        if fewest and before[index] - before[bounds[-1]] >= fewest <= before[-1] - before[index]:
            bounds.append(index)
    return [*bounds, len(written)]


def clauses(
    sentence: Stretch, written: Sequence[str], texts: Sequence[str], filled: Sequence[bool]
) -> Iterator[Stretch]:
    """The clauses of one sentence of an answer, whose words these are, in order."""
    inside = slice(sentence.first, sentence.end)
    for first, end in pairwise(clause_bounds(written[inside], texts[inside], filled[inside])):
        yield Stretch(sentence.first + first, end - first)


def _fewest(written: Sequence[str], texts: Sequence[str], filled: Sequence[bool], index: int) -> int:
    """How many words have to stand on either side of a cut before word `index`; 0 where none may be made."""
    before = written[index - 1].rstrip("\"'”’)")
    near = range(index, min(index + 4, len(texts)))
    following = [texts[at] for at in near if not filled[at]]
    first, second = (*following, "", "")[:2]
    if before.endswith(_STRONG):
        return FEWEST_WORDS
    if before.endswith(_MARKS):
        return FEWEST_WORDS if first in _BEGINNING else FEWEST_WORDS + 1
    if first in _JOINING and (second in _SUBJECTS or second in _OWNERS or second in _JOINING):
        return FEWEST_WORDS
    if first in _JOINING:
        return FEWEST_WORDS_UNMARKED
    if first in _UNMARKED and texts[index - 1] not in _BINDING:
        return FEWEST_WORDS_UNMARKED
    return 0
