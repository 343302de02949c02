"""The pages of a take: its report, what is made of it, and what its speaker decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from rehearse.analysis.together import turned_at_filled_pauses
from rehearse.audio.browser import peaks_in
from rehearse.errors import AudioFileError
from rehearse.exchange.exports import COACHED, FORMATS, TIMED, Format, exported
from rehearse.hearing.loading import WhisperLoading
from rehearse.history.files import video_of
from rehearse.model.heard import Stretch
from rehearse.model.kept import LayerCheck, Take
from rehearse.page.html import Frame, rendered
from rehearse.page.picture import Row, rows
from rehearse.page.player import PEAKS, PageAudio, PageVideo
from rehearse.page.take_page import About, page
from rehearse.page.writing import about_line, take_page
from rehearse.picture.watching import look
from rehearse.practice.drills import shorter_than
from rehearse.progress import no_progress
from rehearse.questions.bank import find
from rehearse.takes.coaching import before_of
from rehearse.takes.points import checked
from rehearse.takes.recovery import is_being_recorded, resume
from rehearse.web.pages import Form, frame_of, given, message, number, question_of
from rehearse.web.wording import on_a_page
from rehearse.words.takes import recorded
from rehearse.words.text import plain
from rehearse.workspace import Workspace

MEDIA_TYPES = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
Peaks = tuple[float, ...]
SUFFIXES = {"markdown": "md", "textgrid": "TextGrid", "audacity": "txt"}
RECORDED_ELSEWHERE = "Another rehearse is recording it. End it there, and its report is made."
NONE = "none"
"""What a form sends for a layer that no sentence speaks to."""


def take(request: Request) -> Response:
    """The report on a take."""
    wants_picture = given(request, "picture") is not None
    if not wants_picture and (made := request.app.state.running.page_of(number(request))):
        return HTMLResponse(made)
    frame = frame_of(request, "takes")
    with Workspace() as workspace:
        kept = workspace.take(number(request))
        if kept.heard is None:
            return _under_way(request, kept) or _unfinished(kept, frame)
        shows = _shown(request, workspace, kept) if wants_picture else None
        return HTMLResponse(report_page(workspace, kept, frame, shows=shows))


def _shown(request: Request, workspace: Workspace, kept: Take) -> Sequence[Row] | None:
    """What its video shows, looked at only once; None where it has none."""
    film = video_of(kept.audio)
    if film is None:
        return None
    looked_at = request.app.state.running.looked_at
    if kept.id not in looked_at:
        looked_at[kept.id] = look(film, progress=lambda at_s: None)
    picture = looked_at[kept.id]
    return rows(picture, turned_at_filled_pauses(workspace.report(kept), picture) if picture else None)


def report_page(
    workspace: Workspace,
    kept: Take,
    frame: Frame,
    peaks: Callable[[], Peaks] | None = None,
    *,
    shows: Sequence[Row] | None = None,
) -> str:
    """The page of a take that has its words; `peaks` gives its waveform where that was read before, `shows`
    what its video shows where somebody looked.
    """
    before = before_of(workspace.history, kept)
    made = page(
        workspace.advised(kept),
        About(
            title=kept.question or f"Take {kept.id}",
            line=about_line(kept, workspace.report(kept)),
            take=kept.id,
            again=address_again(workspace, kept),
            has_follow_up=workspace.follow_up(kept) is not None,
            shorter=shorter_than(None),
            before=before.id if before else None,
            video=_video(kept, frame, shows),
        ),
        audio=_audio(kept, frame, peaks or (lambda: waveform(kept))),
        coached=workspace.coaching(kept),
        before=workspace.report(before) if before else None,
        frame=frame,
    )
    return on_a_page(made)


def address_again(workspace: Workspace, kept: Take) -> str:
    """What asks the question of a take once more, in an address; empty where none was asked."""
    if prompt := workspace.prompt_of(kept):
        return urlencode({"question": prompt.id})
    return urlencode({"own": kept.question}) if kept.question else ""


def waveform(kept: Take) -> Peaks:
    """AudioFileError where its sound cannot be read."""
    assert kept.audio is not None
    return peaks_in(kept.audio, PEAKS)


def _audio(kept: Take, frame: Frame, peaks: Callable[[], Peaks]) -> PageAudio | None:
    if not (kept.audio and kept.audio.exists()):
        return None
    try:
        return PageAudio(f"{frame.root}takes/{kept.id}/sound", peaks())
    except AudioFileError:  # its words are there all the same
        return None


def _video(kept: Take, frame: Frame, shows: Sequence[Row] | None) -> PageVideo | None:
    film = video_of(kept.audio)
    return PageVideo(f"{frame.root}takes/{kept.id}/video", film.stat().st_size, shows) if film else None


def _under_way(request: Request, kept: Take) -> Response | None:
    """What there is to see of a take that is being recorded or heard now, here or by another rehearse."""
    why = request.app.state.running.under_way(kept.id)
    if why is None and is_being_recorded(kept):
        why = RECORDED_ELSEWHERE
    if why is None:
        return None
    links = [(f"takes/{kept.id}", "Look again"), ("takes", "Takes")]
    return message(frame_of(request, "takes"), question_of(kept), why, links=links)


def _unfinished(kept: Take, frame: Frame) -> Response:
    return message(
        frame,
        question_of(kept),
        f"Take {kept.id} of {recorded(kept.recorded_at)} was cut off before its report was made.",
        "Making it takes some seconds for each minute that you spoke.",
        post=(f"takes/{kept.id}/finish", "Make the report"),
        links=[(f"takes/{kept.id}/delete", "Delete this take")],
    )


def finish(request: Request, _: Form) -> Response:
    """Make the report that is missing."""
    with Workspace() as workspace:
        kept = workspace.take(number(request))
        if kept.heard is None and (wait := _under_way(request, kept)):
            return wait
        if kept.heard is None:
            resume(workspace.history, kept, WhisperLoading(request.app.state.model), progress=no_progress)
    return RedirectResponse(f"{frame_of(request).root}takes/{kept.id}", 303)


def listen(request: Request) -> Response:
    """A take to be heard before its report is seen."""
    with Workspace() as workspace:
        kept = workspace.with_sound(number(request))
    frame = frame_of(request, "takes")
    return HTMLResponse(rendered("listen.html", frame=frame, take=kept.id, question=question_of(kept)))


def sound(request: Request) -> Response:
    """The recording of a take, or the part of it that is asked for."""
    with Workspace() as workspace:
        kept = workspace.with_sound(number(request))
    assert kept.audio is not None
    return FileResponse(kept.audio, media_type=MEDIA_TYPES.get(kept.audio.suffix.lower()))


def video(request: Request) -> Response:
    """The video of a take, or the part of it that is asked for."""
    with Workspace() as workspace:
        film = video_of(workspace.take(number(request)).audio)
    if film is None:
        raise HTTPException(404)
    return FileResponse(film, media_type=MEDIA_TYPES[film.suffix])


def ask_to_delete_video(request: Request) -> Response:
    """Whether the video of a take shall really be deleted."""
    with Workspace() as workspace:
        kept = workspace.take(number(request))
    return message(
        frame_of(request, "takes"),
        f"Delete the video of take {kept.id} for good?",
        question_of(kept),
        "Your voice and your words stay.",
        post=(f"takes/{kept.id}/video/delete", "Delete the video"),
        links=[(f"takes/{kept.id}", "Keep it")],
    )


def delete_video(request: Request, _: Form) -> Response:
    """Delete the video of a take; its sound and its words stay."""
    with Workspace() as workspace:
        if wait := _under_way(request, workspace.take(number(request))):
            return wait
        workspace.history.drop_video(number(request))
    return RedirectResponse(f"{frame_of(request).root}takes/{number(request)}", 303)


def file(request: Request) -> Response:
    """A take as one page to keep or to send."""
    with Workspace() as workspace:
        kept = workspace.finished(number(request), request.app.state.model, progress=no_progress)
        made = take_page(
            kept,
            workspace.advised(kept),
            workspace.coaching(kept),
            before=workspace.report_before(kept),
            with_audio=given(request, "voice") != "no",
        )
    return _attached(made, f"take-{kept.id}.html")


def export(request: Request) -> Response:
    """A take in the format of another program."""
    wanted: Format = request.path_params["kind"]
    if wanted not in FORMATS:
        raise HTTPException(404)
    with Workspace() as workspace:
        kept = workspace.finished(number(request), request.app.state.model, progress=no_progress)
        report = workspace.advised(kept)
        if wanted in TIMED and not report.heard.is_spoken:
            raise HTTPException(404)
        coached = workspace.coaching(kept) if wanted in COACHED else None
        follow_up = workspace.follow_up(kept) if wanted == "json" else None
        made = exported(kept, report, wanted, coached, follow_up)
    return _attached(made, f"take-{kept.id}.{SUFFIXES.get(wanted, wanted)}")


def _attached(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="application/octet-stream", headers=headers)


def ask_to_delete(request: Request) -> Response:
    """Whether a take shall really be deleted."""
    with Workspace() as workspace:
        kept = workspace.take(number(request))
    if wait := _under_way(request, kept):
        return wait
    return message(
        frame_of(request, "takes"),
        f"Delete take {kept.id} for good?",
        question_of(kept),
        f"{recorded(kept.recorded_at)}. Its audio, its words and its page go for good.",
        post=(f"takes/{kept.id}/delete", "Delete it"),
        links=[(f"takes/{kept.id}", "Keep it")],
    )


def delete(request: Request, _: Form) -> Response:
    """Delete a take."""
    with Workspace() as workspace:
        if wait := _under_way(request, workspace.take(number(request))):
            return wait
        workspace.history.delete(number(request))
    return RedirectResponse(f"{frame_of(request).root}takes", 303)


def behind(request: Request) -> Response:
    """Which sentence of a take speaks to each thing that its question really asks."""
    with Workspace() as workspace:
        kept = workspace.take(number(request))
        coached = workspace.coaching(kept) if kept.heard else None
        if coached is None or not coached.layers:
            raise HTTPException(404)
        answer = workspace.answer(kept)
        checks = {layer.name: layer.check for layer in coached.layers}
        sentences = [plain(one.text_in(answer.words)) for one in answer.sentences]
        layers = [
            {"means": plain(layer.means), "chosen": _chosen(checks[layer.name], answer.sentences)}
            for layer in coached.layers
        ]
    return HTMLResponse(
        rendered(
            "behind.html",
            frame=frame_of(request, "takes"),
            take=kept.id,
            question=question_of(kept),
            layers=layers,
            sentences=sentences,
        )
    )


def _chosen(check: LayerCheck | None, sentences: tuple[Stretch, ...]) -> int | None:
    """The place of the sentence; -1 where there is none, None where that was not said."""
    if check is None:
        return None
    return sentences.index(check.said) if check.said in sentences else -1


def keep_behind(request: Request, form: Form) -> Response:
    """Keep what the speaker says of the layers; what they leave open stays as it is."""
    with Workspace() as workspace:
        kept = workspace.take(number(request))
        coached = workspace.coaching(kept) if kept.heard else None
        if coached is None:
            raise HTTPException(404)
        sentences = workspace.answer(kept).sentences
        for place, layer in enumerate(coached.layers):
            said = form.get(f"layer-{place}", "")
            if said == NONE:
                workspace.keep_layer_check(kept, LayerCheck(layer.name, None))
            elif said.isascii() and said.isdigit() and int(said) < len(sentences):
                workspace.keep_layer_check(kept, LayerCheck(layer.name, sentences[int(said)]))
    return RedirectResponse(f"{frame_of(request).root}takes/{kept.id}", 303)


def keep_points(request: Request, form: Form) -> Response:
    """Keep what somebody wants to say to a question."""
    with Workspace() as workspace:
        prompt = find(workspace.bank, form.get("question", ""))
        lines = [line for line in form.get("points", "").splitlines() if line.strip()]
        workspace.history.keep_points(prompt.id, checked(lines))
    return RedirectResponse(f"{frame_of(request).root}?question={prompt.id}", 303)
