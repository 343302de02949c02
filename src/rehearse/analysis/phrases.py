"""The user's own phrases, wherever they were said, across punctuation, case and filled pauses. Pure.

Every use counts, in any meaning: the user has named the phrase because it comes too often. This module
does not know where phrases are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import Token, tokens, word_set
from rehearse.model.heard import Stretch, Word
from rehearse.model.report import DiscourseMarker, OwnPhrase

Parts = tuple[str, ...]
"""Words as they are matched: lower case, without punctuation, cut at hyphens."""


LENGTHS = range(2, 6)
OFTEN = (5, 4)
"""Times from which a turn of two words, and one of more, stands out."""
_LITTLE = word_set(
    """then again also always actually anyway back basically because bit case course day end everything fact
    going guess here kind lot make matter mean moment now point question say sense speak stuff sure terms
    there thing things think time way whole"""
)
"""Words that a turn of phrase is made of and that say little about a story."""
_FUNCTION = word_set(
    """a all an and are as at be but by for from had has have he i if in is it it's of on or so that that's
    the they this to was we were what when which with you"""
)
_OPEN = word_set("a an and as at but by for from i in of on or so the to with he they we you if was were is")


def phrase_parts(phrase: str) -> Parts:
    """What of a phrase is matched; empty where it holds no word.

    >>> phrase_parts("At the End of the Day,")
    ('at', 'the', 'end', 'of', 'the', 'day')
    >>> phrase_parts("day-to-day") == phrase_parts("day to day")
    True
    """
    return tuple(part for part, _ in _parts(tokens([Word(word) for word in phrase.split()])))


def own_phrases(answer: Answer, phrases: Sequence[str]) -> tuple[OwnPhrase, ...]:
    """The uses of `phrases` in order, `text` as the user wrote the phrase.

    No word belongs to two: of phrases that begin at one word the longest is taken.

    >>> from rehearse.model.heard import Heard
    >>> heard = Heard(words=tuple(Word(text) for text in "At the, um, end. Of the day!".split()))
    >>> [(use.text, use.first, use.count) for use in own_phrases(Answer(heard), ["the end of the day"])]
    [('the end of the day', 1, 6)]
    """
    wanted = sorted(((phrase_parts(phrase), phrase) for phrase in phrases), key=lambda pair: -len(pair[0]))
    said = _parts(answer.tokens())
    found: list[OwnPhrase] = []
    position = 0
    while position < len(said):
        for parts, phrase in wanted:
            stretch = said[position : position + len(parts)]
            if parts and tuple(part for part, _ in stretch) == parts:
                found.append(_use(answer.words, phrase, stretch[0][1], stretch[-1][1]))
                position += len(parts) - 1
                break
        position += 1
    return tuple(found)


def said_often(
    answer: Answer, markers: Sequence[DiscourseMarker], phrases: Sequence[str] = ()
) -> tuple[str, int] | None:
    """The turn of phrase that an answer leans on most, and how often it comes; None where none stands out.

    What the story is about comes often too, so only turns of everyday words that say little count, neither
    markers nor the user's own phrases.

    >>> from rehearse.model.heard import Heard
    >>> text = "and then I rang and then he came and then we ate and then it rained and then we left"
    >>> said_often(Answer(Heard(words=tuple(Word(word) for word in text.split()))), ())
    ('and then', 5)
    """
    known = {index for marker in markers for index in marker.indexes}
    wanted = {phrase_parts(phrase) for phrase in phrases}
    said = answer.tokens()
    counts: Counter[Parts] = Counter()
    for length in LENGTHS:
        end_of_last: dict[Parts, int] = {}
        for at in range(len(said) - length + 1):
            run = said[at : at + length]
            turn = tuple(token.text for token in run)
            apart = any(token.mark for token in run[:-1]) or known & {token.index for token in run}
            if not apart and at >= end_of_last.get(turn, 0) and _says_little(turn) and turn not in wanted:
                counts[turn] += 1
                end_of_last[turn] = at + length
    often = [(turn, count) for turn, count in counts.items() if count >= OFTEN[len(turn) > 2]]
    if not often:
        return None
    turn, count = max(often, key=lambda one: (one[1] * len(one[0]), len(one[0])))
    return " ".join(turn), count


def _says_little(turn: Parts) -> bool:
    return set(turn) <= _LITTLE | _FUNCTION and bool(_LITTLE & set(turn)) and turn[-1] not in _OPEN


def _parts(said: Sequence[Token]) -> list[tuple[str, int]]:
    """Every part with the index of its word."""
    return [(part, token.index) for token in said for part in re.split(r"[-‐‑–—]+", token.text) if part]


def _use(words: Sequence[Word], phrase: str, first: int, last: int) -> OwnPhrase:
    where = Stretch(first, last - first + 1)
    return OwnPhrase(text=phrase, span=where.span_in(words), first=where.first, count=where.count)
