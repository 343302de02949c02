"""Fit the network that hears hesitations to the recordings that clips.py made, and write its weights.

    python training/filled-pauses/fit.py FOLDER [--hold-out]

In rehearse's own environment: the states come from the same encoder, in the same type, as in use. With
--hold-out three voices are left out and scored instead of writing weights. Minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
import whisper
from torch import nn

from rehearse.folders import cache_folder
from rehearse.transcription.alignment import FRAME_S
from rehearse.transcription.hesitations import WEIGHTS
from rehearse.transcription.inference import fastest_type, lower_weights
from rehearse.transcription.weights import find_weights

HELD_OUT = ("joe", "rms", "nezumi-kumo")
HIDDEN = 48
EPOCHS, BATCH, LEARNING_RATE, DECAY = 6, 512, 1e-3, 0.02
OTHER_SHARE = 0.35
"""Of the frames without a hesitation that are looked at: they outnumber the others."""
EDGE_FRAMES = 2
"""Around each border, where neither answer is right."""


def encoded(folder: Path, model: Any) -> list[tuple[str, torch.Tensor, torch.Tensor]]:
    """Of each clip its voice, its states (frames, states), and 1, 0 or -1 (left out) for each frame."""
    clips = []
    files = list(enumerate(sorted(folder.glob("*.flac"))))
    for first in range(0, len(files), 8):
        batch = files[first : first + 8]
        sounds = [noisier(soundfile.read(file, dtype="float32")[0], number) for number, file in batch]
        mels = [whisper.log_mel_spectrogram(whisper.pad_or_trim(torch.from_numpy(s))) for s in sounds]
        states = model.encoder(torch.stack(mels).to(model.encoder.conv1.weight.dtype)).half()
        for (_, file), sound, found in zip(batch, sounds, states, strict=True):
            count = min(len(found), int(len(sound) / whisper.audio.SAMPLE_RATE / FRAME_S))
            truth = json.loads(file.with_suffix(".json").read_text())
            clips.append((file.stem.rsplit("-", 1)[0], found[:count].clone(), labels(truth, count)))
        print(f"\r{first + len(batch)} of {len(files)} clips", end="", flush=True)
    print()
    return clips


def noisier(sound: Any, number: int) -> Any:
    """Every third clip in a loud room: noise 5 to 20 dB under the speech, more of it low than high."""
    if number % 3:
        return sound
    random = np.random.default_rng(number)
    spectrum = np.fft.rfft(random.standard_normal(len(sound)))
    spectrum /= np.maximum(np.arange(len(spectrum)) / len(spectrum), 0.005) ** random.uniform(0.0, 0.5)
    noise = np.fft.irfft(spectrum, len(sound))
    level = sound.std() / noise.std() * 10 ** (-random.uniform(5, 20) / 20)
    return np.clip(sound + noise * level, -1, 1).astype(np.float32)


def labels(truth: list[tuple[float, float]], count: int) -> torch.Tensor:
    frames = torch.zeros(count, dtype=torch.int8)
    for start_s, end_s in truth:
        start, end = round(start_s / FRAME_S), round(end_s / FRAME_S)
        frames[max(0, start - EDGE_FRAMES) : end + EDGE_FRAMES + 1] = -1
        frames[start + EDGE_FRAMES : max(start + EDGE_FRAMES + 1, end - EDGE_FRAMES)] = 1
    return frames


def fit(states: torch.Tensor, truth: torch.Tensor) -> tuple[nn.Module, torch.Tensor, torch.Tensor]:
    """The network, and the mean and spread that its input is standardised with."""
    torch.manual_seed(0)
    mean, spread = states.mean(0), states.std(0) + 1e-5
    network = nn.Sequential(
        nn.Dropout(0.3), nn.Linear(states.shape[1], HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(truth)).split(BATCH):
            # Some noise and soft labels: what is learned of synthetic voices must carry over to people.
            standard = (states[chosen] - mean) / spread
            logits = network(standard + 0.1 * torch.randn_like(standard)).squeeze(1)
            loss = nn.functional.binary_cross_entropy_with_logits(logits, truth[chosen] * 0.98 + 0.01)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += float(loss.detach()) * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(truth):.4f}")
    return network.eval(), mean, spread


def frames(
    clips: list[tuple[str, torch.Tensor, torch.Tensor]], share: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """All labelled frames, of those without a hesitation only a share."""
    torch.manual_seed(0)
    states, truth = [], []
    for _, found, label in clips:
        kept = (label == 1) | ((label == 0) & (torch.rand(len(label)) < share))
        states.append(found[kept].float())
        truth.append(label[kept].float())
    return torch.cat(states), torch.cat(truth)


def average_precision(probabilities: torch.Tensor, truth: torch.Tensor) -> float:
    hits = truth[probabilities.argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / hits.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the network that hears hesitations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hold-out", action="store_true")
    options = parser.parse_args()
    weights = find_weights("base", cache=cache_folder(), progress=lambda *_: None)
    model = whisper.load_model(str(weights))
    lower_weights(model, fastest_type(model.device))
    with torch.inference_mode():
        clips = encoded(options.folder, model)
    clips = [(voice, states.clone(), truth.clone()) for voice, states, truth in clips]
    train = [clip for clip in clips if not (options.hold_out and clip[0] in HELD_OUT)]
    network, mean, spread = fit(*frames(train, OTHER_SHARE))
    if options.hold_out:
        states, truth = frames([clip for clip in clips if clip[0] in HELD_OUT], 1.0)
        with torch.inference_mode():
            probabilities = network((states - mean) / spread).sigmoid().flatten()
        print(f"average precision on {', '.join(HELD_OUT)}: {average_precision(probabilities, truth):.3f}")
        return
    inner, outer = network[1], network[3]
    np.savez_compressed(
        WEIGHTS,
        mean=mean.numpy(),
        spread=spread.numpy(),
        inner=inner.weight.detach().numpy(),
        inner_bias=inner.bias.detach().numpy(),
        outer=outer.weight.detach().numpy(),
        outer_bias=outer.bias.detach().numpy(),
        encoder=model.encoder.ln_post.weight.detach().float().numpy(),
    )
    print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
