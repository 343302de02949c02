"""The pages that are served, each made of what the commands show too. They run in threads, and keep
nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rehearse.analysis.progress import progress_over
from rehearse.audio.levels import QUIET_DBFS
from rehearse.model.kept import Take
from rehearse.page.html import Frame, asset, rendered
from rehearse.page.progress_page import progress_page
from rehearse.practice.checking import folder_findings, model_finding
from rehearse.progress import no_progress
from rehearse.questions.bank import ANY
from rehearse.takes.summaries import summed_up
from rehearse.web.wording import on_a_page
from rehearse.words.recording import sentence
from rehearse.words.takes import recorded
from rehearse.words.text import clock, many, plain
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.history import Listed

STATIC = {
    **dict.fromkeys(("page.css", "take.css", "progress.css", "served.css"), "text/css"),
    **dict.fromkeys(
        (
            "take.js",
            "served.js",
            "practise.js",
            "microphone.js",
            "recorder.js",
            "camera.js",
            "check.js",
            "models.js",
        ),
        "text/javascript",
    ),
    "icon.svg": "image/svg+xml",
}
"""All that is served beside the pages, and its type; nothing else is."""
LONGEST_SEARCH = 200
TAKES_A_PAGE, MOST_UNFINISHED = 50, 10
MOST_TAKES = 2**63 - 1
"""A history can number no more."""
MOST_DIGITS = len(str(MOST_TAKES))
NO_TAKES = "No takes yet. Your first one comes here when you have answered a question."
NO_PROGRESS = "Nothing to compare yet. After a few answers you see here what is getting better."
NOT_FOUND = "No take answers a question with these words."
CHOOSE_TWO = "Choose two takes: tick the box beside each, then press Compare two takes."
MOST_CHOSEN = 10

Form = Mapping[str, str]
MOST_FIELDS = 50


def frame_of(request: Request, here: str = "") -> Frame:
    root: str = request.app.state.doors.root
    return Frame(root, here)


def takes(request: Request) -> Response:
    """The takes, the latest first, or those of questions with some words; two can be chosen to compare."""
    searched = plain(given(request, "q") or "")[:LONGEST_SEARCH]
    before = counted(given(request, "before"))
    chosen = chosen_takes(request)
    with Workspace() as workspace:
        listed = workspace.history.listed()
        unfinished = [take.id for take in workspace.history.unfinished()]
    wanted = [one for one in listed if searched.casefold() in question_of(one.take).casefold()]
    ids = [one.take.id for one in wanted]
    if before in ids:
        wanted = wanted[ids.index(before) + 1 :]
    shown = wanted[:TAKES_A_PAGE]
    elsewhere = [one for one in listed if one.take.id in chosen and one not in shown]
    return HTMLResponse(
        rendered(
            "takes.html",
            frame=frame_of(request, "takes"),
            searched=searched,
            takes=[_row(one, chosen) for one in shown],
            nothing=NOT_FOUND if listed else NO_TAKES,
            older=shown[-1].take.id if len(wanted) > len(shown) else None,
            unfinished=f"{many(len(unfinished), 'take')} without a report yet: open it to have it made."
            if unfinished
            else None,
            unfinished_takes=unfinished[:MOST_UNFINISHED],
            chosen_elsewhere=[_row(one, chosen) for one in elsewhere if one.words is not None],
            advice=CHOOSE_TWO if given(request, "compare") else None,
            can_compare=sum(one.words is not None for one in listed) > 1,
        )
    )


def _row(listed: Listed, chosen: Sequence[int]) -> dict[str, Any]:
    take = listed.take
    return {
        "id": take.id,
        "question": question_of(take),
        "date": recorded(take.recorded_at),
        "length": clock(listed.duration_s) if listed.duration_s else "",
        "note": "no report yet" if listed.words is None else "",
        "can_be_compared": listed.words is not None,
        "is_chosen": take.id in chosen,
    }


def question_of(take: Take) -> str:
    return plain(take.question or "An answer without a question")


def progress(request: Request) -> Response:
    """What is getting better."""
    frame = frame_of(request, "progress")
    with Workspace() as workspace:
        over = progress_over(summed_up(workspace.history, progress=no_progress))
    if not over.takes:
        return message(frame, "Progress", NO_PROGRESS, links=[("", "Practise now")])
    return HTMLResponse(
        progress_page(over, page_of=lambda number: f"{frame.root}takes/{number}", frame=frame)
    )


def questions(request: Request) -> Response:
    """The questions by theme, or those that fit some words, the best first."""
    searched = plain(given(request, "q") or "")[:LONGEST_SEARCH]
    with Workspace() as workspace:
        bank = workspace.bank
        found = workspace.found(searched)
    themes = [
        (
            theme.replace("-", " ").capitalize(),
            [
                {
                    "id": one.id,
                    "question": plain(one.question),
                    "about": ", ".join(said for said in (one.level, one.role) if said != ANY),
                }
                for one in group
            ],
        )
        for theme, group in groupby(found, key=lambda one: "best first" if searched else one.theme)
    ]
    return HTMLResponse(
        rendered(
            "questions.html",
            frame=frame_of(request, "questions"),
            searched=searched,
            problems=[plain(problem) for problem in bank.problems],
            themes=themes,
        )
    )


def check(request: Request) -> Response:
    """Whether all is ready for a practice; the microphone is tried in the page itself."""
    found = [model_finding(request.app.state.model, progress=no_progress), *folder_findings()]
    return HTMLResponse(
        rendered(
            "check.html",
            script="check.js",
            frame=frame_of(request, "check"),
            findings=[
                replace(
                    one,
                    says=plain(on_a_page(one.says)),
                    advice=sentence(plain(on_a_page(one.advice))) if one.advice else "",
                )
                for one in found
            ],
            quiet_dbfs=QUIET_DBFS,
        )
    )


def static(request: Request) -> Response:
    """A style or a script."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404)
    return Response(asset(name), media_type=STATIC[name])


def message(
    frame: Frame,
    title: str,
    *lines: str,
    post: tuple[str, str] | None = None,
    links: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> Response:
    """A page that says one thing, and where to go on; `post` and `links` are addresses with their names."""
    shown = rendered(
        "message.html",
        frame=frame,
        title=plain(title),
        lines=[plain(on_a_page(line)) for line in lines],
        post=post,
        links=links or [],
    )
    return HTMLResponse(shown, status)


def number(request: Request) -> int:
    """Of the take in the address."""
    number: int = request.path_params["take"]
    if number > MOST_TAKES:
        raise HTTPException(404)
    return number


def given(request: Request, name: str) -> str | None:
    return request.query_params.get(name) or None


def chosen_takes(request: Request) -> list[int]:
    """The numbers of the takes that were ticked, each once."""
    numbers = (counted(one) for one in request.query_params.getlist("take"))
    return list(dict.fromkeys(number for number in numbers if number is not None))[:MOST_CHOSEN]


def counted(text: str | None) -> int | None:
    """A number in an address; None for anything else, and for more digits than a number of ours has."""
    is_number = text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if text and is_number else None


def posted(answer: Callable[[Request, Form], Response]) -> Callable[[Request], Any]:
    """An answer to what a form sends, in a thread as all pages are."""

    async def endpoint(request: Request) -> Response:
        try:
            sent = parse_qs(
                (await request.body()).decode(),
                keep_blank_values=True,
                max_num_fields=MOST_FIELDS,
            )
        except ValueError as error:
            raise HTTPException(400) from error
        return await run_in_threadpool(answer, request, {name: values[-1] for name, values in sent.items()})

    return endpoint
