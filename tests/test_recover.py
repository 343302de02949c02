"""`rehearse recover` on what crashes leave behind, with the real model on three seconds of speech."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from at_home import Home, new_home
from picture.filmed import film, said
from rehearse.audio.take_file import TakeFile
from rehearse.history import open_history
from rehearse.picture.beginning import noted
from rehearse.picture.muxing import has_length
from rehearse.picture.video import frames
from saying import say

SHORT_ANSWER = Path(__file__).parent.parent / "samples" / "short-answer.flac"
STRAY = "20250301-091500-4711-outage"
"""As a recording is called: when, by which process, and to which question."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home where only the weights are ready."""
    return Home(new_home(tmp_path / "home"))


def spoken(path: Path, *, seconds: float = 3, age_s: float = 3600) -> Path:
    """The first words of an answer, in which a printer is spoken of; `age_s` seconds old."""
    samples, rate_hz = soundfile.read(SHORT_ANSWER, dtype="int16")
    soundfile.write(path, samples[: round(seconds * rate_hz)], rate_hz, subtype="PCM_16")
    return aged(path, age_s)


def silent(path: Path, *, seconds: float = 3, age_s: float = 3600) -> Path:
    """A recording in which nobody speaks, so that no model is needed for its report."""
    soundfile.write(path, np.zeros(round(seconds * 16_000)), 16_000, subtype="PCM_16")
    return aged(path, age_s)


def aged(path: Path, age_s: float = 3600, *, content: bytes | None = None) -> Path:
    if content is not None:
        path.write_bytes(content)
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def begun(home: Home, name: str) -> Path:
    """Where the sound of a take begins to lie that the history knows and that has no words yet."""
    number = home.keep(None)
    with open_history(home.folder) as history:
        audio = history.takes_folder / name
        history.set_audio(number, audio)
    return audio


def text_of(home: Home, number: int) -> str:
    text: str = json.loads(home.printed("show", str(number), "--json"))["transcript"]["text"]
    return text


def files(home: Home) -> set[str]:
    return {path.name for path in (home.folder / "takes").iterdir()}


def test_nothing_to_recover_is_said(home: Home) -> None:
    home.keep(say("I did."))
    assert home.printed("recover") == "Nothing to recover: every take has its report.\n"
    assert home.printed("recover", "--json") == ""


def test_takes_are_finished_and_those_without_sound_named(home: Home) -> None:
    growing = TakeFile(begun(home, "now.wav"), 16_000)
    growing.write(b"\0\0" * 16_000)
    begun(home, "gone.wav")
    aged(begun(home, "empty.wav"), content=b"")
    spoken(begun(home, "one.wav"))
    run = home.run("recover")
    growing.close()
    assert run.returncode == 1
    assert run.stdout.startswith("Take 4, 2025-03-01 ")
    assert run.stdout.endswith(", 0:03: no question `rehearse show 4`\n")
    assert run.stderr.splitlines() == [
        "Error: Take 1 is still being recorded. Wait until it is done.",
        "Error: Take 2 has no words and no audio. `rehearse delete 2` deletes it.",
        "Error: Take 3 has no words and no audio. `rehearse delete 3` deletes it.",
    ]
    assert "printer" in text_of(home, 4)
    assert files(home) == {"one.flac", "empty.wav", "now.wav"}


def test_a_video_that_was_cut_off_plays_with_its_sound(home: Home) -> None:
    """It began 0.6 s after the sound, as was noted when it came."""
    sound = silent(begun(home, "one.wav"))
    live = film(sound.with_suffix(".webm"), np.arange(0, 2, 1 / 20), live=True)
    live.write_bytes(noted(live.read_bytes(), 0.6))
    assert not has_length(live)
    home.printed("recover")
    assert has_length(live)
    for frame in frames(live):
        assert said(frame.pixels) == pytest.approx(max(0.0, frame.at_s - 0.6), abs=0.21)


def test_a_take_is_not_deleted_while_it_is_being_recorded(home: Home) -> None:
    growing = TakeFile(begun(home, "now.wav"), 16_000)
    growing.write(b"\0\0" * 16_000)
    for arguments in (("delete", "1"), ("delete", "1", "--yes")):
        run = home.run(*arguments)
        said = (run.returncode, run.stdout, run.stderr)
        assert said == (1, "", "Error: Take 1 is being recorded. Stop it first.\n")
    home.printed("purge", "--older-than", "1d", "--yes")
    growing.close()
    assert files(home) == {"now.wav"}
    home.printed("delete", "1", "--yes")
    assert files(home) == set()


