"""One's own stories in the browser: all of them, one and the questions it could answer, forms for both."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rehearse.model.kept import Story
from rehearse.page.html import rendered
from rehearse.practice.stories import FRESH, StoryBank
from rehearse.questions.story_files import LONGEST_TEXT, LONGEST_TITLE
from rehearse.takes.stories import checked_story
from rehearse.web.pages import Form, counted, frame_of, message, question_of
from rehearse.words.stories import answers_line, themes_line, told_line
from rehearse.words.text import capitalized, plain
from rehearse.workspace import Workspace


def stories(request: Request) -> Response:
    """All of them, what has none yet, and a form for another."""
    with Workspace() as workspace:
        bank = StoryBank(workspace.history, workspace.bank)
        answers = bank.answers
        uncovered = [theme.title for theme in bank.uncovered()] if bank.stories else []
        unfiled = bank.unfiled() if bank.stories else []
        rows = [
            {
                "id": story.id,
                "title": plain(story.title),
                "told": capitalized(_told(bank, story)),
                "answers": capitalized(answers_line(len(answers[story.id]))),
            }
            for story in bank.stories
        ]
    return HTMLResponse(
        rendered(
            "stories.html",
            frame=frame_of(request, "stories"),
            stories=rows,
            uncovered=plain(themes_line(uncovered)) if uncovered else "",
            unfiled=[
                {"id": take.id, "question": question_of(take), "near": near.id if near else None}
                for take, near in unfiled
            ],
            longest_title=LONGEST_TITLE,
            longest_text=LONGEST_TEXT,
        )
    )


def story(request: Request) -> Response:
    """One with all that is known of it."""
    with Workspace() as workspace:
        found = workspace.history.story(_number(request))
        bank = StoryBank(workspace.history, workspace.bank)
        prompts = bank.answers[found.id]
        told = _told(bank, found)
    return HTMLResponse(
        rendered(
            "story.html",
            frame=frame_of(request, "stories"),
            id=found.id,
            title=plain(found.title),
            text="\n".join(map(plain, found.text.split("\n"))),
            told=capitalized(told),
            takes=found.take_ids,
            questions=[(prompt.id, plain(prompt.question)) for prompt in prompts],
            longest_title=LONGEST_TITLE,
            longest_text=LONGEST_TEXT,
        )
    )


def keep_story(request: Request, form: Form) -> Response:
    """Keep a new one."""
    new = checked_story(form.get("title", ""), form.get("text", ""))
    with Workspace() as workspace:
        (kept,) = workspace.history.add_stories([(new.title, new.text)], added_at=datetime.now(UTC))
    return _to(request, f"stories/{kept.id}")


def change_story(request: Request, form: Form) -> Response:
    """Keep another title and text of one."""
    new = checked_story(form.get("title", ""), form.get("text", ""))
    with Workspace() as workspace:
        found = workspace.history.story(_number(request))
        workspace.history.change_story(found.id, title=new.title, text=new.text)
    return _to(request, f"stories/{found.id}")


def file_take(request: Request, form: Form) -> Response:
    """Keep which story a take tells."""
    take, told = counted(form.get("take")), counted(form.get("story"))
    if take is None or told is None:
        raise HTTPException(400)
    with Workspace() as workspace:
        workspace.history.tells(take, workspace.history.story(told).id)
    return _to(request, "stories")


def ask_to_delete_story(request: Request) -> Response:
    """Whether it shall really go."""
    with Workspace() as workspace:
        found = workspace.history.story(_number(request))
    return message(
        frame_of(request, "stories"),
        f'Delete "{found.title}"?',
        "It goes for good. The takes that tell it stay.",
        post=(f"stories/{found.id}/delete", "Delete this story"),
        links=[(f"stories/{found.id}", "Keep it")],
    )


def delete_story(request: Request, form: Form) -> Response:
    """Delete it."""
    with Workspace() as workspace:
        workspace.history.delete_story(workspace.history.story(_number(request)).id)
    return _to(request, "stories")


def _told(bank: StoryBank, found: Story) -> str:
    told = bank.tellings[found.id]
    return told_line(told.times, told.last, told.weakness, now=datetime.now(UTC), fresh=FRESH)


def _number(request: Request) -> int:
    number = counted(str(request.path_params["story"]))
    if number is None:
        raise HTTPException(404)
    return number


def _to(request: Request, where: str) -> Response:
    return RedirectResponse(f"{frame_of(request).root}{where}", 303)
