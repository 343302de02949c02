"""How plain an explanation is: words that everyday English hardly knows, long sentences, an example or none.

Shown and not graded: a rare word may be the very thing that is explained, and a name is no jargon.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from statistics import median

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import is_backchannel
from rehearse.model.report import Plainness

RARE_BELOW_ZIPF = 3.3
"""Two in a million words; of the twenty thousand words above it most adults know nearly all. Convention."""
FEWEST_LETTERS = 2

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_EXAMPLE = re.compile(
    r"(?:for (?:example|instance)|such as|imagine|picture|think of|suppose|let's say|say you|"
    r"(?:it's|it is|that's|that is|works|a bit|just|much|rather|exactly|is|are) like|as if|the same as)\b"
)


def plainness(answer: Answer) -> Plainness:
    """Its three measures, of an answer in English.

    Frequencies: wordfreq's list of English words from books, subtitles, news and the web (Speer 2022).
    """
    lengths = sorted(
        (spoken, sentence.first)
        for sentence in answer.sentences
        if (spoken := len(answer.spoken_in(sentence)))
    )
    counts = Counter(rare for index in answer.spoken for rare in _rare(answer.texts[index]))
    return Plainness(
        rare=tuple(counts.most_common()),
        median_words=median(count for count, _ in lengths) if lengths else None,
        longest=(lengths[-1][1], lengths[-1][0]) if lengths else None,
        example=_example(answer),
    )


def _rare(text: str) -> list[str]:
    if is_backchannel(text):
        return []
    return [part for part in _PARTS.findall(text) if len(part) >= FEWEST_LETTERS and _is_rare(part)]


@cache
def _is_rare(word: str) -> bool:
    from wordfreq import zipf_frequency

    bare = word.removesuffix("'s")
    return max(zipf_frequency(word, "en"), zipf_frequency(bare, "en")) < RARE_BELOW_ZIPF


def _example(answer: Answer) -> int | None:
    """The index of the first word that announces an example or a comparison."""
    starts: dict[int, int] = {}
    text = ""
    for index in answer.spoken:
        starts[len(text)] = index
        text += f"{answer.texts[index]} "
    found = next((match for match in _EXAMPLE.finditer(text) if match.start() in starts), None)
    return starts[found.start()] if found else None
