"""The server: a port of this machine alone, until the last page has been closed for a while."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from rehearse.errors import OutputError
from rehearse.web.app import Running, make_app
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
    with closing(_bound(port)) as listening:
        doors, running = Doors(listening.getsockname()[1]), Running()
        server = _Server(
            uvicorn.Config(
                make_app(doors, running, model=model),
                http="h11",
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
        asyncio.run(_until_done(server, listening, running, stays_s))


class _Server(uvicorn.Server):
    """Says when it answers."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()


async def _until_done(
    server: uvicorn.Server, listening: socket.socket, running: Running, stays_s: float
) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not serving.done():
        await asyncio.wait([serving], timeout=LOOKS_EVERY_S)
        if running.idle_s > stays_s:
            server.should_exit = True
    await serving


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        listening.close()
        raise OutputError(
            f"Port {port} is taken ({error.strerror}). Choose another, or leave --port out."
        ) from error
    return listening
