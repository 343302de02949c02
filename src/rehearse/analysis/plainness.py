"""How plain an explanation is: words of the trade, words that everyday English hardly knows, long sentences,
an example or none. Pure.

Rare words are shown and not judged: one may be the very thing that is explained, and a name is no jargon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median

from rehearse.analysis.answer import Answer
from rehearse.analysis.glossary import OF_COMPUTERS, OF_THE_WORLD, SENSES, TERMS
from rehearse.analysis.words import Token, is_backchannel, word_set
from rehearse.model.heard import Stretch
from rehearse.model.report import Plainness

COMMON_WORDS = Path(__file__).with_name("common_words.txt")
"""Those that come twice in a million words or more; most adults know nearly all of them. Convention."""
FEWEST_LETTERS = 2
NEAR_WORDS = 12
"""So near a term an everyday word means what the trade means by it."""
ELSEWHERE_WORDS, ELSEWHERE_THINGS = 28, 4
"""Who talks of something else than computers for so many words, with so many things of the world in them,
compares."""

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_EXAMPLE = re.compile(
    r"(?:for (?:example|instance)|such as|imagine|picture|think of|suppose|let's say|say you|"
    r"(?:it's|it is|that's|that is|works|a bit|just|more|much|rather|exactly|is|are|kind of|sort of) like"
    r"|as if|(?:the )?same (?:way )?as|in the same way|the same way)\b"
)
_FULL_STOP = re.compile(r"[.?!…][\"”’')\]]*$")
_SAYS_WHAT_IT_IS = word_set("is means are just called")
_NAMES = word_set("called call named name")


def plainness(answer: Answer) -> Plainness:
    """Its measures, of an answer in English.

    Rare words are not on a list of everyday ones: wordfreq's, from books, subtitles, news and the web (Speer
    2022).
    """
    spoken = [len(answer.spoken_in(sentence)) for sentence in answer.sentences]
    counts = Counter(rare for index in answer.spoken for rare in _rare(answer.texts[index]))
    return Plainness(
        rare=tuple(counts.most_common()),
        jargon=tuple(Counter(_jargon(answer.tokens())).most_common()),
        median_words=median(lengths) if (lengths := [length for length in spoken if length]) else None,
        longest=max(_between_full_stops(answer), key=lambda one: one[1], default=None),
        example=_example(answer),
    )


def _between_full_stops(answer: Answer) -> Iterator[tuple[int, int]]:
    """The first word of each sentence as it was punctuated, and its words; where there is hardly a full stop
    nobody can tell, and sentences are taken as they were cut.
    """
    ends = [index + 1 for index, word in enumerate(answer.words) if _FULL_STOP.search(word.text)]
    bounds = sorted({0, *ends, len(answer.words)})
    cut = [Stretch(first, end - first) for first, end in pairwise(bounds)]
    for sentence in cut if len(ends) > 1 else answer.sentences:
        if spoken := len(answer.spoken_in(sentence)):
            yield sentence.first, spoken


def _jargon(said: list[Token]) -> Iterator[str]:
    """The words of the trade that are not explained where they stand, in order."""
    terms = [place for place, token in enumerate(said) if token.text in TERMS]
    for place, token in enumerate(said):
        is_sense = token.text in SENSES and any(abs(place - term) <= NEAR_WORDS for term in terms)
        if (token.text in TERMS or is_sense) and not _is_explained(said, place):
            yield token.text


def _is_explained(said: list[Token], place: int) -> bool:
    """ "A cache is ...", "that's the cache", "it's called a cache"."""
    after = said[place + 1].text if place + 1 < len(said) else ""
    before = [token.text for token in said[max(0, place - 3) : place]]
    says = bool(_NAMES & set(before)) or (bool({"that's", "that"} & set(before)) and "the" in before)
    return (after in _SAYS_WHAT_IT_IS and not said[place].mark) or says


def _rare(text: str) -> list[str]:
    if is_backchannel(text):
        return []
    return [part for part in _PARTS.findall(text) if len(part) >= FEWEST_LETTERS and _is_rare(part)]


def _is_rare(word: str) -> bool:
    return not {word, word.removesuffix("'s")} & _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON_WORDS.read_text(encoding="utf-8").split())


def _example(answer: Answer) -> int | None:
    """The index of the first word of an example or a comparison: one that is announced, or one that is
    told."""
    starts: dict[int, int] = {}
    text = ""
    for index in answer.spoken:
        starts[len(text)] = index
        text += f"{answer.texts[index]} "
    found = next((match for match in _EXAMPLE.finditer(text) if match.start() in starts), None)
    told = _told(answer.tokens())
    announced = None if found is None else starts[found.start()]
    return min((one for one in (announced, told) if one is not None), default=None)


def _told(said: list[Token]) -> int | None:
    """Where somebody begins to talk of the world and not of computers, and goes on with it."""
    first = 0
    for place in range(len(said) + 1):
        if place < len(said) and said[place].text not in TERMS | OF_COMPUTERS:
            continue
        things = {token.text for token in said[first:place]} & OF_THE_WORLD
        if place - first >= ELSEWHERE_WORDS and len(things) >= ELSEWHERE_THINGS:
            return said[first].index
        first = place + 1
    return None
