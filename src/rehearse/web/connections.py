"""Connections to the server, of which those that never ask for anything leave room for those that do."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

ASKS_WITHIN_S = 10.0
MOST_WAITING = MOST_AT_ONCE = 100
"""How many have not asked, and come before those are looked at. Both together stay below what a program may
hold open on every system: a take must always find a file to be written to.
"""


class Connection(H11Protocol):
    """Is ended where it has not asked within `ASKS_WITHIN_S`, or is the oldest of too many that have not."""

    _waiting: ClassVar[dict[Connection, asyncio.TimerHandle]] = {}
    """Those that have not asked yet, the oldest first; of the one server of this program."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waiting[self] = self.loop.call_later(ASKS_WITHIN_S, self._give_up)
        if len(self._waiting) > MOST_WAITING:
            next(iter(self._waiting))._give_up()

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None:
            self._waits_no_more()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._waits_no_more()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        self._waits_no_more()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        self._waits_no_more()
        self.transport.abort()

    def _waits_no_more(self) -> None:
        if timer := self._waiting.pop(self, None):
            timer.cancel()
