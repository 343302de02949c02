"""Writes chunks down behind the sound, and drafts the one that is not complete. One way for files and for
takes that grow.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehearse.hearing.loading import RELAY_S, GetWhisper
from rehearse.progress import Progress
from rehearse.transcription.transcribing import BATCH
from rehearse.transcription.transcript import NotWantedError

if TYPE_CHECKING:
    from rehearse.audio.chunks import Chunk
    from rehearse.transcription.transcript import Transcript

MOST_WAITING = 2 * BATCH
"""Chunks; a file is read no further ahead, however long it is."""
DRAFTED_EVERY_S = 6.0
"""How much more must have been said before a chunk is drafted again, unless it seems to be all."""
DRAFTS_TAKE_AT_MOST = 0.25
"""Of the time: a slow machine drafts less often, and has the rest for the recording and for the user."""


class Writer:
    """Writes chunks down where `write` is called, while another thread follows the sound and adds them.

    Not the other way round: torch is a fifth slower in a thread that is not the program's first. With `draft`
    it is told what the next chunk has so far: at the end of a take little is left to do then. `total_s` is
    how long all of it is, 0 where that is not known.
    """

    def __init__(self, whisper: GetWhisper, progress: Progress, *, total_s: float = 0.0) -> None:
        self._whisper = whisper
        self._progress = progress
        self._total_s = total_s
        self._news = threading.Condition()
        self._chunks: list[Chunk] = []
        self._forming: Chunk | None = None
        self._drafted: Chunk | None = None
        self._drafted_every_s = DRAFTED_EVERY_S
        self._ended = False
        self._is_left = False
        self._error: BaseException | None = None

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Have chunks written down; waits while many do. NotWantedError where nobody writes any more."""
        with self._news:
            self._chunks += chunks
            self._news.notify_all()
            self._news.wait_for(lambda: len(self._chunks) <= MOST_WAITING or self._is_left)
            if self._is_left:
                raise NotWantedError

    def draft(self, chunk: Chunk) -> None:
        """Have a chunk drafted that more may be added to, if there is nothing else to do."""
        with self._news:
            self._forming = chunk
            self._news.notify_all()

    def end(self, total_s: float) -> None:
        """There are no more chunks."""
        with self._news:
            self._total_s = total_s
            self._ended = True
            self._news.notify_all()

    def fail(self, error: BaseException) -> None:
        """The sound cannot be followed any more; whoever writes is told."""
        with self._news:
            self._error = error
            self._ended = True
            self._news.notify_all()

    def write(self) -> Transcript | None:
        """Write down all that is added, until the end; None where nobody spoke.

        Raises what the model does, and what ended the following.
        """
        try:
            return self._written()
        finally:
            with self._news:
                self._is_left = True
                self._news.notify_all()

    def _written(self) -> Transcript | None:
        chunks, forming = self._waiting()
        if not chunks and not forming:
            return None
        transcribing = self._whisper(self._progress).begin()
        self._progress("Transcribing", 0, 0)
        while chunks or forming:
            if chunks:
                transcribing.add(chunks, more=self._more, done=self._note_done)
            elif forming:
                self._drafted = forming
                begun = time.monotonic()
                transcribing.prepare(forming, wanted=self._is_draft_wanted)
                took_s = time.monotonic() - begun
                self._drafted_every_s = max(DRAFTED_EVERY_S, took_s / DRAFTS_TAKE_AT_MOST)
            chunks, forming = self._waiting()
        return transcribing.end()

    def _waiting(self) -> tuple[list[Chunk], Chunk | None]:
        """All chunks that have come, or else one to draft; neither once there are no more."""
        with self._news:
            while self._is_idle() and not self._is_worth_drafting():
                self._news.wait(RELAY_S)  # without a time Ctrl-C would wait too, on Windows
            if self._error is not None:
                raise self._error
            chunks, self._chunks = self._chunks, []
            forming, self._forming = self._forming, None
            self._news.notify_all()
            return chunks, None if self._ended else forming

    def _more(self) -> list[Chunk]:
        """The chunks that have come meanwhile."""
        with self._news:
            chunks, self._chunks = self._chunks, []
            self._news.notify_all()
            return chunks

    def _is_idle(self) -> bool:
        return not self._chunks and not self._ended

    def _is_draft_wanted(self) -> bool:
        """Until there is better to do; what has turned out to be the chunk itself is done to its end."""
        drafted = self._drafted
        return self._is_idle() or bool(self._chunks and drafted and self._chunks[0].is_same(drafted))

    def _is_worth_drafting(self) -> bool:
        chunk, before = self._forming, self._drafted
        if chunk is None or (before and before.is_same(chunk)):
            return False
        grows = before is not None and before.span.start_s == chunk.span.start_s
        known_s = before.span.end_s if before and grows else chunk.span.start_s
        return chunk.is_whole or chunk.span.end_s - known_s >= self._drafted_every_s

    def _note_done(self, done_s: float) -> None:
        done, total = round(done_s), round(self._total_s)
        # As long as nobody knows the total, what is done is no news.
        self._progress("Transcribing", min(done, total) if total else 0, total)
