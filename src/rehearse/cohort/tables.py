"""The takes of a class as rows for other programs: a table of all, one for gradebooks, lines of JSON. Pure.

Nothing here is a grade: points stand where a coach gave them, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearse.analysis.summary import word_count
from rehearse.cohort.people import ClassTake, Known
from rehearse.cohort.rubric import Rubric
from rehearse.exchange.contract import as_json, error_as_json
from rehearse.model.report import PARTS, Report, StoryPart
from rehearse.words.text import clock, listed, many

WHO = ("name", "number", "group", "take", "file", "question", "due", "look_at", "why")
SPOKEN = (
    "length_s",
    "words",
    "um_uh",
    "um_uh_per_100_words",
    "filler_words",
    "words_a_minute",
    "long_pauses",
)
STORY = ("setup", "action", "result")
REVIEW = ("state", "points", "points_of", "note")
COLUMNS = (*WHO, *SPOKEN, *STORY, "language", "second_voice", *REVIEW, "take_id", "model")
"""Of takes.csv. New ones may come at the end; none changes its name, its place or its meaning."""

PART_WORDS = {True: "found", False: "not found"}
WITHOUT_QUESTION = "answer"
"""What a column of the gradebook is called where nobody said what is asked."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whose a take is, as it may be told: without names a number or a code stands for all of them."""

    known: Known
    numbers_only: bool

    @property
    def cells(self) -> tuple[str, str, str]:
        person = self.known.person
        if self.numbers_only:
            return (self.known.name, person.number, person.group)
        return (person.name, person.number, person.group)

    def file(self, take: ClassTake) -> str:
        """The name of a file often has its owner's in it."""
        return "" if self.numbers_only else take.filed.handed.file


def take_row(named: Named, take: ClassTake, rubric: Rubric) -> dict[str, Any]:
    """A take by the columns; None for what was not measured."""
    name, number, group = named.cells
    review, handed = take.review, take.filed.handed
    return {
        **dict.fromkeys(COLUMNS),
        "name": name,
        "number": number,
        "group": group,
        "take": take.number,
        "file": named.file(take),
        "question": handed.question,
        "due": handed.due,
        "look_at": "; ".join(one.kind for one in take.looks),
        "why": " ".join(one.says for one in take.looks),
        "state": review.state,
        "points": review.total(rubric),
        "points_of": rubric.points or None,
        "note": review.note,
        "take_id": take.id,
        **(_measured(take.report) if take.report else {}),
    }


def _measured(report: Report) -> dict[str, Any]:
    fillers, pace, heard = report.fillers, report.pace, report.heard
    rate = fillers.per_100_words
    return {
        "length_s": round(report.length.answer_s, 1) if report.length else None,
        "words": word_count(report),
        "um_uh": len(fillers.filled_pauses) if fillers.judged else None,
        "um_uh_per_100_words": round(rate, 1) if fillers.judged and rate is not None else None,
        "filler_words": filler_words(report),
        "words_a_minute": round(pace.speech_rate_wpm) if pace and pace.speech_rate_wpm else None,
        "long_pauses": report.pauses.long if report.pauses else None,
        **{part: None if found is None else PART_WORDS[found] for part, found in parts(report).items()},
        "language": heard.language,
        "second_voice": None if heard.others is None else "yes" if heard.others else "no",
        "model": heard.model,
    }


def in_a_line(report: Report) -> str:
    """The figures of a take: what was not measured is left out."""
    measured, found = _measured(report), parts(report)
    said = [clock(report.length.answer_s)] if report.length else []
    said += [f"{measured['words']} words"]
    said += [f"{measured['words_a_minute']} words a minute"] if measured["words_a_minute"] else []
    if report.fillers.judged:
        said += [f"{measured['um_uh']} um/uh", many(measured["filler_words"], "filler word")]
    told = [part for part, is_there in found.items() if is_there]
    return ", ".join([*said, *([f"story: {listed(told)}"] if told else [])])


def filler_words(report: Report) -> int | None:
    """How many are likely ones; None where they were not judged."""
    if not report.fillers.judged:
        return None
    return sum(one.likelihood == "likely" for one in report.fillers.marked)


def parts(report: Report) -> dict[StoryPart, bool | None]:
    """Whether each part of the story was found; None where none was looked for."""
    star = report.star
    return {
        part: None if star is None else any(star.section(label).present for label in labels)
        for part, labels in PARTS.items()
    }


def take_json(named: Named, take: ClassTake) -> dict[str, Any]:
    """A take as `rehearse analyze --json` prints it, with whose it is and why to look at it."""
    file = named.file(take)
    if take.report:
        said = as_json(take.report, file=file)
        del said["follow_up"]  # nobody asks one here
    else:
        said = error_as_json(" ".join(one.says for one in take.looks), file=file)
    name, number, group = named.cells
    return {
        **said,
        "name": name,
        "number": number,
        "group": group,
        "take": take.number,
        "take_id": take.id,
        "question": take.question or None,
        "prompt": take.prompt.id if take.prompt else None,
        "due": take.filed.handed.due or None,
        "look_at": [{"kind": one.kind, "says": one.says} for one in take.looks],
        "review": {"state": take.review.state, "points": dict(take.review.points), "note": take.review.note},
    }


@dataclass(frozen=True, slots=True)
class Graded:
    """Of one take what a gradebook needs."""

    name: str
    number: str
    group: str
    question: str
    points: float | None
    note: str


def graded(named: Named, take: ClassTake, rubric: Rubric) -> Graded:
    name, number, group = named.cells
    question = take.filed.handed.question or WITHOUT_QUESTION
    return Graded(name, number, group, question, take.review.total(rubric), take.review.note)


def gradebook(takes: Iterable[Graded]) -> list[list[object]]:
    """Names of columns, then a row a person: the points of each question, the latest that were given, and the
    note beside them.

    Empty where a coach gave none. That is what gradebooks import: a person, then a column for each task.
    """
    people: dict[tuple[str, str, str], dict[str, Graded]] = {}
    questions: dict[str, None] = {}
    for one in takes:
        questions.setdefault(one.question)
        theirs = people.setdefault((one.name, one.number, one.group), {})
        if one.points is not None or one.question not in theirs:
            theirs[one.question] = one
    columns: list[object] = ["name", "number", "group"]
    columns += [f"{question}{ending}" for question in questions for ending in ("", " note")]
    return [columns, *(_gradebook_row(who, theirs, list(questions)) for who, theirs in people.items())]


def _gradebook_row(
    who: Sequence[str], theirs: Mapping[str, Graded], questions: Sequence[str]
) -> list[object]:
    row: list[object] = list(who)
    for question in questions:
        one = theirs.get(question)
        row += [one.points if one else None, one.note if one else ""]
    return row
