"""The pages on which an answer is given: to one question, to one of the user's own, in an interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.analysis.summary import summary
from rehearse.errors import WeightsError
from rehearse.folders import cache_folder
from rehearse.model.bands import LENGTH
from rehearse.model.kept import Take
from rehearse.model.questions import Filters, Prompt
from rehearse.page.html import rendered
from rehearse.practice.drills import DRILLS, aim_of
from rehearse.practice.practice import Practice, Question
from rehearse.questions.bank import find
from rehearse.transcription.weights import is_at_hand
from rehearse.web.pages import counted, frame_of, given
from rehearse.words.interview import COLUMNS, EXPLAINED, cells, to_tell_again, together
from rehearse.words.text import plain
from rehearse.workspace import Workspace

CHOSEN_BY = ("theme", "level", "role", "job")
LONGEST_QUESTION = 500
USUAL_QUESTIONS, MOST_QUESTIONS = 3, 10
MOST_STEPS = 2 * MOST_QUESTIONS
FOLLOWS = "+"
"""Behind the id of a question stands for what is asked after it."""
THINK_S = 30


def practise(request: Request) -> Response:
    """A question to answer: the one asked for, one of the user's own, or one to practise next."""
    drill = given(request, "drill")
    drill = drill if drill in DRILLS else None
    if follows := counted(given(request, "follows")):
        return _following(request, follows)
    if own := " ".join((given(request, "own") or "").split()):
        return _asking(request, None, plain(own)[:LONGEST_QUESTION], drill=drill)
    wanted, but = given(request, "question"), given(request, "but")
    chosen = {name: value for name in CHOSEN_BY if (value := given(request, name))}
    with Workspace() as workspace:
        themes = (chosen["theme"],) if "theme" in chosen else ()
        filters = workspace.asked_for(
            Filters(themes, chosen.get("level"), chosen.get("role"), chosen.get("job"))
        )
        practice = Practice(workspace, request.app.state.model)
        question = practice.question(wanted, filters, drill=drill, but=[but] if but else [])
        prompt = question.prompt
        assert prompt is not None
        points = workspace.history.points(prompt.id)
        is_first = not workspace.history.takes()
        choosing = [] if wanted else list(_choosing(workspace, chosen))
    another = urlencode({"but": prompt.id, **chosen})
    return _asking(
        request,
        prompt,
        question.text,
        drill=drill,
        above=question.reason or "",
        points=points,
        choosing=choosing,
        skip=None if drill else (f"?{another}", "Another question"),
        is_first=is_first,
    )


def _following(request: Request, take_id: int) -> Response:
    """The follow-up to a take; a question to practise next where there is none."""
    with Workspace() as workspace:
        take = workspace.take(take_id)
        question = Practice(workspace, request.app.state.model).follow_up(take)
    if question is None:
        return RedirectResponse(frame_of(request).root, 303)
    return _asking(request, None, question.text, above=f"A follow-up to take {take.id}", follows=take.id)


def _asking(
    request: Request,
    prompt: Prompt | None,
    text: str,
    *,
    drill: str | None = None,
    above: str = "",
    points: Sequence[str] | None = None,
    choosing: Sequence[Any] = (),
    skip: tuple[str, str] | None = None,
    follow_up: bool = False,
    follows: int | None = None,
    think_s: int = 0,
    then: str = "",
    is_first: bool = False,
) -> Response:
    """The page for one answer; `then` is the address, but for the number of the take, that follows it."""
    aim = aim_of(drill)
    return HTMLResponse(
        rendered(
            "practise.html",
            script="practise.js",
            frame=frame_of(request, "practise"),
            question={
                "id": prompt.id if prompt else "",
                "own": "" if prompt or follows else text,
                "follows": follows,
                "text": plain(text),
                "follow_up": follow_up,
                "asks": prompt.asks if prompt and not follow_up else (),
            },
            above=plain(above),
            hint=aim.hint,
            drill=drill or "",
            within=round(aim.within_s or LENGTH.start("over")),
            length=f"at most {aim.within_s:.0f} seconds" if aim.within_s else "one to two minutes",
            is_first=is_first,
            lacks_model=lacking(request.app.state.model),
            points=None if points is None else [plain(point) for point in points],
            choosing=choosing,
            skip=skip,
            think_s=think_s,
            then=then,
        )
    )


