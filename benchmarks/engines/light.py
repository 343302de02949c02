"""Our own way of hearing on onnxruntime and NumPy: no torch, no openai-whisper's code but its tokenizer.

What decides (chunks, which words are believed, hesitations, word times, voices) is the program's own;
only what computes is another. `Whisper` is asked for the same things and gives the same kinds of values.
Drafts are heard, but the decoder reads what it expects one token at a time.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import sys
import threading
import types
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engines.networks import (
    Floats,
    LightEdgeDetector,
    LightHesitationDetector,
    cleaned,
    mel_bank,
    spectrogram,
    whisper_folder,
)
from rehearse.audio.chunks import Chunk
from rehearse.transcription import alignment
from rehearse.transcription.edges import EdgeDetector
from rehearse.transcription.hesitations import HesitationDetector
from rehearse.transcription.spelling import LEAST_TOGETHER_LOG, hesitation_tokens
from rehearse.transcription.transcript import LANGUAGE, Encoded, Written
from rehearse.transcription.verbatim import VERBATIM_PROMPT, Whisper
from rehearse.transcription.voices import Piece, VoiceEar
from rehearse.transcription.weights import BASE_DIMENSIONS

Named = dict[str, Floats]
LAYERS, HEADS = BASE_DIMENSIONS["n_text_layer"], BASE_DIMENSIONS["n_text_head"]
HEAD_STATES = BASE_DIMENSIONS["n_text_state"] // HEADS
MOST_TOKENS = BASE_DIMENSIONS["n_text_ctx"]
NO = np.float32(-np.inf)


class States(np.ndarray[Any, Any]):
    """An array that answers to what the program asks a tensor of torch for."""

    def float(self) -> States:
        return self

    def cpu(self) -> States:
        return self

    def numpy(self) -> Floats:
        return self.view(np.ndarray)


def without_torch() -> None:
    """Let the program run where there is no torch: it asks it for nothing but not to follow gradients."""
    if "torch" not in sys.modules:
        still = types.ModuleType("torch")
        still.inference_mode = contextlib.nullcontext  # type: ignore[attr-defined]
        sys.modules["torch"] = still
    alignment._clean = cleaned


def softmax(x: Floats) -> Floats:
    grown = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))


def log_sum(x: Floats) -> Floats:
    """The logarithm of the sum of what `x` are the logarithms of."""
    most = x.max(axis=-1, keepdims=True)
    return np.asarray((most + np.log(np.exp(x - most).sum(axis=-1, keepdims=True)))[..., 0])


@dataclass(frozen=True, slots=True)
class Result:
    """What the program reads of a result of openai-whisper's rules."""

    tokens: list[int]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float


class Models:
    """The graphs of `graphs.py`, loaded."""

    is_multilingual = True

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime

        def session(name: str, threads: int) -> Any:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.enable_cpu_mem_arena = False  # it would keep 270 MB, for a few percent of the time
            # Threads that wait in a loop take the core away from the decoder beside them.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            path = str(folder / f"{name}.onnx")
            return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])

        self._encoder, self._sound = session("encoder", threads), session("sound", threads)
        self._decoder = session("decoder", 1)  # as in the program, with the next chunks encoded beside it
        self._asked = [one.name for one in self._decoder.get_outputs()]
        self.early: Floats = np.empty(0)
        """The early states of the chunk that was encoded last, of shape (1, frames, states)."""

    def encoder(self, mel: Floats) -> Floats:
        """The states of one chunk, of shape (1, frames, states)."""
        states, self.early = self._encoder.run(["states", "early"], {"mel": mel})
        return np.asarray(states)

    def listen(self, states: Sequence[Floats]) -> Named:
        """What the decoder needs of the sound, by name."""
        names = [one.name for one in self._sound.get_outputs()]
        rows = [self._sound.run(names, {"states": one[None]}) for one in states]
        return {name: np.concatenate([row[at] for row in rows]) for at, name in enumerate(names)}

    def read(
        self, tokens: Floats, sound: Named, said: Named, *, looked_at: Sequence[int] = (-1,)
    ) -> tuple[Floats, Floats]:
        """The logits of those new tokens that are looked at, and where all of them listened; `said` is
        brought up to date.
        """
        new, old = tokens.shape[1], said["before_key_0"].shape[2]
        given = {
            "tokens": tokens,
            "places": np.arange(old, old + new),
            "mask": np.triu(np.full((new, old + new), NO), k=old + 1),
            "looked_at": np.array(looked_at),
            **sound,
            **said,
        }
        logits, attention, *kept = self._decoder.run(self._asked, given)
        said.update(zip((f"before_{name}" for name in self._asked[2:]), kept, strict=True))
        return logits, attention

    def languages(self, sound: Named, tokenizer: Any) -> list[dict[str, float]]:
        """How likely each chunk is in which language."""
        rows = len(sound["sound_key_0"])
        logits, _ = self.read(np.full((rows, 1), tokenizer.sot), sound, nothing_said(rows))
        likely = softmax(logits[:, 0, list(tokenizer.all_language_tokens)])
        return [dict(zip(tokenizer.all_language_codes, row, strict=True)) for row in likely.tolist()]


class LightVoiceEar(VoiceEar):
    """The same projection, of the early states that a graph gives."""

    def listen(self, model: Models) -> None:
        self._model = model

    def pieces(self, chunk: Chunk) -> list[Piece]:
        self._states = self._model.early[0].view(States)
        return super().pieces(chunk)


