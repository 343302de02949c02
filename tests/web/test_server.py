"""The server's port, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from at_home import Home, new_home
from rehearse.audio.files import RATE_HZ
from rehearse.errors import OutputError
from rehearse.history import open_history
from rehearse.web.app import Running
from rehearse.web.server import bound
from serving import served


def test_a_port_can_be_used_again_as_soon_as_its_server_has_ended(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        running.enter()
        with running.connected("here"):
            pass
        running.process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        running.process.wait(30)
    bound(running.port).close()


def test_it_waits_for_a_model_that_is_downloaded_although_no_page_is_open() -> None:
    class Download:
        is_over = False

        def is_going_on(self) -> bool:
            return not self.is_over

    running, download = Running(), Download()
    with running.page():
        running.fetching = download  # type: ignore[assignment]
    assert running.idle_s == 0
    download.is_over = True
    assert running.idle_s > 0


def test_two_servers_never_share_a_port() -> None:
    with bound(0) as first, pytest.raises(OutputError, match="is taken"):
        bound(first.getsockname()[1])


def test_a_port_of_the_administrator_is_not_called_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(OutputError, match="Port 80 is for administrators only"):
        bound(80)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such Ctrl-C for one process")
def test_ctrl_c_twice_ends_in_order_and_keeps_the_take(tmp_path: Path) -> None:
    home = Home(new_home(tmp_path / "home"))
    with served(home.folder) as running:
        running.enter()
        with running.connected("here"), running.connected("record") as connection:
            connection.send(json.dumps({"is": "begin", "question": "outage", "rate_hz": RATE_HZ}))
            for _ in range(100):
                connection.send(b"\x00\x10" * 1024)
            connection.recv(timeout=30)
            running.process.send_signal(signal.SIGINT)
            time.sleep(0.1)
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(30) == 0
        assert running.process.stdout is not None
        assert "Traceback" not in running.process.stdout.read()
    with open_history(home.folder) as history:
        (kept,) = history.takes()
    assert kept.audio is not None and kept.audio.stat().st_size > 100_000
