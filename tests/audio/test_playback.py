from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from rehearse.audio.playback import play
from virtual_microphone import VirtualMicrophone, virtual_microphone

LONG_S = 300
"""So long a sound is over by itself only after what hangs was given up on."""
HANGS_AFTER_S = 60
PROGRAM = Path(__file__).parent.parent / "recording_program.py"


@pytest.fixture
def speaker() -> Iterator[VirtualMicrophone]:
    """What is played on it can be recorded from it."""
    with virtual_microphone() as running:
        yield running


def tone_file(path: Path, *, seconds: float, rate_hz: int) -> Path:
    moments = np.arange(round(seconds * rate_hz)) / rate_hz
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * 500 * moments), rate_hz)
    return path


def start(speaker: VirtualMicrophone, doing: str, path: Path, seconds: float) -> subprocess.Popen[str]:
    """The program, which has begun."""
    program = subprocess.Popen(
        [sys.executable, PROGRAM, doing, path, str(seconds)],
        env=speaker.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert json.loads(program.stdout.readline()) == {"started": True}
    return program


def result(program: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = program.communicate(timeout=HANGS_AFTER_S)
    line: dict[str, Any] = json.loads(out)
    return line


def test_nothing_to_play_needs_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    play(np.zeros(0, dtype=np.float32), 16_000)


@pytest.mark.microphone
@pytest.mark.parametrize("rate_hz", [16_000, 44_100])
def test_what_is_played_is_heard(speaker: VirtualMicrophone, tmp_path: Path, rate_hz: int) -> None:
    sound = tone_file(tmp_path / "tone.flac", seconds=1.0, rate_hz=rate_hz)
    recorder = start(speaker, "record", tmp_path / "take.wav", 2.5)
    assert result(start(speaker, "play", sound, 10)) == {"stopped": False}
    result(recorder)
    samples, _ = soundfile.read(tmp_path / "take.wav")
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    heard = samples[loud[0] : loud[-1] + 1]
    assert len(heard) / 16_000 == pytest.approx(1.0, abs=0.02)
    crossings = np.count_nonzero(np.diff(np.signbit(heard)))
    assert crossings / 2 / (len(heard) / 16_000) == pytest.approx(500, rel=0.01)


@pytest.mark.microphone
def test_stop_ends_it_at_once(speaker: VirtualMicrophone, tmp_path: Path) -> None:
    program = start(speaker, "play", tone_file(tmp_path / "tone.flac", seconds=LONG_S, rate_hz=16_000), 0.5)
    assert result(program) == {"stopped": True}


@pytest.mark.microphone
@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_ctrl_c_ends_it_at_once(speaker: VirtualMicrophone, tmp_path: Path) -> None:
    program = start(speaker, "play", tone_file(tmp_path / "tone.flac", seconds=LONG_S, rate_hz=16_000), 5)
    time.sleep(0.5)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=HANGS_AFTER_S)
    assert "KeyboardInterrupt" in errors


@pytest.mark.microphone
@pytest.mark.parametrize("accident", ["kill", "freeze"])
def test_speaker_that_vanishes_is_said(speaker: VirtualMicrophone, tmp_path: Path, accident: str) -> None:
    program = start(speaker, "play", tone_file(tmp_path / "tone.flac", seconds=LONG_S, rate_hz=16_000), 5)
    time.sleep(0.7)
    getattr(speaker, accident)()
    assert "The headphones or speakers went away" in result(program)["error"]


@pytest.mark.microphone
def test_no_speaker_is_said(speaker: VirtualMicrophone, tmp_path: Path) -> None:
    speaker.kill()
    program = start(speaker, "play", tone_file(tmp_path / "tone.flac", seconds=1, rate_hz=16_000), 5)
    assert "no headphones or speakers" in result(program)["error"]
