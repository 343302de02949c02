"""Who is let in to `rehearse web`, and who is not. Each test is somebody who tries."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from at_home import Home
from rehearse.web.neighbours import is_another_user
from saying import say
from serving import Served, served

BAD_MESSAGE = 1003
BEGIN = '{"is": "begin", "question": "outage", "rate_hz": 48000}'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    Home(home).keep(say("I fixed the printer. It works again."), question="What broke?")
    with served(home) as running:
        running.enter()
        yield running


def test_the_first_address_opens_once(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        path = running.first.removeprefix(running.origin)
        assert running.ask("/enter/" + "a" * 32).status == 403
        assert running.ask(path, method="POST", Origin=running.origin).status == 403
        running.enter()
        again = running.ask(path)
        assert again.status == 403 and "was used already" in again.body
        assert running.root not in again.body


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.getuid() != 0, reason="needs Linux, and to be root"
)
def test_another_user_who_reads_the_first_address_is_not_let_in(tmp_path: Path) -> None:
    asks = (
        "import encodings.idna, http.client, os, sys; os.setuid(65534); "
        "asked = http.client.HTTPConnection(sys.argv[1]); asked.request('GET', sys.argv[2]); "
        "print(asked.getresponse().status)"
    )
    with served(tmp_path) as running:
        path = running.first.removeprefix(running.origin)
        other = subprocess.run(
            [sys.executable, "-c", asks, running.host, path], capture_output=True, text=True, check=True
        )
        assert other.stdout.strip() == "403"
        running.enter()  # its own user still can


def test_whose_a_connection_is_stands_in_the_list_of_the_system(tmp_path: Path) -> None:
    mine, other = os.getuid(), os.getuid() + 1
    listed = tmp_path / "tcp"
    lines = [
        f"{n}: 0100007F:{a:04X} 0100007F:{b:04X} 01 0:0 0:0 0 {user} 0 1"
        for n, (a, b, user) in enumerate(
            [(5000, 80, other), (5001, 80, mine), (80, 5001, other), (5002, 80, 0)]
        )
    ]
    listed.write_text("\n".join(["sl local rem st queues timer retrnsmt uid", *lines]))
    refused = [port for port in range(4999, 5004) if is_another_user(port, at=80, connections=listed)]
    assert refused == [5000]
    assert not is_another_user(5000, at=80, connections=tmp_path / "none")


@pytest.mark.parametrize(
    "path", ["/", "/takes", "/static/page.css", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/takes", "//"]
)
def test_nothing_is_to_be_had_without_the_token(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == server.ask("/anything").body


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:{port}.evil.example", ""]
)
def test_another_name_for_this_machine_is_refused_as_after_dns_rebinding(server: Served, host: str) -> None:
    assert server.ask(f"{server.root}takes", Host=host.format(port=server.port)).status in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://{host}", ""]
)
def test_another_page_can_change_nothing(server: Served, origin: str) -> None:
    named = origin.format(host=server.host)
    answer = server.ask(f"{server.root}takes/1/delete", method="POST", body=b"", Origin=named)
    assert answer.status == 403
    assert server.ask(f"{server.root}takes/1").status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", None])
@pytest.mark.parametrize("where", ["record", "here"])
def test_another_page_gets_no_connection(server: Served, origin: str | None, where: str) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(address(server, where), origin=Origin(origin) if origin else None),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_guessed_token_gets_no_connection(server: Served) -> None:
    with (
        pytest.raises(InvalidStatus),
        connect(f"ws://{server.host}/{'a' * 32}/record", origin=Origin(server.origin)),
    ):
        pass


@pytest.mark.parametrize(
    "path",
    [
        "static/../history.sqlite3",
        "static/%2e%2e/%2e%2e/html.py",
        "static/page.html",
        "static/",
        "static",
        "takes/../../etc/passwd",
        "takes/1/sound/../../history.sqlite3",
        "takes/1/export/../../x",
        "takes/1/export/exe",
        "takes/-1",
        "takes/1e3",
        "../../../../etc/passwd",
    ],
)
def test_no_path_leads_outside_and_nothing_is_listed(server: Served, path: str) -> None:
    answer = server.ask(server.root + path)
    assert answer.status in (400, 404)
    assert "root:" not in answer.body and "SQLite" not in answer.body and "import" not in answer.body


@pytest.mark.parametrize("take", ["2", "99999999999999999999999999"])
def test_a_take_that_is_not_there_is_said_on_a_page(server: Served, take: str) -> None:
    answer = server.ask(f"{server.root}takes/{take}")
    assert answer.status == 404 and "<nav" in answer.body


def test_every_page_forbids_what_is_not_its_own(server: Served) -> None:
    for path in ("", "takes", "takes/1", "progress", "questions", "check", "nothing", "static/take.js"):
        headers = server.ask(server.root + path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy and "*" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "set-cookie" not in headers


def test_a_page_has_neither_scripts_nor_styles_in_its_text(server: Served) -> None:
    for path in ("", "takes", "takes/1", "progress", "questions", "check"):
        page = server.ask(server.root + path).body
        assert " style=" not in page and "<style" not in page
        assert page.count("<script") == page.count("<script src=")


def test_a_body_of_a_gigabyte_is_refused_before_it_is_sent(server: Served) -> None:
    answer = server.ask(
        f"{server.root}takes/1/delete", method="POST", Origin=server.origin, Content_Length=str(2**30)
    )
    assert answer.status == 413


def test_a_form_that_is_too_long_gets_a_page_with_what_to_do(server: Served) -> None:
    for length in (65 * 1024, 900 * 1024):
        answer = server.post("points", question="outage", points="x" * length)
        assert answer.status == 413 and "make it shorter" in answer.body
        assert "</nav>" in answer.body and "content-security-policy" in answer.headers


def test_a_form_that_makes_no_sense_gets_a_page_with_what_to_do(server: Served) -> None:
    answer = server.post("settings/keep/sound", days="8")
    assert answer.status == 400 and "Go back, and try again." in answer.body
    assert "There is no such page." in server.get("takes/1/finish").body


def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(server: Served) -> None:
    begin = (
        f"POST {server.root}takes/9/delete HTTP/1.1\r\nHost: {server.host}\r\nOrigin: {server.origin}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(begin.encode())
        try:
            for _ in range(200):
                raw.sendall(chunk)
            answer = raw.recv(100)
        except (ConnectionError, TimeoutError):
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 2")
    assert server.ask(f"{server.root}takes/1").status == 200


def test_slow_clients_keep_nobody_else_out(server: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        begun = time.monotonic()
        assert server.ask(f"{server.root}takes").status == 200
        assert time.monotonic() - begun < 10
    finally:
        for one in slow:
            one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there the files of a program have no such limit")
def test_a_flood_of_connections_leaves_files_for_a_take(tmp_path: Path) -> None:
    with served(tmp_path, most_files=256) as running:
        running.enter()
        idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(300)]
        for one in idle[-50:]:
            one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")  # refused, and goes on to wait
        try:
            for _ in range(5):
                assert running.ask(f"{running.root}takes").status == 200
            told = running.answer(bytes(32_000), rate_hz=16_000)
            assert told[-1]["is"] == "nothing"
        finally:
            for one in idle:
                one.close()


@pytest.mark.parametrize(
    "said_first",
    [
        "nonsense",
        "[]",
        "{}",
        '{"is": "begin"}',
        '{"is": "begin", "question": 7, "rate_hz": 48000}',
        '{"is": "begin", "question": "outage", "rate_hz": 0}',
        '{"is": "begin", "question": "outage", "rate_hz": 1e9}',
        '{"is": "begin", "question": "outage", "rate_hz": NaN}',
        '{"is": "begin", "question": "outage", "rate_hz": 48000, "drill": "../x"}',
        '{"is": "begin", "question": "' + "x" * 300 + '", "rate_hz": 48000}',
        '{"is": "begin", "question": "", "own": "  ", "rate_hz": 48000}',
        '{"is": "begin", "question": "", "follows": 0, "rate_hz": 48000}',
        '{"is": "begin", "question": "", "follows": true, "rate_hz": 48000}',
        '{"is": "begin", "question": "", "follows": 9223372036854775808, "rate_hz": 48000}',
        '{"is": "begin", "question": "outage", "follows": "1", "rate_hz": 48000}',
        '{"is": "begin", "question": "outage", "rate_hz": 1' + "0" * 400 + "}",
        '{"is": "begin", "question": "outage", "rate_hz": 192000.6}',
        "[" * 60_000,
        b"\x00\x00",
    ],
)
def test_what_no_page_of_ours_says_ends_the_connection(server: Served, said_first: str | bytes) -> None:
    with opened(server, "record") as connection:
        connection.send(said_first)
        with pytest.raises(ConnectionClosed) as closed:
            connection.recv(timeout=20)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == BAD_MESSAGE
    assert "takes/2" not in server.ask(f"{server.root}takes").body


def test_ten_thousand_messages_take_the_server_nowhere(server: Served) -> None:
    with opened(server, "here") as connection:
        try:
            for _ in range(10_000):
                connection.send("x" * 100)
        except ConnectionClosed:
            pass
    assert server.ask(f"{server.root}takes").status == 200


def test_a_message_that_is_too_long_ends_the_connection(server: Served) -> None:
    with opened(server, "record") as connection, pytest.raises(ConnectionClosed):
        connection.send("x" * 1_000_000)
        connection.recv(timeout=20)


@pytest.mark.skipif(
    not Path("/proc/net/tcp").exists(), reason="only Linux tells who listens to whom in a file"
)
def test_it_listens_to_this_machine_alone(server: Served) -> None:
    tables = [table.read_text() for table in Path("/proc/net").glob("tcp*")]
    sockets = [line.split() for table in tables for line in table.splitlines()[1:]]
    listening = [where for _, where, _, state, *_ in sockets if state == "0A"]
    port = f":{server.port:04X}"
    assert [where for where in listening if where.endswith(port)] == [f"0100007F{port}"]


def address(server: Served, where: str) -> str:
    return f"ws://{server.host}{server.root}{where}"


def opened(server: Served, where: str) -> Any:
    return connect(address(server, where), origin=Origin(server.origin))
