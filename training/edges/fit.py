"""Fit the network that hears edges to the times that align.py found, and write its weights.

    python training/edges/fit.py FOLDER

In rehearse's own environment: the states come from the same encoder, in the same type, as in use. FOLDER as
for align.py; beside NAME.flac may lie NAME.hesitations.json, [[start, end], ...] of filled pauses that people
marked. A quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
import whisper
from torch import nn

from rehearse.folders import cache_folder
from rehearse.transcription.alignment import FRAME_S
from rehearse.transcription.edges import WEIGHTS
from rehearse.transcription.inference import lower_weights
from rehearse.transcription.processor import fastest_type
from rehearse.transcription.weights import find_weights

RATE_HZ = 16_000
WINDOW_S = 28.0
HIDDEN, NEAR, NETWORKS = 32, 5, 3
"""Three networks, whose logits are averaged into one: each alone errs elsewhere in silence."""
EPOCHS, CLIP, BATCH, RATE, DECAY = 8, 250, 4, 2e-3, 0.02
EDGE_WEIGHT = 0.7
GATE = 0.002
"""What is left of the sound between words where a recording is made silent there."""


@dataclass(frozen=True)
class Clip:
    """States (frames, 512), truth (3, frames) and which frames it is known of."""

    states: Any
    truth: Any
    known: Any


def spans(times: dict[str, Any], hesitations: Sequence[Any]) -> list[tuple[float, float]]:
    return [(start, end) for start, end in [*times["words"], *hesitations]]


def marked(stretches: Sequence[Any], count: int, step_s: float) -> Any:
    frames = np.zeros(count, dtype=bool)
    for start, end in stretches:
        frames[max(0, round(start / step_s)) : max(0, round(end / step_s))] = True
    return frames


def noise(count: int, tilt: float, random: Any) -> Any:
    frequencies = np.fft.rfftfreq(count, 1 / RATE_HZ)
    spectrum = np.fft.rfft(random.standard_normal(count)) / np.maximum(frequencies, 50) ** tilt
    return np.fft.irfft(spectrum, count)


def rumble(count: int, random: Any) -> Any:
    frequencies = np.fft.rfftfreq(count, 1 / RATE_HZ)
    spectrum = np.fft.rfft(random.standard_normal(count)) / np.maximum(frequencies, 5)
    spectrum[frequencies > 90] = 0
    return np.fft.irfft(spectrum, count)


def recorded(sound: Any, spoken: Any, random: Any) -> Iterator[Any]:
    """The sound as it is, with silence between its words, in noise, over rumble; each at some level."""
    level = sound[spoken].std()
    near = np.convolve(spoken, np.ones(320) / 320, "same")
    gated = sound * (near + (1 - near) * GATE)

    def under(below_db: tuple[float, float]) -> Any:
        made = noise(len(sound), random.choice([0, 0.5, 1.0]), random)
        return made / made.std() * level * 10 ** (-random.uniform(*below_db) / 20)

    low = rumble(len(sound), random)
    low *= level / low.std() * 10 ** (random.uniform(0, 6) / 20)
    versions = (
        sound, gated + under((20, 55)), sound + under((15, 25)), sound + under((8, 20)),
        sound + under((3, 8)), sound + low, sound + low + under((2, 10)),
    )  # fmt: skip
    for version in versions:
        yield (version * 10 ** (random.uniform(-12, 4) / 20)).clip(-1, 1).astype(np.float32)


def clips(folder: Path, model: Any) -> list[Clip]:
    random, made = np.random.default_rng(0), []
    for file in sorted(folder.glob("*.flac")):
        times = json.loads(file.with_suffix(".times.json").read_text(encoding="utf-8"))
        extra = file.with_suffix(".hesitations.json")
        hesitations = json.loads(extra.read_text(encoding="utf-8")) if extra.exists() else []
        sound = soundfile.read(file)[0]
        spoken = marked([*spans(times, hesitations), *times["doubtful"]], len(sound), 1 / RATE_HZ)
        count = round(len(sound) / RATE_HZ / FRAME_S)
        truth, known = labels(times, hesitations, count), ~marked(times["doubtful"], count, FRAME_S)
        windows = [(at, at + WINDOW_S) for at in np.arange(0, len(sound) / RATE_HZ - 1, WINDOW_S)]
        for version in recorded(sound, spoken, random):
            # Pieces begin in silence, as the chunks do that it will hear.
            for start, end in [*windows, *times["pieces"]]:
                states = encoded(version[int(start * RATE_HZ) : int(end * RATE_HZ)], model)
                first = round(start / FRAME_S)
                states = states[: count - first]
                part = slice(first, first + len(states))
                made.append(Clip(states, truth[:, part], known[part]))
        print(f"{file.stem}: {len(made)} clips so far", flush=True)
    return made


def encoded(sound: Any, model: Any) -> Any:
    mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(torch.from_numpy(sound)))
    states = model.encoder(mel[None].to(model.encoder.conv1.weight.dtype))[0]
    return states[: round(len(sound) / RATE_HZ / FRAME_S)].half().clone()


def labels(times: dict[str, Any], hesitations: Sequence[Any], count: int) -> Any:
    """Speech, beginnings and ends; an edge is half true a frame away."""
    truth = np.zeros((3, count), dtype=np.float32)
    truth[0] = marked(spans(times, hesitations), count, FRAME_S)
    for row in (1, 2):
        for word in times["words"]:
            at = round(word[row - 1] / FRAME_S)
            for frame, share in ((at - 1, 0.5), (at, 1.0), (at + 1, 0.5)):
                if 0 <= frame < count:
                    truth[row, frame] = max(truth[row, frame], share)
    return truth


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.dropout, self.inner = nn.Dropout(0.3), nn.Linear(512, HIDDEN)
        self.outer = nn.Conv1d(HIDDEN, 3, NEAR, padding=NEAR // 2)

    def forward(self, standard: Any) -> Any:
        return self.outer(self.inner(self.dropout(standard)).relu().T[None])[0]


def fit(found: Sequence[Clip], mean: Any, spread: Any, seed: int) -> Network:
    torch.manual_seed(seed)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.75)
    parts = [
        (clip, slice(first, first + CLIP))
        for clip in found
        for first in range(0, max(1, len(clip.states) - 50), CLIP)
        if clip.known[first : first + CLIP].sum() >= 10
    ]
    weights = torch.tensor([1.0, EDGE_WEIGHT, EDGE_WEIGHT])
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(parts)).split(BATCH):  # type: ignore[no-untyped-call]
            loss = torch.zeros(())
            for clip, part in (parts[int(index)] for index in chosen):
                standard = (clip.states[part].float() - mean) / spread
                logits = network(standard + 0.1 * torch.randn_like(standard))
                each = nn.functional.binary_cross_entropy_with_logits(
                    logits, torch.from_numpy(clip.truth[:, part]), reduction="none"
                )
                loss = loss + (each * torch.from_numpy(clip.known[part])).sum(1) @ weights / CLIP
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        schedule.step()
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the network that hears edges.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    model = whisper.load_model(str(find_weights("base", cache=cache_folder(), progress=lambda *_: None)))
    lower_weights(model, fastest_type(model.device))
    with torch.inference_mode():
        heard = clips(folder, model)
    found = [Clip(clip.states.clone(), clip.truth, clip.known) for clip in heard]
    sample = torch.cat([clip.states[::7].float() for clip in found])
    mean, spread = sample.mean(0), sample.std(0) + 1e-5
    networks = [fit(found, mean, spread, seed) for seed in range(NETWORKS)]
    arrays = {
        "mean": mean,
        "spread": spread,
        "inner": torch.cat([one.inner.weight for one in networks]),
        "inner_bias": torch.cat([one.inner.bias for one in networks]),
        "outer": torch.cat([one.outer.weight for one in networks], 1) / NETWORKS,
        "outer_bias": torch.stack([one.state_dict()["outer.bias"] for one in networks]).mean(0),
        "encoder": model.encoder.ln_post.weight,
    }
    np.savez_compressed(WEIGHTS, **{name: one.detach().half().numpy() for name, one in arrays.items()})
    print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
