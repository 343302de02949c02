"""Play samples, and stop at once when asked.

This module reads no files and cuts no spans: what it is given is what is heard.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.audio.portaudio import let_go, load_sounddevice, reason, started
from rehearse.errors import PlaybackError

if TYPE_CHECKING:
    import numpy.typing as npt

LOOKS_EVERY_S = 0.1
"""How often a wish to stop is looked for."""

STUCK_AFTER_S = 3.0
"""A device that has taken nothing for this long will not take more."""


TAIL_S = 0.2
"""Silence played after the sound: some sound systems cut off the last buffer when a stream ends."""


def play(samples: npt.NDArray[np.float32], rate_hz: int, *, stop: threading.Event | None = None) -> None:
    """Play mono samples, shape (n,), between -1 and 1, and return when they have been heard.

    Setting `stop`, or Ctrl-C, ends it at once; Ctrl-C is raised on as KeyboardInterrupt.
    PlaybackError where there is nothing to play on, or it vanishes on the way.
    """
    if samples.size == 0:
        return
    stop = stop or threading.Event()
    source = _Source()
    stream = _open(samples, rate_hz, source)
    try:
        _wait(stream, source, stop)
    finally:
        let_go(stream)


class _Source:
    """The samples on their way out; the sound system's thread takes them with `fill`."""

    def __init__(self) -> None:
        self.samples: Any = None
        self.taken = 0
        self.finished = threading.Event()

    def fill(self, outdata: Any, frames: int, time: Any, status: Any) -> None:
        part = self.samples[self.taken : self.taken + frames]
        outdata[: len(part), 0] = part
        outdata[len(part) :] = 0
        self.taken += len(part)
        if len(part) < frames:
            import sounddevice

            raise sounddevice.CallbackStop


def _open(samples: npt.NDArray[np.float32], rate_hz: int, source: _Source) -> Any:
    """A running stream, at the samples' rate or else, resampled, at the device's own."""
    sounddevice = load_sounddevice(PlaybackError)
    own_rate_hz = _own_rate_hz(sounddevice)
    refused: Exception | None = None
    for granted_hz in dict.fromkeys((rate_hz, own_rate_hz)):
        source.samples = _with_tail(_resampled(samples, rate_hz, granted_hz), granted_hz)
        form = {"samplerate": granted_hz, "channels": 1, "dtype": "float32"}
        ended = source.finished.set
        make = partial(sounddevice.OutputStream, callback=source.fill, finished_callback=ended, **form)
        try:
            return started(make)
        except sounddevice.PortAudioError as error:
            refused = error
    assert refused is not None, "at least one rate is tried"
    raise PlaybackError(
        f"Nothing can be played ({reason(refused)}). Check the sound settings or close other programs."
    ) from refused


def _own_rate_hz(sounddevice: Any) -> int:
    try:
        return int(sounddevice.query_devices(kind="output")["default_samplerate"])
    except (sounddevice.PortAudioError, ValueError) as error:
        raise PlaybackError("There are no headphones or speakers. Connect some, then try again.") from error


def _resampled(samples: npt.NDArray[np.float32], rate_hz: int, wanted_hz: int) -> Any:
    import soxr

    return samples if rate_hz == wanted_hz else soxr.resample(samples, rate_hz, wanted_hz)


def _with_tail(samples: Any, rate_hz: int) -> Any:

    return np.concatenate([samples, np.zeros(round(TAIL_S * rate_hz), dtype=np.float32)])


def _wait(stream: Any, source: _Source, stop: threading.Event) -> None:
    # Waiting in short steps keeps Ctrl-C working on every platform.
    total = len(source.samples)
    taken, idle_s = 0, 0.0
    while not source.finished.wait(LOOKS_EVERY_S):
        if stop.is_set():
            return
        idle_s = 0.0 if source.taken > taken else idle_s + LOOKS_EVERY_S
        taken = source.taken
        if idle_s >= STUCK_AFTER_S:
            break
    if source.taken < total:
        raise PlaybackError(
            "The headphones or speakers went away. Connect them again, or check the sound settings."
        )
