"""Which written words are sounds of hesitation, by the words beside them: "5 mm" and "the ER" hold none.
Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.analysis.marker_words import QUANTITIES
from rehearse.analysis.words import FILLED_PAUSE, is_backchannel, normal, word_set

_UNITS = word_set("mm ah")
_OF_MEASURE = word_set("in per of to")
_ERRING = word_set(
    "to i we you they i'd we'd you'd they'd i'll we'll would rather will can could may might not and"
)
_DASHES = word_set("dash dashes space")
_YES = word_set("huh hmm hm hum mm")
"""After "uh" and "mm" these say "yes, go on" in two words, as "uh-huh" does in one."""
_BEFORE_YES = re.compile(r"u+h+|u+m+|m{1,3}|h+m+")
_MURMUR = re.compile(r"m{1,3}")
"""Before "hmm" it says so with a comma too: "Mm, hmm." """
_HUM = re.compile(r"h+m+|m{2,}")
_NUMBER = re.compile(r"\d[\d.,/]*(?:st|nd|rd|th)?")
_MARKED = re.compile(r"[^\w\s'’\"”)\]]+[\"”)\]]*$")


def hesitations(written: Sequence[str], *, in_company: bool = False) -> tuple[bool, ...]:
    """Of each word, as it was written, whether it is a filled pause where it stands.

    None are units after a number ("5 mm"), capitals among small letters ("the ER"), "err" as a verb, "hum" as
    a noun, and what `backchannels` finds.

    >>> hesitations("Um, the ER was 5 mm away".split())
    (True, False, False, False, False, False, False)
    """
    texts = [normal(word) for word in written]
    shouted = not any(char.islower() for word in written for char in word)
    answering = backchannels(written, in_company=in_company)
    return tuple(
        FILLED_PAUSE.fullmatch(text) is not None
        and not answering[at]
        and not _is_word(written, texts, at, shouted=shouted)
        for at, text in enumerate(texts)
    )


def backchannels(written: Sequence[str], *, in_company: bool = False) -> tuple[bool, ...]:
    """Of each word, as it was written, whether it says "yes, go on" with a sound, in one word or in two.

    Where two people speak, `in_company`, a "hmm" that is all of a sentence does so too.

    >>> backchannels("Mm-hmm. Uh huh. Mm, hmm. Um, hmm, where?".split())
    (True, True, True, True, True, False, False, False)
    """
    texts = [normal(word) for word in written]
    found = [is_backchannel(word) for word in written]
    for at in range(len(texts) - 1):
        if _is_yes_in_two(written, texts, at):
            found[at] = found[at + 1] = True
    if in_company:
        for at, text in enumerate(texts):
            begins = at == 0 or _ends(written[at - 1])
            found[at] = found[at] or bool(_HUM.fullmatch(text) and begins and _ends(written[at]))
    return tuple(found)


def _is_yes_in_two(written: Sequence[str], texts: Sequence[str], at: int) -> bool:
    first, second = texts[at], texts[at + 1]
    if not _BEFORE_YES.fullmatch(first) or second not in _YES - {first}:
        return False
    mark = _MARKED.search(written[at])
    return mark is None or bool(mark[0] == "," and _MURMUR.fullmatch(first) and _ends(written[at + 1]))


def _ends(written: str) -> bool:
    """Whether a sentence ends at a word."""
    mark = _MARKED.search(written)
    return mark is not None and mark[0][0] in ".!?"


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
