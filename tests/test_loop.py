"""From one report to the next take: keys after a report, drills, listening to oneself, interviews, in a
terminal and at a microphone.
"""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from at_home import Home
from at_terminal import CTRL_C, ENTER, Terminal
from listening import listening
from practising import QUESTION_ID, TRUTH, VOICE, Practice
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.history import open_history
from spoken_take import PAUSES, spoken
from spoken_take import VOICE as HESITANT
from virtual_microphone import virtual_microphone

pytestmark = pytest.mark.microphone

WORDS = "printer"
"""Said in the sentence."""


@pytest.fixture(scope="module")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first sentence of the voice, half as long: whatever is spoken takes its time."""
    first = next(segment for segment in TRUTH["segments"] if segment["kind"] == "phrase")
    path = tmp_path_factory.mktemp("sentence") / "sentence.wav"
    soundfile.write(path, read_audio(VOICE)[: round((first["end_s"] + 0.2) * RATE_HZ)], RATE_HZ)
    return path


def answer(practice: Practice, terminal: Terminal, sentence: Path) -> None:
    """Speak into the recording that the terminal shows next, and end it."""
    shown = len(terminal.shown)
    # Its beginning: what is shown last of the recording before is some seconds later.
    has_begun = re.compile(r"Recording  0:0[01]")
    terminal.read_until(lambda: bool(has_begun.search(terminal.shown[shown:])), waiting_for="the recording")
    with practice.microphone.play(sentence) as voice:
        terminal.read_until(lambda: voice.poll() is not None, waiting_for="the end of the answer")
    terminal.press(ENTER)


def choose(terminal: Terminal, key: str, *, time: int) -> None:
    """Press a key when it is asked for the first, second or third time what to do next."""
    terminal.read_until(lambda: terminal.shown.count("[Enter] done") >= time, waiting_for="what to do next")
    terminal.press(key)


def test_keys_lead_from_a_report_to_drills_to_listening_and_to_the_end(
    practice: Practice, sentence: Path
) -> None:
    practice.run("points", QUESTION_ID, "repaired the label printer", "the moon is far away")
    with practice.at_terminal("prompt", QUESTION_ID, "--asks") as terminal:
        terminal.wait_for(r"Whether you stay methodical")
        answer(practice, terminal, sentence)
        terminal.wait_for(r'Points +1 of 2 made; missing: "the moon is far away"')
        choose(terminal, "t", time=1)
        terminal.wait_for(r"um or uh|\[Enter\] done")
        choose(terminal, "d", time=2)
        terminal.wait_for(r"Made +repaired the label printer")
        terminal.wait_for(r"Missing +the moon is far away")
        terminal.wait_for(re.escape("[r] again   [s] shorter   [u] without um"))
        choose(terminal, "?", time=3)
        terminal.wait_for("with a silent pause in place of every um")
        terminal.press("z")
        terminal.wait_for("press one of the keys above")
        terminal.press("u")
        terminal.wait_for("When you feel an um coming, close your mouth and pause")
        answer(practice, terminal, sentence)
        terminal.wait_for(r"um/uh: \d+ → \d+, per 100 words .* → ")
        choose(terminal, "S", time=4)
        terminal.wait_for(r"Recording  0:0\d  \(aim for 2:00\)")
        answer(practice, terminal, sentence)
        terminal.wait_for(r"0:\d\d, within 2:00\.")
        choose(terminal, "l", time=5)
        terminal.wait_for("pressed 0 times")
        terminal.press("q")
        choose(terminal, ENTER, time=6)
        assert terminal.exit_status() == 0, terminal.left
    with open_history(practice.home) as history:
        assert [take.prompt_id for take in history.takes()] == [QUESTION_ID] * 3
        assert all(take.heard and WORDS in take.heard.text for take in history.takes_heard())
    assert {path.suffix for path in practice.recordings()} == {".flac"}


@pytest.mark.parametrize(
    ("prompt_id", "shows"),
    [
        ("ask-success", r"Red flag +\"We'll see how it goes\""),
        ("explain-api", r"Plain words +no rare words|Plain words +rare in everyday English"),
    ],
)
def test_what_is_no_story_is_not_judged_as_one(
    practice: Practice, prompt_id: str, shows: str, sentence: Path
) -> None:
    with practice.at_terminal("prompt", prompt_id) as terminal:
        answer(practice, terminal, sentence)
        choose(terminal, "d", time=1)
        terminal.wait_for(shows)
        choose(terminal, ENTER, time=2)
        assert terminal.exit_status() == 0, terminal.left
    for not_there in ("Story", "[s] shorter", "short: there is room"):
        assert not_there not in terminal.left
    assert practice.show_json()["star"] is None


@pytest.mark.parametrize("key", [CTRL_C, "q", "\x1b"])
def test_being_done_is_one_key_and_nothing_is_lost(practice: Practice, key: str) -> None:
    with practice.recording("--max-seconds", "2") as terminal:
        terminal.wait_for("No speech was found")
        terminal.wait_for(re.escape("[Enter] done"))
        assert "[l] listen" not in terminal.shown  # there is nothing to hear
        terminal.press(key)
        assert terminal.exit_status() == 0, terminal.left
    assert len(practice.recordings()) == 1


def test_the_next_question_is_another_one_and_says_why(practice: Practice) -> None:
    with practice.recording("--max-seconds", "2", "--theme", "help-desk") as terminal:
        choose(terminal, "n", time=1)
        terminal.wait_for("You have not answered this one yet.")
        shown = len(terminal.shown)
        terminal.read_until(lambda: "Recorded 0:02" in terminal.shown[shown:], waiting_for="its end")
        choose(terminal, ENTER, time=2)
        assert terminal.exit_status() == 0, terminal.left
    with open_history(practice.home) as history:
        second, first = history.takes()
    assert first.prompt_id == QUESTION_ID != second.prompt_id


def test_where_there_is_no_next_question_it_asks_again_what_to_do(practice: Practice) -> None:
    own = practice.home / "prompts" / "own.toml"
    own.parent.mkdir()
    own.write_text(
        'title = "Own"\nabout = "Mine."\n[[prompt]]\nid = "mine"\nquestion = "Why us?"\nlevel = "any"\n'
        'role = "any"\nasks = [{ layer = "values", means = "What matters to you." },'
        '{ layer = "honesty", means = "Whether it is true." }]\n',
        encoding="utf-8",
    )
    with practice.at_terminal("prompt", "--theme", "own", "--max-seconds", "1") as terminal:
        choose(terminal, "n", time=1)
        terminal.wait_for("No other question fits")
        choose(terminal, ENTER, time=2)
        assert terminal.exit_status() == 0, terminal.left
    assert len(practice.recordings()) == 1


def test_keys_pressed_while_listening_are_matched_with_the_fillers(practice: Practice) -> None:
    Home(practice.home).keep(spoken(), sound=HESITANT)
    first_s = PAUSES[0].end_s
    with practice.at_terminal("listen") as terminal:
        terminal.wait_for("pressed 0 times")
        begun = time.monotonic()
        terminal.read_until(lambda: time.monotonic() > begun + first_s + 0.3, waiting_for="the first filler")
        terminal.press(" ")
        terminal.wait_for("pressed once")
        terminal.wait_for(r"0:1[0-2] .*pressed once")
        terminal.press("q")
        terminal.wait_for(r"You noticed 1 of [2-9] fillers")
        assert terminal.exit_status() == 0, terminal.left
        assert re.search(r"caught +0:0\d", terminal.left)
        assert re.search(r"missed +0:\d\d", terminal.left)
        assert "where no filler is counted" not in terminal.left
    with practice.at_terminal("listen") as terminal:
        terminal.wait_for("pressed 0 times")
        terminal.wait_for("0:02 .*pressed 0 times")
        terminal.press(CTRL_C)
        assert terminal.exit_status() == 0, terminal.left
        assert re.search(r"Noticed before: take 1 on \d{4}-\d\d-\d\d: 1 of \d+\.", terminal.left)


def test_a_press_where_none_is_counted_is_asked_about_and_added(practice: Practice) -> None:
    heard, missed = spoken(), PAUSES[1]
    words = tuple(word for word in heard.words if not (word.span and word.span.overlap_s(missed) > 0.05))
    Home(practice.home).keep(replace(heard, words=words), sound=HESITANT)
    with practice.at_terminal("listen") as terminal:
        terminal.wait_for("pressed 0 times")
        begun = time.monotonic()
        pressed_s = begun + missed.end_s + 0.4
        terminal.read_until(lambda: time.monotonic() > pressed_s, waiting_for="the one that was missed")
        terminal.press(" ")
        terminal.wait_for("pressed once")
        terminal.press("q")
        terminal.wait_for(r"You pressed once where no filler is counted\. Was it an um/uh\?")
        terminal.press(" ")  # to hear it again
        time.sleep(0.5)
        terminal.press("y")
        terminal.wait_for(r"Added 1: take 1 has 7 um/uh now\.")
        assert terminal.exit_status() == 0, terminal.left
    with open_history(practice.home) as history:
        [added] = history.corrections(1)
    assert added.is_one and abs(added.span.start_s - missed.start_s) < 1


def test_listening_first_comes_before_the_report(practice: Practice, sentence: Path) -> None:
    with practice.at_terminal("prompt", QUESTION_ID, "--listen") as terminal:
        answer(practice, terminal, sentence)
        terminal.wait_for("Press space whenever you hear yourself say um")
        assert "um, uh  " not in terminal.shown
        terminal.wait_for("There were no fillers to notice|You noticed")
        assert terminal.be_done() == 0, terminal.left
        assert "um, uh  " in terminal.left


def test_a_follow_up_is_one_key_after_a_report(practice: Practice, sentence: Path) -> None:
    with practice.at_terminal("prompt", QUESTION_ID) as terminal:
        answer(practice, terminal, sentence)
        choose(terminal, "f", time=1)
        answer(practice, terminal, sentence)
        terminal.read_until(lambda: terminal.shown.count("[Enter] done") >= 2, waiting_for="its report")
        assert terminal.shown.count("[f] follow-up") == 1  # what follows a take is not followed itself
        terminal.press(ENTER)
        assert terminal.exit_status() == 0, terminal.left
    with open_history(practice.home) as history:
        first, follow_up = history.takes(newest_first=False)
    assert (first.prompt_id, first.follows) == (QUESTION_ID, None)
    assert (follow_up.prompt_id, follow_up.follows) == (None, first.id)
    assert follow_up.question and follow_up.question != first.question


def test_an_interview_asks_one_after_another_and_reports_once(practice: Practice, sentence: Path) -> None:
    with practice.at_terminal("interview", "--questions", "2", "--think", "2") as terminal:
        terminal.wait_for("2 questions, each with a follow-up")
        terminal.wait_for("Question 1 of 2")
        terminal.wait_for(r"Time to think  0:0\d")
        answer(practice, terminal, sentence)
        terminal.wait_for("Follow-up")
        answer(practice, terminal, sentence)
        terminal.wait_for("Question 2 of 2")
        terminal.wait_for(r"Time to think  0:0\d")
        terminal.press(ENTER)
        answer(practice, terminal, sentence)
        terminal.wait_for("Follow-up")
        answer(practice, terminal, sentence)
        assert terminal.exit_status() == 0, terminal.left
    left = terminal.left
    assert "um, uh  " not in left  # nothing is said of an answer before the end
    assert re.search(r"^Take  Length  um/uh", left, re.MULTILINE)
    assert len(re.findall(r"^ +\d +0:\d\d", left, re.MULTILINE)) == 4
    assert re.search(r"um/uh: \d+ in \d+ words, ", left)
    with open_history(practice.home) as history:
        takes = history.takes(newest_first=False)
    assert [take.follows for take in takes] == [None, takes[0].id, None, takes[2].id]
    themes = [take.prompt_id for take in takes]
    assert themes[1] is themes[3] is None
    assert themes[0] != themes[2]


def test_an_interview_broken_off_keeps_and_reports_what_was_said(practice: Practice, sentence: Path) -> None:
    arguments = ("interview", "--questions", "3", "--think", "0", "--no-follow-ups")
    with practice.at_terminal(*arguments) as terminal:
        answer(practice, terminal, sentence)
        terminal.wait_for("Question 2 of 3")
        shown = len(terminal.shown)
        terminal.read_until(lambda: "Recording  0:02" in terminal.shown[shown:], waiting_for="recording")
        terminal.press(CTRL_C)
        assert terminal.exit_status() == 130, terminal.left
    assert "Take 2 is kept" in terminal.left
    assert "The interview" in terminal.left
    assert len(practice.recordings()) == 2


def test_a_microphone_that_fails_in_an_interview_takes_nothing_from_the_answers_before(
    tmp_path: Path,
    sentence: Path,
) -> None:
    arguments = ("interview", "--questions", "2", "--think", "5", "--no-follow-ups")
    with virtual_microphone() as microphone:
        practice = Practice(tmp_path / "home", microphone)
        with practice.at_terminal(*arguments) as terminal:
            answer(practice, terminal, sentence)
            terminal.wait_for("Question 2 of 2")
            microphone.kill()
            assert terminal.exit_status() == 1, terminal.left
    assert "The interview" in terminal.left
    assert re.search(r"um/uh: \d+ in \d+ words, ", terminal.left)
    assert terminal.left.rstrip().splitlines()[-1].startswith("Error: ")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs a voice: sudo apt install espeak-ng")
def test_a_question_is_read_aloud_before_the_recording(practice: Practice, tmp_path: Path) -> None:
    arguments = ("prompt", QUESTION_ID, "--aloud", "--max-seconds", "1")
    run, heard = listening(practice.microphone, tmp_path, lambda: practice.run(*arguments))
    assert (run.returncode, run.stderr) == (0, "")
    spoken_s = np.count_nonzero(np.abs(heard) > 0.01) / RATE_HZ
    assert spoken_s > 1  # so long a question takes several seconds, silences aside
    (recording,) = practice.recordings()
    assert recording.suffix == ".flac"
    take = read_audio(recording)
    assert float(np.abs(take).max()) < 0.01  # and it is over before the recording begins


def test_without_a_voice_it_says_so_before_anything_is_recorded(practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    environment = practice.microphone.environment | {"PATH": str(tmp_path / "bin")}
    silent = Practice(practice.home, replace(practice.microphone, environment=environment))
    run = silent.run("prompt", QUESTION_ID, "--aloud")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("Error: This machine has no voice") and run.stderr.count("\n") == 1
    assert practice.recordings() == []


@pytest.mark.parametrize(
    ("arguments", "code", "wrong"),
    [
        (("interview", "--questions", "0"), 2, "0 is not in the range"),
        (("interview", "--theme", "no such theme"), 1, "There is no theme"),
        (("interview", "--think", "soon"), 2, "soon"),
        (("prompt", "--drill", "30"), 2, "'30' is not one of"),
        (("prompt", "--answer", "x.wav", "--drill", "60"), 2, "need the microphone"),
        (("prompt", "--listen"), 2, "needs a terminal you can type in"),
        (("listen", "1"), 2, "needs a terminal you can type in"),
    ],
)
def test_what_cannot_be_is_told(
    practice: Practice, arguments: tuple[str, ...], code: int, wrong: str
) -> None:
    run = practice.run(*arguments)
    assert (run.returncode, run.stdout) == (code, "")
    assert wrong in run.stderr and "Traceback" not in run.stderr
    assert practice.recordings() == []
