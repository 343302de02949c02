"""Steps and reasons in an answer about what somebody would do or build. Pure.

Only what announces itself is found ("first ... then", "because"); an answer without such words may have both,
so nothing follows from finding none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.words import Token
from rehearse.model.heard import Stretch

FEWEST_WORDS = 4
"""From "because" to the end of the sentence; fewer were cut off."""
_BEGINS = re.compile(
    r"(?:so |okay |well |right |and )*(?:i think )?"
    r"(?:first\b(?! (?:time|day|year|job|name|aid|impressions?))|firstly\b|to (?:begin|start) with\b"
    r"|(?:i would|i'd|we would|we'd|let me|let's) (?:first|start|begin)\b)"
)
_GOES_ON = re.compile(
    r"(?:and |so |but |only )*(?:then\b|next\b(?! (?:to|week|year|month|time))|after that\b"
    r"|secondly\b|second\b|once (?:that|i|we|it)\b|finally\b|last of all\b"
    r"|(?:i would|i'd|we would|we'd) (?:then|next)\b)"
)


def steps(answer: Answer) -> tuple[Stretch, Stretch] | None:
    """The sentence that begins the steps, and the next that goes on with them; None where none do."""
    begins = None
    for sentence in answer.sentences:
        said = answer.plain(sentence)
        if begins is not None and _GOES_ON.match(said):
            return begins, sentence
        if begins is None and _BEGINS.match(said):
            begins = sentence
    return None


def reason(answer: Answer) -> Stretch | None:
    """From the first "because" or "so that" to the end of its sentence; None where there is none."""
    for sentence in answer.sentences:
        said = answer.tokens(sentence)
        for place, token in enumerate(said):
            count = sentence.first + sentence.count - token.index
            if count >= FEWEST_WORDS and (token.text == "because" or _is_purpose(said[place : place + 2])):
                return Stretch(token.index, count)
    return None


def _is_purpose(two: Sequence[Token]) -> bool:
    return [token.text for token in two] == ["so", "that"] and not two[0].mark
