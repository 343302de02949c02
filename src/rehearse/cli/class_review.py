"""`rehearse cohort --review`: points and a note for each take of a person, asked for in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from rehearse.cli.showing import asked, say
from rehearse.cohort.names import folded
from rehearse.cohort.people import Class, ClassTake, Known, takes_of
from rehearse.cohort.rubric import NOT_REVIEWED, Criterion, Review, short
from rehearse.cohort.tables import in_a_line
from rehearse.cohort.writing import Out
from rehearse.errors import CohortError

NO_POINTS = "-"
"""Takes points back."""


def review_in_terminal(out: Out, known: Sequence[Known], of: Class, name: str) -> Class:
    """The class with what is typed of a person's takes; each take is kept as soon as it is done."""
    person = _found(known, name)
    takes = [take for take in takes_of(person, of) if take.id]
    # Also those of takes that are not there any more, and points by another rubric: nothing of it is lost.
    reviews = {take: review for (whose, take), review in of.reviews.items() if whose == person.id}
    say("Enter keeps what stands in brackets. Ctrl-C ends; what is done is kept.")
    for take in takes:
        say()
        _show(take, person, len(takes))
        reviews[take.id] = _asked(reviews.get(take.id, NOT_REVIEWED), of.rubric.criteria)
        out.keep_review(person, reviews)
    return replace(of, reviews={**of.reviews, **{(person.id, one): said for one, said in reviews.items()}})


def _found(known: Sequence[Known], name: str) -> Known:
    """By name, number or page. CohortError where nobody is called so, or several are."""
    wanted = folded(name)
    called = [
        (one, {folded(said) for said in (one.name, one.person.number, one.page) if said}) for one in known
    ]
    found = [one for one, names in called if wanted in names]
    if len(found) == 1:
        return found[0]
    if found:
        raise CohortError(
            f"{len(found)} people are called '{name}'. Give the number or the name of the page."
        )
    near = get_close_matches(wanted, [said for _, names in called for said in names], n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise CohortError(f"Nobody is called '{name}'.{hint} index.html lists everybody.")


def _show(take: ClassTake, person: Known, count: int) -> None:
    say(f"{person.name}, take {take.number} of {count}: {take.question or 'no question'}")
    for one in take.looks:
        say(f"  Look: {one.says}")
    if take.report:
        say(f"  {in_a_line(take.report)}")
    if take.filed.handed.path:
        say(f"  {take.filed.handed.path}")


def _asked(before: Review, criteria: Sequence[Criterion]) -> Review:
    """What is typed of one take. It is reviewed where every criterion has points, or there is none."""
    points = dict(before.points)
    for one in criteria:
        given = _points(one, before.points.get(one.id))
        points.pop(one.id, None)
        if given is not None:
            points[one.id] = given
    note = asked("Note", before.note or NO_POINTS)
    done = all(one.id in points for one in criteria)
    return Review(points, "" if note == NO_POINTS else note, "reviewed" if done else "in review")


def _points(one: Criterion, before: float | None) -> float | None:
    levels = f"; {', '.join(f'{at} {level}' for at, level in enumerate(one.levels))}" if one.levels else ""
    while True:
        said = asked(
            f"{one.name} (0 to {one.points}{levels})", NO_POINTS if before is None else f"{before:g}"
        )
        if said == NO_POINTS:
            return None
        try:
            given = float(said.replace(",", "."))
        except ValueError:
            given = -1.0
        if 0 <= given <= one.points:
            return short(given)
        say(f"A number from 0 to {one.points}, or {NO_POINTS} for none.")
