"""`rehearse cohort`: the recordings of a class, a page for each, a page over all."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from rehearse.cli.class_review import review_in_terminal
from rehearse.cli.offers import QUESTION
from rehearse.cli.options import model_option
from rehearse.cli.showing import say, write_output
from rehearse.cli.values import FILE
from rehearse.cli.workspace import with_workspace
from rehearse.cohort import roster as rosters
from rehearse.cohort import rubric as rubrics
from rehearse.cohort.ear import WhisperEar
from rehearse.cohort.engines import Engine, threads_of_each, usual_jobs
from rehearse.cohort.handed import Handed, files_in, handed_in, proposed
from rehearse.cohort.hearing import ALL, Filed, Shard, filed, hear_all, to_do
from rehearse.cohort.names import folded
from rehearse.cohort.people import Class, owners, people
from rehearse.cohort.pool import Pool
from rehearse.cohort.results import Results
from rehearse.cohort.writing import Out, Shown
from rehearse.errors import CohortError
from rehearse.questions.bank import find
from rehearse.screen.progress_bar import showing_progress
from rehearse.words.text import many
from rehearse.workspace import Workspace

AVERAGED_OVER_S = 3600.0
"""Of the time left: an answer takes a minute or more."""
INTERRUPTED = 130
_SHARD = re.compile(r"([1-9][0-9]{0,4})/([1-9][0-9]{0,4})")


@dataclass(frozen=True)
class Given:
    """What was typed."""

    folder: Path
    out: Path | None
    roster: Path | None
    make_roster: bool
    prompt_id: str | None
    rubric: Path | None
    numbers_only: bool
    without_audio: bool
    review: str | None
    retry: bool
    jobs: int | None
    shard: Shard
    merge: bool
    scheduler: str | None
    send_files: bool
    model: str


def _shard(context: click.Context, option: click.Parameter, text: str | None) -> Shard:
    if text is None:
        return ALL
    match = _SHARD.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise click.BadParameter(f"{text!r} is not a part such as 3/10.")
    return Shard(int(match[1]), int(match[2]))


@click.command()
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option("--out", type=FILE, metavar="OUT", help="The folder for the pages and tables; made if missing.")
@click.option("--roster", type=FILE, metavar="CSV", help="Whose each file is. [FOLDER/class.csv]")
@click.option("--make-roster", is_flag=True, help="Write that list from what lies in FOLDER, to fill in.")
@click.option(
    "--question", "prompt_id", type=QUESTION, metavar="ID", help="What they answer, if not in the list."
)
@click.option("--rubric", type=FILE, metavar="TOML", help="What you judge by. [FOLDER/rubric.toml]")
@click.option("--numbers-only", is_flag=True, help="Numbers or codes instead of names, on all pages.")
@click.option("--without-audio", is_flag=True, help="Leave the voices out of the pages.")
@click.option("--review", metavar="NAME", help="Give points to this person's takes, here in the terminal.")
@click.option("--retry", is_flag=True, help="Try files again that could not be read.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="How many are heard at a time. [by cores and memory]"
)
@click.option("--shard", callback=_shard, metavar="N/OF", help="Hear only this part, as 3/10; then --merge.")
@click.option("--merge", is_flag=True, help="Hear nothing; make the pages from what is heard.")
@click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster hear: tcp://host:8786, or local.")
@click.option("--send-files", is_flag=True, help="With --scheduler: for workers that cannot see FOLDER.")
@model_option
@with_workspace
def cohort(workspace: Workspace, /, **given: Any) -> None:
    """Report on the recordings and texts of a class.

    Makes a page for each person, a page over all, and tables. Nothing goes into your own takes or settings.
    Stopped in the middle, the same command goes on; what was heard once is not heard again. Nothing is ranked
    or graded: the page over all says whom to look at first, and why.

    \b
    Example: rehearse cohort interviews --make-roster
             rehearse cohort interviews --out class --question proud
             rehearse cohort interviews --out class --shard 3/10
             rehearse cohort interviews --out class --merge
    """
    _run(workspace, Given(**given))


def _run(workspace: Workspace, given: Given) -> None:
    question = find(workspace.bank, given.prompt_id).id if given.prompt_id else ""
    if given.make_roster:
        _make_roster(given, question)
        return
    if given.out is None:
        raise click.UsageError("Say where the pages go: --out OUT.")
    if given.merge and given.shard != ALL:
        raise click.UsageError("--merge is for after all shards. Leave out one of the two.")
    rubric = _rubric(given)  # in disorder it is said before anything is heard
    handed = _handed(given, question)
    _say_unknown(workspace, handed)
    out = Out(given.out)
    results = Results(out.results)
    with showing_progress() as progress:
        files = list(filed(handed, model=given.model, progress=progress))
    not_kept = {} if given.merge else _heard(files, results, given)
    if given.shard != ALL:
        say(f"Part {given.shard.number} of {given.shard.of} is heard. After all: the same with --merge.")
        return
    prompts = {folded(prompt.id): prompt for prompt in workspace.bank.prompts}
    _write(out, files, Class(prompts, results, rubric, _reviews(out), not_kept), given)


def _make_roster(given: Given, question: str) -> None:
    files = files_in(given.folder, without=given.out)
    path = given.roster or given.folder / rosters.NAME
    if path.exists():
        raise CohortError(f"{path} is there already. Move it away, or name another file: --roster CSV.")
    text = rosters.roster_text(proposed(files, question=question))
    write_output("\ufeff" + text, path, force=False)  # the mark tells spreadsheets that it is UTF-8
    say(f"{path} lists {many(len(files), 'file')}. Put in whose they are, then run with --out.")


def _handed(given: Given, question: str) -> list[Handed]:
    path = given.roster or given.folder / rosters.NAME
    rows = rosters.read_roster(path) if given.roster or path.exists() else ()
    handed = handed_in(files_in(given.folder, without=given.out), rows, question=question)
    handed = [one for one in handed if given.shard.has(one.file)]
    if not handed and given.shard == ALL:
        raise CohortError(f"The folder {given.folder} has no recordings and no texts. Name another folder.")
    return handed


def _rubric(given: Given) -> rubrics.Rubric:
    path = given.rubric or given.folder / rubrics.NAME
    return rubrics.read_rubric(path) if given.rubric or path.exists() else rubrics.Rubric()


def _say_unknown(workspace: Workspace, handed: Sequence[Handed]) -> None:
    """What looks like the id of a question and is none was perhaps mistyped."""
    known = {folded(prompt.id) for prompt in workspace.bank.prompts}
    for name in dict.fromkeys(one.question for one in handed):
        if name and " " not in name and folded(name) not in known:
            say(
                f"There is no question '{name}'; it is shown as you wrote it. `rehearse prompts` lists them.",
                err=True,
            )


def _heard(files: Sequence[Filed], results: Results, given: Given) -> dict[str, str]:
    """Hear what was not heard before; why some could not be, by the keys of their results."""
    if given.retry:
        for one in files:
            if one.job and (before := results.find(one.job.key)) and before.error:
                results.forget(one.job.key)
    jobs = to_do(files, results)
    known = len({one.job.key for one in files if one.job}) - len(jobs)
    if not jobs:
        return {}
    say(f"{len(jobs)} to hear" + (f", {known} already heard." if known else "."), err=True)
    try:
        with (
            _engine(given, len(jobs)) as engine,
            showing_progress(averaged_over_s=AVERAGED_OVER_S) as progress,
        ):
            return hear_all(jobs, results, engine, progress=progress)
    except KeyboardInterrupt:
        left = len(to_do(files, results))
        say(
            f"Stopped. {len(jobs) - left} of {len(jobs)} are heard and kept; the same command goes on.",
            err=True,
        )
        sys.exit(INTERRUPTED)


@contextmanager
def _engine(given: Given, work: int) -> Iterator[Engine]:
    make_ear, jobs = partial(WhisperEar, given.model), given.jobs or usual_jobs()
    if given.scheduler is None:
        yield Pool(make_ear, jobs=min(jobs, work), threads=threads_of_each(min(jobs, work)))
        return
    try:
        cluster = import_module("rehearse.cohort.cluster")
    except ImportError as error:
        raise CohortError(
            "--scheduler needs Dask: pip install 'rehearse-aloud[cluster]'. Without it there are --jobs "
            "and --shard."
        ) from error
    with cluster.Cluster(make_ear, given.scheduler, jobs=jobs, send=given.send_files) as running:
        if running.dashboard:
            say(f"What the cluster does: {running.dashboard}", err=True)
        yield running


def _reviews(out: Out) -> rubrics.Reviews:
    reviews, problems = rubrics.read_reviews(out.review_folders)
    for problem in problems:
        say(problem, err=True)
    return reviews


def _write(out: Out, files: Sequence[Filed], of: Class, given: Given) -> None:
    known = people(files, secret=out.secret(), numbers_only=given.numbers_only)
    of = replace(of, owners=owners(known))
    if given.review:
        of = review_in_terminal(out, known, of, given.review)
    with showing_progress() as progress:
        lines = out.write(known, of, Shown(given.numbers_only, given.without_audio), progress=progress)
    looks = sum(bool(one.kinds) for one in lines)
    say(f"{many(len(known), 'page')} with {many(len(lines), 'take')}, {looks} to look at first.")
    say(f"All of them: {out.folder / 'index.html'}")
