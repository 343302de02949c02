"""A job and its questions on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.model.jobs import ForJob
from rehearse.model.kept import Job
from rehearse.screen.layout import blank, heading, put
from rehearse.words.jobs import (
    ALL_COVERED,
    IN_CV,
    MOST_SHOWN,
    NOT_IN_CV,
    OF_UNCOVERED,
    QUESTIONS,
    UNCOVERED,
    YOUR_CV,
    and_more,
    found_line,
    quoted,
    rests_on,
    told,
    typed,
)
from rehearse.words.text import many, plain

if TYPE_CHECKING:
    from rich.console import Console

NO_JOBS = "No jobs yet. `rehearse for AD.txt` finds the questions for an advertisement and keeps it."
FIRST_SHOWN = 8
"""Questions that are shown unless all are asked for."""


def print_jobs(console: Console, jobs: Sequence[Job]) -> None:
    """Print the names of the jobs, the latest kept first."""
    if not jobs:
        put(console, NO_JOBS)
        return
    wide = max(len(plain(job.name)) for job in jobs) + 2
    for job in jobs:
        with_cv = ", with your CV" if job.cv else ""
        put(console, f"kept {job.added_at.astimezone():%Y-%m-%d}{with_cv}", label=job.name, indent=wide)
    blank(console)
    put(console, "`rehearse for NAME` shows the questions for one, `rehearse prompt --job NAME` asks them.")


def print_for_job(console: Console, found: ForJob, *, full: bool) -> None:
    """Print the questions for a job, each with what it rests on, and what is uncovered."""
    heading(console, found.advertisement.title)
    put(console, f"{found_line(found)} Kept as {found.name}.")
    blank(console)
    _print_questions(console, found, full=full)
    _print_uncovered(console, found, full=full)
    _print_cv(console, found, full=full)
    put(console, f"Next: `rehearse prompt --job {typed(found.name)}`")


def _print_questions(console: Console, found: ForJob, *, full: bool) -> None:
    heading(console, QUESTIONS)
    shown = found.chosen if full else found.chosen[:FIRST_SHOWN]
    for number, one in enumerate(shown, start=1):
        put(console, one.prompt.question, label=f"{number:>3}  ", indent=5)
        put(console, rests_on(one), indent=5)
        put(console, one.prompt.id, indent=5)
    if more := len(found.chosen) - len(shown):
        put(console, f"{many(more, 'more question')}: `rehearse for {typed(found.name)} --full`", indent=5)
    blank(console)


def _print_uncovered(console: Console, found: ForJob, *, full: bool) -> None:
    heading(console, UNCOVERED)
    put(console, OF_UNCOVERED if found.uncovered else ALL_COVERED)
    _print_list(console, [quoted(demand.words) for demand in found.uncovered], full=full)
    blank(console)


def _print_cv(console: Console, found: ForJob, *, full: bool) -> None:
    if not found.in_cv:
        return
    said, unsaid = told(found.in_cv)
    heading(console, YOUR_CV)
    if said:
        put(console, IN_CV)
        _print_list(
            console, [f"{quoted(one.demand.words)} {quoted(one.words or '')}" for one in said], full=full
        )
    if unsaid:
        put(console, NOT_IN_CV)
        _print_list(console, [quoted(one.demand.words) for one in unsaid], full=full)
    blank(console)


def _print_list(console: Console, lines: Sequence[str], *, full: bool) -> None:
    shown = lines if full else lines[:MOST_SHOWN]
    for text in shown:
        put(console, text, label="  -", indent=4)
    if more := and_more(len(lines) - len(shown)):
        put(console, more, indent=4)
