"""How plain an explanation is: words that everyday English hardly knows, long sentences, an example or none.

Shown and not graded: a rare word may be the very thing that is explained, and a name is no jargon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from statistics import median

from rehearse.analysis.sentences import sentence_ranges
from rehearse.analysis.words import is_backchannel, normal, spoken_words
from rehearse.model.heard import Heard, Word
from rehearse.model.report import Plainness

RARE_BELOW_ZIPF = 3.3
"""Two in a million words; of the twenty thousand words above it most adults know nearly all. Convention."""
FEWEST_LETTERS = 2

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_EXAMPLE = re.compile(
    r"(?:for (?:example|instance)|such as|imagine|picture|think of|suppose|let's say|say you|"
    r"(?:it's|it is|that's|that is|works|a bit|just|much|rather|exactly|is|are) like|as if|the same as)\b"
)


def plainness(heard: Heard) -> Plainness:
    """Its three measures, of an answer in English.

    Frequencies: wordfreq's list of English words from books, subtitles, news and the web (Speer 2022).
    """
    lengths = sorted(_sentence_lengths(heard))
    counts = Counter(rare for _, word in spoken_words(heard.words) for rare in _rare(word))
    return Plainness(
        rare=tuple(counts.most_common()),
        median_words=median(count for count, _ in lengths) if lengths else None,
        longest=(lengths[-1][1], lengths[-1][0]) if lengths else None,
        example=_example(heard.words),
    )


def _sentence_lengths(heard: Heard) -> Iterator[tuple[int, int]]:
    """Of each sentence how many words it has, and the index of its first."""
    for first, count in sentence_ranges(heard):
        spoken = spoken_words(heard.words[first : first + count])
        if spoken:
            yield len(spoken), first


def _rare(word: Word) -> list[str]:
    if is_backchannel(word.text):
        return []
    return [
        part for part in _PARTS.findall(normal(word.text)) if len(part) >= FEWEST_LETTERS and _is_rare(part)
    ]


@cache
def _is_rare(word: str) -> bool:
    from wordfreq import zipf_frequency

    bare = word.removesuffix("'s")
    return max(zipf_frequency(word, "en"), zipf_frequency(bare, "en")) < RARE_BELOW_ZIPF


def _example(words: tuple[Word, ...]) -> int | None:
    """The index of the first word that announces an example or a comparison."""
    starts: dict[int, int] = {}
    text = ""
    for index, word in spoken_words(words):
        starts[len(text)] = index
        text += f"{normal(word.text)} "
    found = next((match for match in _EXAMPLE.finditer(text) if match.start() in starts), None)
    return starts[found.start()] if found else None
