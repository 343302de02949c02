"""Fit the network that hears hesitations to clips of voices and of people, and write its weights.

    python training/filled-pauses/fit.py VOICES PEOPLE

VOICES is the folder of clips.py, PEOPLE that of people.py. In rehearse's own environment: the states come
from the same encoder, in the same type, as in use. First it prints how each recording of people, and three
voices, are heard by networks that were fitted without them. Minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch
import whisper
from torch import nn

from rehearse.folders import cache_folder
from rehearse.transcription.alignment import FRAME_S
from rehearse.transcription.hesitations import WEIGHTS, found
from rehearse.transcription.inference import lower_weights
from rehearse.transcription.processor import fastest_type
from rehearse.transcription.weights import find_weights

HELD_OUT = ("joe", "rms", "nezumi-kumo")
GROUPS = 3
"""Into so many the recordings of people are parted; each is heard by a network fitted to the others."""
HIDDEN = 64
EPOCHS, BATCH, LEARNING_RATE, DECAY = 4, 512, 1e-3, 0.02
EDGE_FRAMES = 2
"""Around each border, where neither answer is right."""
AT, COLLAR_S, SHORTEST_S = (0.5, 0.6, 0.7), 0.5, 0.12
"""How sure a sound must be, how near and how long, in what is printed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How much clips of a kind count, and the share of frames without a hesitation that is looked at."""

    weight: float
    other_share: float


VOICE, PERSON = Kind(0.3, 0.35), Kind(1.0, 0.6)


@dataclass(frozen=True, slots=True)
class Clip:
    kind: Kind
    of: str
    """Whose voice, or which recording."""
    own: bool
    """As it was recorded, in no other room."""
    states: torch.Tensor
    """Of the encoder, of shape (frames, states)."""
    hesitations: list[tuple[float, float]]
    """Start and end of each in seconds."""
    unsure: list[tuple[float, float]]
    """What may be one."""

    def labels(self) -> torch.Tensor:
        """1, 0 or -1 (left out) for each frame."""
        frames = torch.zeros(len(self.states), dtype=torch.int8)
        for start_s, end_s in self.unsure:
            frames[round(start_s / FRAME_S) : round(end_s / FRAME_S)] = -1
        for start_s, end_s in self.hesitations:
            start, end = round(start_s / FRAME_S), round(end_s / FRAME_S)
            frames[max(0, start - EDGE_FRAMES) : end + EDGE_FRAMES + 1] = -1
            frames[start + EDGE_FRAMES : max(start + EDGE_FRAMES + 1, end - EDGE_FRAMES)] = 1
        return frames


def clips(folder: Path, kind: Kind, model: Any) -> list[Clip]:
    made = []
    files = list(enumerate(sorted(folder.glob("*.flac"))))
    for first in range(0, len(files), 8):
        batch = files[first : first + 8]
        sounds = [soundfile.read(file, dtype="float32")[0] for _, file in batch]
        if kind == VOICE:
            sounds = [noisier(sound, number) for sound, (number, _) in zip(sounds, batch, strict=True)]
        mels = [whisper.log_mel_spectrogram(whisper.pad_or_trim(torch.from_numpy(s))) for s in sounds]
        states = model.encoder(torch.stack(mels).to(model.encoder.conv1.weight.dtype)).half()
        for (_, file), sound, found_states in zip(batch, sounds, states, strict=True):
            of, number = file.stem.rsplit("-", 1)
            count = min(len(found_states), int(len(sound) / whisper.audio.SAMPLE_RATE / FRAME_S))
            times = json.loads(file.with_suffix(".json").read_text())
            own = number.startswith("0")
            made.append(
                Clip(kind, of, own, found_states[:count].clone(), times["hesitations"], times["unsure"])
            )
        print(f"\r{first + len(batch)} of {len(files)} clips", end="", flush=True)
    print()
    return made


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


def frames(
    of: Sequence[Clip], *, all_others: bool = False
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """States, truth and weight of the labelled frames; of those without a hesitation a share, or all."""
    torch.manual_seed(0)
    states, truth, weights = [], [], []
    for clip in of:
        labels = clip.labels()
        share = 1.0 if all_others else clip.kind.other_share
        kept = (labels == 1) | ((labels == 0) & (torch.rand(len(labels)) < share))
        states.append(clip.states[kept].float())
        truth.append(labels[kept].float())
        weights.append(torch.full((int(kept.sum()),), clip.kind.weight))
    return torch.cat(states), torch.cat(truth), torch.cat(weights)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The network, and the mean and spread that its input is standardised with."""

    network: nn.Sequential
    mean: torch.Tensor
    spread: torch.Tensor

    def probabilities(self, states: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():
            result: torch.Tensor = (
                self.network((states.float() - self.mean) / self.spread).sigmoid().flatten()
            )
        return result


def fit(of: Sequence[Clip]) -> Fitted:
    states, truth, weights = frames(of)
    mean, spread = states.mean(0), states.std(0) + 1e-5
    network = nn.Sequential(
        nn.Dropout(0.3), nn.Linear(states.shape[1], HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(truth)).split(BATCH):
            # Some noise and soft labels: what is learned of these voices must carry over to others.
            standard = (states[chosen] - mean) / spread
            logits = network(standard + 0.1 * torch.randn_like(standard)).squeeze(1)
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits, truth[chosen] * 0.98 + 0.01, weight=weights[chosen]
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += float(loss.detach()) * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(truth):.4f}", flush=True)
    network.eval()
    return Fitted(network, mean, spread)


def held_out(voices: Sequence[Clip], people: Sequence[Clip]) -> None:
    """Print how well those are heard that a network was not fitted to."""
    fitted = fit([clip for clip in voices if clip.of not in HELD_OUT] + list(people))
    print_average("voices", [(fitted, clip) for clip in voices if clip.of in HELD_OUT])
    recordings = sorted({clip.of for clip in people})
    heard: list[tuple[Fitted, Clip]] = []
    for group in range(GROUPS):
        left_out = recordings[group::GROUPS]
        fitted = fit([*voices, *(clip for clip in people if clip.of not in left_out)])
        heard += [(fitted, clip) for clip in people if clip.of in left_out and clip.own]
    print_average("people", heard)
    for name in recordings:
        print_events(name, [pair for pair in heard if pair[1].of == name])
    print_events("all", heard)


def print_average(name: str, heard: Sequence[tuple[Fitted, Clip]]) -> None:
    probabilities, truths = [], []
    for fitted, clip in heard:
        states, truth, _ = frames([clip], all_others=True)
        probabilities.append(fitted.probabilities(states))
        truths.append(truth)
    truth = torch.cat(truths)
    hits = truth[torch.cat(probabilities).argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    print(f"{name}: average precision over frames {float((precision * hits).sum() / hits.sum()):.3f}")


def print_events(name: str, heard: Sequence[tuple[Fitted, Clip]]) -> None:
    """How many sounds are marked, of those that there are, at each of `AT`."""
    line = f"{name:12} {sum(len(clip.hesitations) for _, clip in heard):4}"
    for least in AT:
        marked = right = 0
        for fitted, clip in heard:
            middles = [
                (sound.span.start_s + sound.span.end_s) / 2
                for sound in found(fitted.probabilities(clip.states).tolist())
                if sound.confidence >= least and sound.span.duration_s >= SHORTEST_S
            ]
            marked += len(middles)
            for start_s, end_s in clip.hesitations:
                near = [one for one in middles if abs(one - (start_s + end_s) / 2) <= COLLAR_S]
                if near:
                    middles.remove(min(near, key=lambda one: abs(one - (start_s + end_s) / 2)))
                    right += 1
        line += f"   at {least}: {marked} marked, {right} right"
    print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the network that hears hesitations.")
    parser.add_argument("voices", type=Path)
    parser.add_argument("people", type=Path)
    options = parser.parse_args()
    weights = find_weights("base", cache=cache_folder(), progress=lambda *_: None)
    model = whisper.load_model(str(weights))
    lower_weights(model, fastest_type(model.device))
    with torch.inference_mode():
        voices, people = clips(options.voices, VOICE, model), clips(options.people, PERSON, model)
    # Outside inference mode they may be learned from.
    voices, people = [outside(one) for one in voices], [outside(one) for one in people]
    held_out(voices, people)
    fitted = fit([*voices, *people])
    inner, outer = fitted.network[1], fitted.network[3]
    np.savez_compressed(
        WEIGHTS,
        mean=fitted.mean.numpy(),
        spread=fitted.spread.numpy(),
        inner=inner.weight.detach().numpy(),
        inner_bias=inner.bias.detach().numpy(),
        outer=outer.weight.detach().numpy(),
        outer_bias=outer.bias.detach().numpy(),
        encoder=model.encoder.ln_post.weight.detach().float().numpy(),
    )
    print(f"wrote {WEIGHTS}")


def outside(clip: Clip) -> Clip:
    return replace(clip, states=clip.states.clone())


if __name__ == "__main__":
    main()