def nothing_said(rows: int) -> Named:
    empty = np.zeros((rows, HEADS, 0, HEAD_STATES), np.float32)
    return {f"before_{one}_{layer}": empty for layer in range(LAYERS) for one in ("key", "value")}


@dataclass(slots=True)
class Row:
    """A chunk while it is written down."""

    english: float
    tokens: list[int] = field(default_factory=list)
    no_speech: float = 0.0
    logprob: float = 0.0
    attention: list[Floats] = field(default_factory=list)
    probabilities: list[float] = field(default_factory=list)
    hesitating: list[float] = field(default_factory=list)


class LightWhisper(Whisper):
    """A loaded model that needs no torch."""

    def __init__(self, folder: Path, *, name: str = "base", threads: int = 2) -> None:
        without_torch()
        self._model = Models(folder, threads)
        self._tokenizer = tokenizers().get_tokenizer(True, language=LANGUAGE, task="transcribe")
        self._hesitations = hesitation_tokens(self._tokenizer)
        self._never = never_written(self._tokenizer)
        self._not_first = [*self._tokenizer.encode(" "), self._tokenizer.eot]
        self._edges: EdgeDetector | None = LightEdgeDetector()
        self._detector: HesitationDetector | None = LightHesitationDetector()
        self._ear: VoiceEar | None = LightVoiceEar()
        self._ear.listen(self._model)
        self._encoding = threading.Lock()
        self._is_wanted: Callable[[], bool] = lambda: True
        self._bank = mel_bank()
        self.name = name

    def _mel(self, chunk: Chunk) -> Floats:
        self._go_on()
        return spectrogram(chunk.samples, self._bank)

    def _languages(self, batch: Sequence[Encoded]) -> list[dict[str, float]]:
        models: Models = self._model
        return models.languages(models.listen([one.states for one in batch]), self._tokenizer)

    def _decoded(
        self, batch: Sequence[Encoded], language: str, *, verbatim: bool = True, expected: Sequence[int] = ()
    ) -> list[Written]:
        tokenizer = tokenizers().get_tokenizer(True, language=language, task="transcribe")
        begun = list(tokenizer.sot_sequence_including_notimestamps)
        verbatim = verbatim and language == LANGUAGE
        if verbatim:
            begun = [tokenizer.sot_prev, *tokenizer.encode(" " + VERBATIM_PROMPT), *begun]
        sound = self._model.listen([one.states for one in batch])
        rows = [Row(told[LANGUAGE]) for told in self._model.languages(sound, tokenizer)]
        going, new, said = list(rows), np.array([begun] * len(rows)), nothing_said(len(rows))
        looked_at = [begun.index(tokenizer.sot), -1]
        for step in range(MOST_TOKENS // 2):
            self._go_on()
            logits, attention = self._model.read(new, sound, said, looked_at=looked_at)
            if step == 0:
                looked_at = [-1]
                heard = softmax(logits[:, 0])[:, tokenizer.no_speech]
                for row, no_speech in zip(rows, heard, strict=True):
                    row.no_speech = float(no_speech)
            chosen = self._chosen(going, logits[:, -1], first=step == 0, verbatim=verbatim)
            for row, one in zip(going, attention[:, -1], strict=True):
                row.attention.append(one)
            left = [at for at, token in enumerate(chosen) if token != tokenizer.eot]
            if not left:
                break
            going, new = [going[at] for at in left], chosen[left][:, None]
            if len(left) < len(chosen):
                sound = {name: value[left] for name, value in sound.items()}
                said = {name: value[left] for name, value in said.items()}
        return [self._written(row) for row in rows]

    def _chosen(self, rows: Sequence[Row], logits: Floats, *, first: bool, verbatim: bool) -> Floats:
        """The next token of each row, by openai-whisper's rules and ours; what is known of it is noted."""
        logits = logits.copy()
        logits[:, self._never] = NO
        if first:
            logits[:, self._not_first] = NO
        spelled = logits[:, self._hesitations]
        together = log_sum(spelled) - log_sum(logits)
        for at in np.flatnonzero(together > LEAST_TOGETHER_LOG) if verbatim else ():
            logits[at, self._hesitations[int(spelled[at].argmax())]] = logits[at].max() + 1
        chosen = logits.argmax(axis=-1)
        sure = logits[np.arange(len(rows)), chosen] - log_sum(logits)
        for number, row in enumerate(rows):
            row.hesitating.append(float(np.exp(together[number])))
            row.probabilities.append(float(np.exp(sure[number])))
            row.logprob += float(sure[number])
            if chosen[number] != self._tokenizer.eot:
                row.tokens.append(int(chosen[number]))
        return np.asarray(chosen)

    def _written(self, row: Row) -> Written:
        text = self._tokenizer.decode(row.tokens).strip().encode()
        result = Result(
            row.tokens,
            row.logprob / (len(row.tokens) + 1),
            row.no_speech,
            len(text) / len(zlib.compress(text)),
        )
        return Written(result, np.stack(row.attention), row.probabilities, row.hesitating, row.english)


def never_written(tokenizer: Any) -> list[int]:
    """The tokens that openai-whisper never writes by its own choice."""
    marks = ("transcribe", "translate", "sot", "sot_prev", "sot_lm", "no_speech")
    return [*tokenizer.non_speech_tokens, *(getattr(tokenizer, mark) for mark in marks)]


@functools.cache
def tokenizers() -> Any:
    """openai-whisper's module of that name; the package it is in would load torch."""
    spec = importlib.util.spec_from_file_location("whisper_tokenizers", whisper_folder() / "tokenizer.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
