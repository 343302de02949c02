"""Where in the sound somebody speaks, by Silero's voice activity detector.

Finds speech and not words; a hummed "mm" counts as speech, music mostly does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.audio.files import RATE_HZ
from rehearse.model.heard import Span
from rehearse.onnx_session import open_network

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

FRAME = 512
CONTEXT = 64
FRAME_S = FRAME / RATE_HZ
BLOCK_FRAMES = 512
STARTS_AT, ENDS_BELOW = 0.5, 0.35
"""Probabilities between which the state stays as it was, so that it does not flicker."""
RUMBLE = 160
"""Samples, 0.01 s: the mean of so many is what lies too low for a voice. Steps, wind and mains hum drown one
for the detector, and people hardly hear them.
"""
SHORTEST_SPEECH_S = 0.1
BEFORE = RUMBLE + CONTEXT
"""Samples before each frame that it is looked at with."""
SHORTEST_SILENCE_S = 0.25
"""Shorter gaps belong to articulation (stop closures), by the usual convention of pause research."""


class SpeechActivity:
    """Follows a recording block by block; what it finds does not depend on where the blocks end."""

    def __init__(self) -> None:

        self._state = (np.zeros((1, 1, 128), dtype=np.float32),) * 2
        self._waiting = np.zeros(BEFORE, dtype=np.float32)
        self._heard = 0
        self._stretches = Stretches()

    @property
    def going_on(self) -> Span | None:
        """The stretch that has not ended yet, from its start to now."""
        return self._stretches.going_on

    @property
    def now_s(self) -> float:
        """How far it has listened."""
        return self._stretches.now_s

    @property
    def duration_s(self) -> float:
        """How much it was given."""
        return self._heard / RATE_HZ

    def add(self, samples: Samples) -> list[Span]:
        """The stretches that have ended with mono 16 kHz samples of shape (n,)."""
        self._heard += len(samples)
        return self._listened(samples)

    def end(self) -> list[Span]:
        """The stretches that the end of the recording ends."""
        missing = -(len(self._waiting) - BEFORE) % FRAME
        ended = [*self._listened(np.zeros(missing, dtype=np.float32)), *self._stretches.end()]
        return [Span(span.start_s, min(span.end_s, self.duration_s)) for span in ended]

    def _listened(self, samples: Samples) -> list[Span]:

        # Each frame carries the last samples of the one before it, as the model was trained.
        waiting = np.concatenate([self._waiting, samples])
        count = (len(waiting) - BEFORE) // FRAME
        self._waiting = waiting[count * FRAME :]
        if not count:
            return []
        frames = np.lib.stride_tricks.sliding_window_view(waiting, BEFORE + FRAME)[::FRAME][:count]
        ended: list[Span] = []
        for first in range(0, count, BLOCK_FRAMES):
            ended += self._stretches.add(
                self._probabilities(_without_rumble(frames[first : first + BLOCK_FRAMES]))
            )
        return ended

    def _probabilities(self, frames: Samples) -> list[float]:

        h, c = self._state
        asked = {"input": np.ascontiguousarray(frames), "h": h, "c": c}
        probabilities, *state = _session().run(None, asked)
        self._state = (state[0], state[1])
        told: list[float] = probabilities.ravel().tolist()
        return told


def _without_rumble(frames: Samples) -> Samples:
    """Frames of shape (n, BEFORE + FRAME) without what lies low, as (n, CONTEXT + FRAME).

    Each by itself, so that it does not matter which are beside it.
    """
    sums = np.cumsum(frames, axis=1, dtype=np.float64)
    low = (sums[:, RUMBLE:] - sums[:, :-RUMBLE]) / RUMBLE
    return (frames[:, RUMBLE:] - low).astype(np.float32)


class Stretches:
    """Turns one probability per frame of `frame_s` seconds into stretches of speech, as they come."""

    def __init__(
        self, *, frame_s: float = FRAME_S, starts_at: float = STARTS_AT, ends_below: float = ENDS_BELOW
    ) -> None:
        self._frame_s = frame_s
        self._starts_at, self._ends_below = starts_at, ends_below
        self._frames = 0
        self._start: int | None = None
        self._ended: Span | None = None
        """The latest stretch, as long as what follows may still belong to it."""

    @property
    def now_s(self) -> float:
        return self._frames * self._frame_s

    @property
    def going_on(self) -> Span | None:
        """What is spoken now, or was too lately to have ended; None while it may be a mere click."""
        if self._start is None:
            latest = self._ended
        elif self._ended is not None and self._belongs_to(self._ended):
            latest = Span(self._ended.start_s, self.now_s)
        else:
            latest = Span(self._start * self._frame_s, self.now_s)
        return latest if latest and latest.duration_s >= SHORTEST_SPEECH_S else None

    def add(self, probabilities: Sequence[float]) -> list[Span]:
        """The stretches that have ended with these frames."""
        return [span for probability in probabilities for span in self._add(probability)]

    def end(self) -> list[Span]:
        """The stretches that end with the recording."""
        return [*self._add(0.0), *self._let_go()]

    def _add(self, probability: float) -> list[Span]:
        gone: list[Span] = []
        if self._start is None:
            if probability >= self._starts_at:
                self._start = self._frames
            elif self._ended and not self._is_near(self._frames + 1, self._ended):
                gone = self._let_go()
        elif probability < self._ends_below:
            gone = self._stop()
        self._frames += 1
        return gone

    def _stop(self) -> list[Span]:
        assert self._start is not None
        end_s = self._frames * self._frame_s
        if self._ended is not None and self._belongs_to(self._ended):
            gone, self._ended = [], Span(self._ended.start_s, end_s)
        else:
            gone = self._let_go()
            self._ended = Span(self._start * self._frame_s, end_s)
        self._start = None
        return gone

    def _let_go(self) -> list[Span]:
        latest, self._ended = self._ended, None
        return [latest] if latest and latest.duration_s >= SHORTEST_SPEECH_S else []

    def _belongs_to(self, latest: Span) -> bool:
        return self._start is not None and self._is_near(self._start, latest)

    def _is_near(self, frame: int, latest: Span) -> bool:
        return frame * self._frame_s - latest.end_s < SHORTEST_SILENCE_S


@cache
def _session() -> Any:
    # The package is found and not imported: importing it loads torch.
    files = metadata.files("silero-vad") or []
    (model,) = (file for file in files if file.name == "silero_vad_16k_sequence.onnx")
    return open_network(Path(str(model.locate())))
