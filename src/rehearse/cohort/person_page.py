"""The page of one person: their takes as the page of a take shows them, compared, and a coach's review.

One file that works from a disk and offline, with the policy of all pages; one take is shown at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rehearse.analysis.comparison import chances
from rehearse.analysis.progress import progress_over
from rehearse.cohort.people import ClassTake, coached
from rehearse.cohort.rubric import STATES, Review, Rubric
from rehearse.model.report import Report
from rehearse.page.html import fragment, rendered
from rehearse.page.player import PageAudio
from rehearse.page.take_page import NOTE_LINES, About, values
from rehearse.words.comparison import beside_each_other, what_changed
from rehearse.words.text import clock, many, plain

NO_QUESTION = "Their answer"


@dataclass(frozen=True, slots=True)
class PersonAbout:
    """Whose page it is: the name as it may be shown, the id that reviews name, a line on them, the name of
    the file that a review is saved as; `with_files` says whether names of files may be shown.
    """

    name: str
    id: str
    line: str
    file: str
    with_files: bool


def person_page(
    about: PersonAbout,
    takes: Sequence[ClassTake],
    rubric: Rubric,
    *,
    sounds: Mapping[int, PageAudio],
) -> str:
    """The whole page; `sounds` are those of takes, by their numbers. The latest take is shown first."""
    return rendered(
        "person.html",
        styles=("take.css", "person.css"),
        script=("take.js", "person.js"),
        name=plain(about.name),
        about=plain(about.line),
        person=about.id,
        file=about.file,
        shown=takes[-1].number,
        takes=[
            {
                "number": take.number,
                "label": clock(take.report.length.answer_s) if take.report and take.report.length else "",
                "section": _section(about, take, takes, rubric, sounds.get(take.number)),
            }
            for take in takes
        ],
        compared=list(_compared(takes)),
    )


def _section(
    about: PersonAbout, take: ClassTake, takes: Sequence[ClassTake], rubric: Rubric, audio: PageAudio | None
) -> Any:
    review = review_form(take.review, rubric)
    line = About(title=take.question or NO_QUESTION, line=_line(about, take), take=take.number)
    if take.report:
        shown = values(
            take.report, line, audio=audio, coached=coached(take, takes), before=take.before, review=review
        )
        shown |= {"warnings": [], "frame": None}
    else:
        shown = {"take": take.number, "review": review, "title": plain(line.title), "about": plain(line.line)}
    return fragment(
        "person_take.html" if take.report else "person_bare.html",
        take_id=take.id,
        looks=[plain(one.says) for one in take.looks],
        **shown,
    )


def _line(about: PersonAbout, take: ClassTake) -> str:
    handed = take.filed.handed
    parts = [f"Take {take.number}", *([handed.file] if about.with_files else [])]
    if handed.due:
        parts.append(f"due {handed.due}")
    if take.report and take.report.heard.duration_s:
        parts.append(clock(take.report.heard.duration_s))
    return " · ".join(parts)


def review_form(review: Review, rubric: Rubric) -> Any:
    """What a coach fills in for a take."""
    total = review.total(rubric)
    return fragment(
        "review.html",
        criteria=rubric.criteria,
        points=rubric.points,
        given=review.points,
        total="-" if total is None else f"{total:g}",
        note=review.note,
        note_lines=NOTE_LINES,
        states=STATES,
        state=review.state,
    )


def _compared(takes: Sequence[ClassTake]) -> Iterator[dict[str, Any]]:
    """The takes of each question beside each other, where there are several."""
    by_question: dict[str, list[tuple[int, Report]]] = defaultdict(list)
    for take in takes:
        if take.report:
            by_question[take.question].append((take.number, take.report))
    for question, theirs in by_question.items():
        if len(theirs) < 2:
            continue
        numbers, reports = zip(*theirs, strict=True)
        first, last = reports[0], reports[-1]
        yield {
            "title": f"{many(len(theirs), 'take')}{f': {plain(question)}' if question else ''}",
            "columns": [f"Take {number}" for number in numbers],
            "rows": beside_each_other(reports),
            "says": what_changed(chances(first, last, progress_over(())), first, last, same_question=True),
        }
