"""Where in the sound somebody speaks, by Silero's voice activity detector.

Finds speech and not words; a hummed "mm" counts as speech, music mostly does not.
"""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

from rehearse.model import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

FRAME = 512
CONTEXT = 64
FRAME_S = FRAME / 16_000
BLOCK_FRAMES = 512
STARTS_AT, ENDS_BELOW = 0.5, 0.35
"""Probabilities between which the state stays as it was, so that it does not flicker."""
SHORTEST_SPEECH_S = 0.1
SHORTEST_SILENCE_S = 0.25
"""Shorter gaps belong to articulation (stop closures), by the usual convention of pause research."""


def speech_activity(samples: npt.NDArray[np.float32]) -> tuple[Span, ...]:
    """The stretches of speech in mono 16 kHz samples of shape (n,), in order and apart."""
    duration_s = len(samples) / 16_000
    return tuple(
        Span(span.start_s, min(span.end_s, duration_s)) for span in spans(_probabilities(samples).tolist())
    )


def spans(probabilities: list[float], *, frame_s: float = FRAME_S) -> list[Span]:
    """Stretches of speech from one probability per frame of `frame_s` seconds."""
    found: list[Span] = []
    start: int | None = None
    for index, probability in enumerate([*probabilities, 0.0]):
        if start is None and probability >= STARTS_AT:
            start = index
        elif start is not None and probability < ENDS_BELOW:
            found.append(Span(start * frame_s, index * frame_s))
            start = None
    merged: list[Span] = []
    for span in found:
        if merged and span.start_s - merged[-1].end_s < SHORTEST_SILENCE_S:
            merged[-1] = Span(merged[-1].start_s, span.end_s)
        else:
            merged.append(span)
    return [span for span in merged if span.duration_s >= SHORTEST_SPEECH_S]


@cache
def _session() -> Any:
    import onnxruntime

    # The package is found and not imported: importing it loads torch.
    files = metadata.files("silero-vad") or []
    (model,) = (file for file in files if file.name == "silero_vad_16k_sequence.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model.locate()), options, providers=["CPUExecutionProvider"])


def _probabilities(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    import numpy as np

    count = -(-len(samples) // FRAME)
    padded = np.zeros(CONTEXT + count * FRAME, dtype=np.float32)
    padded[CONTEXT : CONTEXT + len(samples)] = samples
    # Each frame carries the last samples of the one before it, as the model was trained.
    frames = np.lib.stride_tricks.sliding_window_view(padded, CONTEXT + FRAME)[::FRAME]
    h = c = np.zeros((1, 1, 128), dtype=np.float32)
    heard = []
    for first in range(0, count, BLOCK_FRAMES):
        block = np.ascontiguousarray(frames[first : first + BLOCK_FRAMES])
        probabilities, h, c = _session().run(None, {"input": block, "h": h, "c": c})
        heard.append(probabilities)
    return np.concatenate(heard) if heard else np.zeros(0, dtype=np.float32)
