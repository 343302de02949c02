"""Writes chunks down behind the voice, and drafts the one that is not complete."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from rehearse.hearing.loading import load_whisper, story_reader
from rehearse.progress import Progress

if TYPE_CHECKING:
    from rehearse.audio.chunks import Chunk
    from rehearse.transcription.verbatim import Transcript


DRAFTED_EVERY_S = 6.0
"""How much more must have been said before a chunk is drafted again, unless it seems to be all."""

DRAFTS_TAKE_AT_MOST = 0.25
"""Of the time: a slow machine drafts less often, and has the rest for the recording and for the user."""


class _Writer:
    """Writes chunks down in a thread, so that the voice is followed meanwhile; loads the model first.

    Meanwhile it drafts what the next chunk has so far: at the end of the take little is left to do then.
    """

    def __init__(self, model: str, told: Progress) -> None:
        self._model = model
        self._told = told
        self._news = threading.Condition()
        self._chunks: list[Chunk] = []
        self._forming: Chunk | None = None
        self._drafted: Chunk | None = None
        self._drafted_every_s = DRAFTED_EVERY_S
        self._any = False
        self._ended = False
        self._total_s = 0.0
        self._said: Transcript | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def add(self, chunks: list[Chunk]) -> None:
        if not chunks:
            return
        with self._news:
            self._any = True
            self._chunks += chunks
            self._news.notify()

    def draft(self, chunk: Chunk) -> None:
        """Have a chunk drafted that more may be added to, if there is nothing else to do."""
        with self._news:
            self._forming = chunk
            self._news.notify()

    def end(self, total_s: float) -> Transcript | None:
        """What was said; None where nobody spoke."""
        with self._news:
            self._total_s = total_s
            self._ended = True
            self._news.notify()
        if not self._any:
            return None
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._said

    def _run(self) -> None:
        try:
            self._said = self._written()
        except BaseException as error:
            self._error = error

    def _written(self) -> Transcript:
        whisper = load_whisper(self._model, progress=self._note)
        story_reader()
        self._note("Transcribing", 0, 0)
        transcribing = whisper.begin()
        while True:
            chunks, forming = self._waiting()
            if chunks:
                transcribing.add(chunks)
                self._note("Transcribing", round(chunks[-1].span.end_s), round(self._total_s))
            elif forming:
                self._drafted = forming
                begun = time.monotonic()
                transcribing.prepare(forming, wanted=self._is_draft_wanted)
                took_s = time.monotonic() - begun
                self._drafted_every_s = max(DRAFTED_EVERY_S, took_s / DRAFTS_TAKE_AT_MOST)
            else:
                return transcribing.end()

    def _waiting(self) -> tuple[list[Chunk], Chunk | None]:
        """All chunks that have come, or else one to draft; neither once there are no more."""
        with self._news:
            self._news.wait_for(lambda: not self._is_idle() or self._is_worth_drafting())
            chunks, self._chunks = self._chunks, []
            forming, self._forming = self._forming, None
            return chunks, None if self._ended else forming

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

    def _note(self, what: str, done: int, total: int) -> None:
        # As long as somebody speaks there is no total, and what is done is no news.
        self._told(what, min(done, total) if total else 0, total)
