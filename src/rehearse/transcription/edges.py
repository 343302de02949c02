"""Where in the sound somebody speaks and where words begin and end, by a small network on the states of
Whisper's encoder.

It learnt from people with noise, rumble and silence laid under them (training/edges), so that a word ends in
the noise of a fan where it does in a quiet room. It fits one encoder only and says so. It knows no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rehearse.audio.speech_activity import Stretches
from rehearse.model.heard import Span
from rehearse.transcription.alignment import FRAME_S, frame_count
from rehearse.transcription.same_layer import is_same_layer

if TYPE_CHECKING:
    import numpy.typing as npt

    from rehearse.audio.chunks import Chunk

    Row = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("edge_weights.npz")
SPEECH_FROM = 0.9
"""How sure a frame of speech is. At .5 the ends of words fade .08 s into the pause behind them; higher, soft
ends are cut where there is noise.
"""

BEGINNING_S = 0.3
"""The first states of a chunk hold more than their own sound: there it is asked what cut the chunk."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Of each frame of a chunk how probable it is that somebody speaks, that a word begins, that one ends."""

    speech: Row
    start: Row
    end: Row


class EdgeDetector:
    """The network, loaded."""

    def __init__(self) -> None:
        import torch

        with np.load(WEIGHTS) as arrays:
            self._arrays = {name: torch.from_numpy(arrays[name]).float() for name in arrays.files}

    def fits(self, model: Any) -> bool:
        """Whether `model` has the encoder that the network was trained on."""
        return is_same_layer(self._arrays["encoder"], model.encoder.ln_post)

    def edges(self, states: Any, chunk: Chunk) -> Edges:
        """Those of one chunk; `states` is a tensor of shape (frames, states of the encoder)."""
        from torch.nn import functional

        arrays = self._arrays
        heard = states[: frame_count(chunk.span.duration_s, most=len(states))].float().cpu()
        standard = (heard - arrays["mean"]) / arrays["spread"]
        hidden = functional.linear(standard, arrays["inner"], arrays["inner_bias"]).relu()
        near = arrays["outer"].shape[-1] // 2
        logits = functional.conv1d(hidden.T[None], arrays["outer"], arrays["outer_bias"], padding=near)
        speech, start, end = logits[0].double().sigmoid().numpy()
        return Edges(begun(speech, chunk), start, end)


def begun(speech: Row, chunk: Chunk) -> Row:
    """Speech without what is taken for it in the first states of a chunk."""
    at_s = (np.arange(len(speech)) + 0.5) * FRAME_S
    spoken = [
        (at_s >= one.start_s - chunk.span.start_s) & (at_s < one.end_s - chunk.span.start_s)
        for one in chunk.speech
    ]
    doubtful = (at_s < BEGINNING_S) & ~np.any([*spoken, at_s < 0], axis=0)
    return np.where(doubtful, 0.0, speech)


def stretches(edges: Edges, *, start_s: float) -> list[Span]:
    """Where somebody speaks in a chunk that begins at `start_s`, in seconds of the whole recording."""
    following = Stretches(frame_s=FRAME_S, starts_at=SPEECH_FROM, ends_below=SPEECH_FROM)
    spans = [*following.add(edges.speech.tolist()), *following.end()]
    return [Span(start_s + span.start_s, start_s + span.end_s) for span in spans]
