"""What the clean computer reaches, and how many bytes came: a proxy that counts, and an index of torch's own.

The proxy passes on what it cannot read. The index answers on loopback in place of download.pytorch.org, with
a certificate of its own, so that no command must be changed where that cannot be reached.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
import subprocess
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer, StreamRequestHandler, ThreadingTCPServer
from typing import TypeVar
from urllib.parse import unquote, urlsplit

TORCH_INDEX = "download.pytorch.org"
_PIECE = 1 << 16

_ASKED = f"""
[req]
prompt = no
distinguished_name = named
x509_extensions = extended
[named]
CN = {TORCH_INDEX}
[extended]
subjectAltName = DNS:{TORCH_INDEX}
basicConstraints = CA:FALSE
"""

Server = TypeVar("Server", bound=BaseServer)


class Proxy(ThreadingTCPServer):
    """Counts what comes, by host; `instead` sends a host's connections to a port of this computer."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, instead: dict[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.instead = instead
        self.received: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.port: int = self.server_address[1]

    def connect(self, host: str, port: int) -> socket.socket:
        if host in self.instead:
            return socket.create_connection(("127.0.0.1", self.instead[host]))
        return socket.create_connection((host, port))

    def count(self, host: str, size: int) -> None:
        with self._lock:
            self.received[host] += size


class _Passing(StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        method, target, _ = self.rfile.readline().decode("latin-1").split(" ", 2)
        headers = list(iter(self.rfile.readline, b"\r\n"))
        with suppress(OSError):
            if method == "CONNECT":
                host, port = target.rsplit(":", 1)
                with self.server.connect(host, int(port)) as far:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    self._both_ways(host, far)
            else:
                self._one_request(method, target, headers)

    def _both_ways(self, host: str, far: socket.socket) -> None:
        threading.Thread(target=_copy, args=(self.connection, far), daemon=True).start()
        while piece := far.recv(_PIECE):
            self.server.count(host, len(piece))
            self.wfile.write(piece)

    def _one_request(self, method: str, target: str, headers: list[bytes]) -> None:
        """What apt asks, without encryption: answered, then closed."""
        url = urlsplit(target)
        kept = [line for line in headers if not line.lower().startswith((b"connection", b"proxy"))]
        asked = f"{method} {url.path}{'?' + url.query if url.query else ''} HTTP/1.1\r\nConnection: close\r\n"
        with self.server.connect(url.hostname or "", url.port or 80) as far:
            far.sendall(asked.encode("latin-1") + b"".join(kept) + b"\r\n")
            self._both_ways(url.hostname or "", far)


def _copy(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):
        while piece := near.recv(_PIECE):
            far.sendall(piece)
        far.shutdown(socket.SHUT_WR)


class _Index(BaseHTTPRequestHandler):
    """The wheels of a folder as a package index (PEP 503), with metadata apart (PEP 658) as torch has it."""

    folder: Path
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name = unquote(self.path.rstrip("/").rsplit("/", 1)[-1])
        wheel = self.folder / name.removesuffix(".metadata")
        if wheel.suffix == ".whl" and wheel.exists():
            body = wheel.read_bytes() if name == wheel.name else _metadata(wheel)
            self._answer(200, body, "application/octet-stream")
        else:
            wheels = [file for file in self.folder.glob("*.whl") if file.name.lower().startswith(f"{name}-")]
            self._answer(200 if wheels else 404, "".join(map(_link, wheels)).encode(), "text/html")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing; what the commands print is what matters."""


def _metadata(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as opened:
        return opened.read(next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA")))


def _link(wheel: Path) -> str:
    digest = hashlib.sha256(_metadata(wheel)).hexdigest()
    file = wheel.name.replace("+", "%2B")
    return f'<a href="{file}" data-core-metadata="sha256={digest}">{wheel.name}</a><br>'


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of our own for torch's index, and its key."""
    made, key, asked = folder / "index.pem", folder / "index.key", folder / "index.conf"
    asked.write_text(_ASKED)
    program = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-config",
        str(asked),
    ]
    subprocess.run([*program, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    return made, key


@contextmanager
def network(folder: Path, torch_wheels: Path | None) -> Iterator[tuple[Proxy, bytes]]:
    """The proxy, and a certificate (PEM) that must be trusted; with wheels of torch, also its index."""
    with ExitStack() as running:
        instead, trusted = {}, b""
        if torch_wheels:
            made, key = _certificate(folder)
            trusted = made.read_bytes()
            index = ThreadingHTTPServer(("127.0.0.1", 0), type("_Index", (_Index,), {"folder": torch_wheels}))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(made, key)
            index.socket = context.wrap_socket(index.socket, server_side=True)
            instead[TORCH_INDEX] = running.enter_context(_serving(index)).server_address[1]
        yield running.enter_context(_serving(Proxy(instead))), trusted


@contextmanager
def _serving(server: Server) -> Iterator[Server]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
