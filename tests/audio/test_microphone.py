from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from fake_portaudio import FINE, OVERFLOWN, Block, FakeSounddevice, install
from rehearse.audio import microphone, recording
from rehearse.audio.microphone import Device, find_device, nothing_heard
from rehearse.audio.recording import Recorded, SoFar, record, to_mono
from rehearse.audio.take_file import TakeFile
from rehearse.errors import AudioFileError, MicrophoneError


def device(index: int, name: str, *, host_api: str = "Core", is_default: bool = False) -> Device:
    return Device(
        index=index, name=name, channels=2, rate_hz=44_100, is_default=is_default, host_api=host_api
    )


LAPTOP = device(0, "Built-in Microphone", is_default=True)
HEADSET = device(3, "USB Headset 3000")
HEADSET_AGAIN = device(7, "USB Headset 3000 Mono", host_api="Other")
WEBCAM = device(8, "Webcam USB")
ALL = (LAPTOP, HEADSET, HEADSET_AGAIN, WEBCAM)


class Memory:
    """A take in memory, which may be full after some frames."""

    def __init__(self, *, holds: int = 10**9) -> None:
        self.pcm = b""
        self.frames = 0
        self.closed = False
        self._holds = holds

    def write(self, pcm: bytes) -> None:
        if self.frames + len(pcm) // 2 > self._holds:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.pcm += pcm
        self.frames += len(pcm) // 2

    def close(self) -> None:
        self.closed = True

    @property
    def samples(self) -> list[int]:
        return [int(sample) for sample in np.frombuffer(self.pcm, dtype=np.int16)]


def recorded(
    take: Memory,
    *,
    max_s: float = 1000,
    stop_at_s: float | None = None,
    asked_of: Device = LAPTOP,
    rates: list[int] | None = None,
) -> Recorded:
    stop = threading.Event()

    def note(progress: SoFar) -> None:
        if stop_at_s is not None and progress.duration_s >= stop_at_s:
            stop.set()

    def start_take(rate_hz: int) -> Memory:
        if rates is not None:
            rates.append(rate_hz)
        return take

    return record(asked_of, start_take, max_s=max_s, stop=stop, patience_s=0.3, on_progress=note)


def said(*blocks: list[int]) -> list[Block]:
    return [(block, FINE) for block in blocks]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (None, LAPTOP),
        ("3", HEADSET),
        (" 8 ", WEBCAM),
        ("built", LAPTOP),
        ("MICROPHONE", LAPTOP),
        ("webcam usb", WEBCAM),
        ("usb headset 3000", HEADSET),  # the exact name, though the other holds it too
        ("headset", HEADSET),  # the other is the same thing by another way in
        ("mono", HEADSET_AGAIN),
    ],
)
def test_find_device(wanted: str | None, found: Device) -> None:
    assert find_device(ALL, wanted) == found


def test_find_device_without_a_default_takes_the_first() -> None:
    assert find_device([HEADSET, WEBCAM], None) == HEADSET


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("usb", r"More than one microphone .*number: 3: USB Headset 3000, 8: Webcam USB"),
        ("piano", r'No microphone is called "piano".*0: Built-in.*8: Webcam'),
        ("99", r'No microphone is called "99"'),
    ],
)
def test_unclear_device_lists_the_candidates(wanted: str, message: str) -> None:
    with pytest.raises(MicrophoneError, match=message):
        find_device(ALL, wanted)


def test_no_device_at_all_says_what_to_do() -> None:
    with pytest.raises(MicrophoneError, match=r"No microphone was found.*Connect one"):
        find_device([], None)


def test_devices_are_those_one_can_record(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        {
            "index": 0,
            "name": "Speakers",
            "hostapi": 0,
            "max_input_channels": 0,
            "default_samplerate": 48000.0,
        },
        {"index": 1, "name": "Mic", "hostapi": 1, "max_input_channels": 2, "default_samplerate": 44100.0},
    ]
    install(monkeypatch, FakeSounddevice(listed=listed, default_index=1))
    assert microphone.devices() == (device(1, "Mic", host_api="Other", is_default=True),)


