"""Why a human should look at a take first, in the order of weight. Pure.

It says what a coach would want to know before trusting the figures. It says nothing of how good an answer is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rehearse.analysis.summary import summary
from rehearse.model.report import NoteKind, Report, StoryPart
from rehearse.words.text import at_times, many
from rehearse.words.unheard import unheard_why

Kind = Literal[
    "not there",
    "not read",
    "not heard yet",
    "not heard",
    "language",
    "voices",
    "same",
    "short",
    "question",
    "part",
]
KINDS: dict[Kind, str] = {
    "not there": "Nothing handed in",
    "not read": "Cannot be read",
    "not heard yet": "Not heard yet",
    "not heard": "Could not be heard well",
    "language": "Not in English",
    "voices": "Two voices",
    "same": "Same file as somebody else",
    "short": "Very short",
    "question": "Perhaps not what was asked",
    "part": "A part of the story is missing",
}
"""The gravest first, as they are called."""

FEW_WORDS, FEW_SECONDS = 40, 20.0
"""Fewer are hardly an answer: some 15 seconds of speech. Convention."""

NOT_THE_QUESTION: dict[NoteKind, str] = {
    "another question": "It sounds like a story for another question.",
    "no answer": "It does not sound like an answer to the question.",
    "hypothetical": "It says what one would do; the question asks for one time.",
    "habit": "It says what one always does; the question asks for one time.",
    "never": "It says that this never happened; the question asks for one time.",
    "no occasion": "It tells of no one time, and the question asks for one.",
}

PARTS_MISSING: dict[StoryPart, str] = {
    "setup": "No setting was found: where it was, what was to be done.",
    "action": "Nothing was found that the speaker did.",
    "result": "No result was found.",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One reason to look, and what was seen."""

    kind: Kind
    says: str


def looks(report: Report, *, asked: bool) -> Iterator[Look]:
    """What of an answer a human should see, the gravest first; mostly nothing. `asked` says whether its
    question is known.
    """
    heard = report.heard
    if report.unheard:
        kind: Kind = "language" if report.unheard.reason == "language" else "not heard"
        yield Look(kind, unheard_why(report) or "")
    elif heard.is_spoken and not heard.words:
        yield Look("not heard", "Nobody is heard in it.")
    if heard.others:
        yield Look("voices", f"A second voice is heard{at_times(heard.others)}.")
    yield from _short(report)
    if not report.unheard:
        yield from _of_the_story(report, asked=asked)


def _short(report: Report) -> Iterator[Look]:
    words, length = len(report.heard.words), report.length
    if 0 < words < FEW_WORDS:
        yield Look("short", f"Only {many(words, 'word')}.")
    elif words and length and length.answer_s < FEW_SECONDS:
        yield Look("short", f"Only {length.answer_s:.0f} seconds.")


def _of_the_story(report: Report, *, asked: bool) -> Iterator[Look]:
    none = next((NOT_THE_QUESTION[note.kind] for note in report.notes if note.kind in NOT_THE_QUESTION), None)
    if none and asked:
        yield Look("question", none)
    missing: StoryPart | None = summary(report).missing
    if missing:
        yield Look("part", PARTS_MISSING[missing])
