"""Cutting an answer at its pauses into pieces that Whisper hears in one go, while it comes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rehearse.audio.files import RATE_HZ
from rehearse.model.heard import Span

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

LONGEST_S = 27.0
"""Whisper hears 30 s; longer chunks lose filled pauses at their end."""
MARGIN_S = 1.0
"""Kept on both sides of the speech: voice activity can miss a whole soft "uh" before the first word."""
ROOM_S = LONGEST_S - 2 * MARGIN_S
QUIET_FRAME_S, QUIET_FRAMES = 0.02, 5
"""The quietest place is where so many frames together are."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a recording: where it lies, its mono 16 kHz samples, and where in it somebody speaks.

    `span` and `speech` are in seconds of the whole recording. At its end `samples` may end before `span`.
    """

    span: Span
    samples: Samples
    speech: tuple[Span, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the recording has all of it by now."""
        return len(self.samples) >= int(self.span.duration_s * RATE_HZ) - 1

    def is_same(self, other: Chunk) -> bool:
        """Whether both hold the same part of the same recording."""
        return self.span == other.span and len(self.samples) == len(other.samples)

    def part(self, span: Span) -> Chunk:
        """The same of a smaller span."""
        first, last = (round((at_s - self.span.start_s) * RATE_HZ) for at_s in (span.start_s, span.end_s))
        return Chunk(span, self.samples[first:last], _within(span, self.speech))


class Chunker:
    """Groups speech into chunks of at most `LONGEST_S` that together hold all of it, apart from each other.

    A chunk ends at the last pause before it would be too long; speech without a pause is cut where it is
    quietest. What it gives does not depend on how the recording is handed to it.
    """

    def __init__(self) -> None:
        self._sound = _Sound()
        self._group: Span | None = None
        self._speech: list[Span] = []
        self._before_s: float | None = None
        """Where the chunk before this one had its last speech."""
        self._cut_s = 0.0
        """Speech up to here is in a chunk already, although it has not ended."""

    def add(
        self, samples: Samples, ended: Sequence[Span], going_on: Span | None, now_s: float
    ) -> list[Chunk]:
        """The chunks that are complete with these samples, and with the speech that ended in them.

        `going_on` is speech that has not ended yet, `now_s` how far speech was looked for.
        """
        self._sound.add(samples)
        chunks = [chunk for span in ended for chunk in self._place(span, has_ended=True)]
        if going_on is not None:
            chunks += self._place(going_on, has_ended=False)
        elif self._group and self._is_complete(self._group, now_s):
            chunks += self._close()
        waiting_s = max(going_on.start_s, self._cut_s) if going_on else now_s
        self._sound.forget_before((self._group.start_s if self._group else waiting_s) - 2 * MARGIN_S)
        return chunks

    def forming(self, going_on: Span | None) -> Chunk | None:
        """The chunk that the end of the recording would complete now; None where there is none."""
        speech = list(self._speech)
        if going_on is not None:
            speech.append(Span(max(going_on.start_s, self._cut_s), going_on.end_s))
        return self._chunk(speech, next_s=None) if speech else None

    def end(self, ended: Sequence[Span]) -> list[Chunk]:
        """The chunks that the end of the recording completes."""
        chunks = [chunk for span in ended for chunk in self._place(span, has_ended=True)]
        return [*chunks, *self._close()]

    def _place(self, span: Span, *, has_ended: bool) -> list[Chunk]:
        """Put speech into the group if it fits; speech that goes on only ends what can take no more."""
        piece = Span(max(span.start_s, self._cut_s), span.end_s)
        closed = []
        if self._group and piece.end_s - self._group.start_s > ROOM_S:
            closed += self._close(next_s=piece.start_s)
        while piece.duration_s > ROOM_S:
            first, _ = halves(self._sound.chunk(Span(piece.start_s, piece.start_s + ROOM_S)))
            piece = Span(first.end_s, piece.end_s)
            self._cut_s = first.end_s
            self._join(first)
            closed += self._close(next_s=piece.start_s)
        if has_ended:
            self._join(piece)
        return closed

    def _join(self, piece: Span) -> None:
        self._group = Span(self._group.start_s if self._group else piece.start_s, piece.end_s)
        self._speech.append(piece)

    def _is_complete(self, group: Span, now_s: float) -> bool:
        """Whether no later speech fits in, and none is so near that it would take of the margin."""
        return now_s - group.start_s > ROOM_S and now_s - group.end_s >= 2 * MARGIN_S

    def _close(self, *, next_s: float | None = None) -> list[Chunk]:
        if self._group is None:
            return []
        chunk = self._chunk(self._speech, next_s)
        self._before_s = self._group.end_s
        self._group, self._speech = None, []
        return [chunk]

    def _chunk(self, speech: Sequence[Span], next_s: float | None) -> Chunk:
        start_s, end_s = speech[0].start_s, speech[-1].end_s
        span = Span(max(0.0, start_s - _margin_s(self._before_s, start_s)), end_s + _margin_s(end_s, next_s))
        return Chunk(span, self._sound.between(span), tuple(speech))


def _margin_s(end_s: float | None, start_s: float | None) -> float:
    """How much of the silence between two groups each of them gets."""
    return MARGIN_S if end_s is None or start_s is None else min(MARGIN_S, (start_s - end_s) / 2)


class _Sound:
    """The latest part of a recording, as long as it is needed."""

    def __init__(self) -> None:
        self._blocks: list[Samples] = []
        self._first = 0
        """The number of the first sample that is still here."""

    def add(self, samples: Samples) -> None:
        self._blocks.append(samples)

    def between(self, span: Span) -> Samples:
        first, last = (max(0, round(at_s * RATE_HZ) - self._first) for at_s in (span.start_s, span.end_s))
        return self._joined()[first:last].copy()

    def chunk(self, span: Span) -> Chunk:
        return Chunk(span, self.between(span), (span,))

    def forget_before(self, at_s: float) -> None:
        gone = round(at_s * RATE_HZ) - self._first
        while self._blocks and gone >= len(self._blocks[0]):
            gone -= len(self._blocks[0])
            self._first += len(self._blocks.pop(0))
        # Now and then only, because the rest is copied.
        if self._blocks and gone > ROOM_S * RATE_HZ:
            self._blocks[0] = self._blocks[0][gone:].copy()
            self._first += gone

    def _joined(self) -> Samples:

        self._blocks = [np.concatenate(self._blocks)] if self._blocks else [np.zeros(0, dtype=np.float32)]
        return self._blocks[0]


def halves(chunk: Chunk) -> tuple[Span, Span]:
    """A chunk's span cut at the quietest place of its middle third."""
    step = round(QUIET_FRAME_S * RATE_HZ)
    first, last = (round(chunk.span.duration_s * part * RATE_HZ) for part in (1 / 3, 2 / 3))
    middle = chunk.samples[first:last]
    power = (middle[: len(middle) // step * step].reshape(-1, step) ** 2).mean(axis=1)
    quietest = int(np.convolve(power, np.ones(QUIET_FRAMES), "valid").argmin())
    cut_s = chunk.span.start_s + first / RATE_HZ + (quietest + QUIET_FRAMES / 2) * QUIET_FRAME_S
    return Span(chunk.span.start_s, cut_s), Span(cut_s, chunk.span.end_s)


def _within(span: Span, speech: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(
        Span(max(span.start_s, stretch.start_s), min(span.end_s, stretch.end_s))
        for stretch in speech
        if stretch.overlap_s(span) > 0
    )
