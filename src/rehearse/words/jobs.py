"""Sentences about a job and the questions for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearse.model.jobs import ChosenForJob, ForJob, InCv
from rehearse.words.text import many, plain

QUESTIONS = "Questions for this job"
UNCOVERED = "Not covered yet"
OF_UNCOVERED = (
    "No question asks for exactly these, and no story that you keep tells of them. Think of a story for each."
)
ALL_COVERED = "Every demand that can be told in a story has a question or a story of yours."
YOUR_CV = "Your CV"
IN_CV = "Your CV seems to speak of these. Have the story behind each ready:"
NOT_IN_CV = (
    "I found no words for these in your CV. I may have missed them. If you have done it, say so there; if "
    "not, say how you would learn it."
)
MOST_SHOWN = 8
"""Demands of one kind that are listed before "and N more"."""
LONGEST_QUOTE = 160


def typed(name: str) -> str:
    """The name of a job as it is typed behind a command."""
    line = plain(name)
    return line if re.fullmatch(r"[\w.+-]+", line) else f'"{line}"'


def quoted(words: str) -> str:
    """Words of an advertisement or a CV, on one line; the first of many."""
    line = " ".join(plain(words).split())
    return f"“{line}”" if len(line) <= LONGEST_QUOTE else f"“{line[:LONGEST_QUOTE].rsplit(' ', 1)[0]} ...”"


def rests_on(chosen: ChosenForJob) -> str:
    """Why a question was chosen."""
    return f"{'Made of' if chosen.is_made else 'They write'} {quoted(chosen.words)}"


def found_line(found: ForJob) -> str:
    """How much was found."""
    made = sum(one.is_made for one in found.chosen)
    of_them = f", {made} of them made of its words" if made else ""
    demands = many(len(found.advertisement.demands), "demand")
    return f"{demands} found, {many(len(found.chosen), 'question')}{of_them}."


def told(found: Sequence[InCv]) -> tuple[list[InCv], list[InCv]]:
    """The demands of which a CV speaks, and the others."""
    return [one for one in found if one.words], [one for one in found if not one.words]


def and_more(count: int) -> str:
    """Behind a list that was cut; empty where nothing was."""
    return f"and {count} more" if count > 0 else ""
