"""A recording in a thread of its own, for whatever shows it meanwhile: a terminal, a page, a check.

It starts a source and sees to it that whoever stops it, and a sound system that hangs, end the take with what
was said kept. It measures nothing and draws nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rehearse.audio.levels import Voice, hearing
from rehearse.audio.portaudio import leave_at_exit, quiet_native_messages
from rehearse.audio.recording import LOST_AFTER_S, Recorded, SoFar, record
from rehearse.audio.source import Source
from rehearse.audio.take_file import TakeFile
from rehearse.errors import MicrophoneError
from rehearse.progress import Progress
from rehearse.words.recording import MeterReading

LIMIT_S = 600.0
"""No answer takes ten minutes; a recording forgotten overnight would."""

LOOKS_EVERY_S = 0.1

_OPENS_WITHIN_S = 15.0
"""A source that has neither opened nor failed by then belongs to a sound system that hangs."""

_ENDS_WITHIN_S = 10.0


def _nobody() -> Voice | None:
    return None


class Recorder:
    """Records a source into the new WAV file `take`, until it is stopped or `limit_s` seconds long.

    `voice` says what is known of the voice in the take. The thread is the recording's, so that a slow
    terminal never keeps it from the disk.
    """

    def __init__(
        self,
        take: Path,
        source: Source,
        limit_s: float = LIMIT_S,
        voice: Callable[[], Voice | None] = _nobody,
        *,
        patience_s: float = LOST_AFTER_S,
    ) -> None:
        self.limit_s = limit_s
        self._take = take
        self._source = source
        self._voice = voice
        self._patience_s = patience_s
        self._stop = threading.Event()
        self._so_far: SoFar | None = None
        self._interrupted = False
        self._recorded: Recorded | None = None
        self._error: BaseException | None = None
        self._opens_before = 0.0
        # A daemon, so that a sound system that hangs cannot keep the program from ending.
        self._thread = threading.Thread(target=self._record, daemon=True)

    def start(self) -> None:
        """Begin; what goes wrong is raised at the end."""
        self._opens_before = time.monotonic() + _OPENS_WITHIN_S
        self._thread.start()

    def is_running(self) -> bool:
        """Whether there is more to come."""
        late = self._so_far is None and time.monotonic() > self._opens_before
        return self._thread.is_alive() and not late

    def reading(self) -> MeterReading | None:
        """What there is to show now; None until the first sound has arrived."""
        so_far, voice = self._so_far, self._voice()
        if so_far is None:
            return None
        arriving = hearing(so_far.meter, voice)
        hint = self._source.nothing_heard(heard_before=so_far.meter.peak > 0)
        return MeterReading(
            elapsed_s=so_far.duration_s,
            meter=so_far.meter.value,
            arriving=arriving,
            hint=hint if arriving == "zeros" else "",
        )

    def stop(self) -> None:
        """Have it end; the rest is written behind."""
        self._stop.set()

    def interrupt(self) -> None:
        """Have it end, because nobody wants to hear of it now."""
        self._interrupted = True
        self.stop()

    def end(self) -> Recorded:
        """How it ended, once it has.

        MicrophoneError where the source cannot be opened, AudioFileError where the take cannot be written;
        without either the file is there, and readable, even where it holds no sound (`duration_s` is 0).
        """
        self.stop()
        self._thread.join(_ENDS_WITHIN_S)
        if self._error is not None:
            raise self._error
        if self._recorded is None:
            leave_at_exit()
            raise MicrophoneError(
                "The sound system does not answer. Restart it or the computer, or give a recording: "
                "--answer FILE."
            )
        by_ctrl_c = self._interrupted and self._recorded.reason == "stopped"
        return replace(self._recorded, reason="interrupted") if by_ctrl_c else self._recorded

    def _record(self) -> None:
        try:
            self._recorded = record(
                self._source,
                lambda rate_hz: TakeFile(self._take, rate_hz),
                max_s=self.limit_s,
                stop=self._stop,
                patience_s=self._patience_s,
                on_progress=self._note,
            )
        except BaseException as error:
            self._error = error

    def _note(self, so_far: SoFar) -> None:
        self._so_far = so_far


def listen(take: Path, source: Source, limit_s: float, *, progress: Progress) -> Recorded:
    """Record `limit_s` seconds that only a progress is shown of; raises as `Recorder.end` does."""
    recorder = Recorder(take, source, limit_s)
    with quiet_native_messages():
        recorder.start()
        try:
            while recorder.is_running():
                reading = recorder.reading()
                heard_s = reading.elapsed_s if reading else 0.0
                progress("Listening: say a few words", round(heard_s * 10), round(limit_s * 10))
                time.sleep(LOOKS_EVERY_S)
        finally:
            recorder.stop()
        return recorder.end()
