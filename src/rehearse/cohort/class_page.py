"""The page of a class: who should be looked at first and why, and every take in a table. It ranks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rehearse.analysis.summary import word_count
from rehearse.cohort.looking import KINDS
from rehearse.cohort.people import ClassTake
from rehearse.cohort.rubric import STATES, Rubric
from rehearse.cohort.tables import filler_words, parts
from rehearse.page.html import rendered
from rehearse.words.text import UNKNOWN, clock, many, plain

PEOPLE = "people"
"""The folder of the pages of people, beside this page."""
MOST_OF_A_KIND = 8
"""Of those to look at first for the same reason; the table has them all."""
AT_ONCE = 300
"""Rows that a browser lays out as it opens the page; the others follow by themselves, some at a time."""
SHORT_QUESTION = 40
"""Letters of a question in the table; its page has it all."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the page shows of one take: text alone, so that thousands are kept beside each other."""

    name: str
    page: str
    number: int
    group: str
    question: str
    length: str
    pace: str
    um: str
    fillers: str
    parts: str
    kinds: tuple[str, ...]
    why: str
    state: str
    points: str


def line(name: str, page: str, take: ClassTake, rubric: Rubric) -> Line:
    """A take as a line of the table."""
    report, total = take.report, take.review.total(rubric)
    fillers, rate = (report.fillers, report.fillers.per_100_words) if report else (None, None)
    judged = report if report and report.fillers.judged else None
    return Line(
        name=plain(name),
        page=f"{PEOPLE}/{quote(page)}.html#take-{take.number}",
        number=take.number,
        group=plain(take.filed.handed.person.group),
        question=_short(plain(take.question)),
        length=_length(take),
        pace=f"{report.pace.speech_rate_wpm:.0f}"
        if report and report.pace and report.pace.speech_rate_wpm
        else UNKNOWN,
        um=f"{rate:.1f}" if judged and fillers and rate is not None else UNKNOWN,
        fillers=str(filler_words(judged)) if judged else UNKNOWN,
        parts=_parts(take),
        kinds=tuple(one.kind for one in take.looks),
        why=plain(" ".join(one.says for one in take.looks)),
        state=take.review.state,
        points="" if total is None else f", {total:g} of {rubric.points}",
    )


def _short(question: str) -> str:
    return question if len(question) <= SHORT_QUESTION else f"{question[: SHORT_QUESTION - 4]} ..."


def _length(take: ClassTake) -> str:
    report = take.report
    if report is None:
        return UNKNOWN
    return clock(report.length.answer_s) if report.length else many(word_count(report), "word")


def _parts(take: ClassTake) -> str:
    found = parts(take.report) if take.report else {}
    if None in found.values() or not found:
        return UNKNOWN
    return ", ".join(part for part, is_there in found.items() if is_there) or "none"


def class_page(lines: Sequence[Line]) -> str:
    """The whole page."""
    groups, questions = (_numbered(values) for values in _values(lines))
    rows = [_row(one, groups, questions) for one in lines]
    return rendered(
        "class.html",
        styles=("class.css",),
        script="class.js",
        lead=lead(lines),
        first=list(_first(lines)),
        filters=list(_filters(lines, groups, questions)),
        count=many(len(lines), "take"),
        rows=rows,
        has_questions=bool(questions),
        at_once=AT_ONCE,
    )


def _first(lines: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """Those to look at first by their gravest reason, the gravest first."""
    for kind, name in KINDS.items():
        theirs = [one for one in lines if one.kinds[:1] == (kind,)]
        left = len(theirs) - MOST_OF_A_KIND
        if theirs:
            yield {
                "reason": name,
                "count": len(theirs),
                "takes": theirs[:MOST_OF_A_KIND],
                "more": f'{left} more: choose "{name}" below.' if left > 0 else "",
            }


def lead(lines: Sequence[Line]) -> str:
    """How many people, takes and reviews, in a sentence or two."""
    people = len({one.page.partition("#")[0] for one in lines})
    looks, reviewed = sum(bool(one.kinds) for one in lines), sum(one.state == STATES[-1] for one in lines)
    said = f"{people} {'person' if people == 1 else 'people'}, {many(len(lines), 'take')}."
    said += (
        f" {looks or 'None'} to look at first."
        if looks
        else " Nothing stands out that you must look at first."
    )
    return f"{said} {reviewed} of {len(lines)} reviewed."


def _values(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    return sorted({one.group for one in lines if one.group}), list(
        dict.fromkeys(one.question for one in lines if one.question)
    )


def _numbered(values: Iterable[str]) -> dict[str, str]:
    """A short name for each in the page's filters: what a coach wrote may hold anything."""
    return {value: str(number) for number, value in enumerate(values)}


def _filters(
    lines: Sequence[Line], groups: dict[str, str], questions: dict[str, str]
) -> Iterator[dict[str, Any]]:
    kinds = {kind for one in lines for kind in one.kinds}
    choices = (
        ("look", "Look at", [("l", "anything to look at"), *_kinds(kinds)] if kinds else []),
        ("group", "Group", [(f"g{number}", name) for name, number in groups.items()]),
        ("question", "Question", [(f"q{number}", name) for name, number in questions.items()]),
        ("state", "Review", [(f"s{number}", name) for number, name in enumerate(STATES)]),
    )
    yield from ({"id": name, "name": title, "choices": values} for name, title, values in choices if values)


def _kinds(there: set[str]) -> list[tuple[str, str]]:
    return [(f"k{at}", name) for at, (kind, name) in enumerate(KINDS.items()) if kind in there]


def _row(one: Line, groups: dict[str, str], questions: dict[str, str]) -> dict[str, Any]:
    has = [f"s{STATES.index(one.state)}"]
    has += [f"g{groups[one.group]}"] if one.group else []
    has += [f"q{questions[one.question]}"] if one.question else []
    has += ["l", *(f"k{at}" for at, kind in enumerate(KINDS) if kind in one.kinds)] if one.kinds else []
    return {
        "page": one.page,
        "name": one.name,
        "number": one.number,
        "question": one.question,
        "length": one.length,
        "pace": one.pace,
        "um": one.um,
        "fillers": one.fillers,
        "parts": one.parts,
        "look": ", ".join(KINDS[kind].lower() for kind in KINDS if kind in one.kinds),
        "state": one.state,
        "points": one.points,
        "filter": " ".join(has),
    }
