"""Whisper, made to write down the filled pauses too, with a time for every word.

Each chunk is decoded with a short prompt of filled pauses, without which Whisper leaves nine of ten
out; a chunk whose words look wrong is cut smaller, and at last decoded without it. Word times and
hesitations come from the encoding that the words came from. This module does not decide where speech is: it
is given chunks.

A chunk that is still being spoken can be written down as a draft: all of it is then written down sooner, in
the same words. The draft's words are what the decoder is told to expect; it looks at many of them at once.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rehearse.audio.chunks import Chunk, halves
from rehearse.audio.speech_activity import SHORTEST_SILENCE_S
from rehearse.errors import WeightsError
from rehearse.model.heard import Hesitation, Span, Word, united
from rehearse.transcription.alignment import aligned
from rehearse.transcription.edges import EdgeDetector, stretches
from rehearse.transcription.hesitations import HesitationDetector
from rehearse.transcription.spelling import HesitationsTogether, hesitation_tokens
from rehearse.transcription.transcript import Draft, NotWantedError, Transcript, Written, joined, swallows
from rehearse.transcription.voices import Piece, VoiceEar, second_voice

VERBATIM_PROMPT = "Um, uh, hmm, er, ah."


LANGUAGE = "en"
"""What an answer is taken for unless it is surely in another language."""


SURE_OF_LANGUAGE = 0.8


ENOUGH_TO_TELL_S = 5.0


BATCH = 4
"""Chunks decoded at once: the decoder reads its weights once for all of them.

