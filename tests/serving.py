"""`rehearse web`, running: its addresses, and what it answers to whoever asks."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from websockets.sync.client import connect
from websockets.typing import Origin

BLOCK_BYTES = 4096
BOUNDARY = b"----between-parts"
ENDS = b"--" + BOUNDARY + b"--\r\n"
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

    def connected(self, where: str) -> Any:
        """A connection as a page opens it."""
        return connect(f"ws://{self.host}{self.root}{where}", origin=Origin(self.origin))

    @contextmanager
    def answering(self, pcm: bytes, *, rate_hz: int) -> Iterator[Any]:
        """The connection of an answer that is being recorded, all of which has been said."""
        with self.connected("record") as connection:
            connection.send(json.dumps({"is": "begin", "question": "outage", "rate_hz": rate_hz}))
            for at in range(0, len(pcm), BLOCK_BYTES):
                connection.send(pcm[at : at + BLOCK_BYTES])
            while json.loads(connection.recv(timeout=30))["is"] != "recording":
                pass
            yield connection

    def film(self, video: bytes, *, later_s: float) -> None:
        """Send the video of the answer that is being recorded, as a page does, but faster."""
        with self.connected("film") as connection:
            send_film(connection, video, later_s=later_s)

    def answer(self, pcm: bytes, *, rate_hz: int, **asked: Any) -> list[dict[str, Any]]:
        """Give an answer in 16-bit samples as a page does, but faster; all that is told of it."""
        begin = {"is": "begin", "question": "outage", "rate_hz": rate_hz, **asked}
        with self.connected("record") as connection:
            connection.send(json.dumps(begin))
            for at in range(0, len(pcm), BLOCK_BYTES):
                connection.send(pcm[at : at + BLOCK_BYTES])
            connection.send('{"is": "stop"}')
            told: list[dict[str, Any]] = []
            while not told or told[-1]["is"] in ("recording", "hearing"):
                told.append(json.loads(connection.recv(timeout=60)))
            return told

    def get(self, path: str, part: str = "") -> Answer:
        """A page behind the token, or the `part` of a file."""
        return self.ask(self.root + path, Range=part)

    def post(self, path: str, **form: str) -> Answer:
        """What a form of ours sends."""
        return self.ask(self.root + path, method="POST", body=urlencode(form).encode(), Origin=self.origin)

    def upload(self, path: str, files: Mapping[str, tuple[str, bytes]], **form: str) -> Answer:
        """What a form of ours sends that has files: by field, the name of each and what is in it."""
        parts = [
            f'form-data; name="{field}"\r\n\r\n'.encode() + text.encode() for field, text in form.items()
        ]
        for field, (name, data) in files.items():
            parts.append(f'form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode() + data)
        begins = b"--" + BOUNDARY + b"\r\nContent-Disposition: "
        return self.upload_raw(path, b"".join(begins + part + b"\r\n" for part in parts) + ENDS)

    def upload_raw(self, path: str, body: bytes, kind: str = "") -> Answer:
        """A body that says that it is a form with files."""
        kind = kind or f"multipart/form-data; boundary={BOUNDARY.decode()}"
        return self.ask(self.root + path, method="POST", body=body, Origin=self.origin, Content_Type=kind)

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


def done(answer: Any) -> dict[str, Any]:
    """End an answer; what is told at the end."""
    answer.send('{"is": "stop"}')
    while (told := json.loads(answer.recv(timeout=60)))["is"] in ("recording", "hearing"):
        pass
    return dict(told)


def send_film(connection: Any, video: bytes, *, later_s: float) -> None:
    connection.send(json.dumps({"is": "begin", "type": "video/webm;codecs=vp8", "later_s": later_s}))
    for at in range(0, len(video), BLOCK_BYTES):
        connection.send(video[at : at + BLOCK_BYTES])


@contextmanager
def served(
    home: Path,
    *,
    program: Sequence[str] = PROGRAM,
    watched_by: Sequence[str] = (),
    largest_file: int | None = None,
    most_files: int | None = None,
) -> Iterator[Served]:
    """A server with this home, until the end. A disk that is full is one that takes no file above so many
    bytes; it may have so many files open."""
    process = subprocess.Popen(
        [*watched_by, sys.executable, *program],
        env={**os.environ, "REHEARSE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=None if sys.platform == "win32" else partial(_prepared, largest_file, most_files),
    )
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    assert first.startswith("http://127.0.0.1:"), first + process.stdout.read()
    try:
        yield Served(process, first)
    finally:
        if process.poll() is None:
            _end(process)
        process.wait(30)
        process.stdout.close()


def _end(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        process.terminate()
    else:
        os.killpg(process.pid, signal.SIGTERM)  # whoever watches it alone would not pass that on


def _prepared(largest_file: int | None, most_files: int | None) -> None:
    # Whoever runs the tests behind something else has Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_FSIZE, largest_file), (resource.RLIMIT_NOFILE, most_files)):
            if most:
                resource.setrlimit(what, (most, most))
