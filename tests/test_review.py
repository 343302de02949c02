"""`rehearse review` in a terminal: keys step through a take, and what is heard is the place that is shown."""

from __future__ import annotations

import os
import time

import numpy as np
import pytest

from at_home import Home
from at_terminal import CTRL_C, Terminal
from listening import likeness, listening
from rehearse.audio.files import RATE_HZ, read_audio
from spoken_take import PAUSES, VOICE, spoken
from virtual_microphone import VirtualMicrophone


def reviewing(home: Home, environment: dict[str, str]) -> Terminal:
    return Terminal(
        ["review", "1"], {**environment, "REHEARSE_HOME": str(home.folder), "TERM": "xterm-256color"}
    )


@pytest.mark.microphone
def test_keys_step_through_what_is_worth_hearing(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(), sound=VOICE)
    terminal = reviewing(home, dict(speaker.environment))

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

    try:
        _, heard = listening(speaker, home.folder, step)
        assert terminal.exit_status() == 0
    finally:
        terminal.close()
    voice = read_audio(VOICE).astype(np.float64)
    second = voice[round((PAUSES[1].start_s - 1) * RATE_HZ) : round((PAUSES[1].end_s + 1) * RATE_HZ)]
    assert likeness(heard, second) > 0.9


@pytest.mark.microphone
@pytest.mark.parametrize("key", ["q", CTRL_C, "\x1b"])
def test_it_ends_at_once_while_it_plays(home: Home, speaker: VirtualMicrophone, key: str) -> None:
    home.keep(spoken(), sound=VOICE)
    terminal = reviewing(home, dict(speaker.environment))
    try:
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
    finally:
        terminal.close()


def test_without_a_terminal_it_says_what_does_the_same(home: Home) -> None:
    home.keep(spoken(), sound=VOICE)
    run = home.run("review", "1")
    assert run.returncode == 2
    assert "`rehearse play --fillers` needs none" in run.stderr


def test_a_take_without_sound_is_no_review(home: Home) -> None:
    home.keep(spoken())
    terminal = reviewing(home, dict(os.environ))
    try:
        assert terminal.exit_status() == 1
        assert "is gone" in terminal.shown
    finally:
        terminal.close()
