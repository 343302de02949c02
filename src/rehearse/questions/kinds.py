"""What kind of answer a question asks for, by its words. For lists of questions, which do not say.

Only what plainly asks for one time is called a story: whoever is told that theirs is missing, where none was
asked for, learns the wrong thing. Of the bank's own questions that are called stories 98 of 100 are (tests).
"""

from __future__ import annotations

import re

from rehearse.model.questions import Kind
from rehearse.questions.text import folded

_FIRST: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("asking", re.compile(r"^ask (?:who|what|how|where|when|why|which|about|them|whether|for)\b")),
    (
        "technical",
        re.compile(r"^(?:design|implement|compare)\b|\bhow would you (?:design|build|test|debug)\b"),
    ),
    (
        "scenario",
        re.compile(
            r"\b(?:what|how) would you\b(?! (?:describe|like|rate|explain))|^(?:imagine|suppose)\b"
            r"|\bwhat if\b|\bif you (?:were|had|saw|noticed)\b"
        ),
    ),
    ("explaining", re.compile(r"\bexplain\b.*\bto (?:an?|my|your|somebody|someone|me)\b")),
)
"""The first that is found decides."""

_ONE_TIME = re.compile(
    r"\b(?:an?|the|one|any|last|first|another) (?:\w+ )?(?:time|occasion|situation|instance|moment)\b"
    r"(?! for\b)|^when (?:did|has|have|had|was|were)\b|^how (?:did|have|had) you\b"
    r"|^(?:have|did) you (?:ever|had|been)\b"
)
_TELL = re.compile(
    r"^(?:can you |could you |please )?(?:tell me about|describe|i'd like to hear about|what (?:was|is)"
    r"|(?:talk|walk|take) me(?: back)? (?:through|to)|(?:give me|give|share) an example of"
    r"|think (?:of|back))\b"
)
_SOMETHING_DONE = re.compile(
    r"\b(?:mistake|failure|conflict|disagreement|argument|quarrel|challenge|deadline|complaint|achievement|"
    r"accomplishment|setback|criticism)\b"
    r"|\ban? (?:\w+ )?(?:day|night|week|shift|problem|decision|project)\b"
    r"|\b(?:you|that|which) (?:ever |once |recently )?(?:\w{2,}ed|had|were|was|did|made|led|took|gave|lost|"
    r"won|saw|found|built|got|went|knew|said|told|taught|brought|chose|broke|let|kept)\b|\byou(?:'ve| have)\b"
    r"|\b(?:through|about|describe|of|to) (?!working\b)\w{2,}ing\b"
)
_NOT_PAST = re.compile(
    r"\byour (?:ideal|dream|style|way|approach|management|leadership|process|role|job|company|current)\b"
    r"|\bhow you (?:would|work|do|handle|deal|stay|manage)\b|\bwould you\b|\b(?:do|are) you\b|\bwhy\b"
)


def likely_kind(question: str) -> Kind:
    """The kind of a question; `introduction`, of which least is said, where its words do not tell.

    >>> [likely_kind(text) for text in ("Describe a time you failed.", "How would you react?", "Why us?")]
    ['story', 'scenario', 'introduction']
    """
    said = folded(question)
    for kind, words in _FIRST:
        if words.search(said):
            return kind
    is_story = _ONE_TIME.search(said) or (_TELL.search(said) and _SOMETHING_DONE.search(said))
    return "story" if is_story and not _NOT_PAST.search(said) else "introduction"
