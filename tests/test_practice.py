"""A practice as its user lives it: the program in a terminal, a voice at a microphone, the takes on disk.

The microphone is tests/virtual_microphone.py; the voice is a sample, whose truth is known.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from at_home import new_home
from at_terminal import CTRL_C, CTRL_D, CTRL_Z, ENTER, Terminal
from listening import likeness, listening
from practising import QUESTION_ID, TRUTH, VOICE, Practice
from rehearse.audio.files import RATE_HZ, read_audio
from virtual_microphone import VirtualMicrophone, virtual_microphone

pytestmark = pytest.mark.microphone


@pytest.fixture
def own_microphone() -> Iterator[VirtualMicrophone]:
    """For a test that breaks it."""
    with virtual_microphone() as running:
        yield running


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, speaker: VirtualMicrophone) -> tuple[Practice, Terminal]:
    """A practice with one whole answer, and the terminal as it was left."""
    practice = Practice(new_home(tmp_path_factory.mktemp("whole") / "home"), speaker)
    with practice.recording() as terminal:
        voice = speaker.play(VOICE)
        terminal.read_until(lambda: voice.poll() is not None, waiting_for="the end of the answer")
        terminal.press(ENTER)
        assert terminal.be_done() == 0, terminal.left
    return practice, terminal


@pytest.fixture
def practised(tmp_path: Path, whole: tuple[Practice, Terminal]) -> Practice:
    """A practice after one whole answer, to do with as one likes."""
    practice, _ = whole
    shutil.copytree(practice.home, tmp_path / "home", symlinks=True)
    return Practice(tmp_path / "home", practice.microphone)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.casefold())


def share_of_truth(text: str) -> float:
    """How many of the words that were said are in the text, 0 to 1."""
    found = set(words(text))
    said = words(TRUTH["text"])
    return sum(word in found for word in said) / len(said)


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_question_clock_and_level_are_seen_while_one_speaks(whole: tuple[Practice, Terminal]) -> None:
    shown = whole[1].shown
    assert re.search(r"Recording  0:0[5-9]", shown)
    for seen in ("Tell me about a time", "Level", "━━━", "I can hear you", "Enter ends your answer"):
        assert seen in shown


def test_screen_keeps_the_report_and_nothing_of_the_recording(whole: tuple[Practice, Terminal]) -> None:
    left = whole[1].left
    assert re.search(r"^Recorded 0:\d\d\.\n\nTell me about", left, re.MULTILINE)
    assert share_of_truth(left) >= 0.8
    for part in ("Next time", "um, uh", "Take 1 is kept."):
        assert part in left
    for gone in ("Enter ends your answer", "Level", "Transcribing", "Loading the model"):
        assert gone not in left


def test_kept_take_holds_what_was_said(practised: Practice) -> None:
    take = practised.show_json()
    assert share_of_truth(take["transcript"]["text"]) >= 0.8
    assert take["fillers"]["filled_pauses"] == TRUTH["filled_pauses"] == []
    assert take["duration_s"] >= TRUTH["duration_s"]
    assert take["pace"]["speech_rate_wpm"] == pytest.approx(TRUTH["speech_rate_wpm"], rel=0.15)


def test_kept_sound_is_a_flac_of_what_was_played(practised: Practice) -> None:
    (recording,) = practised.recordings()
    assert soundfile.info(recording).format == "FLAC"
    assert soundfile.info(recording).samplerate == RATE_HZ
    heard, played = (read_audio(path).astype(np.float64) for path in (recording, VOICE))
    assert likeness(heard, played) > 0.8


def test_what_is_kept_is_the_users_own(practised: Practice) -> None:
    for folder in (practised.home, practised.home / "takes"):
        assert permissions(folder) == 0o700
    files = [path for path in practised.home.rglob("*") if path.is_file() and path.parent.name != "cache"]
    assert {"history.db", practised.recordings()[0].name} <= {path.name for path in files}
    assert {path: permissions(path) for path in files} == dict.fromkeys(files, 0o600)


def test_history_lists_the_take(practised: Practice) -> None:
    listed = practised.run("history")
    assert listed.returncode == 0
    assert re.search(
        r"^ +1  20\d\d-\d\d-\d\d \d\d:\d\d +0:\d\d +\d+  Tell me about", listed.stdout, re.MULTILINE
    )


def test_show_makes_the_same_report_again(practised: Practice, whole: tuple[Practice, Terminal]) -> None:
    with practised.at_terminal("show", "1") as terminal:
        assert terminal.exit_status() == 0
        again = terminal.left.partition("Tell me about")[2].rstrip()
    first = whole[1].left.partition("Tell me about")[2]
    said, _, more = again.partition("\n\n")[2].rpartition("\n")
    assert said in first
    assert more == "`rehearse show 1 --full` shows every figure and the whole text."


def test_play_plays_a_part_of_the_take(practised: Practice, tmp_path: Path) -> None:
    played, heard = listening(
        practised.microphone, tmp_path, lambda: practised.run("play", "1", "--start", "2", "--end", "5")
    )
    assert (played.returncode, played.stderr) == (0, "")
    assert played.stdout.startswith("Playing take 1, 0:02 to 0:05 of 0:")
    take = read_audio(practised.recordings()[0]).astype(np.float64)
    assert likeness(heard, take[2 * RATE_HZ : 5 * RATE_HZ]) > 0.8


def test_delete_asks_and_leaves_nothing(practised: Practice) -> None:
    with practised.at_terminal("delete", "1") as terminal:
        terminal.wait_for(r"for good, audio and words\? \[y/N\]")
        terminal.press("y" + ENTER)
        terminal.wait_for("Deleted take 1")
        assert terminal.exit_status() == 0
    assert practised.recordings() == []
    assert "No takes yet" in practised.run("history").stdout
    remains = b"".join(path.read_bytes() for path in practised.home.glob("history.db*"))
    assert b"printer" not in remains


def test_ctrl_c_keeps_the_take_and_show_reports_on_it(practice: Practice) -> None:
    with practice.recording_speech() as terminal:
        terminal.press(CTRL_C)
        assert terminal.exit_status() == 130, terminal.left
    (recording,) = practice.recordings()
    assert f"Take 1 is kept: {recording}" in terminal.left.replace("\n", "")
    assert "`rehearse show 1`" in terminal.left
    assert "printer" in practice.show_json()["transcript"]["text"]


@pytest.mark.parametrize("moment", ["Opening the microphone", r"Recording  0:00"])
def test_ctrl_c_at_once_is_a_line_and_leaves_nothing(practice: Practice, moment: str) -> None:
    with practice.at_terminal("prompt", QUESTION_ID) as terminal:
        terminal.wait_for(moment)
        terminal.press(CTRL_C)
        assert terminal.exit_status() == 130, terminal.left
    assert "Traceback" not in terminal.shown
    assert (
        "Nothing was recorded." in terminal.left
        or "Nobody speaks in it, so it was not kept." in terminal.left
    )
    assert practice.recordings() == []
    assert "No takes yet" in practice.run("history").stdout


def test_enter_at_once_leaves_nothing_either(practice: Practice) -> None:
    with practice.recording() as terminal:
        terminal.press(ENTER)
        assert terminal.exit_status() == 1, terminal.left
    assert "Nobody speaks in it, so it was not kept." in terminal.left
    assert practice.recordings() == []
    assert "No takes yet" in practice.run("history").stdout


def test_ctrl_c_while_transcribing_keeps_the_take(practice: Practice) -> None:
    with practice.recording_speech() as terminal:
        terminal.press(ENTER)
        terminal.wait_for(r"Transcribing .* 0:0\d")  # seen from the start, with a clock that moves
        terminal.press(CTRL_C)
        assert terminal.exit_status() == 130, terminal.left
    assert f"Take 1 is kept: {practice.recordings()[0]}" in terminal.left.replace("\n", "")
    assert "`rehearse show 1`" in terminal.left


def test_recording_ends_by_itself_at_its_limit(practice: Practice) -> None:
    with practice.recording("--max-seconds", "3") as terminal:
        assert terminal.be_done() == 0, terminal.left
    (recording,) = practice.recordings()
    assert soundfile.info(recording).duration == 3.0
    assert "stops by itself at 0:03" in terminal.shown
    assert "Recorded 0:03. Stopped at the time limit" in terminal.left
    assert "No speech was found" in terminal.left


def test_terminal_that_paints_nothing_over_gets_plain_lines(practice: Practice) -> None:
    terminal = Terminal(
        ["prompt", QUESTION_ID, "--max-seconds", "1"], practice.environment | {"TERM": "dumb"}
    )
    assert terminal.exit_status() == 0, terminal.shown
    said = (
        "Tell me about",
        "Recording. Enter ends your answer",
        "Stops by itself at 0:01.",
        "Recorded 0:01.",
    )
    places = [terminal.shown.index("\n" + line) for line in said[1:]]
    assert terminal.shown.startswith(said[0]) and places == sorted(places)
    assert "\x1b" not in terminal.written
    assert "\n\n\n" not in terminal.shown


def test_microphone_taken_away_costs_nothing_that_was_said(
    tmp_path: Path, own_microphone: VirtualMicrophone
) -> None:
    practice = Practice(new_home(tmp_path / "home"), own_microphone)
    with practice.recording_speech() as terminal:
        own_microphone.kill()
        assert terminal.be_done() == 0, terminal.left
    assert "went away. What you said is kept" in terminal.left
    assert "printer" in terminal.left
    assert "Take 1 is kept." in terminal.left


def test_microphone_that_delivers_only_zeros_is_told_of_at_once_and_at_the_end(practice: Practice) -> None:
    next_step = r"unmute the\s+microphone"
    with practice.recording() as terminal:
        terminal.wait_for(r"I hear nothing at all:\s+" + next_step)
        terminal.press(ENTER)
        assert terminal.be_done() == 0, terminal.left
    left = " ".join(terminal.left.split())
    assert 'Nothing at all came from the microphone "default": unmute the microphone' in left
    assert "No speech was found" in terminal.left


def test_killed_program_leaves_a_take_that_the_next_one_finishes(practice: Practice) -> None:
    with practice.recording_speech() as terminal:
        terminal.kill()
    (recording,) = practice.recordings()
    with practice.recording("--max-seconds", "1") as terminal:
        assert "1 take has no report yet. `rehearse recover` makes it." in terminal.shown
    shown = practice.run("show", "1")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "printer" in shown.stdout
    assert recording.with_suffix(".flac") in practice.recordings()


def test_after_ctrl_z_fg_and_ctrl_d_enter_still_ends_the_recording(practice: Practice) -> None:
    shell = ("-c", "import os; os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])")
    environment = practice.environment | {"PS1": "ready> ", "HISTFILE": ""}
    terminal = Terminal([], environment, program=shell)
    try:
        terminal.wait_for("ready> ")
        terminal.press(f"{sys.executable} -m rehearse prompt {QUESTION_ID}{ENTER}")
        terminal.wait_for(r"Recording  0:0[2-9]")
        terminal.press(CTRL_Z)
        terminal.wait_for("Stopped")
        terminal.press(f"fg{ENTER}")
        shown = len(terminal.shown)
        terminal.read_until(
            lambda: terminal.shown[shown:].count("Recording  0:0") > 3, waiting_for="the recording to go on"
        )
        terminal.press(CTRL_D)
        terminal.read_until(
            lambda: terminal.shown[shown:].count("Recording  0:0") > 9, waiting_for="the recording to go on"
        )
        terminal.press(ENTER)
        terminal.wait_for(re.escape("[Enter] done"))
        terminal.press(ENTER)
        terminal.press(f"exit{ENTER}")
        assert terminal.exit_status() == 0, terminal.left
    finally:
        terminal.close()
    assert "Recorded 0:0" in terminal.left


def test_without_keys_nobody_is_told_to_press_enter(practice: Practice) -> None:
    run = practice.run("prompt", QUESTION_ID, "--max-seconds", "1")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Recording. Ctrl-C stops and keeps your answer. It stops by itself at 0:01." in run.stdout
    assert "Enter" not in run.stdout
    # The terminal is seen, and keys come from elsewhere.
    code = (
        "import os, sys; os.dup2(os.open(os.devnull, os.O_RDONLY), 0);"
        "os.execv(sys.executable, [sys.executable, '-m', 'rehearse', *sys.argv[1:]])"
    )
    arguments = ["interview", "--questions", "1", "--no-follow-ups", "--think", "1", "--max-seconds", "2"]
    terminal = Terminal(arguments, practice.environment, program=("-c", code))
    try:
        assert terminal.exit_status() == 0, terminal.left
    finally:
        terminal.close()
    assert "The recording starts by itself" in terminal.shown
    assert "Ctrl-C stops and keeps your answer. It stops by itself at 0:02." in terminal.shown
    assert "Enter" not in terminal.shown


def test_devices_lists_the_microphone(practice: Practice) -> None:
    listed = practice.run("devices")
    assert listed.returncode == 0
    assert re.search(r"\d+ +default\n +through ALSA, .* Hz; used unless you choose another", listed.stdout)


def test_unknown_device_is_one_line(practice: Practice) -> None:
    tried = practice.run("prompt", "--device", "no such thing")
    assert (tried.returncode, tried.stdout) == (1, "")
    assert re.fullmatch(
        r'Error: No microphone is called "no such thing"\. Choose one by its number: .+default.+\n',
        tried.stderr,
    )
    assert practice.recordings() == []


def test_unknown_model_is_told_of_before_one_speaks(practice: Practice) -> None:
    tried = practice.run("prompt", "--model", "bsae")
    assert (tried.returncode, tried.stdout) == (1, "")
    assert tried.stderr.startswith("Error: There is no model 'bsae'.")
    assert practice.recordings() == []
    assert "No takes yet" in practice.run("history").stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PortAudio comes with sounddevice")
@pytest.mark.parametrize("command", ["prompt", "devices"])
def test_missing_portaudio_is_one_line_with_the_command_that_helps(tmp_path: Path, command: str) -> None:
    # What the search for the library finds on a machine without it: nothing.
    shim = "import ctypes.util\nctypes.util.find_library = lambda name: None\n"
    (tmp_path / "sitecustomize.py").write_text(shim, encoding="utf-8")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    tried = subprocess.run(
        [sys.executable, "-m", "rehearse", command],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "REHEARSE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )
    assert (tried.returncode, tried.stdout) == (1, "")
    assert re.fullmatch(
        r"Error: The audio library PortAudio is missing\. Install it: .*portaudio.*\n", tried.stderr
    )


def test_a_retake_is_compared_with_the_take_before_it(
    practised: Practice, whole: tuple[Practice, Terminal]
) -> None:
    assert "Since take" not in whole[1].left
    second = practised.run("prompt", QUESTION_ID, "--answer", str(VOICE)).stdout
    changed = " ".join(second.partition("Since take 1")[2].split())
    assert changed.startswith("um/uh: too rare to tell (0.0 → 0.0); ")
    assert "`rehearse compare 1 2` shows both beside each other." in changed
    other = practised.run("prompt", "all-urgent", "--answer", str(VOICE)).stdout
    assert "Since take" not in other
