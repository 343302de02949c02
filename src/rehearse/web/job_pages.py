"""The jobs in the browser: give an advertisement, see its questions, start one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.errors import DocumentError, JobError
from rehearse.exchange.documents import MOST_LETTERS, as_text, text_in
from rehearse.jobs import LONGEST_NAME, find_job, new_job, read_job, usual_name
from rehearse.model.jobs import ForJob
from rehearse.page.html import rendered
from rehearse.web.pages import Form, frame_of, given, message
from rehearse.web.uploads import Files
from rehearse.words.jobs import (
    ALL_COVERED,
    IN_CV,
    NOT_IN_CV,
    OF_UNCOVERED,
    QUESTIONS,
    UNCOVERED,
    YOUR_CV,
    found_line,
    quoted,
    rests_on,
    told,
)
from rehearse.words.text import plain
from rehearse.workspace import Workspace

NO_TEXT = "There is no advertisement. Choose its file or paste its text, then press the button again."
TOO_LONG = "What you pasted is far longer than an advertisement or a CV. Paste only that."
FILE_TYPES = ".txt,.md,.pdf,.docx,.html,text/plain"
"""What a browser offers first. What a file is, its first bytes say."""


def jobs(request: Request) -> Response:
    """The jobs that are kept, and a form for another one."""
    with Workspace() as workspace:
        kept = workspace.history.jobs()
    listed = [
        {
            "name": plain(job.name),
            "at": quote(job.name, safe=""),
            "about": f"kept {job.added_at.astimezone():%Y-%m-%d}{', with your CV' if job.cv else ''}",
        }
        for job in kept
    ]
    return HTMLResponse(
        rendered(
            "jobs.html",
            frame=frame_of(request, "jobs"),
            jobs=listed,
            longest_name=LONGEST_NAME,
            longest_text=MOST_LETTERS,
            file_types=FILE_TYPES,
        )
    )


def keep(request: Request, form: Form, files: Files) -> Response:
    """Keep a job, and show its questions. JobError where nothing can be found, DocumentError where a file
    cannot be read.
    """
    text = _text("advertisement", form, files)
    if not text:
        raise JobError(NO_TEXT)
    read_job(text)
    cv = _text("cv", form, files)
    with Workspace() as workspace:
        job = new_job(
            workspace.history.jobs(),
            text,
            cv=cv or None,
            name=form.get("name", "").strip() or None,
            usual=usual_name(text),
        )
        workspace.keep_job(job)
    return RedirectResponse(f"{frame_of(request).root}job?name={quote(job.name, safe='')}", 303)


def _text(what: str, form: Form, files: Files) -> str:
    """What was pasted, or else is in the file; empty where there is neither."""
    if pasted := as_text(form.get(what, "")):
        if len(pasted) > MOST_LETTERS:
            raise DocumentError(TOO_LONG)
        return pasted
    file = files.get(f"{what}-file")
    return text_in(file.data, file.name) if file else ""


def job(request: Request) -> Response:
    """The questions for a job, each with what it rests on, and what is uncovered."""
    with Workspace() as workspace:
        found = workspace.for_job(given(request, "name") or "")
    said, unsaid = told(found.in_cv)
    return HTMLResponse(
        rendered(
            "job.html",
            frame=frame_of(request, "jobs"),
            title=plain(found.advertisement.title),
            name=plain(found.name),
            at=quote(found.name, safe=""),
            found=found_line(found),
            questions=(QUESTIONS, _questions(found)),
            uncovered=(
                UNCOVERED,
                OF_UNCOVERED if found.uncovered else ALL_COVERED,
                [quoted(one.words) for one in found.uncovered],
            ),
            cv=YOUR_CV if found.in_cv else "",
            in_cv=(IN_CV, [(quoted(one.demand.words), quoted(one.words or "")) for one in said]),
            not_in_cv=(NOT_IN_CV, [quoted(one.demand.words) for one in unsaid]),
        )
    )


def _questions(found: ForJob) -> list[dict[str, Any]]:
    return [
        {"id": one.prompt.id, "question": plain(one.prompt.question), "rests": rests_on(one)}
        for one in found.chosen
    ]


def ask_to_delete(request: Request) -> Response:
    """Whether to forget a job."""
    with Workspace() as workspace:
        name = find_job(workspace.history.jobs(), given(request, "name") or "").name
    at = quote(name, safe="")
    return message(
        frame_of(request, "jobs"),
        f"Delete the job {name}?",
        "The advertisement, and the CV kept with it, are deleted for good. Your answers stay.",
        post=(f"job/delete?name={at}", "Delete it"),
        links=[(f"job?name={at}", "Keep it")],
    )


def delete(request: Request, _: Form) -> Response:
    """Forget a job."""
    with Workspace() as workspace:
        workspace.delete_job(find_job(workspace.history.jobs(), given(request, "name") or "").name)
    return RedirectResponse(f"{frame_of(request).root}jobs", 303)
