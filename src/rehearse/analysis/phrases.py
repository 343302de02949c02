"""The user's own phrases, wherever they were said, across punctuation, case and filled pauses. Pure.

Every use counts, in any meaning: the user has named the phrase because it comes too often. This module
does not know where phrases are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import Token, tokens
from rehearse.model.heard import Stretch, Word
from rehearse.model.report import OwnPhrase

Parts = tuple[str, ...]
"""Words as they are matched: lower case, without punctuation, cut at hyphens."""


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


def _parts(said: Sequence[Token]) -> list[tuple[str, int]]:
    """Every part with the index of its word."""
    return [(part, token.index) for token in said for part in re.split(r"[-‐‑–—]+", token.text) if part]


def _use(words: Sequence[Word], phrase: str, first: int, last: int) -> OwnPhrase:
    where = Stretch(first, last - first + 1)
    return OwnPhrase(text=phrase, span=where.span_in(words), first=where.first, count=where.count)
