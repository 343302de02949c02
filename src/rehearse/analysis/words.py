"""What kind of word a word is, and where the silences stand between the words. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rehearse.model.heard import Heard, Span, Word

FILLED_PAUSE = re.compile(r"(?:u+h+|u+m+|u+h+m+|e+r+m+|er+|e+h+|e+h*m+|e+u+h+|h+m+|h+u+m+|m{2,}|a+h+)")
"""um, uh, er, erm, eh, ehm, euh, hm, hum, mm, ah and their lengthenings, as they may be written; what each is
where it stands is told in `hesitation_words`. Not "uh-huh" or "mm-hmm", which answer somebody.
"""
BACKCHANNEL = re.compile(r"(?:m+|h+m+|u+h+|a+h+)-h+(?:m+|u+h+|a+h*)|m+h+m+")
"""mm-hmm, mhm, uh-huh: they say "yes, go on"."""

_PIECES = re.compile(r".*?\w(?:[,;:?!…—–]|\.{2,}|-{2,})+(?=[\"“‘']?[^\W\d_])|.+")
_FUSING = frozenset(("like", "know", "mean", "well", "right", "okay", "actually", "basically", "literally"))
"""Beside these, as beside a filled pause, words come apart; "x—so" begins a clause and stays."""


def normal(text: str) -> str:
    """A word without case and the punctuation around it; an apostrophe before it stays (`'er` is "her")."""
    return re.sub(r"^[^\w']+|[^\w]+$", "", text.lower().replace("’", "'"))


def as_said(text: str) -> str:
    """A text in lower case with "I" as it is written.

    >>> as_said("i guess i'm")
    "I guess I'm"
    """
    return re.sub(r"\bi(?=$|[\s',.])", "I", text)


def is_filled_pause(text: str) -> bool:
    """Whether a word of the text is a sound of hesitation.

    >>> [is_filled_pause(text) for text in ("Um,", "uhhh...", "uh-huh", "'er", "her")]
    [True, True, False, False, False]
    """
    return FILLED_PAUSE.fullmatch(normal(text)) is not None


def is_backchannel(text: str) -> bool:
    """Whether a word answers somebody with a sound.

    >>> [is_backchannel(text) for text in ("Mm-hmm.", "Mhm,", "uh-huh", "um", "home")]
    [True, True, True, False, False]
    """
    return BACKCHANNEL.fullmatch(normal(text)) is not None


def split_words(text: str) -> list[str]:
    """The words of a text, punctuation attached; fillers that punctuation alone joins to a word come apart.

    Only fillers, so that "end-to-end", "1,000" and "quality—affected" stay as they were written.

    >>> split_words("It was um,like a 1,000")
    ['It', 'was', 'um,', 'like', 'a', '1,000']
    """
    return [piece for word in text.split() for piece in split_word(word)]


def split_word(text: str) -> list[str]:
    """One word, or its parts where a filler is among them; joined they give back `text`.

    >>> split_word("Um...so"), split_word("you,know"), split_word("Mm-hmm.")
    (['Um...', 'so'], ['you,', 'know'], ['Mm-hmm.'])
    """
    pieces = _PIECES.findall(text)
    return pieces if any(is_filled_pause(piece) or normal(piece) in _FUSING for piece in pieces) else [text]


@dataclass(frozen=True, slots=True)
class Token:
    """A word to be matched: `text` as `normal` gives it, `mark` the punctuation up to the next token.

    `index` is that of the word in the answer; `hesitant` where a filled pause stands right before it.
    """

    text: str
    mark: str
    index: int
    hesitant: bool


def tokens(words: Sequence[Word], *, first: int = 0) -> list[Token]:
    """The words without filled pauses, whose punctuation goes to the word before; `first` is added to
    every index.

    >>> [(token.text, token.mark) for token in tokens([Word("You,"), Word("um,"), Word("know.")])]
    [('you', ',,'), ('know', '.')]
    """
    return matched(
        (index, word.text, normal(word.text), is_filled_pause(word.text))
        for index, word in enumerate(words, start=first)
    )


def matched(words: Iterable[tuple[int, str, str, bool]]) -> list[Token]:
    """The same of words that are each given with their index, as they were written, as `normal` gives them,
    and whether they are filled pauses.
    """
    found: list[Token] = []
    hesitant = False
    for index, written, text, filled in words:
        if text and not filled:
            found.append(Token(text, _mark(written), index, hesitant))
            hesitant = False
            continue
        hesitant = hesitant or bool(text)
        if found:
            last = found[-1]
            found[-1] = Token(last.text, last.mark + _mark(written), last.index, last.hesitant)
    return found


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(text.split())


def silences(heard: Heard) -> list[tuple[Span, int]]:
    """The silences between stretches of speech, each with the index of the word that follows it.

    Word times drift by some tenths of a second, so the silence's middle decides and not its ends. The
    index is the number of words where none follows.
    """
    # Sorted, because times that drift may cross: what counts is how many words lie before.
    middles = sorted(word.span.middle_s if word.span else 0.0 for word in heard.words)
    gaps = (Span(before.end_s, after.start_s) for before, after in pairwise(heard.speech))
    return [(gap, bisect_left(middles, gap.middle_s)) for gap in gaps]


def _mark(text: str) -> str:
    return "".join(re.findall(r"[^\w\s'’]+$|^[—–-]+", text))