def lacking(model: str) -> str | None:
    """The model, where it is not here."""
    try:
        return None if is_at_hand(model, cache=cache_folder()) else plain(model)
    except WeightsError:  # a file that is gone
        return plain(model)


def _choosing(workspace: Workspace, chosen: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """What questions can be chosen by: the name in the address, its label, the values, the one chosen."""
    yield "theme", "Theme", [theme.slug for theme in workspace.bank.themes], chosen.get("theme")
    yield "level", "Level", workspace.bank.levels, chosen.get("level")
    yield "role", "Role", workspace.bank.roles, chosen.get("role")


def interview(request: Request) -> Response:
    """Several questions, each with what is asked after it. Which ones, how far it is and the takes so far
    stand in the address, so that a page can be loaded again and nothing is kept for it.
    """
    root = frame_of(request).root
    if not (steps := _listed(request, "steps", MOST_STEPS)):
        wanted = min(counted(given(request, "questions")) or USUAL_QUESTIONS, MOST_QUESTIONS)
        with Workspace() as workspace:
            practice = Practice(workspace, request.app.state.model)
            asked = practice.interview(workspace.asked_for(Filters(job=given(request, "job"))), count=wanted)
        ids = [question.prompt.id for question in asked if question.prompt]
        both = [step for one in ids for step in (one, one + FOLLOWS)]
        return RedirectResponse(f"{root}interview?steps={quote(','.join(both))}", 303)
    takes = _listed(request, "takes", MOST_STEPS)
    step = counted(given(request, "at")) or 0
    if step >= len(steps):
        return _interviewed(request, takes)
    follow_up = steps[step].endswith(FOLLOWS)
    with Workspace() as workspace:
        prompt = find(workspace.bank, steps[step].removesuffix(FOLLOWS))
        begun = Question(Practice(workspace, request.app.state.model), prompt, prompt.question)
        question = begun.followed_by(_answer_to(workspace, prompt, takes)) if follow_up else begun
    questions = [one for one in steps if not one.endswith(FOLLOWS)]
    number = len([one for one in steps[: step + 1] if not one.endswith(FOLLOWS)])
    going_on = f"interview?{urlencode({'steps': ','.join(steps), 'at': step + 1, 'takes': ','.join(takes)})}"
    if question is None:
        return RedirectResponse(f"{root}{going_on}", 303)
    return _asking(
        request,
        prompt,
        question.text,
        above="Follow-up" if follow_up else f"Question {number} of {len(questions)}",
        skip=(going_on, "Skip this one"),
        follow_up=follow_up,
        follows=question.follows,
        think_s=0 if follow_up else THINK_S,
        then=going_on + (quote(",") if takes else ""),
    )


def _answer_to(workspace: Workspace, prompt: Prompt, takes: Sequence[str]) -> Take | None:
    """The take that answered a question, of those of an interview, if it was the last; None where that was
    skipped, or is gone.
    """
    number = counted(takes[-1]) if takes else None
    if not number or not workspace.history.has(number):
        return None
    take = workspace.take(number)
    return take if take.prompt_id == prompt.id else None


def _listed(request: Request, name: str, most: int) -> list[str]:
    found = [one for one in (given(request, name) or "").split(",") if one]
    if len(found) > most:
        raise HTTPException(404)
    return found


def _interviewed(request: Request, takes: Sequence[str]) -> Response:
    """One report over all answers."""
    frame = frame_of(request, "takes")
    with Workspace() as workspace:
        known = {take.id for take in workspace.history.takes()}
        ids = [number for one in takes if (number := counted(one)) and number in known]
        kept = [take for number in ids if (take := workspace.take(number)).heard]
        summed = [(take, summary(workspace.report(take))) for take in kept]
    if not summed:
        return RedirectResponse(frame.root, 303)
    weak = to_tell_again(summed)
    return HTMLResponse(
        rendered(
            "interview.html",
            styles=("progress.css",),
            frame=frame,
            columns=COLUMNS,
            rows=[[plain(cell) for cell in cells(take, one)] for take, one in summed],
            common=list(together(summed)),
            explained=EXPLAINED,
            weak={"id": weak[0].id, "reason": weak[1], "question": weak[0].prompt_id} if weak else None,
        )
    )
