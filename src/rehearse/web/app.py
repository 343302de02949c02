"""What answers to which address, and what is going on in the server."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from rehearse.errors import (
    DocumentError,
    HistoryError,
    JobError,
    PromptError,
    RehearseError,
    WeightsError,
)
from rehearse.exchange.documents import MOST_BYTES
from rehearse.model.picture import Picture
from rehearse.page.html import Frame
from rehearse.web import (
    asking,
    comparing,
    filming,
    job_pages,
    models,
    pages,
    plan_pages,
    practising,
    settings_pages,
    story_pages,
    take_pages,
)
from rehearse.web.guard import Doors, Guard, Receive, Scope, Send, TooLargeError
from rehearse.web.pages import posted
from rehearse.web.taking import Taking
from rehearse.web.uploads import MOST_UPLOAD_BYTES, posted_with_files

TAKE = "/takes/{take:int}"
NOT_UNDERSTOOD = "This page was sent something that it cannot use. Go back, and try again."
TOO_LARGE = "That is far more text than fits here. Go back, and make it shorter: a few words are enough."
TOO_LARGE_FILES = (
    f"A file may have {MOST_BYTES // 1_000_000} MB, and one of these is far larger. Go back, and choose "
    "another one, or paste its text."
)
LONGER = {"/jobs": MOST_UPLOAD_BYTES}
"""What has files may be longer."""
BROKEN = (
    "This is a fault in rehearse itself. Your takes are not touched. More about it stands in the terminal "
    "where you started rehearse."
)
LINKS = (("", "Practise"), ("takes", "Takes"))
LEAD_TO = {
    WeightsError: ("models", "Models"),
    DocumentError: ("jobs", "Jobs"),
    JobError: ("jobs", "Jobs"),
}
"""Where an error can be put right."""
NO_PAGE = "There is no such page."
ANOTHER = "Another page is recording. End that one first."
STILL_WRITING = "The report on your last answer is still being made. Try again in a few seconds."
BEING_WRITTEN = "Its report is being made. Look again in a few seconds."
BEING_RECORDED = "It is being recorded in another page. Press Done there, and its report is made."


News = asyncio.Queue[int]


class Running:
    """Which pages are open, whether an answer is being taken, and a model that is fetched."""

    def __init__(self) -> None:
        self._pages: list[News] = []
        self._taking: Taking | None = None
        self._left_at: float | None = None
        self._left: int | None = None
        self.fetching: models.Fetching | None = None
        self.looked_at: dict[int, Picture | None] = {}
        """What videos show, by the numbers of their takes."""

    @contextlib.contextmanager
    def page(self) -> Iterator[News]:
        """As long as a page is open; gives the takes that it should tell of, as they come."""
        news: News = asyncio.Queue()
        self._pages.append(news)
        if self._left is not None:
            news.put_nowait(self._left)
        try:
            yield news
        finally:
            self._pages.remove(news)
            self._left_at = time.monotonic()

    def begin(self, taking: Taking) -> str | None:
        """Begin to take an answer; why not, where one is being taken."""
        if self._taking is not None and self.is_taking:
            return STILL_WRITING if self._taking.is_over() else ANOTHER
        self._taking = taking
        taking.start()
        return None

    def left_alone(self, take: int) -> None:
        """Have every page tell of a take whose own page has gone, until somebody looks at it."""
        self._left = take
        for news in self._pages:
            news.put_nowait(take)

    def page_of(self, take: int) -> str | None:
        """The page of a take that was just given, once."""
        if self._left == take:
            self._left = None
        return self._taking.page_of(take) if self._taking else None

    @property
    def is_fetching(self) -> bool:
        return self.fetching is not None and self.fetching.is_going_on()

    @property
    def is_taking(self) -> bool:
        return self._taking is not None and self._taking.is_going_on()

    @contextlib.contextmanager
    def filmed(self) -> Iterator[int | None]:
        """As long as the answer's video comes, for which its report waits; gives the number of the take, None
        where nothing is recorded, or it has a video.
        """
        if self._taking is None:
            yield None
            return
        with self._taking.filmed() as take:
            yield take

    def under_way(self, take: int) -> str | None:
        """Why there is no report on that take yet, where it is being taken."""
        if self._taking is None or not self.is_taking or self._taking.take_id != take:
            return None
        return BEING_WRITTEN if self._taking.is_over() else BEING_RECORDED

    @property
    def idle_s(self) -> float:
        """For how long the last page has been closed; 0 while one is open, or none was yet."""
        if self._pages or self._left_at is None or self.is_taking or self.is_fetching:
            return 0.0
        return time.monotonic() - self._left_at

    def leave(self) -> None:
        """End what is being taken, with what was said kept, and what is being fetched."""
        if self.fetching is not None:
            self.fetching.leave()
        if self._taking is not None:
            self._taking.leave()


def make_app(doors: Doors, running: Running, *, model: str) -> Guard:
    """The whole of what is served behind `doors`, with the words by that model."""
    app = Starlette(
        routes=[
            Route("/", asking.practise),
            Route("/interview", asking.interview),
            Route("/takes", pages.takes),
            Route("/compare", comparing.compare),
            Route(TAKE, take_pages.take),
            Route(f"{TAKE}/listen", take_pages.listen),
            Route(f"{TAKE}/sound", take_pages.sound),
            Route(f"{TAKE}/video", take_pages.video),
            Route(f"{TAKE}/video/delete", take_pages.ask_to_delete_video),
            Route(f"{TAKE}/video/delete", posted(take_pages.delete_video), methods=["POST"]),
            Route(f"{TAKE}/file", take_pages.file),
            Route(f"{TAKE}/export/{{kind}}", take_pages.export),
            Route(f"{TAKE}/finish", posted(take_pages.finish), methods=["POST"]),
            Route(f"{TAKE}/behind", take_pages.behind),
            Route(f"{TAKE}/behind", posted(take_pages.keep_behind), methods=["POST"]),
            Route(f"{TAKE}/delete", take_pages.ask_to_delete),
            Route(f"{TAKE}/delete", posted(take_pages.delete), methods=["POST"]),
            Route("/points", posted(take_pages.keep_points), methods=["POST"]),
            Route("/progress", pages.progress),
            Route("/questions", pages.questions),
            Route("/stories", story_pages.stories),
            Route("/stories", posted(story_pages.keep_story), methods=["POST"]),
            Route("/stories/takes", posted(story_pages.file_take), methods=["POST"]),
            Route("/stories/{story:int}", story_pages.story),
            Route("/stories/{story:int}", posted(story_pages.change_story), methods=["POST"]),
            Route("/stories/{story:int}/delete", story_pages.ask_to_delete_story),
            Route("/stories/{story:int}/delete", posted(story_pages.delete_story), methods=["POST"]),
            Route("/plan", plan_pages.plan),
            Route("/plan", posted(plan_pages.keep_plan), methods=["POST"]),
            Route("/plan/practice.ics", plan_pages.plan_file),
            Route("/jobs", job_pages.jobs),
            Route("/jobs", posted_with_files(job_pages.keep), methods=["POST"]),
            Route("/job", job_pages.job),
            Route("/job/delete", job_pages.ask_to_delete),
            Route("/job/delete", posted(job_pages.delete), methods=["POST"]),
            Route("/check", pages.check),
            Route("/settings", settings_pages.settings),
            Route("/settings/questions", posted(settings_pages.keep_asked), methods=["POST"]),
            Route("/settings/phrases", posted(settings_pages.keep_phrase), methods=["POST"]),
            Route("/settings/keep/{part}", posted(settings_pages.keep_part), methods=["POST"]),
            Route("/models", models.models),
            Route("/models", posted(models.choose), methods=["POST"]),
            Route("/models/state", models.state),
            Route("/static/{name}", pages.static),
            WebSocketRoute("/here", practising.here),
            WebSocketRoute("/record", practising.record),
            WebSocketRoute("/film", filming.film),
        ],
        exception_handlers={
            RehearseError: _fixable,
            HTTPException: _refused,
            TooLargeError: _too_large,
            Exception: _broken,
        },
    )
    app.state.doors, app.state.model, app.state.running = doors, model, running
    return Guard(app, doors, too_large=_Refusing(doors), longer=LONGER)


def _fixable(request: Request, error: Exception) -> Response:
    missing = isinstance(error, HistoryError | PromptError | JobError)
    title = "That cannot be shown" if missing and request.method == "GET" else "That did not work"
    links = [link for kind, link in LEAD_TO.items() if isinstance(error, kind)]
    status = 404 if missing else 400 if isinstance(error, DocumentError) else 500
    return pages.message(pages.frame_of(request), title, str(error), links=[*links, *LINKS], status=status)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    says = [] if error.status_code in (404, 405) else [NOT_UNDERSTOOD]
    title = "That did not work" if says else NO_PAGE
    return pages.message(pages.frame_of(request), title, *says, links=[*LINKS], status=error.status_code)


def _too_large(request: Request, error: Exception) -> Response:
    return _too_large_page(request.app.state.doors, request.scope["path"])


@dataclass(frozen=True, slots=True)
class _Refusing:
    """Answers to what is too large before anything else looks at it."""

    doors: Doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _too_large_page(self.doors, scope["path"])(scope, receive, send)


def _too_large_page(doors: Doors, path: str) -> Response:
    says = TOO_LARGE_FILES if path in LONGER else TOO_LARGE
    page = pages.message(Frame(doors.root), "That did not work", says, links=[*LINKS], status=413)
    page.headers["connection"] = "close"  # perhaps not all of it was read
    return page


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours; where rehearse was started, it is printed."""
    return pages.message(pages.frame_of(request), "Something went wrong", BROKEN, links=[*LINKS], status=500)
