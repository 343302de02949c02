"""A short quote out of a sentence: its words exactly, beginning and ending where it makes sense. Pure."""

from __future__ import annotations

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import word_set
from rehearse.model.heard import Located, Stretch

MOST_WORDS, USUAL_WORDS, FEWEST_WORDS = 14, 8, 3
"""Of a quote; one of about the usual length is liked best."""
_OPENS = word_set(
    "and but so then because well okay ok right like anyway also actually basically now yes yeah plus oh or"
)
"""No quote begins with these."""
_PAIRS = {("you", "know"), ("i", "mean"), ("i", "guess"), ("i", "think"), ("i", "suppose"), ("and", "stuff")}
_ENDS_NO = word_set(
    """a an the my our his her their its this that these those of to for with in on at by from about into over
    and but or so because if when while which who whom whose what where why how than as like i we he she
    they it's i'm is was were are am be been had have has do did does can could will would should might
    very really just also not no than then i'd we'd he'd she'd they'd i've we've there's that's um uh
    quite more until till after before even some any every each all both get got"""
)


def quotable(answer: Answer, where: Located, *, last: bool = False, holding: int | None = None) -> Stretch:
    """The words of a sentence to quote: a clause of it, or the beginning of one that ends well.

    The first that fits, for `last` the last; `holding` is the index of a word that it must hold.
    """
    found = [
        piece
        for clause in answer.clauses
        if where.first <= clause.first and clause.end <= where.end
        for piece in _pieces(answer, clause)
        if holding is None or piece.first <= holding < piece.end
    ]
    whole = [one for one in found if one.count >= FEWEST_WORDS]
    if not whole:
        return found[0] if found else _stripped(answer, where.first, where.end)
    if last:
        return whole[-1]
    return max(whole, key=lambda one: (-abs(min(one.count, USUAL_WORDS) - USUAL_WORDS), -one.first))


def _pieces(answer: Answer, clause: Stretch) -> list[Stretch]:
    """A clause between its filled pauses, each piece stripped, cut where it is long."""
    cuts = [index for index in clause.indexes if answer.filled[index]]
    starts, ends = [clause.first, *(index + 1 for index in cuts)], [*cuts, clause.end]
    stripped = [_stripped(answer, start, end) for start, end in zip(starts, ends, strict=True) if end > start]
    return [_shortened(answer, one) for one in stripped if one.count]


def _stripped(answer: Answer, first: int, end: int) -> Stretch:
    """Without connectives before it and what hangs loose behind it."""
    texts = answer.texts
    while end - first > 1:
        if (texts[first], texts[first + 1]) in _PAIRS and end - first > FEWEST_WORDS:
            first += 2
        elif texts[first] in _OPENS and end - first > FEWEST_WORDS:
            first += 1
        else:
            break
    while end - first > FEWEST_WORDS:
        if (texts[end - 2], texts[end - 1]) in _PAIRS:
            end -= 2
        elif texts[end - 1] in _ENDS_NO or not texts[end - 1]:
            end -= 1
        else:
            break
    return Stretch(first, end - first)


def _shortened(answer: Answer, one: Stretch) -> Stretch:
    """Its first words, up to the last mark among them, or to a word that can end a phrase."""
    if one.count <= MOST_WORDS:
        return one
    marked = [
        index + 1
        for index in range(one.first + FEWEST_WORDS, one.first + MOST_WORDS)
        if answer.words[index].text.rstrip("\"'”’)").endswith((",", ";", ":", "."))
    ]
    before = [
        index
        for index in range(one.first + FEWEST_WORDS + 1, one.first + MOST_WORDS + 1)
        if answer.texts[index] in _BREAKS and answer.texts[index - 1] not in _ENDS_NO
    ]
    end = max(marked or before or [one.first + MOST_WORDS])
    return _stripped(answer, one.first, end)


_BREAKS = word_set(
    "and but or so because that which who when while where to in on at for with from by until till after if"
)
