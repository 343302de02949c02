"""Cuts the words of an answer into sentences.

Punctuation decides. Speech recognition sometimes writes no full stop for a minute; only such a run-on
is cut further, where the speaker fell silent or went on with a connective. This module does not look
at what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rehearse.analysis.words import normal, word_set
from rehearse.model.heard import Span, Stretch, Word

RUN_ON_WORDS = 40
"""A sentence of more words is taken for several that lost their full stops."""
CUT_FROM_S = 0.6
"""A silence of this length is one that listeners take for a boundary."""
FEWEST_WORDS_BESIDE_A_CUT = 4
"""A cut leaves at least so many words on either side."""

_END = re.compile(r"([.?!…]+)([\"'”’)\]]*)$")
_TITLES = word_set("Mr Mrs Ms Dr Prof St")
_BEFORE_MORE = word_set("vs e.g i.e eg ie cf approx dept")
_BEFORE_NUMBER = word_set("no nos fig vol pp p")
_SHORT_FORMS = word_set("etc inc ltd co corp jr sr u.s u.k u.n e.u a.m p.m ph.d b.sc m.sc")
_CONNECTIVES = word_set("and but so then because or which after when while although")
_STARTERS = _CONNECTIVES | word_set(
    "i we he she they it you there this that my our well now okay anyway also later finally i'm we're it's"
)
_LEFT_OPEN = word_set(
    """a an the of to for with in on at by from into about as than and but or so because if that which who
    my our your his her their its this these those some any no every is are was were be been am i'm we're
    i we he she they you it's very really just not would could should will can had has have"""
)


@dataclass(frozen=True, slots=True)
class _Said:
    """Words, each as `normal` gives it, whether each is a filled pause, and the silence before some, in
    seconds.
    """

    words: Sequence[Word]
    texts: Sequence[str]
    filled: Sequence[bool]
    silent_s: Mapping[int, float]


def sentence_ranges(
    words: Sequence[Word],
    texts: Sequence[str],
    filled: Sequence[bool],
    silences: Sequence[tuple[Span, int]],
) -> tuple[Stretch, ...]:
    """The sentences in order; every word belongs to exactly one.

    Full stops after abbreviations ("e.g.", "Dr.") and inside numbers end nothing. A filled pause that
    stands alone ("Um.") belongs to what follows it. `texts`, `filled` and `silences` are as in `Answer`.
    """
    silent_s = {before: gap.duration_s for gap, before in silences if gap.duration_s >= CUT_FROM_S}
    said = _Said(words, texts, filled, silent_s)
    return tuple(piece for first, end in pairwise(_bounds(said)) for piece in _unrun(said, first, end))


def _bounds(said: _Said) -> list[int]:
    """The indexes at which sentences begin by their punctuation, and the number of words."""
    words = said.words
    bounds = [0] if words else []
    only_fillers = True
    for index in range(len(words) - 1):
        only_fillers = only_fillers and said.filled[index]
        if not only_fillers and _ends(words, index, opens=index == bounds[-1]):
            bounds.append(index + 1)
            only_fillers = True
    return [*bounds, len(words)]


def _ends(words: Sequence[Word], index: int, *, opens: bool) -> bool:
    """Whether a sentence ends with this word; `opens`: it is the first of its sentence."""
    text, following = words[index].text, words[index + 1].text
    match = _END.search(text)
    if not match:
        return False
    marks, quote = match.groups()
    if "?" in marks or "!" in marks:
        return not quote or _is_capital(following)  # "Why?" he asked.
    if marks != ".":
        return _is_capital(following)
    return not _is_abbreviation(text, following) and not (opens and normal(text).isdigit())  # "1." numbers


def _is_abbreviation(text: str, following: str) -> bool:
    bare = normal(text)
    return (
        bare in _BEFORE_MORE
        or (bare.capitalize() in _TITLES and text.lstrip("\"'“‘([")[:1].isupper())
        or (bare in _BEFORE_NUMBER and following[:1].isdigit())
        or (bare in _SHORT_FORMS and not _is_capital(following))
        or (len(bare) == 1 and bare.isalpha() and bare != "i")
    )


def _is_capital(text: str) -> bool:
    first = text.lstrip("\"'“‘([")[:1]
    return first.isupper() and normal(text).split("'")[0] != "i"


def _unrun(said: _Said, first: int, end: int) -> list[Stretch]:
    """One sentence, or the pieces of a run-on: the best cut first, then each side again."""
    if end - first <= RUN_ON_WORDS:
        return [Stretch(first, end - first)]
    middle = (first + end) / 2
    places = range(first + FEWEST_WORDS_BESIDE_A_CUT, end - FEWEST_WORDS_BESIDE_A_CUT + 1)
    strength, _, cut = max((_strength(said, cut), -abs(cut - middle), cut) for cut in places)
    if not strength:
        return [Stretch(first, end - first)]
    return _unrun(said, first, cut) + _unrun(said, cut, end)


def _strength(said: _Said, cut: int) -> float:
    """How well a sentence might begin at word `cut`; 0 where it might not."""
    if said.filled[cut - 1] or said.texts[cut - 1] in _LEFT_OPEN:
        return 0.0
    # The first of the next few words that is no filled pause.
    near = range(cut, min(cut + FEWEST_WORDS_BESIDE_A_CUT, len(said.words)))
    follows = next((said.texts[index] for index in near if not said.filled[index]), "")
    if cut in said.silent_s:
        return 2.0 + min(said.silent_s[cut], 2.0) + (follows in _STARTERS)
    return 1.0 if follows in _CONNECTIVES else 0.0
