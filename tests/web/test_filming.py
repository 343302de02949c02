"""The video of an answer as a page sends it, piece by piece, without a browser."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from at_home import Home
from benchmarks.picture.drawn import Look, Place, draw
from picture.filmed import film, said
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.history import open_history
from rehearse.history.files import video_of
from rehearse.model.kept import Take
from rehearse.picture.video import frames
from rehearse.takes.filming import mend_video
from saying import say
from serving import Served, done, send_film, served

VOICE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
SPOKEN = (read_audio(VOICE)[: 5 * RATE_HZ] * 32767).astype("<i2").tobytes()
LATER_S = 0.4
FILM = {"is": "begin", "type": "video/webm;codecs=vp8", "later_s": LATER_S}


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Four seconds, in which the pictures say their time."""
    path = tmp_path_factory.mktemp("film") / "film.webm"
    return film(path, np.arange(0, 4, 1 / 20), live=True).read_bytes()


def answering(server: Served) -> Any:
    """An answer that is being recorded."""
    return server.answering(SPOKEN, rate_hz=RATE_HZ)


def take_of(home: Home) -> Take:
    with open_history(home.folder) as history:
        return history.take(1)


def names(home: Home) -> list[str]:
    return sorted(file.suffix for file in (home.folder / "takes").iterdir())


def assert_in_step(kept: Path) -> None:
    """Its pictures come when the sound has gone so far."""
    shown = list(frames(kept))
    assert len(shown) > 15
    for frame in shown:
        assert said(frame.pixels) == pytest.approx(max(0.0, frame.at_s - LATER_S), abs=0.21)


def test_a_video_lies_beside_its_take_until_it_is_deleted(server: Served, home: Home, video: bytes) -> None:
    with answering(server) as answer:
        server.film(video, later_s=LATER_S)
        assert done(answer)["take"] == 1
    kept = video_of(take_of(home).audio)
    assert kept is not None
    if sys.platform != "win32":
        assert kept.stat().st_mode & 0o777 == 0o600
    assert_in_step(kept)
    whole = server.ask(f"{server.root}takes/1/video")
    part = server.ask(f"{server.root}takes/1/video", Range="bytes=0-99")
    assert (whole.status, whole.headers["content-type"]) == (200, "video/webm")
    assert (part.status, part.headers["content-length"]) == (206, "100")
    assert 'id="picture"' in server.ask(f"{server.root}takes/1").body

    assert "Delete the video of take 1" in server.ask(f"{server.root}takes/1/video/delete").body
    assert server.post("takes/1/video/delete").status == 303
    assert names(home) == [".flac"]
    assert 'id="picture"' not in server.ask(f"{server.root}takes/1").body
    assert server.ask(f"{server.root}takes/1/video").status == 404


@pytest.mark.parametrize("only_sound", [False, True])
def test_a_video_goes_with_its_take_and_with_its_sound(
    server: Served, home: Home, video: bytes, only_sound: bool
) -> None:
    with answering(server) as answer:
        server.film(video, later_s=LATER_S)
        done(answer)
    assert names(home) == [".flac", ".webm"]
    with open_history(home.folder) as history:
        (history.drop_sound if only_sound else history.delete)(1)
    assert names(home) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such end of one process")
def test_a_kill_leaves_the_sound_and_the_video(home: Home, video: bytes) -> None:
    with served(home.folder) as server:
        server.enter()
        with answering(server), server.connected("film") as filming:
            send_film(filming, video, later_s=LATER_S)
            with pytest.raises(TimeoutError):
                filming.recv(timeout=0.5)  # nothing is told of what goes well
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
    take = take_of(home)
    kept = video_of(take.audio)
    assert take.audio is not None and kept is not None
    assert len(read_audio(take.audio)) > 4 * RATE_HZ
    assert kept.read_bytes().endswith(video[100:])
    assert [said(frame.pixels) for frame in frames(kept)][-1] > 3.5  # as it is, players open it
    mend_video(take)
    assert_in_step(kept)


@pytest.mark.skipif(sys.platform == "win32", reason="there files cannot be limited")
def test_a_full_disk_ends_the_video_and_not_the_sound(home: Home, video: bytes) -> None:
    with served(home.folder, largest_file=250_000) as server:
        server.enter()
        with answering(server) as answer:
            with server.connected("film") as filming:
                send_film(filming, video + bytes(250_000), later_s=LATER_S)
                assert "The sound goes on." in json.loads(filming.recv(timeout=20))["says"]
            assert done(answer)["take"] == 1
    take = take_of(home)
    assert take.heard is not None and (take.heard.duration_s or 0) > 4
    assert video_of(take.audio) is not None


def test_nothing_is_filmed_but_an_answer(server: Served, home: Home, video: bytes) -> None:
    with server.connected("film") as filming, pytest.raises(ConnectionClosed):
        filming.send(json.dumps(FILM))
        filming.recv(timeout=20)
    with answering(server) as answer:
        for nonsense in ({"type": "text/html"}, {"later_s": -1}, {"later_s": "x"}, {"later_s": 1e9}):
            with server.connected("film") as filming, pytest.raises(ConnectionClosed):
                filming.send(json.dumps({**FILM, **nonsense}))
                filming.recv(timeout=20)
        server.film(b"no video" * 99, later_s=LATER_S)
        with server.connected("film") as again, pytest.raises(ConnectionClosed):
            again.send(json.dumps(FILM))
            again.recv(timeout=20)
        assert done(answer)["take"] == 1
    assert names(home) == [".flac", ".webm"]


def test_what_a_video_shows_is_said_to_whoever_asks(server: Served, home: Home) -> None:
    faces = {yaw: draw([(Look("tan"), Place(yaw=yaw))], width=320, height=240) for yaw in (0, 35)}
    number = home.keep(say("I fixed the printer. " * 6), sound=VOICE, question="What broke?")
    beside = (home.folder / "takes" / VOICE.name).with_suffix(".webm")
    film(beside, np.arange(0, 8, 1 / 5), show=lambda at_s: faces[35 if 6 <= at_s < 7.6 else 0])
    plain = server.get(f"takes/{number}").body
    assert "What does the picture show?" in plain and "The picture shows" not in plain
    told = server.get(f"takes/{number}?picture=yes").body.split("The picture shows</h2>")[1]
    assert "Your face was in the picture all the time." in told
    assert "your head was turned away once, for 1.6 s at 0:06." in told
    assert re.search(r'<button type="button" class="clip" data-t="6.00" data-end="7.60"', told)
