"""A sounddevice with devices and accidents of the test's choosing, for what no test machine offers."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

FINE = SimpleNamespace(input_overflow=False)
OVERFLOWN = SimpleNamespace(input_overflow=True)

Block = tuple[Sequence[int], SimpleNamespace]


class PortAudioError(Exception):
    pass


@dataclass
class FakeSounddevice:
    """Grants only the (rate, channels) in `grants`, delivers `blocks` (interleaved samples), then goes on
    as `afterwards` says: "silent" (still active), "ended" (no longer active) or "broken" (raises)."""

    grants: Collection[tuple[int, int]] = ((16_000, 1),)
    blocks: Iterable[Block] = ()
    afterwards: str = "silent"
    listed: Sequence[Mapping[str, Any]] = ()
    default_index: int = -1
    does_not_start: bool = False
    starts_too_late: Collection[int] = ()
    """With so many channels something is heard, and then the start fails."""
    opened: Any = None

    PortAudioError = PortAudioError

    @property
    def default(self) -> SimpleNamespace:
        return SimpleNamespace(device=[self.default_index, -1])

    def query_devices(self, *, kind: str | None = None) -> Sequence[Mapping[str, Any]]:
        if kind is not None:
            raise PortAudioError("Error querying device -1")
        return self.listed

    def query_hostapis(self) -> Sequence[Mapping[str, Any]]:
        return [{"name": "Core"}, {"name": "Other"}]

    def RawInputStream(  # noqa: N802 - sounddevice's name
        self, *, device: int, samplerate: int, channels: int, dtype: str, callback: Callable[..., None]
    ) -> FakeStream:
        assert dtype == "int16"
        if (samplerate, channels) not in self.grants:
            raise PortAudioError(
                "Error opening RawInputStream: Invalid sample rate [PaErrorCode -9997]", -9997
            )
        stream = self.opened = FakeStream(self, callback, channels)
        return stream


class FakeStream:
    def __init__(self, sounddevice: FakeSounddevice, callback: Callable[..., None], channels: int) -> None:
        self._sounddevice = sounddevice
        self._callback = callback
        self._channels = channels
        self._delivered = threading.Event()
        self.closed = False

    def start(self) -> None:
        if self._sounddevice.does_not_start:
            self._delivered.set()
            raise PortAudioError("Error starting stream: Device unavailable [PaErrorCode -9985]", -9985)
        if self._channels in self._sounddevice.starts_too_late:
            self._delivered.set()
            self._callback(np.array([7, 7, 7], dtype=np.int16).tobytes(), 3 // self._channels, None, FINE)
            raise PortAudioError("Error starting stream: Wait timed out [PaErrorCode -9987]", -9987)
        threading.Thread(target=self._deliver).start()

    def _deliver(self) -> None:
        for samples, status in self._sounddevice.blocks:
            time.sleep(0.001)
            pcm = np.array(samples, dtype=np.int16).tobytes()
            self._callback(pcm, len(samples) // self._channels, None, status)
        self._delivered.set()

    @property
    def active(self) -> bool:
        if self._sounddevice.afterwards == "broken":
            raise PortAudioError("Error getting the stream's state: Unanticipated host error", -9999)
        return self._sounddevice.afterwards == "silent" or not self._delivered.is_set()

    def stop(self) -> None:
        self._delivered.wait()

    def close(self) -> None:
        self.closed = True


def install(monkeypatch: pytest.MonkeyPatch, fake: FakeSounddevice) -> FakeSounddevice:
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    return fake