Eight at once are a tenth faster, and need 400 MB more.
"""


SHORTEST_CUT_S = 4.0
"""A chunk that looks wrong is cut in halves down to this length."""


LAST_LAYERS = 2
"""Of the decoder. All their heads together follow the sound better than the few that openai-whisper names."""


_NO_MODEL = (
    RuntimeError,
    LookupError,
    EOFError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    pickle.UnpicklingError,
)
"""What loading raises for a file that is no model, depending on how far it makes sense."""


class Whisper:
    """A loaded model. `name` is what the user asked for."""

    def __init__(self, weights: Path, *, name: str) -> None:
        """Load `weights` on a GPU where there is one. Raises WeightsError for a file that is no model."""
        import torch
        import whisper

        from rehearse.transcription.inference import (
            fastest_type,
            has_int8,
            lower_weights,
            round_decoder,
        )

        device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            self._model = whisper.load_model(str(weights), device=device)
        except PermissionError as error:
            raise WeightsError(
                f"{weights} cannot be read: permission denied. Change its permissions, or name another."
            ) from error
        except _NO_MODEL as error:
            raise WeightsError(
                f"{weights} is not a Whisper model, or is damaged. Delete it, or name another."
            ) from error
        heads = whisper._ALIGNMENT_HEADS.get(name)
        if heads is not None:
            self._model.set_alignment_heads(heads)
        self._tokenizer = whisper.tokenizer.get_tokenizer(
            self._model.is_multilingual, language=LANGUAGE, task="transcribe"
        )
        edges = EdgeDetector()
        self._edges = edges if edges.fits(self._model) else None
        self._listening = self._heads()
        self._hesitations = hesitation_tokens(self._tokenizer)
        detector = HesitationDetector()
        self._detector = detector if detector.fits(self._model) else None
        ear = VoiceEar()
        self._ear = ear if ear.fits(self._model) else None
        self._type = fastest_type(self._model.device)
        lower_weights(self._model, self._type)
        if has_int8(self._model.device):
            round_decoder(self._model)
        if self._ear:
            self._ear.listen(self._model)
        self._is_wanted: Callable[[], bool] = lambda: True
        for block in self._model.encoder.blocks:
            block.register_forward_pre_hook(lambda *_: self._go_on())
        self.name = name

    def _heads(self) -> list[tuple[int, int]]:
        """Those whose attention tells when a word is said, as (layer, head)."""
        if self._edges is None:
            return [(int(layer), int(head)) for layer, head in self._model.alignment_heads.indices().T]
        layers, heads = self._model.dims.n_text_layer, self._model.dims.n_text_head
        return [(layer, head) for layer in range(layers - LAST_LAYERS, layers) for head in range(heads)]

    @property
    def tells_voices(self) -> bool:
        """Whether it knows one voice from another."""
        return self._ear is not None

    def begin(self) -> Transcribing:
        """Begin to write down one recording."""
        return Transcribing(self)

    def language(self, states: Any, batch: Sequence[Chunk]) -> str:
        """English unless there is enough speech to be nearly sure of another language."""
        heard_s = sum(chunk.span.duration_s for chunk in batch)
        if not self._model.is_multilingual or heard_s < ENOUGH_TO_TELL_S:
            return LANGUAGE
        _, told = self._model.detect_language(states.float(), self._tokenizer)
        shares = [chunk.span.duration_s / heard_s for chunk in batch]
        likely = {
            code: sum(p[code] * share for p, share in zip(told, shares, strict=True)) for code in told[0]
        }
        best = max(likely, key=lambda code: likely[code])
        return best if likely[best] > SURE_OF_LANGUAGE else LANGUAGE

    def english(self, states: Any) -> list[float]:
        """How likely each of several chunks is English, by their states; nothing for a model of one language.

        Chunk by chunk, so that it does not depend on which are beside it.
        """
        if not self._model.is_multilingual:
            return []
        asked = (self._model.detect_language(one[None].float(), self._tokenizer)[1] for one in states)
        return [float(told[0][LANGUAGE]) for told in asked]

    def draft(
        self, chunk: Chunk, language: str | None, before: Draft | None, wanted: Callable[[], bool]
    ) -> Draft:
        """A chunk as it would be written down now; `before` is an earlier draft of its beginning.

        Raises NotWantedError soon after it is `wanted` no more.
        """
        self._is_wanted = wanted
        try:
            states, pieces = self.encoded([chunk])
            language = language or self.language(states, [chunk])
            (written,) = self._decoded(states, language, expected=before.tokens if before else ())
        finally:
            self._is_wanted = lambda: True
        return Draft(chunk, language, states, written, pieces)

    def _go_on(self) -> None:
        if not self._is_wanted():
            raise NotWantedError

    def words(
        self, states: Any, batch: Sequence[Chunk], language: str, draft: Draft | None = None
    ) -> list[Word]:
        """What is said in chunks whose encoder's states are given; `draft` is one of the only chunk."""
        if draft and draft.holds(batch[0]) and draft.language == language:
            written = [draft.written]
        else:
            written = self._decoded(states, language, expected=draft.tokens if draft else ())
        return [
            word
            for chunk, one, heard in zip(batch, written, states, strict=True)
            for word in self._checked(one, chunk, heard, language)
        ]

    def hesitations(self, states: Any, batch: Sequence[Chunk]) -> list[Hesitation] | None:
        """What the sound itself has of hesitations; None where no detector fits the model."""
        if self._detector is None:
            return None
        return [
            one
            for chunk, heard in zip(batch, states, strict=True)
            for one in self._detector.hesitations(heard, chunk.span)
        ]

    def speech(self, states: Any, batch: Sequence[Chunk]) -> list[Span] | None:
        """Where somebody speaks in chunks; None where no network fits the model."""
        if self._edges is None:
            return None
        return [
            span
            for chunk, heard in zip(batch, states, strict=True)
            for span in stretches(self._edges.edges(heard, chunk), start_s=chunk.span.start_s)
        ]

    def encoded(self, batch: Sequence[Chunk]) -> tuple[Any, list[Piece]]:
        """The encoder's states, a tensor of shape (chunks, frames, states), and the voices in them."""
        import torch

        states, pieces = [], []
        for chunk in batch:  # together they take as long, and hundreds of megabytes more
            states.append(self._model.encoder(self._mel(chunk)[None]))
            pieces += self._ear.pieces(chunk) if self._ear else []
        return torch.cat(states), pieces

    def _mel(self, chunk: Chunk) -> Any:
        import whisper

        padded = whisper.pad_or_trim(chunk.samples)
        mel = whisper.log_mel_spectrogram(padded, n_mels=self._model.dims.n_mels)
        return mel.to(self._model.device, self._type)

    def _checked(self, written: Written, chunk: Chunk, states: Any, language: str) -> list[Word]:
        """The words of one chunk; where they look wrong, those of its halves, and at last without prompt."""
        if written.is_likely:
            words = self._timed(written, chunk, states)
            if not swallows(words, chunk.speech):
                return words
        if chunk.span.duration_s >= SHORTEST_CUT_S:
            parts = [chunk.part(half) for half in halves(chunk)]
            return self.words(self.encoded(parts)[0], parts, language)
        (plain,) = self._decoded(states[None], language, verbatim=False)
        kept = [one for one in (written, plain) if not one.is_out_of_nothing]
        return self._timed(max(kept, key=lambda one: one.logprob), chunk, states) if kept else []

    def _decoded(
        self, features: Any, language: str, *, verbatim: bool = True, expected: Sequence[int] = ()
    ) -> list[Written]:
        from whisper.decoding import DecodingOptions, DecodingTask

        from rehearse.transcription.inference import BatchInference

        # The prompt is English, and what is made of it too.
        verbatim = verbatim and language == LANGUAGE
        inference = BatchInference(
            self._model,
            end=self._tokenizer.eot,
            listening=self._listening,
            expected=expected,
            may_go_on=self._go_on,
        )
        prompt = VERBATIM_PROMPT if verbatim else None
        options = DecodingOptions(language=language, without_timestamps=True, fp16=False, prompt=prompt)
        task = DecodingTask(self._model, options)
        task.inference = inference
        together = HesitationsTogether(self._hesitations, written=verbatim)
        task.logit_filters.append(together)
        # Whisper's rules refuse any other type here; the inference turns it back.
        results = task.run(features.float())
        return [
            Written(result, inference.attention(row), inference.probabilities(row), together.chances(row))
            for row, result in enumerate(results)
        ]

    def _timed(self, written: Written, chunk: Chunk, states: Any) -> list[Word]:

        tokens = [token for token in written.result.tokens if token < self._tokenizer.eot]
        if not tokens:
            return []
        texts, pieces = self._tokenizer.split_to_word_tokens([*tokens, self._tokenizer.eot])
        counted = list(zip(texts[:-1], map(len, pieces[:-1]), strict=True))
        return joined(
            aligned(
                written.attention,
                written.probabilities,
                written.hesitating,
                counted,
                start_s=chunk.span.start_s,
                duration_s=chunk.span.duration_s,
                edges=self._edges.edges(states, chunk) if self._edges else None,
            )
        )


