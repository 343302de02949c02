"""The encoders by themselves, CTranslate2's beside them: how long they take, how far their states are off.

    .venv/bin/python -m benchmarks.engines.encoders [--rounds 5]

Each round has every encoder hear the same thirty seconds of a sample. The graphs are those that
`python -m benchmarks.engines` wrote. Off is the root mean square of the difference from float32, as a share
of that of the states.

CTranslate2 stops here. It gives the states, and the logits of what it has already chosen, but:
no rule of ours can choose a token while it decodes; `align` gives a finished path over the heads that it
knows and no attention; and no states of an earlier layer, by which voices are told apart, come out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.events import markdown
from benchmarks.engines.__main__ import KINDS, SAMPLES, WORK
from benchmarks.engines.hearing import AS_IT_IS, THREADS
from benchmarks.engines.light import Models
from benchmarks.engines.networks import LONGEST_S, Floats, mel_bank, spectrogram
from benchmarks.speed import their_weights
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.progress import no_progress

COMPUTE_TYPES = ("float32", "int8")
"""Of CTranslate2."""

Encoder = Callable[[Floats], Floats]


def main() -> None:
    parser = argparse.ArgumentParser(description="How long encoders take, and how far they are off.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=WORK)
    options = parser.parse_args()
    samples = read_audio(SAMPLES / "good-answer.flac")[: LONGEST_S * RATE_HZ]
    mel = spectrogram(samples, mel_bank())[None]
    with tempfile.TemporaryDirectory() as folder:
        encoders = loaded(options.work / "models", their_weights(Path(folder) / "weights"))
    seconds: dict[str, list[float]] = {name: [] for name in encoders}
    states: dict[str, Floats] = {}
    for _ in range(options.rounds + 1):
        for name, encoder in encoders.items():
            begun = time.perf_counter()
            states[name] = encoder(mel)
            seconds[name].append(time.perf_counter() - begun)
    exact = states["CTranslate2, float32"]
    rows = [
        (name, f"{statistics.median(taken[1:]):.2f} s", f"{off(states[name], exact):.1%}")
        for name, taken in seconds.items()
    ]
    print(markdown(("encoder", "for 30 s", "off"), rows))


def loaded(graphs: Path, weights: Path) -> dict[str, Encoder]:
    """Each encoder, by name; the first call of each does not count."""
    found = {AS_IT_IS: _torch()}
    for name, kinds in KINDS.items():
        if kinds:
            found[name] = Models(graphs / name, THREADS).encoder
    return found | {f"CTranslate2, {kind}": _ctranslate2(weights, kind) for kind in COMPUTE_TYPES}


def _torch() -> Encoder:
    import torch

    torch.set_num_threads(THREADS)
    whisper = load_whisper("base", progress=no_progress)

    def encode(mel: Floats) -> Floats:
        with torch.inference_mode():
            states = whisper._model.encoder(torch.from_numpy(mel).to(whisper._type))
        return np.asarray(states.float().numpy())

    return encode


def _ctranslate2(weights: Path, kind: str) -> Encoder:
    import ctranslate2

    model: Any = ctranslate2.models.Whisper(
        str(weights), device="cpu", compute_type=kind, intra_threads=THREADS
    )

    def encode(mel: Floats) -> Floats:
        return np.array(model.encode(ctranslate2.StorageView.from_array(mel)))

    return encode


def off(states: Floats, exact: Floats) -> float:
    return float(np.linalg.norm(states - exact) / np.linalg.norm(exact))


if __name__ == "__main__":
    main()
