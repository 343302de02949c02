"""The settings in the browser: which questions are asked, words of one's own, how long audio is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.errors import PromptError
from rehearse.folders import config_folder, data_folder
from rehearse.model.questions import Filters
from rehearse.page.html import rendered
from rehearse.questions.bank import NO_QUESTION, check, search_all
from rehearse.settings import PARTS, Part, Settings, add_phrase, keep_for, keep_questions, load, remove_phrase
from rehearse.takes.retention import forget_old, old_takes
from rehearse.web.pages import Form, frame_of, given, message
from rehearse.words.text import many, plain
from rehearse.workspace import Workspace

DAYS = {"": "as long as the take", "7": "a week", "30": "30 days", "90": "90 days", "365": "a year"}
"""How long audio and video can be kept; without a number for good."""
STAYS = {"sound": "Words and numbers stay.", "video": "Audio, words and numbers stay."}


def settings(request: Request) -> Response:
    """All of them, each with a form."""
    with Workspace() as workspace:
        kept = workspace.settings
        bank = workspace.bank
    return HTMLResponse(
        rendered(
            "settings.html",
            frame=frame_of(request, "settings"),
            themes=[(theme.slug, theme.slug in kept.questions.themes) for theme in bank.themes],
            level=kept.questions.level or "",
            levels=bank.levels,
            role=kept.questions.role or "",
            roles=bank.roles,
            phrases=[plain(phrase) for phrase in kept.phrases],
            parts=[(part, PARTS[part], *_choice(kept, part)) for part in PARTS],
            is_kept=given(request, "kept") is not None,
            model=plain(request.app.state.model),
            folder=plain(str(data_folder())),
        )
    )


def keep_asked(request: Request, form: Form) -> Response:
    """Keep which questions are asked. PromptError where that would be none."""
    themes = tuple(name.removeprefix("theme-") for name in form if name.startswith("theme-"))
    wanted = Filters(themes, form.get("level") or None, form.get("role") or None)
    with Workspace() as workspace:
        check(workspace.bank, wanted)
        if not search_all(workspace.bank, wanted):
            raise PromptError(f"{NO_QUESTION} Nothing was changed.")
    keep_questions(config_folder(), wanted)
    return _back(request)


def keep_phrase(request: Request, form: Form) -> Response:
    """Count words of one's own from now on, or no longer."""
    if "remove" in form:
        remove_phrase(config_folder(), form["remove"])
    else:
        add_phrase(config_folder(), form.get("phrase", ""))
    return _back(request)


def _choice(kept: Settings, part: Part) -> tuple[dict[str, str], str]:
    """For how many days that part of a take can be kept, and for how many it is."""
    days = str(kept.days_of(part) or "")
    return (DAYS if days in DAYS else {**DAYS, days: f"{days} days"}), days


def keep_part(request: Request, form: Form) -> Response:
    """Keep audio or video for so many days; what would be deleted now is asked for first."""
    part: Part = request.path_params["part"]
    days = form.get("days", given(request, "days") or "")
    if part not in PARTS:
        raise HTTPException(404)
    if days not in _choice(load(config_folder()), part)[0]:
        raise HTTPException(400)
    with Workspace() as workspace:
        now = datetime.now(UTC)
        if days and not given(request, "sure"):
            old, _ = old_takes(workspace.history, before=now - timedelta(days=int(days)), part=part)
            if old:
                return message(
                    frame_of(request, "settings"),
                    f"Delete old {PARTS[part]} now?",
                    f"{many(len(old), 'take')} older than {days} days would lose the {PARTS[part]} for good. "
                    f"{STAYS[part]}",
                    post=(f"settings/keep/{part}?days={days}&sure=yes", f"Delete that {PARTS[part]}"),
                    links=[("settings", "Keep it")],
                )
        keep_for(config_folder(), part, int(days) if days else None)
        forget_old(workspace.history, workspace.settings, part, now=now)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(f"{frame_of(request).root}settings?kept=yes", 303)