class Transcribing:
    """One recording on its way to words, chunk by chunk, in order.

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

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Write down chunks, as many at once as the model hears best."""
        self._waiting += chunks
        if self._language or _duration_s(self._waiting) >= ENOUGH_TO_TELL_S:
            self._write()

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
        self._write()
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

    def _write(self) -> None:
        import torch

        waiting, self._waiting = self._waiting, []
        with torch.inference_mode():
            for batch, draft in self._batches(waiting):
                if draft and draft.holds(batch[0]):
                    states, pieces = draft.states, draft.pieces
                else:
                    states, pieces = self._whisper.encoded(batch)
                self._pieces += pieces
                if self._language is None:
                    telling = _first_to_tell(batch)
                    self._language = self._whisper.language(states[:telling], batch[:telling])
                self._note_english(states, batch)
                found = self._whisper.hesitations(states, batch)
                if found is None or self._hesitations is None:
                    self._hesitations = None
                else:
                    self._hesitations += found
                spoken = self._whisper.speech(states, batch)
                self._speech = None if spoken is None or self._speech is None else self._speech + spoken
                self._words += self._whisper.words(states, batch, self._language, draft)

    def _note_english(self, states: Any, batch: Sequence[Chunk]) -> None:
        for chunk, likely in zip(batch, self._whisper.english(states), strict=False):
            self._spoken_s += chunk.span.duration_s
            self._english_s += likely * chunk.span.duration_s

    def _batches(self, chunks: Sequence[Chunk]) -> Iterator[tuple[Sequence[Chunk], Draft | None]]:
        """As many chunks at once as the model hears best; one that there is a draft of comes by itself."""
        tells = self._language is not None or _first_to_tell(chunks) == 1
        if self._draft and chunks and tells and self._draft.begins(chunks[0]):
            yield chunks[:1], self._draft
            self._draft, chunks = None, chunks[1:]
        for first in range(0, len(chunks), BATCH):
            yield chunks[first : first + BATCH], None


def _duration_s(chunks: Sequence[Chunk]) -> float:
    return sum(chunk.span.duration_s for chunk in chunks)


def _first_to_tell(chunks: Sequence[Chunk]) -> int:
    """How many of the first chunks are enough to tell the language; all where they are not."""
    counts = range(1, len(chunks) + 1)
    return next((n for n in counts if _duration_s(chunks[:n]) >= ENOUGH_TO_TELL_S), len(chunks))
