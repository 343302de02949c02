"""`rehearse check`: what it says of a microphone whose sound is known, and of what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from at_home import new_home
from rehearse.audio.files import RATE_HZ
from rehearse.audio.microphone import Device
from rehearse.audio.recording import Recorded
from rehearse.practice.checking import Sound, is_telephone, room_finding, sound_findings
from virtual_microphone import VirtualMicrophone, virtual_microphone

VOICE = Path(__file__).parent.parent / "samples" / "good-answer.flac"
MICROPHONE = Device(
    index=1, name="Built-in", channels=1, rate_hz=48_000, is_default=True, host_api="Core Audio"
)
RECORDED = Recorded(
    duration_s=2.0, rate_hz=RATE_HZ, reason="limit", problem=None, overflows=0, peak=0.3, silent=False
)
Samples = npt.NDArray[np.float32]


def sound(
    *,
    peak: float = 0.3,
    loudest_dbfs: float = -20,
    clipped: float = 0,
    speech_s: float = 1.5,
    above_db: float | None = -30,
) -> Sound:
    return Sound(peak, loudest_dbfs, clipped, speech_s, above_db)


@pytest.mark.parametrize(
    ("heard", "state", "says"),
    [
        (sound(), "fine", "I can hear you"),
        (sound(peak=0, loudest_dbfs=-np.inf, speech_s=0), "problem", "I hear nothing at all"),
        (sound(clipped=0.02), "warning", "too loud"),
        (sound(speech_s=0), "warning", "there is noise, but no voice"),
        (sound(speech_s=0, loudest_dbfs=-60), "warning", "very quiet, and no voice"),
        (sound(loudest_dbfs=-55), "warning", "I can hear you, but very quietly"),
        (None, "problem", "nothing arrived"),
    ],
)
def test_a_sound_is_judged(heard: Sound | None, state: str, says: str) -> None:
    (finding,) = sound_findings(MICROPHONE, RECORDED, heard)
    assert finding.state == state
    assert finding.says.startswith(says)
    assert bool(finding.advice) == (state != "fine" and heard is not None)


def test_silence_on_macos_names_the_program_to_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("TERM_PROGRAM", "vscode")
    (finding,) = sound_findings(MICROPHONE, RECORDED, sound(peak=0, loudest_dbfs=-np.inf, speech_s=0))
    assert "Use the Terminal app" in finding.advice


@pytest.mark.parametrize(
    ("name", "rate_hz", "above_db", "expected"),
    [
        ("Built-in", 48_000, -30, False),
        ("Built-in", 48_000, None, False),
        ("Headset", 16_000, -30, True),
        ("Headset (Hands-Free AG Audio)", 44_100, -30, True),
        ("Headset", 48_000, -80, True),
    ],
)
def test_telephone_quality(name: str, rate_hz: int, above_db: float | None, expected: bool) -> None:
    device = Device(0, name, 1, rate_hz, True, "MME")
    assert is_telephone(device, sound(above_db=above_db)) == expected


@pytest.mark.parametrize(
    ("free_bytes", "state", "says"),
    [
        (0, "problem", "full: no room for a minute"),
        (30 * 1_920_000, "warning", "room for 30 minutes"),
        (90 * 1_920_000, "fine", "room for 90 minutes"),
        (10**10, "fine", "room for 86 hours"),
    ],
)
def test_room_on_the_disk(free_bytes: int, state: str, says: str) -> None:
    finding = room_finding(free_bytes)
    assert finding.state == state
    assert finding.says.startswith(says)


@pytest.fixture(scope="module")
def microphone() -> Iterator[VirtualMicrophone]:
    with virtual_microphone() as running:
        yield running


def checked(
    microphone: VirtualMicrophone, home: Path, *arguments: str, playing: Path | None = None
) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit status of `rehearse check`, and what it found by its subject."""
    voice = microphone.play(playing) if playing else None
    try:
        run = subprocess.run(
            [sys.executable, "-m", "rehearse", "check", "--json", *arguments],
            env=microphone.environment | {"REHEARSE_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        if voice:
            voice.kill()
            voice.wait()
    assert run.stderr == ""
    return run.returncode, {found["subject"]: found for found in map(json.loads, run.stdout.splitlines())}


@pytest.mark.microphone
def test_a_voice_is_heard_and_nothing_of_it_kept(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    home = new_home(tmp_path / "home")
    code, found = checked(microphone, home, playing=VOICE)
    assert code == 0
    assert {subject: one["state"] for subject, one in found.items()} == dict.fromkeys(
        ("Takes", "Disk", "Model", "Microphone", "Voice"), "fine"
    )
    assert found["Microphone"]["says"].startswith("default, through ALSA")
    assert list((home / "takes").iterdir()) == []


@pytest.mark.microphone
def test_silence_is_a_problem(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    code, found = checked(microphone, new_home(tmp_path / "home"))
    assert code == 1
    assert found["Voice"]["says"] == "I hear nothing at all"
    assert "unmute the microphone" in found["Voice"]["advice"]


@pytest.mark.microphone
@pytest.mark.parametrize("kind", ["noise", "telephone", "loud"])
def test_what_is_wrong_with_a_sound_is_told(kind: str, microphone: VirtualMicrophone, tmp_path: Path) -> None:
    import soxr

    voice = soundfile.read(VOICE, dtype="float32", stop=6 * RATE_HZ)[0]
    noise = np.random.default_rng(0).uniform(-0.1, 0.1, len(voice)).astype(np.float32)
    samples: dict[str, tuple[Samples, int]] = {
        "noise": (noise, RATE_HZ),
        "telephone": (soxr.resample(voice, RATE_HZ, 8000), 8000),
        "loud": (np.clip(30 * voice, -1, 1), RATE_HZ),
    }
    path = tmp_path / "sound.wav"
    soundfile.write(path, *samples[kind])
    code, found = checked(microphone, new_home(tmp_path / "home"), playing=path)
    assert code == 0
    expected = {
        "noise": ("Voice", "there is noise, but no voice"),
        "telephone": ("Quality", "telephone quality"),
        "loud": ("Voice", "too loud"),
    }
    subject, says = expected[kind]
    assert found[subject]["state"] == "warning"
    assert found[subject]["says"].startswith(says)


@pytest.mark.microphone
def test_what_is_missing_hides_nothing_else(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder", encoding="utf-8")
    code, found = checked(microphone, home, "--model", "bsae", "--device", "nonsense")
    assert code == 1
    assert {subject: one["state"] for subject, one in found.items()} == dict.fromkeys(
        ("Takes", "Model", "Microphone"), "problem"
    )
    assert "is not a folder" in found["Takes"]["says"]
    assert "There is no model 'bsae'" in found["Model"]["says"]
    assert 'No microphone is called "nonsense"' in found["Microphone"]["says"]
    assert home.read_text(encoding="utf-8") == "no folder"
