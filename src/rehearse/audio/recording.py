"""Record a source of sound into a take, with nothing lost when the source, the disk or the user gives up.

A source is what `source.Source` says: the microphone, or whatever gives blocks of PCM. Whoever calls `record`
writes what came to the take ten times a second. This module shows nothing, names no files, and neither
resamples nor judges speech.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from rehearse.audio.levels import ZEROS_S, Meter, follow, level
from rehearse.audio.source import Block, Source, Stream

if TYPE_CHECKING:
    import numpy.typing as npt

DRAIN_S = 0.1
"""How often what was heard goes to disk."""

LOST_AFTER_S = 2.0
"""A microphone that delivers nothing for this long is gone."""

STARTS_WITHIN_S = 6.0
"""A microphone that has delivered nothing by then never will; Bluetooth needs a second or two."""

_FULL_SCALE = 32768
Reason = Literal["stopped", "limit", "interrupted", "lost", "disk"]


@dataclass(frozen=True, slots=True)
class SoFar:
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


def record(
    source: Source,
    start_take: Callable[[int], Sink],
    *,
    max_s: float,
    stop: threading.Event,
    patience_s: float = LOST_AFTER_S,
    on_progress: Callable[[SoFar], None] = lambda so_far: None,
) -> Recorded:
    """Record into the take that `start_take(rate_hz)` opens, until `stop` is set or it holds `max_s` seconds.

    The take is mono, 16-bit, at the source's rate. `on_progress` is called ten times a second, from the first
    sound on. A source that vanishes or gives nothing for `patience_s` seconds, or a disk that is full, ends
    the take; what was said so far is kept, and `Recorded.problem` says what happened. MicrophoneError where
    the source cannot be opened; then no take is started. Blocks, so run it in a thread of its own where
    Ctrl-C may come: an exception ends the take properly, but in the middle of things.
    """
    stream = source.open()
    try:
        take = start_take(stream.rate_hz)
    except BaseException:
        stream.close()
        raise
    recording = _Recording(take, stream, max_frames=round(max_s * stream.rate_hz), patience_s=patience_s)
    try:
        ended = _record_until_end(stream, recording, stop, on_progress)
    finally:
        stream.close()
        recording.add(stream.waiting())
        take.close()
    return recording.result(ended, source)


def _record_until_end(
    stream: Stream, recording: _Recording, stop: threading.Event, on_progress: Callable[[SoFar], None]
) -> Reason:
    # Waits are counted, not the clock: after Ctrl-Z and fg the clock has jumped, the microphone has not gone.
    idle_s = 0.0
    while True:
        stopped = stop.wait(DRAIN_S)
        blocks = stream.waiting()
        idle_s = 0.0 if blocks else idle_s + DRAIN_S
        if blocks:
            recording.add(blocks)
            on_progress(recording.so_far())
        if recording.disk_error is not None:
            return "disk"
        if recording.is_full:
            return "limit"
        if stopped:
            return "stopped"
        if idle_s and (idle_s >= recording.patience_s or not stream.is_active()):
            return "lost"


class _Recording:
    """What a recording adds up to while it runs: the take, the meter, the sound that was dropped."""

    def __init__(self, take: Sink, stream: Stream, *, max_frames: int, patience_s: float) -> None:
        self._take = take
        self._rate_hz = stream.rate_hz
        self._channels = stream.channels
        self._max_frames = max_frames
        self._patience_s = patience_s
        self._meter = Meter()
        self._overflows = 0
        self.disk_error: OSError | None = None

    @property
    def is_full(self) -> bool:
        return self._take.frames >= self._max_frames

    @property
    def patience_s(self) -> float:
        return self._patience_s if self._take.frames else STARTS_WITHIN_S

    def add(self, blocks: Sequence[Block]) -> None:
        """Write what was heard, up to the limit; nothing more once the disk has refused."""
        self._overflows += sum(block.dropped for block in blocks)
        samples = np.frombuffer(b"".join(block.pcm for block in blocks), dtype=np.int16)
        mono = to_mono(samples, self._channels)[: self._max_frames - self._take.frames]
        if mono.size == 0 or self.disk_error is not None:
            return
        try:
            # What waited for long goes to disk by the second: of a disk that is full, all of it is used.
            for at in range(0, mono.size, self._rate_hz):
                self._take.write(mono[at : at + self._rate_hz].tobytes())
        except OSError as error:
            self.disk_error = error
        sound = (mono / _FULL_SCALE).astype(np.float32)
        self._meter = follow(self._meter, level(sound), duration_s=mono.size / self._rate_hz)

    def so_far(self) -> SoFar:
        return SoFar(self._take.frames / self._rate_hz, self._meter, self._overflows)

    def result(self, ended: Reason, source: Source) -> Recorded:
        duration_s = self._take.frames / self._rate_hz
        silent = self._meter.peak == 0 and duration_s > ZEROS_S
        return Recorded(
            duration_s=duration_s,
            rate_hz=self._rate_hz,
            reason=ended,
            problem=self._problem(ended, source, silent=silent),
            overflows=self._overflows,
            peak=self._meter.peak,
            silent=silent,
        )

    def _problem(self, ended: Reason, source: Source, *, silent: bool) -> str | None:
        if self.disk_error is not None:
            why = self.disk_error.strerror or self.disk_error
            kept = " What you said until then is kept." if self._take.frames else ""
            return f"the disk takes no more ({why}).{kept} Free some space for the next take"
        if ended == "lost" and self._take.frames == 0:
            return (
                f'the microphone "{source.name}" delivers no audio. Check that it is connected and '
                "switched on, or choose another (`rehearse devices`)"
            )
        if ended == "lost":
            return (
                f'the microphone "{source.name}" went away. What you said is kept. '
                "Connect it again before the next take"
            )
        if silent:
            return (
                f'nothing at all came from the microphone "{source.name}": {source.nothing_heard()}. '
                "`rehearse check` tests it again"
            )
        return None


def to_mono(samples: npt.NDArray[np.int16], channels: int) -> npt.NDArray[np.int16]:
    """Interleaved samples (n * channels,) as their mean (n,).

    The mean, not the first channel: a microphone plugged into the second input of an interface is
    then merely quieter, where the first channel would be silent.
    """
    if channels == 1:
        return samples
    mono: npt.NDArray[np.int16] = samples.reshape(-1, channels).mean(axis=1).round().astype(np.int16)
    return mono
