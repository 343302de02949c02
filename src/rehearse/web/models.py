"""The models in the browser: which is used, which are here, and fetching another one."""

from __future__ import annotations

import threading
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from rehearse.errors import RehearseError
from rehearse.folders import cache_folder
from rehearse.page.html import rendered
from rehearse.transcription.known import known_models
from rehearse.transcription.weights import DEFAULT_MODEL, find_weights, is_at_hand, model_names
from rehearse.web.asking import lacking
from rehearse.web.pages import Form, frame_of, message
from rehearse.web.wording import on_a_page
from rehearse.words.models import is_here, size, what_they_find, where
from rehearse.words.text import plain

ENDS_WITHIN_S = 1.0
ANOTHER = "Another model is being downloaded. Wait for it, or end rehearse and start it again."


class Fetching:
    """A model that is downloaded, in a thread of its own that ends with the server."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.done, self.total = 0, 0
        self.problem: str | None = None
        self._left = threading.Event()
        # A daemon: a network that hangs keeps nobody from ending the server.
        self._thread = threading.Thread(target=self._fetch, name="model", daemon=True)
        self._thread.start()

    def is_going_on(self) -> bool:
        return self._thread.is_alive()

    def leave(self) -> None:
        """End it; what came so far is removed."""
        self._left.set()
        self._thread.join(ENDS_WITHIN_S)

    def _fetch(self) -> None:
        try:
            find_weights(self.model, cache=cache_folder(), progress=self._note)
        except _LeftError:
            pass
        except RehearseError as error:
            self.problem = str(error)

    def _note(self, _: str, done: int, total: int) -> None:
        if self._left.is_set():
            raise _LeftError
        self.done, self.total = done, total


class _LeftError(Exception):
    """Nobody waits for the model any more."""


def models(request: Request) -> Response:
    """All that have a name, with what can be done about each."""
    used: str = request.app.state.model
    fetching = _fetching(request)
    return HTMLResponse(
        rendered(
            "models.html",
            script="models.js" if fetching and fetching.is_going_on() else None,
            frame=frame_of(request, "settings"),
            used=plain(used),
            lacks_used=lacking(used) is not None,
            explained=what_they_find(DEFAULT_MODEL),
            problem=plain(on_a_page(fetching.problem)) if fetching and fetching.problem else None,
            fetching=_so_far(fetching) if fetching and fetching.is_going_on() else None,
            models=[
                {
                    "name": model.name,
                    "size": size(model),
                    "where": where(model),
                    "is_here": is_here(model),
                    "is_used": model.name == used,
                }
                for model in known_models(cache=cache_folder())
            ],
        )
    )


def choose(request: Request, form: Form) -> Response:
    """Use a model from now on; one that is not here is fetched first, and used by whoever chooses it then."""
    name = form.get("name", "")
    frame = frame_of(request, "settings")
    if name not in model_names():
        raise HTTPException(400)
    if is_at_hand(name, cache=cache_folder()):
        request.app.state.model = name
    elif (now := _fetching(request)) and now.is_going_on():
        return message(frame, "One at a time", ANOTHER, links=[("models", "Models")], status=409)
    else:
        request.app.state.running.fetching = Fetching(name)
    return RedirectResponse(f"{frame.root}models", 303)


def state(request: Request) -> Response:
    """How far the download is; nothing where none is going on."""
    fetching = _fetching(request)
    return JSONResponse(_so_far(fetching) if fetching and fetching.is_going_on() else {})


def _fetching(request: Request) -> Fetching | None:
    found: Fetching | None = request.app.state.running.fetching
    return found


def _so_far(fetching: Fetching) -> dict[str, Any]:
    return {"model": fetching.model, "done": fetching.done, "of": fetching.total}
