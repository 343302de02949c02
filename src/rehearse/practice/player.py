"""Plays a take while keys are read."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from rehearse.audio.files import RATE_HZ
from rehearse.audio.playback import play
from rehearse.errors import PlaybackError

if TYPE_CHECKING:
    from rehearse.errors import RehearseError

FAILS_WITHIN_S = 0.25


class Player:
    """Plays a stretch of the take behind what else goes on; one at a time."""

    def __init__(self, samples: Any) -> None:
        self._samples = samples
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.from_s = 0.0
        """Where in the take it began to play."""
        self._begun = 0.0
        self._now_s = 0.0
        self.error: RehearseError | None = None

    @property
    def is_playing(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def now_s(self) -> float:
        """The place in the take that is heard, or where it stopped."""
        if self.is_playing:
            return self.from_s + time.monotonic() - self._begun
        return self._now_s

    def play(self, from_s: float, to_s: float | None = None) -> None:
        """From here to there, or to the end, instead of what sounds now."""
        self.stop()
        part = self._samples[round(from_s * RATE_HZ) : None if to_s is None else round(to_s * RATE_HZ)]
        self._stop = threading.Event()
        self.from_s, self._begun = from_s, time.monotonic()
        self._now_s = from_s + len(part) / RATE_HZ
        # A daemon, so that a sound system that hangs cannot keep the program from ending.
        self._thread = threading.Thread(target=self._run, args=(part, self._stop), daemon=True)
        self._thread.start()
        # What cannot be played at all is said at once, and not at the next key.
        self._thread.join(FAILS_WITHIN_S)

    def stop(self) -> bool:
        """Whether something sounded."""
        if self._thread is None or not self.is_playing:
            return False
        self._now_s = self.now_s
        self._stop.set()
        self._thread.join()
        return True

    def _run(self, part: Any, stop: threading.Event) -> None:

        try:
            play(part, RATE_HZ, stop=stop)
        except PlaybackError as error:
            self.error = error
