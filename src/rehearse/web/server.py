"""The server: a port of this machine alone, until the last page has been closed for a while."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from types import FrameType

import uvicorn

from rehearse.errors import OutputError
from rehearse.web.app import Running, make_app
from rehearse.web.connections import MOST_AT_ONCE, Connection
from rehearse.web.guard import Doors

STAYS_S = 60.0
"""Without a page. Whoever reloads one, or wakes the computer up, finds it there."""
LOOKS_EVERY_S = 1.0
LONGEST_MESSAGE_BYTES = 64 * 1024
WAITS_FOR_PAGES_S = 3
"""At the end, for what is being sent."""


def serve(port: int, *, model: str, ready: Callable[[str], None], stays_s: float = STAYS_S) -> None:
    """Serve at `port`, or at a free one for 0, until nobody needs it any more or Ctrl-C comes.

    `ready` gets the address that opens once. OutputError where the port is taken.
    """
    with closing(bound(port)) as listening:
        doors, running = Doors(listening.getsockname()[1]), Running()
        server = _Server(
            uvicorn.Config(
                make_app(doors, running, model=model),
                http=Connection,
                backlog=MOST_AT_ONCE,
                lifespan="off",
                log_level="error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                ws_max_size=LONGEST_MESSAGE_BYTES,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=WAITS_FOR_PAGES_S,
            )
        )
        server.ready = lambda: ready(doors.first_address)
        try:
            asyncio.run(_until_done(server, listening, running, stays_s))
        finally:
            running.leave()


class _Server(uvicorn.Server):
    """Says when it answers."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Of a second Ctrl-C the other one would raise KeyboardInterrupt in the middle of things.
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        else:
            super().handle_exit(sig, frame)


async def _until_done(
    server: uvicorn.Server, listening: socket.socket, running: Running, stays_s: float
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not serving.done():
        await asyncio.wait([serving], timeout=LOOKS_EVERY_S)
        if running.idle_s > stays_s:
            server.should_exit = True
    await serving


def bound(port: int) -> socket.socket:
    """A socket that listens at that port, or at a free one for 0. OutputError where it is not to be had."""
    listening = socket.socket()
    if sys.platform != "win32":  # there it would let two programs have one port
        # Or the port of a server that has just ended could not be used again for a minute.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(MOST_AT_ONCE)
    except OSError as error:
        listening.close()
        why = "is for administrators only" if isinstance(error, PermissionError) else "is taken"
        raise OutputError(
            f"Port {port} {why} ({error.strerror}). Choose another, or leave --port out."
        ) from error
    return listening
