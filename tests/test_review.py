"""`rehearse review` in a terminal: keys step through a take, and what is heard is the place that is shown."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from at_home import Home
from at_terminal import CTRL_C, Terminal
from listening import likeness, listening
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.history import open_history
from spoken_take import PAUSES, VOICE, spoken
from virtual_microphone import VirtualMicrophone


@contextmanager
def reviewing(home: Home, environment: Mapping[str, str]) -> Iterator[Terminal]:
    terminal = Terminal(
        ["review", "1"], {**environment, "REHEARSE_HOME": str(home.folder), "TERM": "xterm-256color"}
    )
    try:
        yield terminal
    finally:
        terminal.close()


def corrections(home: Home) -> list[tuple[float, bool]]:
    with open_history(home.folder) as history:
        return [(one.span.start_s, one.is_one) for one in history.corrections(1)]


@pytest.mark.microphone
def test_keys_step_through_what_is_worth_hearing(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(), sound=VOICE)
    with reviewing(home, speaker.environment) as terminal:

        def step() -> None:
            terminal.wait_for(r"Take 1: 7 um/uh, 7 filler words, 4 parts of the story\.")
            terminal.wait_for("show these keys")
            terminal.press("f")
            terminal.wait_for(r"1 of \d+: um/uh 1")
            terminal.wait_for(r"\[1 Ummm\], {so} last autumn \.\.\.")
            time.sleep(1)
            terminal.press("f")
            terminal.wait_for(r"\d of \d+: um/uh 2")
            time.sleep(4)
            terminal.press("p")
            terminal.press("q")

        _, heard = listening(speaker, home.folder, step)
        assert terminal.exit_status() == 0
    voice = read_audio(VOICE).astype(np.float64)
    second = voice[round((PAUSES[1].start_s - 1) * RATE_HZ) : round((PAUSES[1].end_s + 1) * RATE_HZ)]
    assert likeness(heard, second) > 0.9


@pytest.mark.microphone
def test_keys_correct_the_count_and_take_it_back(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(), sound=VOICE)
    with reviewing(home, speaker.environment) as terminal:
        terminal.wait_for("that is not marked")
        terminal.press("x")
        terminal.wait_for(r"\(x is for an um/uh: f goes to the next one\)")
        terminal.press("f")
        terminal.wait_for(r"\[1.Ummm\], \{so\} last autumn")
        terminal.press("x")
        terminal.wait_for(r"Taken out: this take has 6 um/uh now\. x puts it back again\.")
        terminal.wait_for(r"0:01 +Ummm, \{so\} last autumn")
        assert corrections(home) == [(PAUSES[0].start_s, False)]
        terminal.press("x")
        terminal.wait_for("Put back: this take has 7 um/uh now")
        terminal.press("x")
        terminal.wait_for("Taken out: this take has 6 um/uh now")
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert "You corrected this count: 1 taken out." in home.printed("show", "1", "--full")
    with reviewing(home, speaker.environment) as again:
        again.wait_for(r"Take 1: 6 um/uh, 1 um/uh you took out, 7 filler words")
        again.wait_for("that is not marked")
        again.press("n")
        again.wait_for(r"1 of \d+: an um/uh that you took out")
        again.press("x")
        again.wait_for("Put back: this take has 7 um/uh now")
        again.press("q")
        assert again.exit_status() == 0
    assert corrections(home) == []
    assert "You corrected" not in home.printed("show", "1", "--full")


@pytest.mark.microphone
def test_a_key_adds_the_one_that_was_missed_where_it_was_heard(
    home: Home, speaker: VirtualMicrophone
) -> None:
    missed = PAUSES[1]
    heard = spoken()
    words = tuple(word for word in heard.words if not (word.span and word.span.overlap_s(missed) > 0.05))
    home.keep(replace(heard, words=words), sound=VOICE)
    with reviewing(home, speaker.environment) as terminal:
        terminal.wait_for(r"Take 1: 6 um/uh")
        terminal.wait_for("that is not marked")
        terminal.press("u")
        terminal.wait_for(r"\(nothing to add here")
        terminal.press("c")
        begun = time.monotonic()
        while time.monotonic() - begun < missed.end_s + 0.6:
            time.sleep(0.02)
        terminal.press("u")
        terminal.wait_for(r"Added: this take has 7 um/uh now\. x takes it out again\.")
        [(start_s, is_one)] = corrections(home)
        assert is_one and abs(start_s - missed.start_s) < 1.5
        terminal.press("x")
        terminal.wait_for("Taken out: this take has 6 um/uh now")
        terminal.press("q")
        assert terminal.exit_status() == 0
    assert corrections(home) == []


@pytest.mark.microphone
@pytest.mark.parametrize("key", ["q", CTRL_C, "\x1b"])
def test_it_ends_at_once_while_it_plays(home: Home, speaker: VirtualMicrophone, key: str) -> None:
    home.keep(spoken(), sound=VOICE)
    with reviewing(home, speaker.environment) as terminal:
        terminal.wait_for("show these keys")
        terminal.press("c")
        terminal.press("?")
        time.sleep(0.5)
        terminal.press(key)
        begun = time.monotonic()
        assert terminal.exit_status() == 0
        assert (
            time.monotonic() - begun < len(read_audio(VOICE)) / RATE_HZ - 5
        )  # long before the sound is over
        assert "Traceback" not in terminal.shown


def test_without_a_terminal_it_says_what_does_the_same(home: Home) -> None:
    home.keep(spoken(), sound=VOICE)
    run = home.run("review", "1")
    assert run.returncode == 2
    assert "`rehearse play --fillers` needs none" in run.stderr


def test_a_take_without_sound_is_no_review(home: Home) -> None:
    home.keep(spoken())
    with reviewing(home, os.environ) as terminal:
        assert terminal.exit_status() == 1
        assert "is gone" in terminal.shown
