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
    quite more until till after before even right some any every each all both get got"""
)


_SUBJECTS = word_set(
    """i we he she they it you there this that my our his her their the a an nobody everybody everyone
    somebody people i'm we're he's she's they're it's there's that's i'd we'd he'd she'd they'd i've we've
    they've i'll each some all none both"""
)
_MARKS_OF_SPEECH = '"“”'


def quotable(
    answer: Answer,
    where: Located,
    *,
    last: bool = False,
    holding: int | None = None,
    saying: frozenset[str] = frozenset(),
) -> Stretch:
    """The words of a sentence to quote: a clause of it, or the beginning of one that ends well.

    Whole clauses are liked best: the one of the usual length, for `last` the last. `holding` is the index of
    a word that it must hold, `saying` are words of which it should have one.
    """
    found = [
        piece
        for clause in answer.clauses
        if where.first <= clause.first and clause.end <= where.end
        for piece in _pieces(answer, clause)
        if holding is None or piece.first <= holding < piece.end
    ]
    if not found:
        return _stripped(answer, where.first, where.end)

    def liking(one: Stretch) -> tuple[bool, int, int]:
        said = answer.texts[one.first : one.end]
        is_whole = said[0] in _SUBJECTS and one.count > FEWEST_WORDS
        is_clean = not any(mark in word.text for word in one.of(answer.words) for mark in _MARKS_OF_SPEECH)
        is_wanted = not saying or bool(saying & set(said))
        length = -abs(min(one.count, USUAL_WORDS) - USUAL_WORDS)
        return one.count >= FEWEST_WORDS, 2 * is_wanted + is_whole + is_clean, one.first if last else length

    return max(found, key=liking)


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
