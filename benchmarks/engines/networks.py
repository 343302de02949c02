"""What the program computes with torch beside Whisper itself, in NumPy: the spectrogram, small networks, and
attention made ready for word times.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rehearse.audio.chunks import Chunk
from rehearse.audio.files import RATE_HZ
from rehearse.transcription import edges, hesitations
from rehearse.transcription.alignment import frame_count, smoothed
from rehearse.transcription.edges import EdgeDetector, Edges, begun
from rehearse.transcription.hesitations import HesitationDetector
from rehearse.transcription.weights import BASE_DIMENSIONS

Floats = npt.NDArray[Any]
WINDOW, HOP, LONGEST_S = 400, 160, 30
"""Of the spectrogram, in samples, and of a chunk."""


def whisper_folder() -> Path:
    """Where openai-whisper lies, which is found and not imported."""
    spec = importlib.util.find_spec("whisper")
    assert spec and spec.origin
    return Path(spec.origin).parent


def mel_bank() -> Floats:
    with np.load(whisper_folder() / "assets" / "mel_filters.npz") as banks:
        return np.asarray(banks[f"mel_{BASE_DIMENSIONS['n_mels']}"])


def spectrogram(samples: Floats, bank: Floats) -> Floats:
    """The log-mel spectrogram of a chunk, of shape (mels, frames), as openai-whisper makes it."""
    sound = np.zeros(LONGEST_S * RATE_HZ, np.float32)
    sound[: len(samples)] = samples[: len(sound)]
    padded = np.pad(sound, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[: len(sound) : HOP]
    hann = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(windows * hann)).astype(np.float32) ** 2
    log = np.log10((bank @ power.T).clip(1e-10))
    return np.asarray((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0, np.float32)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))


def cleaned(attention: Floats) -> Floats:
    """As `alignment._clean`, of shape (tokens, heads, frames) to (tokens, frames)."""
    shares = attention.transpose(1, 0, 2)
    shares = shares / shares.sum(axis=-1, keepdims=True)
    spread, mean = shares.std(axis=-2, keepdims=True), shares.mean(axis=-2, keepdims=True)
    standard = (shares - mean) / spread.clip(1e-9)
    return np.asarray(np.mean([smoothed(head) for head in standard], axis=0, dtype=np.float32).astype(float))


class LightHesitationDetector(HesitationDetector):
    """The same network in NumPy."""

    def __init__(self) -> None:
        with np.load(hesitations.WEIGHTS) as arrays:
            self._arrays = {name: arrays[name] for name in arrays.files}

    def _probabilities(self, states: Any) -> list[float]:
        arrays = self._arrays
        standard = (np.asarray(states) - arrays["mean"]) / arrays["spread"]
        hidden = np.maximum(standard @ arrays["inner"].T + arrays["inner_bias"], 0)
        found: list[float] = sigmoid(hidden @ arrays["outer"].T + arrays["outer_bias"]).ravel().tolist()
        return found


class LightEdgeDetector(EdgeDetector):
    """The same network in NumPy."""

    def __init__(self) -> None:
        with np.load(edges.WEIGHTS) as arrays:
            self._arrays = {name: arrays[name].astype(np.float32) for name in arrays.files}

    def edges(self, states: Any, chunk: Chunk) -> Edges:
        arrays = self._arrays
        heard = np.asarray(states)[: frame_count(chunk.span.duration_s, most=len(states))]
        standard = (heard - arrays["mean"]) / arrays["spread"]
        hidden = np.maximum(standard @ arrays["inner"].T + arrays["inner_bias"], 0)
        near = arrays["outer"].shape[-1] // 2
        padded = np.pad(hidden, ((near, near), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * near + 1, axis=0)
        logits = np.einsum("fik,oik->of", windows, arrays["outer"], optimize=True)
        speech, start, end = sigmoid((logits + arrays["outer_bias"][:, None]).astype(float))
        return Edges(begun(speech, chunk), start, end)