@pytest.mark.parametrize(
    ("platform", "hint"),
    [
        ("darwin", "System Settings > Privacy & Security > Microphone"),
        ("win32", "Settings > Privacy & security > Microphone"),
        ("linux", "rehearse devices"),
    ],
)
def test_hint_for_zeros_depends_on_the_platform(platform: str, hint: str) -> None:
    assert hint in nothing_heard(platform)
    assert "muted" in nothing_heard(platform, heard_before=True)


@pytest.mark.parametrize(
    ("terminal", "hint"),
    [
        ("Apple_Terminal", "allow Terminal in System Settings"),
        ("iTerm.app", "allow iTerm in System Settings"),
        ("tmux", "allow your terminal in System Settings"),
        ("vscode", "VS Code's terminal does not ask for the microphone. Use the Terminal app"),
    ],
)
def test_on_macos_the_program_that_must_be_allowed_is_named(
    terminal: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("TERM_PROGRAM", terminal)
    assert hint in device(1, "Mic").nothing_heard()
    monkeypatch.setattr(sys, "platform", "linux")
    assert hint not in device(1, "Mic").nothing_heard()


@pytest.mark.parametrize(
    ("samples", "channels", "mono"),
    [
        ([1, -2, 3], 1, [1, -2, 3]),
        ([100, 200, -100, -200], 2, [150, -150]),
        ([0, 1000, 0, -1000], 2, [500, -500]),  # a microphone in the second input only
        ([32767, 32767, -32768, -32768], 2, [32767, -32768]),
        ([3, 6, 9], 3, [6]),
    ],
)
def test_to_mono(samples: list[int], channels: int, mono: list[int]) -> None:
    assert to_mono(np.array(samples, dtype=np.int16), channels).tolist() == mono


@pytest.mark.parametrize(
    ("grants", "rate_hz", "take"),
    [
        ({(16_000, 1), (44_100, 1)}, 16_000, [1, 3, 5, 7]),
        ({(16_000, 2), (44_100, 1)}, 16_000, [2, 6]),
        ({(44_100, 1)}, 44_100, [1, 3, 5, 7]),
        ({(44_100, 2)}, 44_100, [2, 6]),
    ],
)
def test_best_format_that_is_granted(
    monkeypatch: pytest.MonkeyPatch, grants: set[tuple[int, int]], rate_hz: int, take: list[int]
) -> None:
    fake = install(monkeypatch, FakeSounddevice(grants=grants, blocks=said([1, 3], [5, 7])))
    memory, rates = Memory(), list[int]()
    result = recorded(memory, stop_at_s=2 / rate_hz, rates=rates)
    assert rates == [rate_hz]
    assert (result.rate_hz, result.reason, result.problem) == (rate_hz, "stopped", None)
    assert memory.samples == take
    assert memory.closed
    assert fake.opened.closed


@pytest.mark.parametrize(
    ("fake", "why"),
    [
        (FakeSounddevice(grants=()), "Invalid sample rate"),
        (FakeSounddevice(does_not_start=True, grants=[(16_000, 1)]), "Invalid sample rate"),
        (FakeSounddevice(does_not_start=True, grants=[(44_100, 2)]), "Device unavailable"),
    ],
)
def test_microphone_that_does_not_open_starts_no_take(
    monkeypatch: pytest.MonkeyPatch, fake: FakeSounddevice, why: str
) -> None:
    install(monkeypatch, fake)
    rates = list[int]()
    with pytest.raises(MicrophoneError, match=rf'"Built-in Microphone" cannot be opened \({why}\)'):
        recorded(Memory(), rates=rates)
    assert rates == []
    assert fake.opened is None or fake.opened.closed


def test_take_that_cannot_be_made_lets_go_of_the_microphone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = install(monkeypatch, FakeSounddevice())
    with pytest.raises(AudioFileError):
        record(
            LAPTOP,
            lambda rate_hz: TakeFile(tmp_path / "gone" / "take.wav", rate_hz),
            max_s=1,
            stop=threading.Event(),
        )
    assert fake.opened.closed


def test_limit_is_kept_to_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakeSounddevice(blocks=said(*[[7] * 300] * 10)))
    memory = Memory()
    result = recorded(memory, max_s=1000 / 16_000)
    assert (result.reason, result.duration_s, memory.frames) == ("limit", 0.0625, 1000)


