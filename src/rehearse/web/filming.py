"""The camera of a page: the video of an answer while it is given."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from starlette.websockets import WebSocket, WebSocketDisconnect

from rehearse.errors import HistoryError, OutputError
from rehearse.takes.filming import Film, filming
from rehearse.web.practising import BAD_MESSAGE, NonsenseError, first_message, read
from rehearse.workspace import Workspace

if TYPE_CHECKING:
    from rehearse.model.kept import Take
    from rehearse.web.app import Running

SUFFIXES = {"video/webm": ".webm", "video/mp4": ".mp4"}
"""Of what browsers record."""
LATEST_S = 600.0
NO_ROOM = "The video cannot be kept: the disk takes no more. The sound goes on."


async def film(socket: WebSocket) -> None:
    """A video: first its kind and how long after the sound it begins, then its pieces, until it closes."""
    running: Running = socket.app.state.running
    first = await first_message(socket, begun)
    if first is None:
        return
    suffix, later_s = first
    with running.filmed() as take_id:
        take = None if take_id is None else await asyncio.to_thread(_take, take_id)
        if take is None:
            await socket.close(BAD_MESSAGE)
            return
        try:
            with filming(take, suffix, later_s=later_s) as making:
                await _taken_in(socket, making)
                await asyncio.to_thread(_keep, making)
        except OSError:
            await _say(socket, NO_ROOM)


def begun(text: str) -> tuple[str, float]:
    """The suffix of a video, and by how many seconds it begins later than the sound. NonsenseError else."""
    said = read(text)
    kind, later_s = said.get("type"), said.get("later_s")
    if (
        said.get("is") != "begin"
        or not isinstance(kind, str)
        or (suffix := SUFFIXES.get(kind.partition(";")[0])) is None
        or not isinstance(later_s, int | float)
        or not 0 <= later_s <= LATEST_S
    ):
        raise NonsenseError
    return suffix, float(later_s)


async def _taken_in(socket: WebSocket, making: Film) -> None:
    """Take in the pieces until the page is gone, or as many as fit."""
    with contextlib.suppress(WebSocketDisconnect, KeyError):
        while True:
            piece = await socket.receive_bytes()
            try:
                await asyncio.to_thread(making.add, piece)
            except OutputError as error:
                await _say(socket, str(error))
                return


async def _say(socket: WebSocket, says: str) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_json({"is": "problem", "says": says})
        await socket.close()


def _take(take_id: int) -> Take | None:
    with contextlib.suppress(HistoryError), Workspace() as workspace:
        take = workspace.take(take_id)
        return take if take.audio else None
    return None


def _keep(making: Film) -> None:
    with contextlib.suppress(HistoryError), Workspace() as workspace:
        making.keep(workspace.history)
