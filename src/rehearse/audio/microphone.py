"""The microphones of this machine, by PortAudio.

PortAudio's thread only copies what it hears to a queue, for whoever records.
"""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rehearse.audio.portaudio import let_go, load_sounddevice, reason, started
from rehearse.audio.source import Block
from rehearse.errors import MicrophoneError
from rehearse.words.recording import NO_MICROPHONE

WANTED_RATE_HZ = 16_000
"""What Whisper and the voice activity detector work at; a device that refuses it gives its own rate."""

Heard = queue.SimpleQueue[Block]


@dataclass(frozen=True, slots=True)
class Device:
    """One microphone: `index` is PortAudio's, `rate_hz` its own, `host_api` the way in (ALSA, WASAPI ...)."""

    index: int
    name: str
    channels: int
    rate_hz: int
    is_default: bool
    host_api: str

    def open(self) -> Microphone:
        """Begin to listen in the first format that it grants. MicrophoneError where it grants none."""
        return Microphone(self)

    def nothing_heard(self, *, heard_before: bool = False) -> str:
        """What to do when only exact zeros arrive; a line without a full stop."""
        terminal = os.environ.get("TERM_PROGRAM", "")
        return nothing_heard(sys.platform, terminal=terminal, heard_before=heard_before)


class Microphone:
    """A device that was opened; its samples are mono or as many channels as it insists on."""

    def __init__(self, device: Device) -> None:
        self._stream, self._heard, self.rate_hz, self.channels = _open(device)

    def waiting(self) -> list[Block]:
        """What came since it was last asked."""
        blocks = []
        while not self._heard.empty():
            blocks.append(self._heard.get_nowait())
        return blocks

    def is_active(self) -> bool:
        """Whether more can come."""
        sounddevice = load_sounddevice(MicrophoneError)
        try:
            return bool(self._stream.active)
        except sounddevice.PortAudioError:
            return False

    def close(self) -> None:
        """End it, however the sound system hangs."""
        let_go(self._stream)


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
        raise MicrophoneError(NO_MICROPHONE)
    if wanted is None:
        return next((device for device in devices if device.is_default), devices[0])
    matching = _matching(devices, wanted)
    if len(matching) != 1:
        found = "No microphone" if not matching else "More than one microphone"
        raise MicrophoneError(
            f'{found} is called "{wanted}". Choose one by its number: {_listed(matching or devices)}.'
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


VS_CODE = "vscode"
TERMINALS = {
    "Apple_Terminal": "Terminal",
    "iTerm.app": "iTerm",  # codespell:ignore iterm
    "WarpTerminal": "Warp",
}
"""What terminals of macOS call themselves in TERM_PROGRAM, and what the system's settings call them."""


def nothing_heard(platform: str, *, terminal: str = "", heard_before: bool = False) -> str:
    """What to do when only exact zeros arrive, for `sys.platform`; a line without a full stop.

    A microphone that worked a moment ago is muted, not forbidden. `terminal` is what TERM_PROGRAM says: macOS
    asks for the program that the terminal belongs to, and gives zeros where it does not ask.
    """
    if heard_before:
        return "check that the microphone is not muted"
    if platform == "darwin" and terminal == VS_CODE:
        return (
            "VS Code's terminal does not ask for the microphone. Use the Terminal app, which asks, or allow "
            "VS Code in System Settings > Privacy & Security > Microphone"
        )
    if platform == "darwin":
        name = TERMINALS.get(terminal, "your terminal")
        return f"allow {name} in System Settings > Privacy & Security > Microphone, then restart it"
    if platform == "win32":
        return "allow desktop apps in Settings > Privacy & security > Microphone, or unmute the microphone"
    return "unmute the microphone in the sound settings, or choose another (`rehearse devices`)"


def _open(device: Device) -> tuple[Any, Heard, int, int]:
    """A running stream in the first format the device grants, what it hears, its rate and its channels."""
    sounddevice = load_sounddevice(MicrophoneError)
    refused: Exception | None = None
    for rate_hz, channels in _formats(device):
        form = {"samplerate": rate_hz, "channels": channels, "dtype": "int16"}
        heard: Heard = queue.SimpleQueue()  # one that failed may have heard something, in another format
        callback = partial(_copy, heard)
        make = partial(sounddevice.RawInputStream, device=device.index, callback=callback, **form)
        try:
            return started(make), heard, rate_hz, channels
        except sounddevice.PortAudioError as error:
            refused = error
    assert refused is not None, "at least one format is tried"
    raise MicrophoneError(
        f'The microphone "{device.name}" cannot be opened ({reason(refused)}). Close other programs '
        "that use it, or choose another: `rehearse devices` lists them."
    ) from refused


def _copy(heard: Heard, indata: Any, frames: int, time: Any, status: Any) -> None:
    heard.put(Block(bytes(indata), bool(status.input_overflow)))


def _formats(device: Device) -> Iterator[tuple[int, int]]:
    """Rates and channel counts to try, best first."""
    for rate_hz in dict.fromkeys((WANTED_RATE_HZ, device.rate_hz)):
        for channels in sorted({1, min(2, device.channels), device.channels}):
            yield rate_hz, channels
