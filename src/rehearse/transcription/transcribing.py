"""One recording on its way to words, chunk by chunk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from rehearse.audio.speech_activity import SHORTEST_SILENCE_S
from rehearse.model.heard import united
from rehearse.transcription.edges import stretches
from rehearse.transcription.transcript import LANGUAGE, NotWantedError, Transcript
from rehearse.transcription.voices import second_voice

if TYPE_CHECKING:
    from rehearse.audio.chunks import Chunk
    from rehearse.model.heard import Hesitation, Span, Word
    from rehearse.transcription.transcript import Draft, Encoded, Written
    from rehearse.transcription.verbatim import Whisper
    from rehearse.transcription.voices import Piece

    _Batch = tuple[Sequence[Chunk], Draft | None]
    More = Callable[[], Sequence[Chunk]]

Item = TypeVar("Item")
Done = TypeVar("Done")

BATCH = 4
"""Chunks decoded at once: the decoder reads its weights once for all of them.

Eight at once are a tenth faster, and need 400 MB more.
"""

ENOUGH_TO_TELL_S = 5.0
"""Of speech, to tell its language."""


class Transcribing:
    """Writes down what comes, in order.

    The language is that of the first chunks that together are long enough to tell; until then they wait.
    """

    def __init__(self, whisper: Whisper) -> None:
        self._whisper = whisper
        self._language: str | None = None
        self._waiting: list[Chunk] = []
        self._draft: Draft | None = None
        self._words: list[Word] = []
        self._hesitations: list[Hesitation] | None = []
        self._pieces: list[Piece] = []
        self._speech: list[Span] | None = []
        self._spoken_s = 0.0
        self._english_s = 0.0

    def add(
        self,
        chunks: Sequence[Chunk],
        *,
        more: More = list,
        done: Callable[[float], None] = lambda _: None,
    ) -> None:
        """Write down chunks, as many at once as the model hears best, and `more` that come meanwhile.

        `done` is told up to which second of the recording, again and again.
        """
        self._waiting += chunks
        if self._language or _duration_s(self._waiting) >= ENOUGH_TO_TELL_S:
            self._write(more, done)

    def prepare(self, chunk: Chunk, *, wanted: Callable[[], bool]) -> None:
        """Write down what the next chunk has so far, so that it takes less time when it is added.

        Given up soon after it is `wanted` no more.
        """
        import torch

        before = self._draft if self._draft and self._draft.begins(chunk) else None
        with torch.inference_mode(), contextlib.suppress(NotWantedError):
            self._draft = self._whisper.draft(chunk, self._language, before, wanted)

    def end(self) -> Transcript:
        """What was said in all chunks."""
        self._write(list, lambda _: None)
        english = round(self._english_s / self._spoken_s, 3) if self._spoken_s >= ENOUGH_TO_TELL_S else None
        others = second_voice(self._pieces) if self._whisper.tells_voices else None
        return Transcript(
            self._words,
            self._hesitations,
            self._language or LANGUAGE,
            self._whisper.name,
            english,
            others=others,
            speech=None if self._speech is None else united(self._speech, gap_s=SHORTEST_SILENCE_S),
        )

    def _write(self, more: More, done: Callable[[float], None]) -> None:
        import torch

        waiting, self._waiting = self._waiting, []
        with torch.inference_mode():
            for batch, draft in done_ahead(self._encoded, self._batches(waiting, more)):
                self._write_batch(batch, draft)
                done(batch[-1].chunk.span.end_s)

    def _write_batch(self, batch: Sequence[Encoded], draft: Draft | None) -> None:
        if self._language is None:
            self._language = self._whisper.language(batch[: _first_to_tell([one.chunk for one in batch])])
        written = self._whisper.written(batch, self._language, draft)
        for encoded, one in zip(batch, written, strict=True):
            self._note(encoded, one)
        self._words += self._whisper.words(batch, written, self._language)

    def _encoded(self, some: _Batch) -> tuple[list[Encoded], Draft | None]:
        """A batch with what there is of it before its words; in any thread."""
        import torch

        chunks, draft = some
        if draft and draft.holds(chunks[0]):
            return [draft.encoded], draft
        with torch.inference_mode():
            return self._whisper.encoded(chunks), draft

    def _note(self, encoded: Encoded, written: Written) -> None:
        """What there is of a chunk beside its words."""
        chunk = encoded.chunk
        self._pieces += encoded.pieces
        if written.english is not None:
            self._spoken_s += chunk.span.duration_s
            self._english_s += written.english * chunk.span.duration_s
        if encoded.hesitations is None or self._hesitations is None:
            self._hesitations = None
        else:
            self._hesitations += encoded.hesitations
        if encoded.edges is None or self._speech is None:
            self._speech = None
        else:
            self._speech += stretches(encoded.edges, start_s=chunk.span.start_s)

    def _batches(self, chunks: Sequence[Chunk], more: More) -> Iterator[_Batch]:
        """As many chunks at once as the model hears best; one that there is a draft of comes by itself."""
        chunks = [*chunks, *more()]
        tells = self._language is not None or _first_to_tell(chunks) == 1
        if self._draft and chunks and tells and self._draft.begins(chunks[0]):
            draft, self._draft = self._draft, None
            yield chunks[:1], draft
            chunks = [*chunks[1:], *more()]
        while chunks:
            yield chunks[:BATCH], None
            chunks = [*chunks[BATCH:], *more()]


def done_ahead(work: Callable[[Item], Done], items: Iterable[Item]) -> Iterator[Done]:
    """What `work` makes of each item, in order; of the next one in another thread while this one is used."""
    left = iter(items)
    with ThreadPoolExecutor(1) as beside:
        for first in left:
            done = work(first)
            for item in left:
                coming = beside.submit(work, item)
                yield done
                done = coming.result()
            yield done


def _duration_s(chunks: Sequence[Chunk]) -> float:
    return sum(chunk.span.duration_s for chunk in chunks)


def _first_to_tell(chunks: Sequence[Chunk]) -> int:
    """How many of the first chunks are enough to tell the language; all where they are not."""
    counts = range(1, len(chunks) + 1)
    return next((n for n in counts if _duration_s(chunks[:n]) >= ENOUGH_TO_TELL_S), len(chunks))
