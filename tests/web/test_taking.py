"""An answer as a page sends it, block by block, without a browser."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile
from websockets.exceptions import ConnectionClosed

from at_home import Home
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.audio.take_file import TakeFile
from rehearse.history import open_history
from rehearse.model.heard import Heard
from rehearse.model.kept import NewTake, Take
from serving import Served, served

VOICE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
SPOKEN = (read_audio(VOICE) * 32767).astype("<i2")
BEGIN = {"is": "begin", "question": "outage", "rate_hz": RATE_HZ}


def kept(home: Home) -> list[Take]:
    with open_history(home.folder) as history:
        return [history.take(one.id) for one in history.takes()]


def reported(home: Home) -> Heard:
    """What was heard of the only take, once its report is made."""
    give_up_at = time.monotonic() + 60
    while not (takes := kept(home)) or takes[0].heard is None:
        assert time.monotonic() < give_up_at
        time.sleep(0.2)
    return takes[0].heard


def test_every_sample_is_kept_and_its_words_are_there(server: Served, home: Home) -> None:
    told = server.answer(SPOKEN.tobytes(), rate_hz=RATE_HZ)
    assert told[-1] == {"is": "done", "take": 1}
    assert "label printer" in told[-2]["words"]
    (take,) = kept(home)
    assert take.audio is not None and take.heard is not None
    samples, rate_hz = soundfile.read(take.audio, dtype="int16")
    assert rate_hz == RATE_HZ and np.array_equal(samples, SPOKEN)
    assert "label printer" in " ".join(word.text for word in take.heard.words)


def test_a_connection_that_breaks_keeps_what_came_and_reports_it(server: Served, home: Home) -> None:
    with server.connected("record") as connection:
        connection.send(json.dumps(BEGIN))
        for at in range(0, 5 * RATE_HZ, 2048):
            connection.send(SPOKEN[at : at + 2048].tobytes())
        connection.recv(timeout=20)
    assert reported(home).duration_s == pytest.approx(5, abs=0.2)


def test_a_browser_that_gives_no_sound_any_more_is_said_and_what_came_is_kept(home: Home) -> None:
    code = "from rehearse.web import taking; taking.LOST_AFTER_S = 1; "
    code += "from rehearse.cli import main; main(['web', '--no-browser'])"
    with served(home.folder, program=["-c", code]) as server:
        server.enter()
        with server.connected("record") as connection:
            connection.send(json.dumps(BEGIN))
            connection.send(SPOKEN[: 5 * RATE_HZ].tobytes()[:60_000])
            while (told := json.loads(connection.recv(timeout=60)))["is"] in ("recording", "hearing"):
                pass
    assert told["is"] == "done" and told["says"].startswith("No more sound came from your browser.")
    assert reported(home).duration_s == pytest.approx(60_000 / 2 / RATE_HZ, abs=0.2)


def test_the_other_pages_are_told_of_a_take_that_was_left_until_somebody_looks(server: Served) -> None:
    left = {"is": "left", "take": 1}
    with server.connected("here") as open_before:
        with server.connected("record") as connection:
            connection.send(json.dumps(BEGIN))
            connection.send(SPOKEN[: 5 * RATE_HZ].tobytes()[:60_000])
            connection.recv(timeout=20)
        assert json.loads(open_before.recv(timeout=20)) == left
    with server.connected("here") as comes_next:
        assert json.loads(comes_next.recv(timeout=20)) == left
    assert server.get("takes/1").status == 200
    with server.connected("here") as later, pytest.raises(TimeoutError):
        later.recv(timeout=0.5)


def test_of_a_take_that_was_done_or_is_not_kept_no_page_is_told(server: Served) -> None:
    with server.connected("here") as page:
        assert server.answer(SPOKEN[: 4 * RATE_HZ].tobytes(), rate_hz=RATE_HZ)[-1]["is"] == "done"
        with server.connected("record") as connection:
            connection.send(json.dumps(BEGIN))
            connection.send(bytes(RATE_HZ))
            connection.recv(timeout=20)
        with pytest.raises(TimeoutError):
            page.recv(timeout=2)


def test_who_begins_again_at_once_is_told_to_wait(server: Served) -> None:
    with server.connected("record") as connection:
        connection.send(json.dumps(BEGIN))
        connection.send(SPOKEN[: 5 * RATE_HZ].tobytes()[:60_000])
        connection.send('{"is": "stop"}')
        while json.loads(connection.recv(timeout=20))["is"] != "hearing":
            pass
    told = server.answer(SPOKEN.tobytes(), rate_hz=RATE_HZ)
    assert "still being made" in told[-1]["says"]


def test_another_page_takes_nothing_away_from_a_take_that_is_made(server: Served, home: Home) -> None:
    def tried() -> str:
        posted = {"method": "POST", "body": b"", "Origin": server.origin}
        return "".join(
            server.ask(f"{server.root}takes/1{what}", **(posted if sent else {})).body  # type: ignore[arg-type]
            for what, sent in (("", False), ("/delete", False), ("/delete", True), ("/finish", True))
        )

    with server.connected("record") as connection:
        connection.send(json.dumps(BEGIN))
        for at in range(0, len(SPOKEN), 2048):
            connection.send(SPOKEN[at : at + 2048].tobytes())
        connection.recv(timeout=20)
        assert tried().count("It is being recorded in another page.") == 4
        connection.send('{"is": "stop"}')
        while (told := json.loads(connection.recv(timeout=60)))["is"] in ("recording", "hearing"):
            pass
    assert told == {"is": "done", "take": 1} and reported(home).duration_s == pytest.approx(8.8, abs=0.5)


def test_another_rehearse_takes_nothing_away_from_a_take_that_is_recorded(server: Served, home: Home) -> None:
    with open_history(home.folder) as history:
        audio = history.takes_folder / "now.wav"
        history.begin(NewTake(datetime.now(UTC), None, "What broke?", audio, "0.1.0"))
    growing = TakeFile(audio, RATE_HZ)  # as a terminal does
    growing.write(bytes(2 * RATE_HZ))
    said = "Another rehearse is recording it."
    assert said in server.get("takes/1").body and said in server.post("takes/1/delete").body
    growing.close()
    assert said not in server.get("takes/1").body
    assert len(kept(home)) == 1


def test_what_is_no_sound_ends_the_connection_and_keeps_what_was(server: Served, home: Home) -> None:
    with server.connected("record") as connection:
        connection.send(json.dumps(BEGIN))
        for at in range(0, 4 * RATE_HZ, 2048):
            connection.send(SPOKEN[at : at + 2048].tobytes())
        connection.send(b"odd")
        with pytest.raises(ConnectionClosed):
            while True:
                connection.recv(timeout=20)
    assert reported(home).duration_s == pytest.approx(4, abs=0.2)


def test_a_muted_microphone_is_said_with_what_to_do(server: Served, home: Home) -> None:
    told = server.answer(bytes(2 * 6 * RATE_HZ), rate_hz=RATE_HZ)
    said = told[-1]["says"]
    assert "came from the microphone: the browser sends silence" in said and "Unmute the microphone" in said
    assert "The page Microphone tests it again." in said and "`" not in said


def test_an_answer_that_is_no_second_long_is_not_kept(server: Served, home: Home) -> None:
    told = server.answer(bytes(RATE_HZ), rate_hz=RATE_HZ)
    assert told[-1]["is"] == "nothing" and "not kept" in told[-1]["says"]
    assert kept(home) == []


@pytest.mark.parametrize("question", ["nothing", "\ud800" * 200])
def test_a_question_that_there_is_not_is_said(server: Served, home: Home, question: str) -> None:
    told = server.answer(SPOKEN.tobytes(), rate_hz=RATE_HZ, question=question)
    assert told[-1]["is"] == "problem" and "There is no question" in told[-1]["says"]
    assert kept(home) == []


def test_after_one_answer_comes_another(server: Served, home: Home) -> None:
    for number in (1, 2):
        told = server.answer(SPOKEN[: 4 * RATE_HZ].tobytes(), rate_hz=RATE_HZ, drill="60")
        assert told[-1] == {"is": "done", "take": number}
    assert len(kept(home)) == 2


def test_a_follow_up_is_kept_as_it_was_asked(server: Served, home: Home) -> None:
    server.answer(SPOKEN[: 4 * RATE_HZ].tobytes(), rate_hz=RATE_HZ, follow_up=True)
    (take,) = kept(home)
    assert take.prompt_id is None and take.question == "What did you tell them while you still had no answer?"


def test_a_follow_up_is_asked_about_a_take_and_knows_it(server: Served, home: Home) -> None:
    spoken = SPOKEN[: 4 * RATE_HZ].tobytes()
    server.answer(spoken, rate_hz=RATE_HZ)
    shown = server.get("?follows=1").body
    assert "A follow-up to take 1" in shown and 'data-follows="1"' in shown
    assert "?follows=1" in server.get("takes/1").body
    assert server.answer(spoken, rate_hz=RATE_HZ, question="", follows=1)[-1] == {"is": "done", "take": 2}
    follow_up, first = kept(home)
    assert (first.follows, follow_up.follows, follow_up.prompt_id) == (None, 1, None)
    assert follow_up.question == "What did you tell them while you still had no answer?"
    assert follow_up.kind == "introduction"
    assert server.get("?follows=2").status == 303
    assert "?follows=2" not in server.get("takes/2").body
    told = server.answer(spoken, rate_hz=RATE_HZ, question="", follows=2)
    assert told[-1]["is"] == "problem" and "has no follow-up" in told[-1]["says"]
    assert server.answer(spoken, rate_hz=RATE_HZ, question="", follows=9)[-1]["is"] == "problem"


def test_an_interview_asks_about_the_answer_before(server: Served, home: Home) -> None:
    server.answer(SPOKEN[: 4 * RATE_HZ].tobytes(), rate_hz=RATE_HZ)
    asked = server.get("interview?steps=outage,outage%2B&at=1&takes=1").body
    assert "Follow-up" in asked and 'data-follows="1"' in asked
    skipped = server.get("interview?steps=outage,outage%2B&at=1").body
    assert "Follow-up" in skipped and 'data-follows=""' in skipped


@pytest.mark.skipif(sys.platform == "win32", reason="there files cannot be limited")
def test_a_full_disk_is_said_and_what_was_said_until_then_is_reported(home: Home) -> None:
    with served(home.folder, largest_file=5 * 2 * RATE_HZ) as server:
        server.enter()
        told = server.answer(SPOKEN.tobytes(), rate_hz=RATE_HZ)
    assert (told[-1]["is"], told[-1]["take"]) == ("done", 1)
    assert "The disk takes no more" in told[-1]["says"]
    assert 4 <= (reported(home).duration_s or 0) <= 5  # nothing is lost but a second
