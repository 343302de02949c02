"""Record a microphone into a take, with nothing lost when the microphone, the disk or the user gives up.

PortAudio's thread only copies what it hears to a queue; whoever calls `record` writes it to the take
ten times a second. This module shows nothing, names no files, and neither resamples nor judges speech.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import numpy as np

from rehearse.audio.levels import ZEROS_S, Meter, follow, level
from rehearse.audio.portaudio import let_go, load_sounddevice, reason
from rehearse.errors import MicrophoneError

if TYPE_CHECKING:
    import numpy.typing as npt

WANTED_RATE_HZ = 16_000
"""What Whisper and the voice activity detector work at; a device that refuses it gives its own rate."""

DRAIN_S = 0.1
"""How often what was heard goes to disk."""

LOST_AFTER_S = 2.0
"""A microphone that delivers nothing for this long is gone."""

STARTS_WITHIN_S = 6.0
"""A microphone that has delivered nothing by then never will; Bluetooth needs a second or two."""

_FULL_SCALE = 32768

_Heard: TypeAlias = "queue.SimpleQueue[tuple[bytes, bool]]"
"""What the sound system's thread leaves to be written: samples, and whether some before were dropped."""

Reason = Literal["stopped", "limit", "interrupted", "lost", "disk"]


@dataclass(frozen=True, slots=True)
class Device:
    """One microphone: `index` is PortAudio's, `rate_hz` its own, `host_api` the way in (ALSA, WASAPI ...)."""

    index: int
    name: str
    channels: int
    rate_hz: int
    is_default: bool
    host_api: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recording is: seconds on disk, what the meter says, how often sound was dropped."""

    duration_s: float
    meter: Meter
    overflows: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a recording ended. `duration_s` is what the take holds, 0 where it ended before any sound.

    `problem` is one line for the user where it ended otherwise than wished. `overflows` counts the
    times the computer was too slow and sound was dropped. `peak` is 0 to 1. `silent`: nothing but
    exact zeros arrived, as from a microphone that is muted or forbidden.
    """

    duration_s: float
    rate_hz: int
    reason: Reason
    problem: str | None
    overflows: int
    peak: float
    silent: bool


class Sink(Protocol):
    """Where a recording goes; `take_file.TakeFile` is one."""

    frames: int

    def write(self, pcm: bytes) -> None: ...

    def close(self) -> None: ...


def devices() -> tuple[Device, ...]:
    """The microphones PortAudio knows, in its order, empty where there is none.

    MicrophoneError where PortAudio is missing.
    """
    sounddevice = load_sounddevice(MicrophoneError)
    default = sounddevice.default.device[0]
    host_apis = sounddevice.query_hostapis()
    return tuple(
        Device(
            index=found["index"],
            name=found["name"],
            channels=found["max_input_channels"],
            rate_hz=round(found["default_samplerate"]),
            is_default=found["index"] == default,
            host_api=host_apis[found["hostapi"]]["name"],
        )
        for found in sounddevice.query_devices()
        if found["max_input_channels"] > 0
    )


def find_device(devices: Sequence[Device], wanted: str | None) -> Device:
    """The microphone with this index or this part of its name; the default one for None.

    Where several match, an exact name wins, then the system's usual way in: Windows lists each
    microphone once per host API. MicrophoneError names the candidates where none or several remain.
    """
    if not devices:
        raise MicrophoneError(
            "No microphone was found; connect one and try again, or give a recording with --answer FILE"
        )
    if wanted is None:
        return next((device for device in devices if device.is_default), devices[0])
    matching = _matching(devices, wanted)
    if len(matching) != 1:
        found = "No microphone" if not matching else "More than one microphone"
        raise MicrophoneError(
            f'{found} is called "{wanted}"; choose one of {_listed(matching or devices)} '
            "by number (`rehearse devices` shows them)"
        )
    return matching[0]


