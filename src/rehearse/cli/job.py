"""`rehearse for`: the questions for a job that somebody applies for."""

from __future__ import annotations

from pathlib import Path

import click

from rehearse.cli.offers import JOB
from rehearse.cli.options import json_option
from rehearse.cli.questions import say_problems
from rehearse.cli.showing import confirm, print_json, say
from rehearse.cli.values import FILE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import JobError
from rehearse.exchange.documents import MOST_BYTES, read_document
from rehearse.exchange.jobs import for_job_as_json, job_as_json
from rehearse.jobs import find_job, new_job, read_job, usual_name
from rehearse.model.kept import Job
from rehearse.piped import STANDARD_INPUT, is_sent, readable
from rehearse.questions.text import folded, one_line
from rehearse.screen.console import make_console
from rehearse.screen.jobs import print_for_job, print_jobs
from rehearse.workspace import Workspace


@click.command("for")
@click.argument("advertisement", required=False, type=JOB, metavar="[AD|NAME]")
@click.option("--cv", type=FILE, metavar="FILE", help="Your CV: say what of it speaks of the demands.")
@click.option("--name", metavar="NAME", help="Keep the job under this name.")
@click.option("--delete", type=JOB, metavar="NAME", help="Forget a job. Takes made for it stay.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@click.option("--full", is_flag=True, help="Show all questions and demands.")
@json_option
@with_workspace
def for_(
    workspace: Workspace,
    advertisement: str | None,
    cv: Path | None,
    name: str | None,
    delete: str | None,
    yes: bool,
    full: bool,
    to_json: bool,
) -> None:
    """Find the questions for a job, by its advertisement.

    AD is a text, PDF or Word file, or - for what you paste or pipe. Each question shows the words that it
    rests on. The job is kept, and NAME shows it again. Without either your jobs are listed.

    \b
    Example: rehearse for ad.txt --cv cv.pdf --name nurse
             rehearse for nurse
             rehearse prompt --job nurse
    """
    if delete is not None:
        if advertisement or cv or name:
            raise click.UsageError("--delete takes the name of a job and nothing else.")
        _delete(workspace, delete, yes=yes)
        return
    if advertisement is None and not is_sent():
        if cv or name:
            raise click.UsageError("Name the advertisement too, or - for what you paste.")
        _list(workspace, to_json=to_json)
        return
    say_problems(workspace.bank.problems)
    job = _job(workspace, advertisement or "-", cv=cv, name=name)
    found = workspace.for_job(job.name)
    if to_json:
        print_json(for_job_as_json(found))
    else:
        print_for_job(make_console(), found, full=full)


def _job(workspace: Workspace, given: str, *, cv: Path | None, name: str | None) -> Job:
    """The kept job of that name, or a new one of the advertisement in that file."""
    jobs = workspace.history.jobs()
    kept = next((job for job in jobs if folded(job.name) == folded(given)), None)
    if kept is None and given != "-" and not Path(given).exists():
        _say_there_is_none(jobs, given)
    own_cv = _text(cv) if cv else None
    if kept is not None and not cv and not name:
        return kept
    text = kept.advertisement if kept is not None else _text(Path(given))
    read_job(text)
    usual = kept.name if kept else usual_name(text) if Path(given) in STANDARD_INPUT else Path(given).stem
    job = new_job(jobs, text, cv=own_cv or (kept.cv if kept else None), name=name, usual=usual)
    workspace.keep_job(job)
    return job


def _say_there_is_none(jobs: tuple[Job, ...], given: str) -> None:
    """JobError for what is no file and no job."""
    if Path(given).suffix or Path(given).parent != Path():
        raise JobError(f"There is no file {one_line(given)}. Check the name.")
    find_job(jobs, given)


def _text(path: Path) -> str:
    with readable(path, most_bytes=MOST_BYTES) as file:
        return read_document(file)


def _list(workspace: Workspace, *, to_json: bool) -> None:
    jobs = workspace.history.jobs()
    if not to_json:
        print_jobs(make_console(), jobs)
        return
    for job in jobs:
        print_json(job_as_json(job))


def _delete(workspace: Workspace, name: str, *, yes: bool) -> None:
    job = find_job(workspace.history.jobs(), name)
    if not yes:
        confirm(f"Forget the job {job.name}, its advertisement and the CV kept with it? Your takes stay.")
    workspace.delete_job(job.name)
    say(f"Forgot the job {job.name}.")
