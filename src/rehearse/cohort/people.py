"""The people of a class with their takes, each as far as it is known: heard, judged, reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rehearse.analysis import advised, examined
from rehearse.analysis.answer import Answer
from rehearse.analysis.coaching import Coaching
from rehearse.cohort.handed import Person
from rehearse.cohort.hearing import GONE, Filed
from rehearse.cohort.jobs import Outcome
from rehearse.cohort.looking import Look, looks
from rehearse.cohort.names import folded, page_name, pseudonym
from rehearse.cohort.results import Results
from rehearse.cohort.rubric import NOT_REVIEWED, Review, Reviews, Rubric, within
from rehearse.model.heard import Heard
from rehearse.model.questions import Prompt
from rehearse.model.report import Report
from rehearse.takes.coaching import coaching_without_history, fit_of, recitation_without_history

WAITS = "Its turn has not come. The same command goes on."
TAKE_ID = 16
"""Letters of the digest that a take is known by in reviews: a file stays what it is, whoever hears it."""


@dataclass(frozen=True, slots=True)
class Known:
    """One of a class as pages show them: `name` is a pseudonym where names are to stay out."""

    person: Person
    id: str
    name: str
    page: str
    files: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class ClassTake:
    """A take of one of a class: its number among theirs, what is asked, what came of it; `before` is what
    their take before of the question shows.
    """

    number: int
    id: str
    filed: Filed
    question: str
    prompt: Prompt | None
    report: Report | None
    before: Report | None
    looks: tuple[Look, ...]
    review: Review


@dataclass(frozen=True, slots=True)
class Class:
    """What all takes are read by. `others` names, for a key, everybody who handed that file in."""

    prompts: Mapping[str, Prompt]
    results: Results
    rubric: Rubric
    reviews: Reviews
    not_kept: Mapping[str, str]
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)


def people(files: Iterable[Filed], *, secret: bytes, numbers_only: bool) -> list[Known]:
    """Everybody with what they handed in, in the order of the list; each has a page of a name of its own."""
    by_identity: dict[str, list[Filed]] = defaultdict(list)
    for one in files:
        by_identity[one.handed.person.identity].append(one)
    taken: set[str] = set()
    return [
        _known(identity, theirs, taken, secret=secret, numbers_only=numbers_only)
        for identity, theirs in by_identity.items()
    ]


def _known(
    identity: str, files: Sequence[Filed], taken: set[str], *, secret: bytes, numbers_only: bool
) -> Known:
    person, code = files[0].handed.person, pseudonym(identity, secret)
    name = (person.number or f"P-{code[:6]}") if numbers_only else person.name
    page = page_name(name)
    if folded(page) in taken:
        page = f"{page}-{code[:6]}"
    taken.add(folded(page))
    return Known(person, code, name, page, tuple(files))


def owners(known: Iterable[Known]) -> dict[str, frozenset[str]]:
    """By the key of a result, the names of all who handed in that very file."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for filed in one.files:
            if filed.job:
                found[filed.job.key].add(one.name)
    return {key: frozenset(names) for key, names in found.items()}


def takes_of(known: Known, of: Class) -> list[ClassTake]:
    """A person's takes in their order, each read in the light of those before it."""
    takes: list[ClassTake] = []
    for filed in known.files:
        takes.append(_take(filed, known, of, takes))
    return takes


def _take(filed: Filed, known: Known, of: Class, earlier: Sequence[ClassTake]) -> ClassTake:
    prompt = of.prompts.get(folded(filed.handed.question))
    question = prompt.question if prompt else filed.handed.question
    before = _before(earlier, question)
    outcome = _outcome(filed, of)
    heard = outcome.heard if outcome else None
    report = _read(heard, prompt, _numbered(earlier, question)) if heard else None
    found = looks(report, asked=prompt is not None) if report else ()
    take_id = filed.job.digest[:TAKE_ID] if filed.job else ""
    return ClassTake(
        number=len(earlier) + 1,
        id=take_id,
        filed=filed,
        question=question,
        prompt=prompt,
        report=report,
        before=before[0].report if before and question else None,
        looks=(*_of_the_file(filed, outcome), *_shared(known, filed, of), *found),
        review=within(of.reviews.get((known.id, take_id), NOT_REVIEWED), of.rubric),
    )


def _before(takes: Sequence[ClassTake], question: str) -> list[ClassTake]:
    """Those of a question that were heard, the latest first."""
    return [one for one in reversed(takes) if one.report and one.question == question]


def _numbered(takes: Sequence[ClassTake], question: str) -> list[tuple[int, Heard]]:
    return [(one.number, one.report.heard) for one in _before(takes, question) if one.report]


def _read(heard: Heard, prompt: Prompt | None, earlier: Sequence[tuple[int, Heard]]) -> Report:
    """What an answer shows, with its one advice; `earlier` are those of its question before it."""
    answer, follow_up = Answer(heard), prompt.follow_up if prompt else ""
    kind, fit = prompt.kind if prompt else "story", fit_of(prompt, answer)
    report = examined(answer, kind=kind, follow_up=follow_up, fit=fit)
    recited = recitation_without_history(prompt, answer, earlier)
    return advised(answer, report, recited, follow_up=follow_up)


def coached(take: ClassTake, takes: Sequence[ClassTake]) -> Coaching | None:
    """What one of a person's takes does for its question; a tenth of a second, so only for what is shown."""
    if take.report is None:
        return None
    earlier = _numbered(takes[: take.number - 1], take.question)
    return coaching_without_history(take.prompt, Answer(take.report.heard), earlier)


def _outcome(filed: Filed, of: Class) -> Outcome | None:
    """What came of a file; None where it was not heard yet."""
    if filed.job is None:
        return None
    key = filed.job.key
    if key in of.not_kept:
        return Outcome(key, error=of.not_kept[key], for_good=False)
    return of.results.find(key)


def _of_the_file(filed: Filed, outcome: Outcome | None) -> Iterator[Look]:
    if filed.reason:
        yield Look("not there" if filed.reason == GONE else "not read", filed.reason)
    elif outcome is None:
        yield Look("not heard yet", WAITS)
    elif outcome.error:
        yield Look("not read", outcome.error)


def _shared(known: Known, filed: Filed, of: Class) -> Iterator[Look]:
    others = sorted(of.owners.get(filed.job.key, frozenset()) - {known.name}) if filed.job else []
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        yield Look("same", f"{others[0]}{more} handed in the very same file.")
