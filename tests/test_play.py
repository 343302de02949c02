"""`rehearse play` of filled pauses: that what is heard is the sound around them, and what is said else.

The take is the hesitant sample with the words that were put into it, so that it is known where they lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from at_home import Home
from listening import Sound, likeness, listening, place_s
from rehearse.analysis.answer import Answer
from rehearse.analysis.star import star
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.model.heard import Heard
from rehearse.practice.moments import AROUND_S
from rehearse.screen.playing import GAP_S
from saying import say, write
from spoken_take import PAUSES, TRUTH, VOICE, spoken
from virtual_microphone import VirtualMicrophone

ONE, TWO = say("[um] I did."), say("[um] I [uh] did.")


TRIES = 3


def heard_pieces(heard: Sound) -> list[Sound]:
    """What lies between stretches of 0.3 s and more without the faintest sound."""
    loud = np.flatnonzero(np.abs(heard) > 1e-4)
    cuts = np.flatnonzero(np.diff(loud) > 0.3 * RATE_HZ)
    return [heard[piece[0] : piece[-1] + 1] for piece in np.split(loud, cuts + 1)]


def play(
    speaker: VirtualMicrophone, home: Home, *arguments: str, wanted: Sequence[Sound] = ()
) -> tuple[str, Sound]:
    """What is printed and heard. While other programs use the cores a sound system leaves gaps in what is
    `wanted`, which is then played once more.
    """
    own = Home(home.folder, speaker.environment)
    for _ in range(TRIES):
        run, heard = listening(speaker, home.folder, lambda: own.run("play", "1", *arguments))
        assert (run.returncode, run.stderr) == (0, "")
        if all(likeness(heard, part) > 0.9 for part in wanted):
            break
    return run.stdout, heard


@pytest.mark.microphone
@pytest.mark.parametrize("number", [1, 3])
def test_what_is_heard_is_the_filled_pause_and_a_second_around_it(
    home: Home, speaker: VirtualMicrophone, number: int
) -> None:
    home.keep(spoken(), sound=VOICE)
    voice, span = read_audio(VOICE).astype(np.float64), PAUSES[number - 1]
    start, end = (round(at * RATE_HZ) for at in (span.start_s - AROUND_S, span.end_s + AROUND_S))
    printed, heard = play(speaker, home, "--filler", str(number), wanted=[voice[start:end]])
    assert likeness(heard, voice[start:end]) > 0.9
    (piece,) = heard_pieces(heard)
    assert len(piece) <= end - start + 0.1 * RATE_HZ
    assert span.start_s - AROUND_S - 0.05 < place_s(voice, piece) < span.start_s
    assert printed.startswith(f"Playing um/uh {number} in take 1. Ctrl-C stops.\n")
    assert f"[{number} " in printed


@pytest.mark.microphone
def test_all_are_heard_one_after_another_with_their_words(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(until_s=PAUSES[1].end_s), sound=VOICE)
    voice = read_audio(VOICE).astype(np.float64)
    parts = [voice[round(span.start_s * RATE_HZ) : round(span.end_s * RATE_HZ)] for span in PAUSES[:2]]
    printed, heard = play(speaker, home, "--fillers", wanted=parts)
    places = []
    for part in parts:
        assert likeness(heard, part) > 0.9
        places.append(place_s(heard, part))
    assert places[1] - places[0] > 2 * AROUND_S + GAP_S
    assert printed.splitlines() == [
        "Playing 2 filled pauses in take 1. Ctrl-C stops.",
        "   0:01  [1 Ummm], {so} last autumn ...",
        "   0:07  ... regional food bank, [2 um],",
    ]


@pytest.mark.microphone
def test_the_sentence_that_carries_a_part_of_the_story_is_heard(
    home: Home, speaker: VirtualMicrophone
) -> None:
    heard = spoken()
    home.keep(heard, sound=VOICE)
    story = star(Answer(heard))
    assert story.action.evidence is not None
    span = story.sentences[story.action.evidence].span
    assert span is not None
    start, end = (round(at * RATE_HZ) for at in (span.start_s - AROUND_S, span.end_s + AROUND_S))
    part = read_audio(VOICE).astype(np.float64)[start:end]
    printed, sound = play(speaker, home, "--part", "action", wanted=[part])
    assert likeness(sound, part) > 0.9
    assert printed.startswith("Playing the action in take 1. Ctrl-C stops.\n")


def test_a_part_that_was_not_heard_cannot_be_played(home: Home) -> None:
    home.keep(say("I closed the valve and then I called the plumber from the office upstairs."), sound=VOICE)
    run = home.run("play", "1", "--part", "result")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "Error: No result was found in take 1. `rehearse show 1` says what was.\n"


@pytest.mark.microphone
def test_each_use_of_a_marker_is_heard(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(), sound=VOICE)
    voice = read_audio(VOICE).astype(np.float64)
    uses = [use for use in TRUTH["discourse_markers"] if use["text"] == "like"]
    # Words are spread evenly in this take, so some tenths of a second around the true place.
    parts = [
        voice[round((use["start_s"] - 0.3) * RATE_HZ) : round((use["end_s"] + 0.3) * RATE_HZ)] for use in uses
    ]
    printed, heard = play(speaker, home, "--marker", "Like,", wanted=parts)
    assert printed.startswith('Playing 2 uses of "like" in take 1. Ctrl-C stops.\n')
    assert printed.count("{like}") == len(uses) == 2
    for part in parts:
        assert likeness(heard, part) > 0.9


@pytest.mark.microphone
def test_words_of_ones_own_are_heard_like_a_marker(home: Home, speaker: VirtualMicrophone) -> None:
    home.keep(spoken(), sound=VOICE)
    home.printed("config", "phrases", "add", "eleven tonnes")
    printed, _ = play(speaker, home, "--marker", "eleven tonnes")
    assert printed.startswith('Playing "eleven tonnes" in take 1. Ctrl-C stops.\n')
    assert "... we had [3 uh], *eleven tonnes* of fresh food. ...\n" in printed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It, like, was, you know, like, late.", 'no filler word "so". It has "like" 2, "you know" 1.'),
        ("I did.", 'no filler word "so". It has no filler words at all.'),
    ],
)
def test_a_marker_that_was_not_said_is_one_line(home: Home, text: str, said: str) -> None:
    home.keep(say(text), sound=VOICE)
    run = home.run("play", "--marker", "so")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert said in run.stderr


@pytest.mark.parametrize(
    ("heard", "asked", "said"),
    [
        (TWO, "3", "Take 1 has 2 um/uh. Choose a number from 1 to 2."),
        (TWO, "2-3", "Take 1 has 2 um/uh. Choose a number from 1 to 2."),
        (ONE, "2", "Take 1 has 1 um/uh. Choose number 1."),
        (say("I did."), "1", "Take 1 has no um/uh. `rehearse play 1` plays all of it."),
        (
            replace(TWO, language="de"),
            "1",
            "Take 1: This sounds like German. Fillers and the story are judged",
        ),
        (None, "1", "Take 1 has no report yet. `rehearse show 1` makes it."),
        (say("word " * 300 + "[um]"), "1", "The audio of take 1 ends before um/uh 1: "),
        (write("Um, I did."), "1", "Take 1 is a written answer. `rehearse show 1` shows it."),
    ],
)
def test_what_cannot_be_played_is_one_line(home: Home, heard: Heard | None, asked: str, said: str) -> None:
    home.keep(heard, sound=VOICE)
    run = home.run("play", "--filler", asked)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert said in run.stderr


@pytest.mark.parametrize("arguments", [["--filler", "1"], ["--fillers"], []])
def test_a_recording_that_is_gone_is_named(home: Home, arguments: list[str]) -> None:
    home.keep(TWO)
    run = home.run("play", *arguments)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "The audio of take 1 is gone: there is no file" in run.stderr
    assert "`rehearse show 1` still shows its words" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--filler", "1", "--start", "2"], "leave --start and --end out"),
        (["--fillers", "--end", "2"], "leave --start and --end out"),
        (["--fillers", "--start", "0"], "leave --start and --end out"),
        (["--filler", "1", "--fillers"], "Choose one of --filler, --fillers, --marker and --part"),
        (["--marker", "like", "--fillers"], "Choose one of --filler, --fillers, --marker and --part"),
        (["--marker", "like", "--end", "2"], "leave --start and --end out"),
        (["--part", "result", "--marker", "like"], "Choose one of --filler, --fillers, --marker and --part"),
        (["--part", "ending"], "'ending' is not one of 'situation', 'task', 'action', 'result'"),
        (["--filler", "0"], "not a number or a range"),
        (["--filler", "5-3"], "not a number or a range"),
        (["--filler", "um"], "not a number or a range"),
        (["--filler", "²"], "not a number or a range"),
        (["--filler", "-1"], "not a number or a range"),
    ],
)
def test_what_is_mistyped_is_a_usage_error(home: Home, arguments: list[str], said: str) -> None:
    run = home.run("play", "1", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr
