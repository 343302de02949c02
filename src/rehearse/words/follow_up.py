"""What an interviewer asks about an answer, with the speaker's words in it; else the question's own. Pure.

Each kind has a few wordings, so that many follow-ups do not sound the same; which one is asked depends on the
words of the answer alone. None of them says that something is wrong: a friendly interviewer wants to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from rehearse.analysis.answer import Answer
from rehearse.analysis.follow_up import Asks, Lack, lack
from rehearse.analysis.layers import Layer
from rehearse.model.heard import Stretch
from rehearse.model.report import Report

CHOOSING = "Choosing a follow-up"
NOTHING_TO_ASK = "Nothing is left to ask about this answer."

About = Literal[Asks, "own"]
"""What a follow-up asks for; "own" is the question's own."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that follows an answer, and the speaker's words in it, None where it has none."""

    about: About
    question: str
    quote: str | None = None


_WORDINGS: dict[Asks, tuple[str, ...]] = {
    "setup": (
        'You said "{quote}". Where was that, and what did you have to do?',
        'Take me back a step. Before "{quote}", what was going on, and what was your job in it?',
        '"{quote}", you said. Help me picture it: where were you, and what had you been asked to do?',
    ),
    "action": (
        'You told me "{quote}". What did you do then, step by step?',
        '"{quote}", you said. And what did you do about it?',
        'When it came to "{quote}", what was the first thing that you did, and the next?',
    ),
    "result": (
        'You said "{quote}". How did it turn out in the end?',
        '"{quote}", you said. And what came of it all?',
        'You told me "{quote}". What was different afterwards?',
    ),
    "size": (
        'You said "{quote}". If you had to put a number on the outcome, what would it be?',
        '"{quote}", you said. How much of a difference did it all make, in time, money or people?',
        'You told me "{quote}". How could you tell how well it had worked? A rough number is fine.',
    ),
    "own_part": (
        'You said "{quote}". What did you yourself do there?',
        '"{quote}", you said. Which part of that was yours?',
        'I would like to hear more about you. When you say "{quote}", what was your own part?',
    ),
    "reason": (
        'You said "{quote}". Why {name}, and not something else?',
        '"{quote}", you said. What made you choose {name}?',
        'You mentioned {name}: "{quote}". What did it give you that another way would not have?',
    ),
    "example": (
        'You said "{quote}". Can you give me an example of that?',
        '"{quote}", you said. Tell me about one time when that showed.',
        'When you say "{quote}", which moment do you think of?',
    ),
    "one_time": (
        'You said "{quote}". Can you tell me about one time, with a day and a person in it?',
        '"{quote}", you said. What is the nearest thing to it that really happened, however small?',
        'I would like to see it happen. You said "{quote}": which day comes to mind?',
    ),
    "layer": (
        'You said "{quote}". Could you tell me {name}?',
        '"{quote}", you said. What I would still like to know is {name}.',
        'You told me "{quote}". Help me understand {name}.',
    ),
}


def follow_up(
    answer: Answer, report: Report, layers: Sequence[Layer] = (), *, own: str = ""
) -> FollowUp | None:
    """What is asked after an answer: for what it lacks, else the question's `own`; None for neither."""
    found = lack(answer, report, layers)
    return asked_for(answer, found) if found else prepared(own)


def prepared(own: str) -> FollowUp | None:
    """A question's own follow-up; None where it has none."""
    return FollowUp("own", own) if own else None


def asked_for(answer: Answer, found: Lack) -> FollowUp:
    """The question for what an answer lacks, around its own words."""
    quote = _exactly(answer, found.quote)
    wordings = _WORDINGS[found.about]
    wording = wordings[crc32(answer.heard.text.encode("utf-8", "replace")) % len(wordings)]
    name = _within(found.name) if found.about == "layer" else found.name
    return FollowUp(found.about, wording.format(quote=quote, name=name), quote)


def _exactly(answer: Answer, where: Stretch) -> str:
    """The words of a quote without the marks around them; marks of speech within it are simple ones."""
    text = where.text_in(answer.words).strip(' .,;:!?"“”‘’—–-')
    return text.replace('"', "'").replace("“", "'").replace("”", "'")


def _within(means: str) -> str:
    """What a layer means, within a sentence: its first letter small, without its full stop."""
    return means[:1].lower() + means[1:].rstrip(".")
