"""What a coach judges by, and what they said of each take: read from their files, never made up."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rehearse.cohort.names import folded, normal
from rehearse.errors import CohortError
from rehearse.words.text import plain

NAME = "rubric.toml"
"""What a rubric is called that lies among the recordings."""
MOST_CRITERIA, MOST_POINTS = 30, 1000
LARGEST_BYTES = 5_000_000
LONGEST_NOTE = 20_000

State = Literal["to review", "in review", "reviewed"]
STATES: tuple[State, ...] = ("to review", "in review", "reviewed")
REVIEWS = "reviews"
"""The folder, beside the page of all, in which reviews are kept."""
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to judge, for `points` at most; `levels` say what 0, 1, 2 ... of them mean, or nothing."""

    id: str
    name: str
    points: int
    about: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """What to judge a take by; without criteria there are a note and a state alone."""

    criteria: tuple[Criterion, ...] = ()

    @property
    def points(self) -> int:
        return sum(one.points for one in self.criteria)


@dataclass(frozen=True, slots=True)
class Review:
    """What a coach said of one take: points by the ids of criteria, a note, and how far they are."""

    points: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    state: State = "to review"
    saved_at: str = ""

    def total(self, rubric: Rubric) -> float | None:
        """All points together; None where a criterion has none yet."""
        given = [self.points.get(one.id) for one in rubric.criteria]
        known = [one for one in given if one is not None]
        return short(sum(known)) if known and len(known) == len(given) else None


NOT_REVIEWED = Review()


def read_rubric(path: Path) -> Rubric:
    """A rubric from its TOML. CohortError where it cannot be read, naming what is wrong."""
    try:
        content = path.read_bytes()
        if len(content) > LARGEST_BYTES:
            raise CohortError(f"{path} is too large for a rubric. Name another file.")
        said = tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise CohortError(f"The rubric {path} cannot be read: {error.strerror}. Check the name.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise CohortError(f"The rubric {path} is no TOML: {plain(str(error))}.") from error
    criteria = said.get("criterion")
    if not isinstance(criteria, list) or not 1 <= len(criteria) <= MOST_CRITERIA:
        raise CohortError(f"The rubric {path} needs 1 to {MOST_CRITERIA} [[criterion]], each with a name.")
    try:
        found = tuple(map(_criterion, criteria))
    except (ValueError, TypeError, KeyError) as error:
        raise CohortError(f"The rubric {path} cannot be used: {plain(str(error))}.") from error
    if len({one.id for one in found}) < len(found):
        raise CohortError(f"Two criteria of the rubric {path} have one name. Give each a name of its own.")
    return Rubric(found)


def _criterion(said: Any) -> Criterion:
    if not isinstance(said, dict):
        raise ValueError("each [[criterion]] is a table")
    name = plain(normal(_text(said.get("name"), "name")))
    levels = said.get("levels", [])
    points = said.get("points", max(1, len(levels) - 1) if levels else None)
    if not isinstance(points, int) or isinstance(points, bool) or not 1 <= points <= MOST_POINTS:
        raise ValueError(f"'{name}' needs points, a whole number from 1 to {MOST_POINTS}")
    if not isinstance(levels, list) or (levels and len(levels) != points + 1):
        raise ValueError(f"'{name}' needs {points + 1} levels: what 0 to {points} points mean; or none")
    return Criterion(
        folded(_text(said.get("id", name), "id")),
        name,
        points,
        plain(_text(said.get("about", ""), "about")),
        tuple(plain(_text(one, "level")) for one in levels),
    )


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or (what != "about" and not value.strip()):
        raise ValueError(f"a criterion has no {what} as text")
    value.encode()
    return value


Reviews = Mapping[tuple[str, str], Review]
"""What was said, by the id of the person and that of the take."""


def read_reviews(folders: Iterable[Path]) -> tuple[dict[tuple[str, str], Review], list[str]]:
    """The reviews that lie in some folders, of each take the latest; and a line for each file that is none.

    A browser saves a second one beside the first: whatever it is called, what stands in it decides.
    """
    found: dict[tuple[str, str], Review] = {}
    problems = []
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.json"))):
        try:
            for at, review in _reviews_in(path):
                if at not in found or review.saved_at >= found[at].saved_at:
                    found[at] = review
        except (OSError, ValueError, RecursionError) as error:
            problems.append(f"{path.name} is no review ({plain(str(error))}). Save it again from its page.")
    return found, problems


def _reviews_in(path: Path) -> Iterable[tuple[tuple[str, str], Review]]:
    if path.stat().st_size > LARGEST_BYTES:
        raise ValueError("it is too large")
    said = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(said, dict) or said.get("rehearse_review") != SCHEMA:
        raise ValueError("it lacks what a page writes")
    person, saved_at, takes = said.get("person"), said.get("saved_at"), said.get("takes")
    if not (isinstance(person, str) and isinstance(saved_at, str) and isinstance(takes, dict)):
        raise ValueError("it lacks what a page writes")
    return [((person, take), _review(review, saved_at)) for take, review in takes.items()]


def _review(said: Any, saved_at: str) -> Review:
    if not isinstance(said, dict) or not isinstance(said.get("points", {}), dict):
        raise ValueError("a take without points or a note")
    note = said.get("note", "")
    if not isinstance(note, str) or len(note) > LONGEST_NOTE:
        raise ValueError("a note that is no text")
    note.encode()
    state = next((one for one in STATES if one == said.get("state")), STATES[0])
    return Review(
        {name: _points(value) for name, value in said.get("points", {}).items()}, note, state, saved_at
    )


def _points(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MOST_POINTS:
        raise ValueError("points that are no number")
    return short(value)


def short(points: float) -> float:
    """Points as they are written down: 3 and not 3.0."""
    return int(points) if points == int(points) else points


def within(review: Review, rubric: Rubric) -> Review:
    """A review by this rubric: points that it does not know, or that are too many, are left out."""
    most = {one.id: one.points for one in rubric.criteria}
    points = {name: value for name, value in review.points.items() if value <= most.get(name, -1)}
    return Review(points, review.note, review.state, review.saved_at)


def review_text(person: str, takes: Mapping[str, Review], *, saved_at: str) -> str:
    """A review as a page saves it."""
    kept = {
        take: {"state": one.state, "points": dict(one.points), "note": one.note}
        for take, one in takes.items()
    }
    return json.dumps(
        {"rehearse_review": SCHEMA, "person": person, "saved_at": saved_at, "takes": kept},
        ensure_ascii=False,
        indent=1,
    )


def state_of(reviews: Sequence[Review]) -> State:
    """How far a person's takes are, all together."""
    states = {one.state for one in reviews}
    return states.pop() if len(states) == 1 else "in review" if states else "to review"
