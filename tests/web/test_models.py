"""A model that is not on this computer, and choosing another, in pages without a browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from at_home import Home, new_home
from rehearse.audio.files import RATE_HZ, read_audio
from serving import BLOCK_BYTES, PROGRAM, Served, served

VOICE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
SPOKEN = (read_audio(VOICE) * 32767).astype("<i2")[: 4 * RATE_HZ].tobytes()
WITHIN_S = 60.0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(new_home(tmp_path_factory.mktemp("home") / "home"))


@pytest.fixture
def server(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """One that is to use a model which is not here, on a computer that reaches nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served(home.folder, program=[*PROGRAM, "--model", "small"]) as running:
        running.enter()
        yield running


def wait(holds: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def test_a_model_that_is_not_here_is_said_before_somebody_speaks(server: Served) -> None:
    said = server.get("").body
    assert "The model small, which is to write down what you say, is not on this computer." in said
    assert "/models" in said
    assert "the first answer would download it" in server.get("check").body


@pytest.mark.parametrize("spoken", [SPOKEN, bytes(len(SPOKEN))], ids=["a voice", "silence"])
def test_who_speaks_all_the_same_is_told_at_once_and_again_at_the_end(server: Served, spoken: bytes) -> None:
    with server.connected("record") as connection:
        connection.send(json.dumps({"is": "begin", "question": "outage", "rate_hz": RATE_HZ}))
        told: dict[str, Any] = {}
        for at in range(0, len(spoken), BLOCK_BYTES):  # as fast as somebody speaks
            connection.send(spoken[at : at + BLOCK_BYTES])
            told = json.loads(connection.recv(timeout=WITHIN_S))
        while not told["problem"]:
            connection.send(bytes(BLOCK_BYTES))
            told = json.loads(connection.recv(timeout=WITHIN_S))
        assert "small is not on this machine and cannot be downloaded" in told["problem"]
        assert "its report can be made later" in told["problem"] and "pip" not in told["problem"]
        connection.send('{"is": "stop"}')
        while told["is"] in ("recording", "hearing"):
            told = json.loads(connection.recv(timeout=WITHIN_S))
    assert (
        told["is"] == "problem" and "choose another one there" in told["says"] and "is kept" in told["says"]
    )
    refused = server.post(f"takes/{told['take']}/finish")
    if any(spoken):
        assert refused.status == 500 and "/models" in refused.body.partition("<main")[2]
    else:
        assert refused.status == 303  # there is nothing to write down


def test_another_model_is_chosen(server: Served) -> None:
    listed = server.get("models").body
    assert "small</b> is to be used, but it is not on this computer" in listed
    assert server.post("models", name="base").status == 303
    assert "base</b> is used now" in server.get("models").body
    assert "is not on this computer" not in server.get("").body
    assert "base, at" in server.get("check").body
    assert server.post("models", name="no-model").status == 400


def test_a_download_that_fails_is_said_with_what_to_do(server: Served) -> None:
    assert server.post("models", name="tiny").status == 303
    wait(lambda: "cannot be downloaded" in server.get("models").body)
    assert server.get("models/state").body == "{}"
    assert "small</b> is to be used" in server.get("models").body
