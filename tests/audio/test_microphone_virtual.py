"""The recorder at a real microphone device: what is played into it is what the take must hold."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from rehearse.audio.recording import DRAIN_S
from virtual_microphone import VirtualMicrophone, virtual_microphone

pytestmark = pytest.mark.microphone

PROGRAM = Path(__file__).parent.parent / "recording_program.py"
RATE_HZ = 16_000
LONG_S = 600
"""What goes on for so long ended for another reason."""
HANGS_AFTER_S = 60.0
"""Only a program that hangs takes as long, even on a busy machine."""
Sound = npt.NDArray[np.float64]


@pytest.fixture
def microphone() -> Iterator[VirtualMicrophone]:
    with virtual_microphone() as running:
        yield running


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return tmp_path / "take.wav"


def sound_file(path: Path, sound: Sound) -> Path:
    soundfile.write(path, sound, 48_000, subtype="PCM_16")
    return path


def tone(frequency_hz: float, seconds: float, *, amplitude: float = 0.5) -> Sound:
    moments = np.arange(round(seconds * 48_000)) / 48_000
    tone: Sound = amplitude * np.sin(2 * np.pi * frequency_hz * moments)
    return tone


def frequency_of(sound: Sound, rate_hz: int) -> float:
    """The loudest frequency in Hz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), n=1 << 18))
    return float(np.argmax(spectrum)) * rate_hz / (1 << 18)


def heard_in(take: Path) -> Sound:
    """What was said in a take, without the silence around it."""
    samples, rate_hz = soundfile.read(take, dtype="float64")
    assert rate_hz == RATE_HZ
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert loud.size, "the take has no audio in it"
    said: Sound = samples[loud[0] : loud[-1] + 1]
    return said


@contextlib.contextmanager
def recording(
    microphone: VirtualMicrophone, take: Path, *, seconds: float
) -> Iterator[subprocess.Popen[str]]:
    """The recording program, which has begun to record."""
    with subprocess.Popen(
        [sys.executable, PROGRAM, "record", take, str(seconds)],
        env=microphone.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            assert result_line(program) == {"started": True}
            yield program
        finally:
            program.kill()


def result_line(program: subprocess.Popen[str]) -> dict[str, Any]:
    assert program.stdout is not None
    line: dict[str, Any] = json.loads(program.stdout.readline())
    return line


def wait_until(holds: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + HANGS_AFTER_S
    while not holds():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.02)


def frames_on_disk(take: Path) -> int:
    with wave.open(str(take)) as reader:
        return int(reader.getnframes())


@pytest.mark.parametrize("frequency_hz", [220.0, 3_100.0])
def test_tone_is_recorded_as_it_was_played(
    microphone: VirtualMicrophone, take: Path, frequency_hz: float
) -> None:
    sound = sound_file(take.with_name("tone.wav"), tone(frequency_hz, 1.5))
    with recording(microphone, take, seconds=2.5) as program:
        microphone.play(sound).wait()
        result = result_line(program)
    assert (result["reason"], result["problem"], result["silent"]) == ("limit", None, False)
    assert (result["overflows"], result["rate_hz"], result["duration_s"]) == (0, RATE_HZ, 2.5)
    assert frames_on_disk(take) == 2.5 * RATE_HZ
    heard = heard_in(take)
    assert len(heard) / RATE_HZ == pytest.approx(1.5, abs=0.02)
    assert frequency_of(heard, RATE_HZ) == pytest.approx(frequency_hz, abs=1)
    assert np.abs(heard).max() == pytest.approx(0.5, rel=0.05)
    assert result["peak"] == pytest.approx(0.5, rel=0.05)


def test_nothing_is_missing_and_nothing_is_twice(microphone: VirtualMicrophone, take: Path) -> None:
    steps = [300.0 + 100 * n for n in range(15)]
    sound = sound_file(take.with_name("steps.wav"), np.concatenate([tone(step, 0.2) for step in steps]))
    with recording(microphone, take, seconds=4) as program:
        microphone.play(sound).wait()
        result_line(program)
    heard = heard_in(take)
    assert len(heard) / RATE_HZ == pytest.approx(3.0, abs=0.02)
    middles = [round((n + 0.5) * 0.2 * RATE_HZ) for n in range(15)]
    found = [frequency_of(heard[middle - 800 : middle + 800], RATE_HZ) for middle in middles]
    assert found == pytest.approx(steps, abs=5)


def test_silence_of_exact_zeros_is_noticed(microphone: VirtualMicrophone, take: Path) -> None:
    with recording(microphone, take, seconds=3.5) as program:
        result = result_line(program)
    assert result["silent"]
    assert "nothing at all came from" in result["problem"]


def test_microphone_that_vanishes_ends_the_take(microphone: VirtualMicrophone, take: Path) -> None:
    sound = sound_file(take.with_name("tone.wav"), tone(440, 5))
    with recording(microphone, take, seconds=LONG_S) as program, microphone.play(sound) as playing:
        wait_until(lambda: frames_on_disk(take) > 1.2 * RATE_HZ)
        microphone.kill()
        result = result_line(program)
        assert program.wait() == 0
        playing.kill()
    assert result["reason"] == "lost"
    assert "went away. What you said is kept" in result["problem"]
    assert frames_on_disk(take) / RATE_HZ == result["duration_s"] > 1.2
    assert frequency_of(heard_in(take), RATE_HZ) == pytest.approx(440, abs=1)


def test_sound_system_that_hangs_ends_the_take_and_the_program(
    microphone: VirtualMicrophone, take: Path
) -> None:
    with recording(microphone, take, seconds=LONG_S) as program:
        wait_until(lambda: frames_on_disk(take) > 0.5 * RATE_HZ)
        microphone.freeze()
        result = result_line(program)
        assert program.wait(timeout=HANGS_AFTER_S) == 0
    assert result["reason"] == "lost"
    assert frames_on_disk(take) / RATE_HZ == result["duration_s"] > 0.5


def test_killed_program_leaves_what_was_said(microphone: VirtualMicrophone, take: Path) -> None:
    sound = sound_file(take.with_name("tone.wav"), tone(440, 5))
    with recording(microphone, take, seconds=LONG_S) as program, microphone.play(sound) as playing:
        wait_until(lambda: frames_on_disk(take) > 1.2 * RATE_HZ)
        program.kill()
        program.wait()
        playing.kill()
    assert soundfile.info(take).frames >= 1.2 * RATE_HZ
    assert frequency_of(heard_in(take), RATE_HZ) == pytest.approx(440, abs=1)


def test_take_grows_while_it_is_recorded(microphone: VirtualMicrophone, take: Path) -> None:
    with recording(microphone, take, seconds=2) as program:
        result = result_line(program)
    told, on_disk = np.array(result["written"]).T
    # Each time all that had been heard was on disk, by the header too: a crash costs no more than one step.
    assert (told.round() == on_disk).all()
    assert (np.diff(on_disk) > 0).all()
    # How many steps there are is up to the machine and what else it does; on an idle one there are twenty.
    assert len(on_disk) >= 3
    assert DRAIN_S <= 0.1
    assert on_disk[-1] == 2 * RATE_HZ
