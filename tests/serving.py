"""`rehearse web`, running: its addresses, and what it answers to whoever asks."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PROGRAM = ("-m", "rehearse", "web", "--no-browser")


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass
class Served:
    """A server that runs; `root` is where its pages begin, once somebody has entered."""

    process: subprocess.Popen[str]
    first: str
    root: str = ""

    @property
    def port(self) -> int:
        port = urlsplit(self.first).port
        assert port is not None
        return port

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def enter(self) -> None:
        """As the browser does that the user opened."""
        answer = self.ask(urlsplit(self.first).path)
        assert answer.status == 303
        self.root = answer.headers["location"]

    def page(self, path: str = "") -> str:
        return f"{self.origin}{self.root}{path}"

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask from this machine; `headers` with _ for -, and without one of ours where it is empty."""
        named = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in named.items():
                if value:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()


@contextmanager
def served(home: Path, *, program: Sequence[str] = PROGRAM) -> Iterator[Served]:
    """A server with this home, until the end."""
    process = subprocess.Popen(
        [sys.executable, *program],
        env={**os.environ, "REHEARSE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=None if sys.platform == "win32" else _with_ctrl_c,
    )
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    assert first.startswith("http://127.0.0.1:"), first + process.stdout.read()
    try:
        yield Served(process, first)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)
        process.stdout.close()


def _with_ctrl_c() -> None:
    """Whoever runs the tests behind something else has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
