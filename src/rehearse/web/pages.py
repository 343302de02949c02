"""The pages that are served, each made of what the commands show too. They run in threads, and keep
nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from rehearse.analysis.progress import progress_over
from rehearse.audio.browser import peaks_of
from rehearse.audio.files import read_audio
from rehearse.audio.levels import QUIET_DBFS
from rehearse.errors import AudioFileError
from rehearse.exchange.exports import COACHED, TIMED, Format, exported
from rehearse.hearing.loading import WhisperLoading
from rehearse.model.bands import LENGTH
from rehearse.model.kept import Take
from rehearse.model.questions import Filters
from rehearse.page.html import Frame, asset, rendered
from rehearse.page.player import PEAKS, PageAudio
from rehearse.page.progress_page import progress_page
from rehearse.page.take_page import About, page
from rehearse.page.writing import about_line, take_page
from rehearse.practice.checking import folder_findings, model_finding
from rehearse.practice.drills import DRILLS, aim_of, shorter_than
from rehearse.practice.practice import Practice
from rehearse.progress import no_progress
from rehearse.questions.bank import ANY, LEVELS, search
from rehearse.takes.recovery import resume
from rehearse.takes.summaries import summed_up
from rehearse.words.recording import sentence
from rehearse.words.text import clock, many, plain
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.history import Listed

STATIC = {
    **dict.fromkeys(("page.css", "take.css", "progress.css", "served.css"), "text/css"),
    **dict.fromkeys(
        ("take.js", "served.js", "practise.js", "microphone.js", "recorder.js", "check.js"), "text/javascript"
    ),
    "icon.svg": "image/svg+xml",
}
"""All that is served beside the pages, and its type; nothing else is."""
MEDIA_TYPES = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
LONGEST_SEARCH = 200
TAKES_A_PAGE = 50
MOST_TAKES = 2**63 - 1
"""A history can number no more."""
NO_TAKES = "No takes yet. Your first one comes here when you have answered a question."
NOT_FOUND = "No take answers a question with these words."

Page = Callable[[Request], Response]


def frame_of(request: Request, here: str = "") -> Frame:
    root: str = request.app.state.doors.root
    return Frame(root, here)


def practise(request: Request) -> Response:
    """A question to answer: the one asked for, or one to practise next."""
    asked = {name: _given(request, name) for name in ("question", "drill", "but", "theme", "level", "role")}
    drill = asked["drill"] if asked["drill"] in DRILLS else None
    with Workspace() as workspace:
        themes = (asked["theme"],) if asked["theme"] else ()
        filters = workspace.asked_for(Filters(themes, asked["level"], asked["role"]))
        practice = Practice(workspace, request.app.state.model)
        but = [asked["but"]] if asked["but"] else []
        question = practice.question(asked["question"], filters, drill=drill, but=but)
        assert question.prompt is not None
        points = workspace.history.points(question.prompt.id)
        choosing = list(_choosing(workspace, asked))
    chosen = "".join(f"&{name}={asked[name]}" for name in ("theme", "level", "role") if asked[name])
    return HTMLResponse(
        rendered(
            "practise.html",
            script="practise.js",
            frame=frame_of(request, "practise"),
            question={"id": question.prompt.id, "text": plain(question.text), "asks": question.prompt.asks},
            reason=plain(question.reason) if question.reason else None,
            hint=question.aim.hint,
            drill=drill or "",
            within=round(aim_of(drill).within_s or LENGTH.start("over")),
            points=[plain(point) for point in points],
            choosing=choosing if not (asked["question"] or drill) else [],
            filtered=chosen,
        )
    )


def _choosing(workspace: Workspace, asked: dict[str, str | None]) -> Iterator[tuple[Any, ...]]:
    """What questions can be chosen by: the name in the address, its label, the values, the one chosen."""
    prompts = workspace.bank.prompts
    yield "theme", "Theme", [theme.slug for theme in workspace.bank.themes], asked["theme"]
    yield "level", "Level", [level for level in LEVELS if level != ANY], asked["level"]
    yield "role", "Role", sorted({one.role for one in prompts} - {ANY}), asked["role"]


def takes(request: Request) -> Response:
    """The takes, the latest first, or those of questions with some words."""
    searched = (_given(request, "q") or "")[:LONGEST_SEARCH]
    before = _given(request, "before") or ""
    with Workspace() as workspace:
        listed = workspace.history.listed()
        unfinished = len(workspace.history.unfinished())
    wanted = [one for one in listed if searched.casefold() in _question(one.take).casefold()]
    if before.isascii() and before.isdigit():
        ids = [one.take.id for one in wanted]
        wanted = wanted[ids.index(int(before)) + 1 :] if int(before) in ids else wanted
    shown = wanted[:TAKES_A_PAGE]
    return HTMLResponse(
        rendered(
            "takes.html",
            frame=frame_of(request, "takes"),
            searched=searched,
            searched_too=f"&q={searched}" if searched else "",
            takes=[_row(one) for one in shown],
            none=NOT_FOUND if listed else NO_TAKES,
            older=shown[-1].take.id if len(wanted) > len(shown) else None,
            unfinished=f"{many(unfinished, 'take')} without a report yet: open it to have it made."
            if unfinished
            else None,
        )
    )


def _row(listed: Listed) -> dict[str, Any]:
    take = listed.take
    at = take.recorded_at.astimezone()
    return {
        "id": take.id,
        "question": _question(take),
        "date": _date(at),
        "length": clock(listed.duration_s) if listed.duration_s else "",
        "note": "no report yet" if listed.words is None else "",
    }


def _question(take: Take) -> str:
    return plain(take.question or "An answer without a question")


def _date(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y, %H:%M}"


def take(request: Request) -> Response:
    """The report on a take."""
    with Workspace() as workspace:
        kept = workspace.take(_number(request))
        frame = frame_of(request, "takes")
        if kept.heard is None:
            return _unfinished(kept, frame)
        made = page(
            workspace.advised(kept),
            About(
                title=kept.question or f"Take {kept.id}",
                line=about_line(kept, workspace.report(kept)),
                take=kept.id,
                prompt_id=prompt.id if (prompt := workspace.prompt_of(kept)) else "",
                shorter=shorter_than(None),
            ),
            audio=_audio(kept, frame),
            coached=workspace.coaching(kept),
            before=workspace.report_before(kept),
            frame=frame,
        )
    return HTMLResponse(made)


def _audio(kept: Take, frame: Frame) -> PageAudio | None:
    if not (kept.audio and kept.audio.exists()):
        return None
    try:
        return PageAudio(f"{frame.root}takes/{kept.id}/sound", peaks_of(read_audio(kept.audio), PEAKS))
    except AudioFileError:  # its words are there all the same
        return None


def _unfinished(kept: Take, frame: Frame) -> Response:
    return message(
        frame,
        _question(kept),
        f"Take {kept.id} of {_date(kept.recorded_at.astimezone())} was cut off before its report was made.",
        "Making it takes some seconds for each minute that you spoke.",
        post=(f"takes/{kept.id}/finish", "Make the report"),
        links=[(f"takes/{kept.id}/delete", "Delete this take")],
    )


def finish(request: Request) -> Response:
    """Make the report that is missing."""
    with Workspace() as workspace:
        kept = workspace.take(_number(request))
        if kept.heard is None:
            resume(workspace.history, kept, WhisperLoading(request.app.state.model), progress=no_progress)
    return RedirectResponse(f"{frame_of(request).root}takes/{kept.id}", 303)


def sound(request: Request) -> Response:
    """The recording of a take, or the part of it that is asked for."""
    with Workspace() as workspace:
        kept = workspace.with_sound(_number(request))
    assert kept.audio is not None
    return FileResponse(kept.audio, media_type=MEDIA_TYPES.get(kept.audio.suffix.lower()))


def file(request: Request) -> Response:
    """A take as one page to keep or to send."""
    with Workspace() as workspace:
        kept = workspace.finished(_number(request), request.app.state.model, progress=no_progress)
        made = take_page(
            kept,
            workspace.advised(kept),
            workspace.coaching(kept),
            before=workspace.report_before(kept),
            with_audio=_given(request, "voice") != "no",
        )
    return _attached(made, f"take-{kept.id}.html")


SUFFIXES = {"markdown": "md", "textgrid": "TextGrid", "audacity": "txt"}


def export(request: Request) -> Response:
    """A take in the format of another program."""
    wanted: Format = request.path_params["kind"]
    if wanted not in ("json", "csv", "markdown", "vtt", "srt", "textgrid", "audacity"):
        raise HTTPException(404)
    with Workspace() as workspace:
        kept = workspace.finished(_number(request), request.app.state.model, progress=no_progress)
        report = workspace.advised(kept)
        if wanted in TIMED and not report.heard.is_spoken:
            raise HTTPException(404)
        made = exported(kept, report, wanted, workspace.coaching(kept) if wanted in COACHED else None)
    return _attached(made, f"take-{kept.id}.{SUFFIXES.get(wanted, wanted)}")


def _attached(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="application/octet-stream", headers=headers)


def ask_to_delete(request: Request) -> Response:
    """Whether a take shall really be deleted."""
    with Workspace() as workspace:
        kept = workspace.take(_number(request))
    return message(
        frame_of(request, "takes"),
        f"Delete take {kept.id} for good?",
        _question(kept),
        f"{_date(kept.recorded_at.astimezone())}. Its audio, its words and its page go for good.",
        post=(f"takes/{kept.id}/delete", "Delete it"),
        links=[(f"takes/{kept.id}", "Keep it")],
    )


def delete(request: Request) -> Response:
    """Delete a take."""
    with Workspace() as workspace:
        workspace.history.delete(_number(request))
    return RedirectResponse(f"{frame_of(request).root}takes", 303)


def progress(request: Request) -> Response:
    """What is getting better."""
    frame = frame_of(request, "progress")
    with Workspace() as workspace:
        over = progress_over(summed_up(workspace.history, progress=no_progress))
    return HTMLResponse(
        progress_page(over, page_of=lambda number: f"{frame.root}takes/{number}", frame=frame)
    )


def questions(request: Request) -> Response:
    """The questions by theme, or those with some words."""
    searched = (_given(request, "q") or "")[:LONGEST_SEARCH]
    with Workspace() as workspace:
        bank = workspace.bank
        found = search(bank, searched)
    titles = {theme.slug: theme.slug.replace("-", " ").capitalize() for theme in bank.themes}
    themes = [
        (
            titles.get(theme, theme),
            [
                {
                    "id": one.id,
                    "question": plain(one.question),
                    "about": ", ".join(said for said in (one.level, one.role) if said != ANY),
                }
                for one in group
            ],
        )
        for theme, group in groupby(found, key=lambda one: one.theme)
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
                replace(one, says=plain(one.says), advice=sentence(plain(one.advice)) if one.advice else "")
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
        lines=[plain(line) for line in lines],
        post=post,
        links=links or [],
    )
    return HTMLResponse(shown, status)


def _number(request: Request) -> int:
    """Of the take in the address."""
    number: int = request.path_params["take"]
    if number > MOST_TAKES:
        raise HTTPException(404)
    return number


def _given(request: Request, name: str) -> str | None:
    return request.query_params.get(name) or None
