"""Where somebody speaks, and the chunks that this makes, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.audio.chunks import Chunker
from rehearse.audio.cleanness import Cleanness
from rehearse.audio.speech_activity import SpeechActivity
from rehearse.model.heard import Sound, Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from rehearse.audio.chunks import Chunk

    Samples = npt.NDArray[np.float32]


class Ears:
    """Listens to a recording block by block: where somebody speaks, and the chunks that this makes."""

    def __init__(self) -> None:

        self._activity = SpeechActivity()
        self._chunker = Chunker()
        self._cleanness = Cleanness()
        self.speech: list[Span] = []

    @property
    def duration_s(self) -> float:
        return self._activity.duration_s

    @property
    def last_voice_s(self) -> float | None:
        """When somebody spoke last, as far as is known; None where nobody has."""
        latest = self._activity.going_on or (self.speech[-1] if self.speech else None)
        return latest.end_s if latest else None

    @property
    def sound(self) -> Sound | None:
        """How clean the recording is; None where nobody has spoken."""
        return self._cleanness.sound(self.speech)

    def add(self, samples: Samples) -> list[Chunk]:
        """The chunks that are complete with more mono 16 kHz samples, of shape (n,)."""
        self._cleanness.add(samples)
        ended = self._activity.add(samples)
        self.speech += ended
        return self._chunker.add(samples, ended, self._activity.going_on, self._activity.now_s)

    def forming(self) -> Chunk | None:
        """The chunk that the end of the recording would complete now."""
        return self._chunker.forming(self._activity.going_on)

    def end(self) -> list[Chunk]:
        """The chunks that the end of the recording completes."""
        ended = self._activity.end()
        self.speech += ended
        return self._chunker.end(ended)
