"""Hesitations heard in the sound itself, by a small network on the states of Whisper's encoder.

The second witness beside the words: it was trained on frames of people and of synthetic voices
(training/filled-pauses). It fits one encoder only and says so. It does not know words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from rehearse.model.heard import Hesitation, Span
from rehearse.transcription.alignment import FRAME_S, frame_count
from rehearse.transcription.same_layer import is_same_layer

WEIGHTS = Path(__file__).with_name("hesitation_weights.npz")
LEAST_PROBABILITY = 0.4
"""Of the frames of a hesitation, smoothed over three; what is made of it is decided in analysis/."""
SHORTEST_S = 0.08


class HesitationDetector:
    """The network, loaded."""

    def __init__(self) -> None:
        import torch

        with np.load(WEIGHTS) as arrays:
            self._arrays = {name: torch.from_numpy(arrays[name]) for name in arrays.files}

    def fits(self, model: Any) -> bool:
        """Whether `model` has the encoder that the network was trained on."""
        return is_same_layer(self._arrays["encoder"], model.encoder.ln_post)

    def hesitations(self, states: Any, span: Span) -> list[Hesitation]:
        """Those in one chunk, times in seconds of the whole.

        `states` is a tensor of shape (frames, states of the encoder), `span` what of the recording it holds.
        """
        count = frame_count(span.duration_s, most=len(states))
        return found(self._probabilities(states[:count]), start_s=span.start_s)

    def _probabilities(self, states: Any) -> list[float]:
        import torch
        from torch.nn import functional

        arrays = self._arrays
        standard = (states.float().cpu() - arrays["mean"]) / arrays["spread"]
        hidden = functional.linear(standard, arrays["inner"], arrays["inner_bias"]).relu()
        logits = functional.linear(hidden, arrays["outer"], arrays["outer_bias"])
        probabilities: list[float] = torch.sigmoid(logits).flatten().tolist()
        return probabilities


def found(probabilities: list[float], *, start_s: float = 0.0) -> list[Hesitation]:
    """Stretches of frames that are likely a hesitation, from one probability per frame.

    >>> [one] = found([0.0] * 5 + [0.9] * 10 + [0.0] * 5)
    >>> round(one.span.start_s, 2), round(one.span.end_s, 2)
    (0.1, 0.3)
    """
    smooth = _smoothed(probabilities)
    stretches: list[tuple[int, int]] = []
    for index, probability in enumerate(smooth):
        if probability < LEAST_PROBABILITY:
            continue
        if stretches and stretches[-1][1] == index:
            stretches[-1] = (stretches[-1][0], index + 1)
        else:
            stretches.append((index, index + 1))
    return [
        Hesitation(
            Span(start_s + first * FRAME_S, start_s + end * FRAME_S), sum(smooth[first:end]) / (end - first)
        )
        for first, end in stretches
        if (end - first) * FRAME_S >= SHORTEST_S
    ]


def _smoothed(probabilities: list[float]) -> list[float]:
    padded = [*probabilities[:1], *probabilities, *probabilities[-1:]]
    return [sum(padded[index : index + 3]) / 3 for index in range(len(probabilities))]
