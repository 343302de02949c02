"""Where the sound of a take comes from: the microphone of this machine, or whatever gives blocks of PCM."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Block(NamedTuple):
    """Interleaved 16-bit samples, and whether some before them were dropped."""

    pcm: bytes
    dropped: bool = False


class Stream(Protocol):
    """A source that was opened."""

    @property
    def rate_hz(self) -> int: ...

    @property
    def channels(self) -> int: ...

    def waiting(self) -> list[Block]:
        """What came since it was last asked, without waiting for more."""

    def is_active(self) -> bool:
        """Whether more can come."""

    def close(self) -> None:
        """Have no more come; what is waiting can still be had."""


class Source(Protocol):
    """Something to record from."""

    @property
    def name(self) -> str: ...

    def open(self) -> Stream:
        """Begin to deliver. MicrophoneError where it cannot be opened."""

    def nothing_heard(self, *, heard_before: bool = False) -> str:
        """What to do when only exact zeros come, without a full stop; `heard_before`: there was sound."""
