from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

from rehearse.audio.levels import Hearing, Level, Meter, Voice, follow, hearing, level, meter_value

RATE_HZ = 16_000


def sine(amplitude: float, *, seconds: float = 0.1) -> npt.NDArray[np.float32]:
    moments = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (amplitude * np.sin(2 * np.pi * 440 * moments)).astype(np.float32)


def after(*heard: tuple[Level, float]) -> Meter:
    """The meter after levels that each lasted some seconds, in blocks of 0.1 s."""
    meter = Meter()
    for block, seconds in heard:
        for _ in range(round(seconds / 0.1)):
            meter = follow(meter, block, duration_s=0.1)
    return meter


@pytest.mark.parametrize(
    ("amplitude", "rms_dbfs"), [(1.0, -3.0103), (0.5, -9.0309), (0.1, -23.0103), (0.001, -63.0103)]
)
def test_level_of_a_sine(amplitude: float, rms_dbfs: float) -> None:
    heard = level(sine(amplitude))
    assert heard.rms_dbfs == pytest.approx(rms_dbfs, abs=0.01)
    assert heard.peak == pytest.approx(amplitude, rel=0.01)


def test_full_scale_square_wave_is_zero_dbfs_and_all_clipped() -> None:
    square = np.array([1, -1] * 800, dtype=np.float32)
    assert level(square) == Level(rms_dbfs=0.0, peak=1.0, clipped=1.0)


def test_zeros_have_no_level() -> None:
    assert level(np.zeros(1600, dtype=np.float32)) == Level(rms_dbfs=-math.inf, peak=0.0, clipped=0.0)


def test_clipped_counts_the_samples_at_full_scale() -> None:
    samples = np.full(1000, 0.5, dtype=np.float32)
    samples[:7] = -1
    assert level(samples).clipped == pytest.approx(0.007)


def test_no_samples_have_no_level() -> None:
    with pytest.raises(ValueError, match="no samples"):
        level(np.zeros(0, dtype=np.float32))


@pytest.mark.parametrize(
    ("rms_dbfs", "value"), [(-math.inf, 0), (-90, 0), (-60, 0), (-30, 0.5), (-15, 0.75), (0, 1), (3, 1)]
)
def test_meter_value(rms_dbfs: float, value: float) -> None:
    assert meter_value(rms_dbfs) == pytest.approx(value)


VOICE = Level(rms_dbfs=-25, peak=0.3, clipped=0.0)
ROOM = Level(rms_dbfs=-65, peak=0.002, clipped=0.0)
ZEROS = Level(rms_dbfs=-math.inf, peak=0.0, clipped=0.0)
SHOUT = Level(rms_dbfs=-4, peak=1.0, clipped=0.02)
ONE_CLICK = Level(rms_dbfs=-25, peak=1.0, clipped=0.0006)


@pytest.mark.parametrize(
    ("heard", "state"),
    [
        ([(VOICE, 1)], "hearing"),
        ([(ROOM, 1)], "quiet"),
        ([(VOICE, 2), (ROOM, 2)], "hearing"),  # a pause to think
        ([(VOICE, 2), (ROOM, 6)], "quiet"),
        ([(SHOUT, 0.1)], "loud"),
        ([(SHOUT, 0.1), (VOICE, 1)], "loud"),  # long enough to be read
        ([(SHOUT, 0.1), (VOICE, 2)], "hearing"),
        ([(ONE_CLICK, 0.1)], "hearing"),
        ([(ZEROS, 2.5)], "quiet"),
        ([(ZEROS, 3.5)], "zeros"),
        ([(VOICE, 5), (ZEROS, 3.5)], "zeros"),
        ([(ZEROS, 10), (VOICE, 0.1)], "hearing"),
        ([(ZEROS, 2), (ROOM, 0.1), (ZEROS, 2)], "quiet"),
    ],
)
def test_what_is_heard(heard: list[tuple[Level, float]], state: Hearing) -> None:
    assert hearing(after(*heard)) == state


@pytest.mark.parametrize(
    ("sound", "last_s", "listened_s", "state"),
    [
        (VOICE, None, 3.0, "hearing"),  # too early to say
        (VOICE, None, 5.0, "noise"),
        (VOICE, 2.0, 5.0, "hearing"),
        (VOICE, 2.0, 7.0, "noise"),
        (ROOM, None, 60.0, "quiet"),
        (ZEROS, None, 60.0, "zeros"),
        (SHOUT, None, 60.0, "loud"),
    ],
)
def test_sound_without_a_voice_is_noise(
    sound: Level, last_s: float | None, listened_s: float, state: Hearing
) -> None:
    assert hearing(after((sound, 4)), Voice(last_s=last_s, listened_s=listened_s)) == state


def test_meter_rises_at_once_and_falls_smoothly() -> None:
    risen = after((VOICE, 0.1))
    fallen = after((VOICE, 0.1), (ZEROS, 0.3))
    assert risen.value == pytest.approx(meter_value(-25))
    assert fallen.value == pytest.approx(risen.value / math.e)


def test_meter_keeps_the_highest_peak() -> None:
    assert after((SHOUT, 0.1), (ROOM, 30)).peak == 1.0
