"""Text as the numbers that the sentence encoder knows: words of its vocabulary, or pieces of them.

BERT's uncased rules: lower case, no accents, punctuation by itself, then the longest piece that the
vocabulary holds, again and again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LONGEST_WORD = 100
"""Of more letters no word is looked up."""
UNKNOWN = "[UNK]"

_TOKENS = re.compile(r"\w+|[^\w\s]|_")


def word_pieces(text: str, numbers: Mapping[str, int]) -> list[int]:
    """The numbers of the pieces of `text`; `numbers` maps each piece to its own, "##" before inner ones.

    >>> numbers = {"[UNK]": 0, "re": 1, "##hear": 2, "##se": 3, "!": 4}
    >>> word_pieces("Réhearse!", numbers), word_pieces("x", numbers)
    ([1, 2, 3, 4], [0])
    """
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return [
        number for word in _TOKENS.findall(plain.replace("_", " _ ")) for number in _of_word(word, numbers)
    ]


def _of_word(word: str, numbers: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        prefix = "##" if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if prefix + word[start:end] in numbers), None)
        if end is None:
            return [numbers[UNKNOWN]]
        found.append(numbers[prefix + word[start:end]])
        start = end
    return found or [numbers[UNKNOWN]]
