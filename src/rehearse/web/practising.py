"""The connections that a page holds open: the answer while it is spoken, and that the page is there."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.websockets import WebSocket, WebSocketDisconnect

from rehearse.page.html import Frame
from rehearse.practice.drills import DRILLS
from rehearse.web.asking import LONGEST_QUESTION
from rehearse.web.microphone import RATES_HZ, BrowserMicrophone
from rehearse.web.take_pages import Peaks, report_page
from rehearse.web.taking import Asked, Taking
from rehearse.words.text import plain

if TYPE_CHECKING:
    from rehearse.model.kept import Take
    from rehearse.web.app import News, Running
    from rehearse.workspace import Workspace

Said = TypeVar("Said")
BAD_MESSAGE = 1003
LONGEST_ID = 200
LARGEST_TAKE = 2**63 - 1
"""That the history can count to."""
BEGINS_WITHIN_S = 10.0


class NonsenseError(Exception):
    """A message that no page of ours sends."""


async def first_message(socket: WebSocket, understood: Callable[[str], Said]) -> Said | None:
    """Accept a connection, and take in what its page says first. None where that is nonsense, or nothing:
    the connection is closed then.
    """
    await socket.accept()
    try:
        async with asyncio.timeout(BEGINS_WITHIN_S):
            return understood(await socket.receive_text())
    except (NonsenseError, TimeoutError, KeyError):
        await socket.close(BAD_MESSAGE)
    except WebSocketDisconnect:
        pass
    return None


async def here(socket: WebSocket) -> None:
    """A page is open as long as this is; it is told of a take whose own page has gone."""
    running: Running = socket.app.state.running
    await socket.accept()
    with running.page() as news:
        telling = asyncio.create_task(_told_of(socket, news))
        with contextlib.suppress(WebSocketDisconnect):
            await socket.receive_text()  # it never says anything
        telling.cancel()
        with contextlib.suppress(RuntimeError):
            await socket.close()


async def _told_of(socket: WebSocket, news: News) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_json({"is": "left", "take": await news.get()})


async def record(socket: WebSocket) -> None:
    """An answer: first what is asked, then blocks of samples, then that it is over; back goes what is
    heard."""
    running: Running = socket.app.state.running
    first = await first_message(socket, begun)
    if first is None:
        return
    asked, rate_hz = first
    telling: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(what: dict[str, Any]) -> None:
        with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(telling.put_nowait, what)

    microphone = BrowserMicrophone(rate_hz)
    frame = Frame(socket.app.state.doors.root, "takes")

    def shown(workspace: Workspace, take: Take, peaks: Callable[[], Peaks]) -> str:
        return report_page(workspace, take, frame, peaks)

    taking = Taking(asked, microphone, socket.app.state.model, tell, shown)
    if why_not := running.begin(taking):
        await socket.send_json({"is": "problem", "says": why_not})
        await socket.close()
        return
    speaking = asyncio.create_task(_told(socket, telling))
    try:
        await _heard(socket, microphone, taking)
    except NonsenseError:
        await socket.close(BAD_MESSAGE)
    except WebSocketDisconnect:
        pass
    finally:
        is_left = taking.is_going_on()
        taking.stop()
        speaking.cancel()
    if is_left:
        await _left_alone(telling, taking, running)


async def _left_alone(telling: asyncio.Queue[dict[str, Any]], taking: Taking, running: Running) -> None:
    """Have the other pages told of a take, once it is known to be kept."""
    while (await telling.get())["is"] == "recording":
        pass
    if (take := taking.take_id) is not None:
        running.left_alone(take)


def begun(text: str) -> tuple[Asked, int]:
    """What a page wants an answer to, and the rate of its samples in Hz. NonsenseError for anything else."""
    said = read(text)
    question, drill, rate_hz = said.get("question"), said.get("drill"), said.get("rate_hz")
    follow_up, own, follows = said.get("follow_up", False), said.get("own", ""), said.get("follows")
    if (
        said.get("is") != "begin"
        or not (isinstance(question, str) and isinstance(own, str) and isinstance(follow_up, bool))
        or not (follows is None or (type(follows) is int and 0 < follows <= LARGEST_TAKE))
        or not (question or own.strip() or follows)
        or len(question) > LONGEST_ID
        or len(own) > LONGEST_QUESTION
        or not (drill is None or drill in DRILLS)
        or not isinstance(rate_hz, int | float)
        or not RATES_HZ[0] <= rate_hz <= RATES_HZ[-1]  # NaN is not, nor what is too large to round
    ):
        raise NonsenseError
    asked = Asked(plain(question), drill, follow_up, plain(" ".join(own.split())), follows)
    return asked, round(rate_hz)


async def _heard(socket: WebSocket, microphone: BrowserMicrophone, taking: Taking) -> None:
    """Take in what the page sends, until it is gone."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if (pcm := message.get("bytes")) is not None:
            try:
                microphone.add(pcm)
            except ValueError as error:
                raise NonsenseError from error
        elif read(message.get("text") or "").get("is") == "stop":
            taking.stop()
        else:
            raise NonsenseError


def read(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NonsenseError from error
    if not isinstance(said, dict):
        raise NonsenseError
    return said


async def _told(socket: WebSocket, telling: asyncio.Queue[dict[str, Any]]) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_json(await telling.get())
