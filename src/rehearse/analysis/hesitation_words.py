"""Which written words are sounds of hesitation, by the words beside them: "5 mm" and "the ER" hold none.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.analysis.marker_words import QUANTITIES
from rehearse.analysis.words import FILLED_PAUSE, normal, word_set

_UNITS = word_set("mm ah")
_OF_MEASURE = word_set("in per of to")
_ERRING = word_set(
    "to i we you they i'd we'd you'd they'd i'll we'll would rather will can could may might not and"
)
_DASHES = word_set("dash dashes space")
_YES = word_set("huh hmm hm hum mm")
"""After "uh" and "mm" these say "yes, go on" in two words, as "uh-huh" does in one."""
_BEFORE_YES = re.compile(r"u+h+|u+m+|m{1,3}|h+m+")
_NUMBER = re.compile(r"\d[\d.,/]*(?:st|nd|rd|th)?")
_MARKED = re.compile(r"[^\w\s'’\"”)\]]+[\"”)\]]*$")


def hesitations(written: Sequence[str]) -> tuple[bool, ...]:
    """Of each word, as it was written, whether it is a filled pause where it stands.

    None are units after a number ("5 mm"), capitals among small letters ("the ER"), "err" as a verb, "hum" as
    a noun, and the two halves of "uh huh".

    >>> hesitations("Um, the ER was 5 mm away".split())
    (True, False, False, False, False, False, False)
    """
    texts = [normal(word) for word in written]
    shouted = not any(char.islower() for word in written for char in word)
    found = [
        FILLED_PAUSE.fullmatch(text) is not None and not _is_word(written, texts, at, shouted=shouted)
        for at, text in enumerate(texts)
    ]
    for at in range(len(texts) - 1):
        says_yes = _BEFORE_YES.fullmatch(texts[at]) and texts[at + 1] in _YES - {texts[at]}
        if says_yes and not _MARKED.search(written[at]):
            found[at] = found[at + 1] = False
    return tuple(found)


def _is_word(written: Sequence[str], texts: Sequence[str], at: int, *, shouted: bool) -> bool:
    """Whether something that looks like a sound is a word of its sentence."""
    text = texts[at]
    ends = _MARKED.search(written[at]) is not None
    begins = at == 0 or _MARKED.search(written[at - 1]) is not None
    last = texts[at - 1] if at and not begins else ""
    following = texts[at + 1] if at + 1 < len(texts) and not ends else ""
    if not shouted and len(text) > 1 and text.upper() in written[at]:
        return True
    if text in _UNITS:
        return bool(_NUMBER.fullmatch(last)) or last in QUANTITIES or (text == "mm" and last in _OF_MEASURE)
    if text == "err":
        return last in _ERRING or following == "on" or (at == 0 and not ends)
    if text == "em":
        return following in _DASHES or (written[at].startswith("E") and not (begins and ends))
    return text == "hum" and not (begins and ends)