def test_what_is_still_on_its_way_when_stopped_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakeSounddevice(blocks=said(*[[n] for n in range(200)])))
    memory = Memory()
    recorded(memory, stop_at_s=1 / 16_000)
    assert memory.samples == list(range(200))


@pytest.mark.parametrize("afterwards", ["silent", "ended", "broken"])
def test_microphone_that_goes_away_ends_the_take(monkeypatch: pytest.MonkeyPatch, afterwards: str) -> None:
    install(monkeypatch, FakeSounddevice(blocks=said([1, 2], [3, 4]), afterwards=afterwards))
    memory = Memory()
    result = recorded(memory)
    assert result.reason == "lost"
    assert result.problem is not None and "Built-in Microphone" in result.problem
    assert "is kept" in result.problem
    assert memory.samples == [1, 2, 3, 4]
    assert memory.closed


def test_microphone_that_never_delivers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "STARTS_WITHIN_S", 0.3)
    install(monkeypatch, FakeSounddevice())
    result = recorded(Memory())
    assert (result.reason, result.duration_s) == ("lost", 0)
    assert result.problem is not None and "delivers no audio" in result.problem


def test_full_disk_ends_the_take_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakeSounddevice(blocks=said(*[[100] * 100] * 400)))
    memory = Memory(holds=20_000)
    result = recorded(memory)
    assert result.reason == "disk"
    assert result.problem is not None and "No space left on device" in result.problem
    assert 0 < memory.frames <= 20_000
    assert result.duration_s == memory.frames / 16_000
    assert memory.closed


def test_dropped_sound_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[Block] = [([1], FINE), ([2], OVERFLOWN), ([3], FINE), ([4], OVERFLOWN)]
    install(monkeypatch, FakeSounddevice(blocks=blocks))
    assert recorded(Memory(), stop_at_s=1 / 16_000).overflows == 2


@pytest.mark.parametrize(
    ("blocks", "silent", "peak"),
    [
        (said(*[[0] * 6000] * 10), True, 0.0),
        (said(*[[0] * 1000] * 10), False, 0.0),  # too short to tell
        (said(*[[0] * 6000] * 9, [0] * 5999 + [-16_384]), False, 0.5),
    ],
)
def test_nothing_but_zeros_is_noticed(
    monkeypatch: pytest.MonkeyPatch, blocks: list[Block], silent: bool, peak: float
) -> None:
    install(monkeypatch, FakeSounddevice(blocks=blocks, afterwards="ended"))
    frames = sum(len(samples) for samples, _ in blocks)
    result = recorded(Memory(), stop_at_s=frames / 16_000)
    assert (result.silent, result.peak) == (silent, peak)
    assert (result.problem is not None) == silent


def test_an_error_elsewhere_still_ends_the_take_properly(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = install(monkeypatch, FakeSounddevice(blocks=said([1, 2], [3, 4])))
    memory = Memory()

    def fail(progress: SoFar) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(LAPTOP, lambda rate_hz: memory, max_s=10, stop=threading.Event(), on_progress=fail)
    assert memory.samples == [1, 2, 3, 4]
    assert memory.closed
    assert fake.opened.closed


def test_what_a_format_heard_that_failed_is_no_part_of_the_take(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeSounddevice(
        grants=[(16_000, 1), (16_000, 2)], starts_too_late=[1], blocks=said([2, 4, 6, 8]), afterwards="ended"
    )
    install(monkeypatch, fake)
    take = Memory()
    recorded(take)
    assert take.samples == [3, 7]
