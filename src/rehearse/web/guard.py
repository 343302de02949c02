"""Who may ask the server for anything: the browser that this user opened, and nobody else.

The first address holds a token that works once and leads to the session's own. That one stands in the path of
every address, since a cookie would go to whatever else listens on 127.0.0.1, and pages and the process list
of other users could know the first; where the system tells whose a connection is, another user is refused.
Whatever names another host, as after DNS rebinding, or comes from another origin, is refused before anything
else looks at it.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from rehearse.web.neighbours import is_another_user

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BODY_BYTES = 64 * 1024
"""No form of ours is longer, but for those with files."""
READ_TIMES = 16
"""Of a longer one so many times as much is read, so that the browser that sends it gets an answer."""
READS_WITHIN_S = 5.0
ENTRANCE = "enter"

NOT_HERE = "This address does not lead to rehearse. Use the one that rehearse printed when it started."
USED = (
    "This address was used already. Go on in the page that it opened, or end rehearse with Ctrl-C and "
    "start it again."
)
NOT_YOURS = "This is the practice of another user of this computer. Start rehearse yourself."


def _token() -> str:
    return secrets.token_urlsafe(24)


@dataclass(slots=True)
class Doors:
    """The two tokens of a server at a port."""

    port: int
    once: str = field(default_factory=_token)
    session: str = field(default_factory=_token)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def first_address(self) -> str:
        """It opens once."""
        return f"{self.origin}/{ENTRANCE}/{self.once}"

    @property
    def root(self) -> str:
        """What the path of every page begins with."""
        return f"/{self.session}/"

    def enter(self, token: str) -> bool:
        """Whether the first address was right; from then on none is."""
        if not self.once or not secrets.compare_digest(token.encode(), self.once.encode()):
            return False
        self.once = ""
        return True

    def inside(self, path: str) -> str | None:
        """The path behind the session's token; None where that is not it."""
        token, slash, rest = path.removeprefix("/").partition("/")
        if not slash or not secrets.compare_digest(token.encode(), self.session.encode()):
            return None
        return f"/{rest}"


class Guard:
    """The door of the server: an ASGI application around the one that answers; `too_large` answers to a body
    that is longer than any of ours. `longer` says how long it may be where it holds files, by path."""

    def __init__(self, app: App, doors: Doors, *, too_large: App, longer: Mapping[str, int]) -> None:
        self._app = app
        self._doors = doors
        self._too_large = too_large
        self._longer = longer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        path = str(scope["path"])
        if headers.get("host") != [self._doors.host] or not self._is_own_origin(scope, headers):
            await _refuse(scope, send, 403, NOT_HERE)
        elif path.startswith(f"/{ENTRANCE}/"):
            await self._enter(scope, send, path.removeprefix(f"/{ENTRANCE}/"))
        elif (inside := self._doors.inside(path)) is None:
            await _refuse(scope, send, 404, NOT_HERE)
        else:
            scope = {**scope, "path": inside, "raw_path": inside.encode()}
            send = _with_headers(send, self._doors)
            most = self._longer.get(inside, MOST_BODY_BYTES)
            if scope["type"] == "http" and (length := _length(headers)) > most:
                await _read_away(receive, length, most=READ_TIMES * most)
                await self._too_large(scope, receive, send)
            else:
                await self._app(scope, _bounded(receive, most) if scope["type"] == "http" else receive, send)

    def _is_own_origin(self, scope: Scope, headers: dict[str, list[str]]) -> bool:
        """Every browser names the origin of a WebSocket, and of all that changes something."""
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        return headers.get("origin", [] if changes else [self._doors.origin]) == [self._doors.origin]

    async def _enter(self, scope: Scope, send: Send, token: str) -> None:
        if is_another_user(scope["client"][1], at=self._doors.port):
            await _refuse(scope, send, 403, NOT_YOURS)
            return
        if scope["type"] != "http" or scope["method"] != "GET" or not self._doors.enter(token):
            await _refuse(scope, send, 403, USED)
            return
        await _answer(send, 303, b"", [(b"location", self._doors.root.encode())])


class TooLargeError(Exception):
    """A body that goes on beyond what it may be."""


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _length(headers: dict[str, list[str]]) -> float:
    lengths = headers.get("content-length", ["0"])
    return int(lengths[0]) if lengths[0].isascii() and lengths[0].isdigit() else math.inf


async def _read_away(receive: Receive, length: float, *, most: int) -> None:
    """A browser that is cut off while it sends shows an error of its own."""
    if length > most:
        return
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READS_WITHIN_S):
            while (await receive()).get("more_body"):
                pass


def _bounded(receive: Receive, most: int) -> Receive:
    """What does not say how long it is, is cut off all the same."""
    had = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        if had > most:
            raise TooLargeError
        return message

    return bounded


def _with_headers(send: Send, doors: Doors) -> Send:
    """Nothing is fetched from anywhere else, kept, framed, or told to another page."""
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; img-src 'self'; "
        f"connect-src 'self' ws://{doors.host}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    extra = [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"microphone=(self), camera=(self), geolocation=()"),
        (b"cache-control", b"no-store"),
    ]

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        await send(message)

    return sending


async def _refuse(scope: Scope, send: Send, status: int, says: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await _answer(send, status, says.encode(), headers)


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
