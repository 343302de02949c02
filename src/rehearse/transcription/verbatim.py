"""Whisper, made to write down the filled pauses too, with a time for every word.

Each chunk is decoded with a short prompt of filled pauses, without which Whisper leaves nine of ten
out; a chunk whose words look wrong is cut smaller, and at last decoded without it. Word times and
hesitations come from the encoding that the words came from. This module does not decide where speech is: it
is given chunks.

A chunk that is still being spoken can be written down as a draft: all of it is then written down sooner, in
the same words. The draft's words are what the decoder is told to expect; it looks at many of them at once.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehearse.audio.chunks import Chunk, halves
from rehearse.errors import WeightsError
from rehearse.model.heard import Word
from rehearse.transcription.alignment import aligned
from rehearse.transcription.edges import EdgeDetector
from rehearse.transcription.hesitations import HesitationDetector
from rehearse.transcription.light_whisper import import_whisper
from rehearse.transcription.spelling import HesitationsTogether, hesitation_tokens
from rehearse.transcription.transcribing import ENOUGH_TO_TELL_S, Transcribing
from rehearse.transcription.transcript import (
    LANGUAGE,
    Draft,
    Encoded,
    NotWantedError,
    Written,
    joined,
    swallows,
)
from rehearse.transcription.voices import VoiceEar

if TYPE_CHECKING:
    from rehearse.transcription.inference import BatchInference

VERBATIM_PROMPT = "Um, uh, hmm, er, ah."


SURE_OF_LANGUAGE = 0.8


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

        from rehearse.transcription.empty import NothingDrawn
        from rehearse.transcription.inference import lower_weights, round_decoder
        from rehearse.transcription.processor import fastest_type, has_int8

        whisper = import_whisper()
        device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            with NothingDrawn():
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
        self._encoding = threading.Lock()
        """Held while a chunk is encoded: the voices are taken from what the encoder has just made."""
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

    def language(self, batch: Sequence[Encoded]) -> str:
        """English unless there is enough speech to be nearly sure of another language."""
        heard_s = sum(one.chunk.span.duration_s for one in batch)
        if not self._model.is_multilingual or heard_s < ENOUGH_TO_TELL_S:
            return LANGUAGE
        told = self._languages(batch)
        shares = [one.chunk.span.duration_s / heard_s for one in batch]
        likely = {
            code: sum(p[code] * share for p, share in zip(told, shares, strict=True)) for code in told[0]
        }
        best = max(likely, key=lambda code: likely[code])
        return best if likely[best] > SURE_OF_LANGUAGE else LANGUAGE

    def _languages(self, batch: Sequence[Encoded]) -> list[dict[str, float]]:
        """How likely each chunk is in which language."""
        from rehearse.transcription.inference import BatchInference
        from rehearse.transcription.processor import one_thread

        inference = BatchInference(self._model, [one.states for one in batch], end=self._tokenizer.eot)
        with one_thread():
            return self._told(inference)

    def draft(
        self, chunk: Chunk, language: str | None, before: Draft | None, wanted: Callable[[], bool]
    ) -> Draft:
        """A chunk as it would be written down now; `before` is an earlier draft of its beginning.

        Raises NotWantedError soon after it is `wanted` no more.
        """
        self._is_wanted = wanted
        try:
            encoded = self.encoded([chunk])
            language = language or self.language(encoded)
            (written,) = self._decoded(encoded, language, expected=before.tokens if before else ())
        finally:
            self._is_wanted = lambda: True
        return Draft(encoded[0], language, written)

    def _go_on(self) -> None:
        if not self._is_wanted():
            raise NotWantedError

    def written(self, batch: Sequence[Encoded], language: str, draft: Draft | None = None) -> list[Written]:
        """What the decoder makes of chunks; `draft` is one of the only chunk."""
        if draft and draft.holds(batch[0].chunk) and draft.language == language:
            return [draft.written]
        return self._decoded(batch, language, expected=draft.tokens if draft else ())

    def words(self, batch: Sequence[Encoded], written: Sequence[Written], language: str) -> list[Word]:
        """What is said in chunks that are written down."""
        return [
            word
            for encoded, one in zip(batch, written, strict=True)
            for word in self._checked(encoded, one, language)
        ]

    def encoded(self, chunks: Sequence[Chunk]) -> list[Encoded]:
        """What there is of chunks before their words."""
        # Together they take as long, and hundreds of megabytes more.
        return [self._encoded(chunk) for chunk in chunks]

    def _encoded(self, chunk: Chunk) -> Encoded:
        with self._encoding:
            (states,) = self._model.encoder(self._mel(chunk)[None])
            pieces = self._ear.pieces(chunk) if self._ear else []
        return Encoded(
            chunk,
            states,
            pieces,
            self._detector.hesitations(states, chunk.span) if self._detector else None,
            self._edges.edges(states, chunk) if self._edges else None,
        )

    def _mel(self, chunk: Chunk) -> Any:
        whisper = import_whisper()
        padded = whisper.pad_or_trim(chunk.samples)
        mel = whisper.log_mel_spectrogram(padded, n_mels=self._model.dims.n_mels)
        return mel.to(self._model.device, self._type)

    def _checked(self, encoded: Encoded, written: Written, language: str) -> list[Word]:
        """The words of one chunk; where they look wrong, those of its halves, and at last without prompt."""
        chunk = encoded.chunk
        if written.is_likely:
            words = self._timed(encoded, written)
            if not swallows(words, chunk.speech):
                return words
        if chunk.span.duration_s >= SHORTEST_CUT_S:
            parts = self.encoded([chunk.part(half) for half in halves(chunk)])
            return self.words(parts, self.written(parts, language), language)
        (plain,) = self._decoded([encoded], language, verbatim=False)
        kept = [one for one in (written, plain) if not one.is_out_of_nothing]
        return self._timed(encoded, max(kept, key=lambda one: one.logprob)) if kept else []

    def _decoded(
        self, batch: Sequence[Encoded], language: str, *, verbatim: bool = True, expected: Sequence[int] = ()
    ) -> list[Written]:
        from whisper.decoding import DecodingOptions, DecodingTask

        from rehearse.transcription.inference import BatchInference
        from rehearse.transcription.processor import one_thread

        # The prompt is English, and what is made of it too.
        verbatim = verbatim and language == LANGUAGE
        prompt = VERBATIM_PROMPT if verbatim else None
        options = DecodingOptions(language=language, without_timestamps=True, fp16=False, prompt=prompt)
        task = DecodingTask(self._model, options)
        states = [one.states for one in batch]
        inference = BatchInference(
            self._model,
            states,
            end=self._tokenizer.eot,
            listening=self._listening,
            expected=expected,
            looked_at=[task.sot_index],
            may_go_on=self._go_on,
        )
        task.inference, task.sot_index = inference, 0
        together = HesitationsTogether(self._hesitations, written=verbatim)
        task.logit_filters.append(together)
        with one_thread():
            told = self._told(inference)
            # The inference has what it needs of these; Whisper's rules look at their shape and type alone.
            results = task.run(states[0].float()[None].expand(len(batch), -1, -1))
        return [
            Written(
                result,
                inference.attention(row),
                inference.probabilities(row),
                together.chances(row),
                told[row].get(LANGUAGE),
            )
            for row, result in enumerate(results)
        ]

    def _told(self, inference: BatchInference) -> list[dict[str, float]]:
        """How likely each chunk is in which language; nothing of those for a model of one language."""
        if not self._model.is_multilingual:
            return [{} for _ in range(inference.count)]
        logits = inference.after(self._tokenizer.sot)[:, list(self._tokenizer.all_language_tokens)]
        codes = self._tokenizer.all_language_codes
        return [dict(zip(codes, row, strict=True)) for row in logits.softmax(dim=-1).tolist()]

    def _timed(self, encoded: Encoded, written: Written) -> list[Word]:
        tokens = [token for token in written.result.tokens if token < self._tokenizer.eot]
        if not tokens:
            return []
        texts, pieces = self._tokenizer.split_to_word_tokens([*tokens, self._tokenizer.eot])
        counted = list(zip(texts[:-1], map(len, pieces[:-1]), strict=True))
        span = encoded.chunk.span
        return joined(
            aligned(
                written.attention,
                written.probabilities,
                written.hesitating,
                counted,
                start_s=span.start_s,
                duration_s=span.duration_s,
                edges=encoded.edges,
            )
        )
