"""Jobs that somebody applies for: kept by a name, and the questions for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from rehearse.errors import JobError
from rehearse.language.fits import fit_reader
from rehearse.language.nearness import likeness, nearnesses
from rehearse.model.jobs import Advertisement, ForJob
from rehearse.model.kept import Job, Story
from rehearse.model.questions import Prompt
from rehearse.questions.advertisement import read_advertisement
from rehearse.questions.bank import MADE_FOR_JOBS, Bank
from rehearse.questions.for_job import chosen, in_cv, uncovered
from rehearse.questions.from_demands import THEME, made_of
from rehearse.questions.post import post_of
from rehearse.questions.text import folded, one_line

LONGEST_NAME = 60
NAME_WORDS = 5
MOST_CV_LINES, FEWEST_CV_WORDS = 100, 3
MOST_STORY_WORDS = 80

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
NO_DEMANDS = (
    "Nothing in it looks like what a job demands. It must be in English. Paste the part that says what you "
    "would do and what you need to have."
)


def read_job(advertisement: str) -> Advertisement:
    """What an advertisement demands. JobError where it demands nothing that could be found."""
    read = read_advertisement(advertisement)
    if not read.demands:
        raise JobError(NO_DEMANDS)
    return read


def new_job(jobs: Sequence[Job], advertisement: str, *, cv: str | None, name: str | None, usual: str) -> Job:
    """A job to keep, under `name`, in place of one of that name; without it under its `usual` name, or one
    like it where another advertisement has that.

    An earlier CV stays where none is given. JobError for a name that none can have.
    """
    named = checked_name(name) if name is not None else _free_name(jobs, advertisement, usual)
    before = next((job for job in jobs if folded(job.name) == folded(named)), None)
    return Job(
        name=before.name if before else named,
        advertisement=advertisement,
        cv=cv or (before.cv if before else None),
        added_at=datetime.now(UTC),
    )


def usual_name(advertisement: str) -> str:
    """What a job is called by the first words of its advertisement."""
    words = re.findall(r"\w[\w'+#-]*", read_advertisement(advertisement).title)[:NAME_WORDS]
    return " ".join(words)[:LONGEST_NAME].strip() or "job"


def checked_name(name: str) -> str:
    """As it is kept. JobError where it is none."""
    line = " ".join(one_line(name).split())
    if not line or len(line) > LONGEST_NAME or line.startswith("-"):
        raise JobError(f"A job needs a name of 1 to {LONGEST_NAME} letters that begins with none of -.")
    return line


def find_job(jobs: Sequence[Job], name: str) -> Job:
    """The job of a name, whatever the case of its letters. JobError where there is none."""
    for job in jobs:
        if folded(job.name) == folded(name):
            return job
    kept = ", ".join(f"'{job.name}'" for job in jobs[:3])
    raise JobError(
        f"There is no job '{one_line(name)[:LONGEST_NAME]}'. "
        + (f"You keep {kept}. `rehearse for` lists them all." if kept else "`rehearse for AD.txt` keeps one.")
    )


def with_made(bank: Bank, advertisements: Iterable[str]) -> Bank:
    """The bank, and the questions that are made of what advertisements demand."""
    demands = (demand for text in advertisements for demand in read_advertisement(text).demands)
    made = {prompt.id: prompt for demand in demands if (prompt := made_of(demand))}
    if not made:
        return bank
    return replace(bank, prompts=(*bank.prompts, *made.values()), themes=(*bank.themes, THEME))


def for_job(job: Job, prompts: Sequence[Prompt], stories: Sequence[Story]) -> ForJob:
    """The questions for a job, and what is uncovered."""
    advertisement = read_advertisement(job.advertisement)
    post = post_of(advertisement, job.advertisement)
    of_bank = [prompt for prompt in prompts if prompt.theme != MADE_FOR_JOBS]
    asked = chosen(advertisement, post, of_bank, near=nearnesses, alike=likeness)
    told = [" ".join(f"{story.title}. {story.text}".split()[:MOST_STORY_WORDS]) for story in stories]
    return ForJob(
        name=job.name,
        advertisement=advertisement,
        chosen=asked,
        uncovered=uncovered(
            advertisement,
            [one.prompt for one in asked if not one.is_made],
            told,
            near=nearnesses,
            alike=likeness,
            tells=_tells,
        ),
        in_cv=in_cv(advertisement, list(_lines(job.cv)), alike=likeness) if job.cv else (),
    )


def _tells(demands: Sequence[str], stories: Sequence[str]) -> list[list[float]]:
    """How well each story tells of each demand, a row for each demand: what both mean, and whether it would
    answer a question for that.
    """
    if not stories or not demands:
        return [[] for _ in demands]
    alike = np.asarray(likeness(demands, stories))
    reader = fit_reader()
    fits: list[list[float]] = (alike + reader.means(demands) @ reader.means(stories).T).tolist()
    return fits


def _lines(cv: str) -> list[str]:
    """The sentences of a CV that say something."""
    lines = (
        " ".join(part.strip(" -*•·\t").split())
        for line in cv.splitlines()
        for part in _SENTENCE_END.split(line)
    )
    return list(dict.fromkeys(line for line in lines if len(line.split()) >= FEWEST_CV_WORDS))[:MOST_CV_LINES]


def _free_name(jobs: Sequence[Job], advertisement: str, usual: str) -> str:
    taken = {folded(job.name): job.advertisement for job in jobs}
    wanted = checked_name(usual[: LONGEST_NAME - 4])
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(jobs) + 3)))
    return next(name for name in names if taken.get(folded(name), advertisement) == advertisement)