def _matching(devices: Sequence[Device], wanted: str) -> list[Device]:
    by_index = [device for device in devices if str(device.index) == wanted.strip()]
    if by_index:
        return by_index
    part = wanted.strip().casefold()
    matching = [device for device in devices if part in device.name.casefold()]
    usual = next((device.host_api for device in devices if device.is_default), None)
    narrower: tuple[Callable[[Device], bool], ...] = (
        lambda device: device.name.casefold() == part,
        lambda device: device.host_api == usual,
    )
    for holds in narrower:
        matching = [device for device in matching if holds(device)] or matching
    return matching


def _listed(devices: Sequence[Device]) -> str:
    return ", ".join(f"{device.index}: {device.name}" for device in devices)


def nothing_heard(platform: str, *, heard_before: bool = False) -> str:
    """What to do when only exact zeros arrive, for `sys.platform`; a line without a full stop.

    A microphone that worked a moment ago is muted, not forbidden.
    """
    if heard_before:
        return "is the microphone muted?"
    if platform == "darwin":
        return "allow your terminal in System Settings > Privacy & Security > Microphone, then restart it"
    if platform == "win32":
        return "allow desktop apps in Settings > Privacy & security > Microphone, or unmute the microphone"
    return "unmute the microphone in the sound settings, or choose another (`rehearse devices`)"


