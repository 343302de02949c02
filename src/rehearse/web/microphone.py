"""The microphone of a browser: blocks of samples that a page sends, as a source to record from."""

from __future__ import annotations

import queue

from rehearse.audio.source import Block

RATES_HZ = range(8_000, 192_001)
"""What an AudioContext may work at."""
MOST_WAITING = 2_000
"""Blocks, of a page that sends faster than anybody speaks."""
NOTHING_HEARD = (
    "the browser sends silence. Unmute the microphone, or choose another one with the icon beside the address"
)


class BrowserMicrophone:
    """A source that is open from the beginning, until it is closed."""

    channels = 1
    name = "the browser's microphone"

    def __init__(self, rate_hz: int) -> None:
        if rate_hz not in RATES_HZ:
            raise ValueError(f"no rate of a microphone: {rate_hz} Hz")
        self.rate_hz = rate_hz
        self._heard: queue.Queue[Block] = queue.Queue(MOST_WAITING)
        self._is_there = True

    def add(self, pcm: bytes) -> None:
        """Take in mono 16-bit samples, little-endian. ValueError for half a sample, or far too many."""
        if len(pcm) % 2:
            raise ValueError("half a sample")
        try:
            self._heard.put_nowait(Block(pcm))
        except queue.Full:
            raise ValueError("faster than anybody speaks") from None

    def open(self) -> BrowserMicrophone:
        return self

    def waiting(self) -> list[Block]:
        return [self._heard.get_nowait() for _ in range(self._heard.qsize())]

    def is_active(self) -> bool:
        return self._is_there

    def close(self) -> None:
        self._is_there = False

    def nothing_heard(self, *, heard_before: bool = False) -> str:
        return NOTHING_HEARD