def test_only_the_takes_asked_for_are_finished(home: Home) -> None:
    spoken(begun(home, "one.wav"))
    spoken(begun(home, "two.wav"))
    run = home.run("recover", "9", "2", "--json")
    assert run.returncode == 1
    unknown, two = map(json.loads, run.stdout.splitlines())
    assert unknown == {
        "take": 9,
        "error": "There is no take 9. The latest is 2, `rehearse history` lists them all.",
    }
    assert (two["take"], two["duration_s"], two["error"]) == (2, 3.0, None)
    assert two["words"] > 5
    assert two["file"] == "two.flac"
    with open_history(home.folder) as history:
        assert [take.id for take in history.unfinished()] == [1]


def test_a_recording_that_no_take_names_becomes_a_take_of_its_own(home: Home) -> None:
    takes = home.folder / "takes"
    silent(takes / f"{STRAY}.wav")
    silent(takes / f"{STRAY}-2.flac")
    silent(takes / "my own.flac")
    silent(takes / "new.flac", age_s=0)
    run = home.run("recover", "--json")
    assert run.returncode == 0, run.stderr
    assert run.stderr.splitlines() == [
        f"Found a recording without a take, {STRAY}-2.flac, and saved it as take 1.",
        f"Found a recording without a take, {STRAY}.wav, and saved it as take 2.",
        "Found a recording without a take, my own.flac, and saved it as take 3.",
        "new.flac is new and has no take yet. Try again in a minute.",
    ]
    by_number = {take["take"]: take for take in map(json.loads, run.stdout.splitlines())}
    for number in (1, 2):
        recorded_at = datetime.fromisoformat(by_number[number]["recorded_at"]).astimezone()
        assert f"{recorded_at:%Y%m%d-%H%M%S}" == "20250301-091500"
        assert by_number[number]["prompt"] == "outage"
        assert by_number[number]["question"].startswith("Tell me about a time")
    assert by_number[3]["prompt"] is None
    assert files(home) == {f"{STRAY}.flac", f"{STRAY}-2.flac", "my own.flac", "new.flac"}
    assert home.run("recover").stderr == "new.flac is new and has no take yet. Try again in a minute.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is text")
def test_a_recording_whose_name_is_no_text_is_one_line(home: Home) -> None:
    takes = home.folder / "takes"
    spoken(takes / "named.flac").rename(takes / os.fsdecode(b"\xff.flac"))
    run = home.run("recover")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert "\ufffd.flac cannot be saved as text. Give the file another name." in run.stderr


def test_what_is_no_recording_is_left_alone(home: Home) -> None:
    takes = home.folder / "takes"
    names = {"notes.txt", "empty.wav", ".hidden.wav"}
    for name in names:
        aged(takes / name, content=b"")
    assert home.printed("recover").startswith("Nothing to recover")
    assert files(home) == names


def test_a_take_whose_compression_the_history_does_not_know_of_is_found(home: Home) -> None:
    begun(home, "one.wav")
    spoken(home.folder / "takes" / "one.flac")
    assert home.printed("recover").startswith("Take 1,")
    assert "printer" in text_of(home, 1)


def test_a_recording_kept_twice_by_an_interrupted_compression_is_one_take(home: Home) -> None:
    silent(begun(home, "one.wav"))
    silent(home.folder / "takes" / "one.flac")
    assert home.printed("recover").startswith("Take 1,")
    assert files(home) == {"one.flac"}


def test_two_recordings_of_one_name_are_both_kept(home: Home) -> None:
    silent(begun(home, "one.wav"))
    other = silent(home.folder / "takes" / "one.flac", seconds=2)
    before = other.read_bytes()
    assert home.printed("recover").startswith("Take 1,")
    assert files(home) == {"one.wav", "one.flac"}
    assert other.read_bytes() == before


def test_a_recording_that_cannot_be_read_is_one_line_and_the_next_is_done(home: Home) -> None:
    aged(begun(home, "noise.wav"), content=b"no sound at all " * 100)
    silent(begun(home, "two.wav"))
    run = home.run("recover")
    assert run.returncode == 1
    assert run.stdout.startswith("Take 2,")
    assert len(run.stderr.splitlines()) == 1
    assert "noise.wav cannot be read as audio" in run.stderr
    assert "noise.wav" in files(home)
    (line,) = home.run("recover", "--json").stdout.splitlines()
    assert json.loads(line)["error"].startswith("noise.wav cannot be read as audio")


def test_an_unknown_model_is_one_line(home: Home) -> None:
    for name in ("one.wav", "two.wav"):
        spoken(begun(home, name))
    run = home.run("recover", "--model", "bsae")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("Error: There is no model 'bsae'.")
    assert files(home) == {"one.wav", "two.wav"}