def record(
    device: Device,
    start_take: Callable[[int], Sink],
    *,
    max_s: float,
    stop: threading.Event,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Recorded:
    """Record into the take that `start_take(rate_hz)` opens, until `stop` is set or it holds `max_s` seconds.

    The take is mono, 16-bit, at 16 kHz or else the device's own rate. `on_progress` is called ten
    times a second, from the first sound on. A microphone that vanishes or a disk that is full ends
    the take; what was said so far is kept, and `Recorded.problem` says what happened. MicrophoneError
    where the microphone cannot be opened; then no take is started. Blocks, so run it in a thread of
    its own where Ctrl-C may come: an exception ends the take properly, but in the middle of things.
    """
    heard: _Heard = queue.SimpleQueue()

    def copy(indata: Any, frames: int, time: Any, status: Any) -> None:
        heard.put((bytes(indata), bool(status.input_overflow)))

    stream, rate_hz, channels = _open(device, copy)
    try:
        take = start_take(rate_hz)
    except BaseException:
        let_go(stream)
        raise
    recording = _Recording(take, rate_hz, channels, max_frames=round(max_s * rate_hz))
    try:
        ended = _record_until_end(stream, heard, recording, stop, on_progress)
    finally:
        let_go(stream)
        recording.add(_waiting(heard))
        take.close()
    return recording.result(ended, device)


def _record_until_end(
    stream: Any,
    heard: _Heard,
    recording: _Recording,
    stop: threading.Event,
    on_progress: Callable[[Progress], None],
) -> Reason:
    # Waits are counted, not the clock: after Ctrl-Z and fg the clock has jumped, the microphone has not gone.
    idle_s = 0.0
    while True:
        stopped = stop.wait(DRAIN_S)
        blocks = _waiting(heard)
        idle_s = 0.0 if blocks else idle_s + DRAIN_S
        if blocks:
            recording.add(blocks)
            on_progress(recording.progress())
        if recording.disk_error is not None:
            return "disk"
        if recording.is_full:
            return "limit"
        if stopped:
            return "stopped"
        if idle_s and (idle_s >= recording.patience_s or not _is_active(stream)):
            return "lost"


def _is_active(stream: Any) -> bool:
    sounddevice = load_sounddevice(MicrophoneError)
    try:
        return bool(stream.active)
    except sounddevice.PortAudioError:
        return False


class _Recording:
    """What a recording adds up to while it runs: the take, the meter, the sound that was dropped."""

    def __init__(self, take: Sink, rate_hz: int, channels: int, *, max_frames: int) -> None:
        self._take = take
        self._rate_hz = rate_hz
        self._channels = channels
        self._max_frames = max_frames
        self._meter = Meter()
        self._overflows = 0
        self.disk_error: OSError | None = None

    @property
    def is_full(self) -> bool:
        return self._take.frames >= self._max_frames

    @property
    def patience_s(self) -> float:
        return LOST_AFTER_S if self._take.frames else STARTS_WITHIN_S

    def add(self, blocks: Sequence[tuple[bytes, bool]]) -> None:
        """Write what was heard, up to the limit; nothing more once the disk has refused."""
        self._overflows += sum(overflow for _, overflow in blocks)
        samples = np.frombuffer(b"".join(pcm for pcm, _ in blocks), dtype=np.int16)
        mono = to_mono(samples, self._channels)[: self._max_frames - self._take.frames]
        if mono.size == 0 or self.disk_error is not None:
            return
        try:
            self._take.write(mono.tobytes())
        except OSError as error:
            self.disk_error = error
        sound = (mono / _FULL_SCALE).astype(np.float32)
        self._meter = follow(self._meter, level(sound), duration_s=mono.size / self._rate_hz)

    def progress(self) -> Progress:
        return Progress(self._take.frames / self._rate_hz, self._meter, self._overflows)

    def result(self, ended: Reason, device: Device) -> Recorded:
        duration_s = self._take.frames / self._rate_hz
        silent = self._meter.peak == 0 and duration_s > ZEROS_S
        return Recorded(
            duration_s=duration_s,
            rate_hz=self._rate_hz,
            reason=ended,
            problem=self._problem(ended, device, silent=silent),
            overflows=self._overflows,
            peak=self._meter.peak,
            silent=silent,
        )

    def _problem(self, ended: Reason, device: Device, *, silent: bool) -> str | None:
        if self.disk_error is not None:
            why = self.disk_error.strerror or self.disk_error
            return f"the disk takes no more ({why}); what you said is kept; make room before the next take"
        if ended == "lost" and self._take.frames == 0:
            return (
                f'the microphone "{device.name}" delivers no sound; check that it is connected and '
                "switched on, or choose another (`rehearse devices`)"
            )
        if ended == "lost":
            return (
                f'the microphone "{device.name}" went away; what you said is kept; '
                "connect it again before the next take"
            )
        if silent:
            return (
                f'nothing at all came from the microphone "{device.name}": {nothing_heard(sys.platform)}; '
                "`rehearse check` listens again"
            )
        return None


def _open(device: Device, callback: Callable[..., None]) -> tuple[Any, int, int]:
    """A running stream in the first format the device grants, its rate and its channels."""
    sounddevice = load_sounddevice(MicrophoneError)
    refused: Exception | None = None
    for rate_hz, channels in _formats(device):
        try:
            stream = sounddevice.RawInputStream(
                device=device.index, samplerate=rate_hz, channels=channels, dtype="int16", callback=callback
            )
        except sounddevice.PortAudioError as error:
            refused = error
            continue
        try:
            stream.start()
        except sounddevice.PortAudioError as error:
            refused = error
            let_go(stream)
            continue
        return stream, rate_hz, channels
    assert refused is not None, "at least one format is tried"
    raise MicrophoneError(
        f'The microphone "{device.name}" cannot be opened ({reason(refused)}); close other programs '
        "that use it, or choose another (`rehearse devices`)"
    ) from refused


def _formats(device: Device) -> Iterator[tuple[int, int]]:
    """Rates and channel counts to try, best first."""
    for rate_hz in dict.fromkeys((WANTED_RATE_HZ, device.rate_hz)):
        for channels in sorted({1, min(2, device.channels), device.channels}):
            yield rate_hz, channels


def _waiting(heard: _Heard) -> list[tuple[bytes, bool]]:
    blocks = []
    while not heard.empty():
        blocks.append(heard.get_nowait())
    return blocks


def to_mono(samples: npt.NDArray[np.int16], channels: int) -> npt.NDArray[np.int16]:
    """Interleaved samples (n * channels,) as their mean (n,).

    The mean, not the first channel: a microphone plugged into the second input of an interface is
    then merely quieter, where the first channel would be silent.
    """
    if channels == 1:
        return samples
    mono: npt.NDArray[np.int16] = samples.reshape(-1, channels).mean(axis=1).round().astype(np.int16)
    return mono
