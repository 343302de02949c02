"""What kind of word a word is. Pure; knows no times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rehearse.model import Word

FILLED_PAUSE = re.compile(r"(?:u+h+|u+m+|u+h+m+|e+r+m+|er+|h+m+|m{2,}|a+h+)")
"""um, uh, er, erm, hm, mm, ah and their lengthenings; not "uh-huh" or "mm-hmm", which answer somebody."""


def normal(text: str) -> str:
    """A word without case and the punctuation around it; an apostrophe before it stays (`'er` is "her")."""
    return re.sub(r"^[^\w']+|[^\w]+$", "", text.lower().replace("’", "'"))


def is_filled_pause(text: str) -> bool:
    """Whether a word of the text is a sound of hesitation.

    >>> [is_filled_pause(text) for text in ("Um,", "uhhh...", "uh-huh", "'er", "her")]
    [True, True, False, False, False]
    """
    return FILLED_PAUSE.fullmatch(normal(text)) is not None


def spoken_words(words: Sequence[Word]) -> list[tuple[int, Word]]:
    """The words that are no filled pauses, each with its index: what every rate is taken over."""
    return [(index, word) for index, word in enumerate(words) if not is_filled_pause(word.text)]


def phrases(words: Sequence[Word], phrase: str) -> Iterator[int]:
    """Where `phrase` begins, across punctuation and line ends ("you, know")."""
    wanted = phrase.split()
    texts = [normal(word.text) for word in words]
    for first in range(len(texts) - len(wanted) + 1):
        if texts[first : first + len(wanted)] == wanted:
            yield first
