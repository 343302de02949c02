"""One sound track as far as it can be decoded: its frames, and the time between them that has no sound.

What cannot be decoded costs what is broken and not the rest; each part stays at its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rehearse.model.heard import Span

LEAST_RATE_HZ, MOST_RATE_HZ = 4_000, 768_000
"""Half of a telephone's, and four times that of a studio: no recording has another, and turning one Hz
into 16,000 would fill the memory from a few bytes."""
LONGEST_S = 24 * 3600.0
"""A few bytes can stand for years of silence."""
MOST_SILENCE_S = 3600.0
"""Of all that a file's clock leaves out; more is a clock that has jumped."""

LEAST_GAP_S = 0.1
"""A container's clock is not exact: from there on time without packets is silence."""
LEAST_LOST_S = 0.03
"""One that counts samples is, but for what comes of joints: from there on some are missing."""
LEAST_BROKEN_S = 0.002
"""Where a packet was broken its whole length is missing, however short."""
BEYOND_S = 1.0
"""No sound is later after the end that a file declares."""
LONGEST_HEADER_BYTES = 64
"""Between packets that are packed; those of whole recordings have at most 24."""
TAG = b"ID3"
"""What the title of an MP3 begins with."""
MOST_FAILURES = 50
"""In a row, before reading is given up: one that goes on for ever would never end."""


class NoRecordingError(Exception):
    """A file holds sound, but none that was recorded; the message goes on after the file's name."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Time without sound; `is_lost` where there was some that cannot be read."""

    span: Span
    is_lost: bool


def is_rate(rate_hz: int) -> bool:
    """Whether a recording may have this sample rate."""
    return LEAST_RATE_HZ <= rate_hz <= MOST_RATE_HZ


class Decoding:
    """Decodes the packets of one track. Times are seconds from the container's beginning.

    `declared_s` is how long the file says that it is, None where it does not. With `gaps_are_lost` time
    without packets is sound that is missing; else it is silence, as from a program that sends none while
    nobody speaks. Where packets are `packed`, each begins right after the one before, but for a short header:
    what is passed over between two of them was sound.
    """

    def __init__(
        self, container: Any, stream: Any, *, declared_s: float | None, gaps_are_lost: bool, packed: bool
    ) -> None:
        import av

        self._container = container
        self._stream = stream
        self._declared_s = declared_s
        self._gaps_are_lost = gaps_are_lost
        self._packed = packed
        self._end_byte: int | None = None
        self._begin_s = (container.start_time or 0) / av.time_base
        self._broken_s: float | None = None
        self._silence_s = 0.0
        self.at_s = 0.0
        """How much there is by now, silence included."""
        self.errors = 0

    def parts(self) -> Iterator[Any]:
        """PyAV's frames and gaps, in order. FFmpegError where nothing at all can be decoded."""
        import av

        first_error: av.FFmpegError | None = None
        for packet in self._packets():
            self._note_place(packet)
            try:
                frames = packet.decode()
            except av.FFmpegError as error:
                first_error = first_error or error
                self._is_broken(packet)
                continue
            for frame in frames:
                if not is_rate(frame.sample_rate):
                    self._is_broken(packet)
                    continue
                yield from self._gap_before(frame)
                self.at_s += frame.samples / frame.sample_rate
                if self.at_s > LONGEST_S:
                    raise NoRecordingError("is longer than a day. Cut it into parts.")
                yield frame
        yield from self._gap(self._broken_s or 0)
        if first_error is not None and not self.at_s:
            raise first_error

    def _packets(self) -> Iterator[Any]:
        import av

        failures = 0
        while failures < MOST_FAILURES:
            try:
                for packet in self._container.demux(self._stream):
                    failures = 0
                    yield packet
                return
            except av.FFmpegError:
                self.errors += 1
                failures += 1

    def _note_place(self, packet: Any) -> None:
        if not self._packed or packet.pos is None or not packet.size:
            return
        if self._end_byte is not None and packet.pos - self._end_byte > LONGEST_HEADER_BYTES:
            self.errors += 1
            self._broken_s = self._broken_s or 0.0
        self._end_byte = packet.pos + packet.size

    def _is_broken(self, packet: Any) -> None:
        length_s = float(packet.duration * packet.time_base) if packet.duration and packet.time_base else 0.0
        if bytes(packet)[: len(TAG)] == TAG:  # of a file that was joined to another: nothing that sounds
            self._begin_s += length_s
            return
        self.errors += 1
        self._broken_s = (self._broken_s or 0) + length_s

    def _gap_before(self, frame: Any) -> Iterator[Gap]:
        """Where a frame's time is later than the end of what came before."""
        known = frame.time is not None
        later_s = frame.time - self._begin_s - self.at_s if known else self._broken_s or 0
        least_s = LEAST_LOST_S if self._gaps_are_lost else LEAST_GAP_S
        if self._broken_s is not None:
            least_s = LEAST_BROKEN_S
        if later_s > least_s and self._is_plausible(later_s):
            yield from self._gap(later_s)
        elif known and abs(later_s) > LEAST_GAP_S:
            # The clock has jumped, as where files were joined: what follows is taken to follow at once.
            yield from self._gap(self._broken_s or 0)
            self._begin_s = frame.time - self.at_s
        self._broken_s = None

    def _is_plausible(self, gap_s: float) -> bool:
        end_s = self.at_s + gap_s
        is_within = self._declared_s is None or end_s <= self._declared_s + BEYOND_S
        return is_within and self._silence_s + gap_s <= MOST_SILENCE_S

    def _gap(self, gap_s: float) -> Iterator[Gap]:
        if not gap_s or not self._is_plausible(gap_s):
            return
        span = Span(self.at_s, self.at_s + gap_s)
        self.at_s = span.end_s
        self._silence_s += gap_s
        yield Gap(span, is_lost=self._gaps_are_lost or self._broken_s is not None)
