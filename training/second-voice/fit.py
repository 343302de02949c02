"""Learn the projection in which voices lie apart, from turns of conversations and from synthetic voices.

    python training/second-voice/fit.py RECORDINGS CLIPS FOLDER

RECORDINGS holds the files that turns.json names, in any folders (README.md says where they can be had), CLIPS
what training/filled-pauses/clips.py made. Their early states are kept in FOLDER. Prints how well the turns of
each conversation are told by a projection that was learnt without its two people, then writes the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
import torch
import whisper

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "filled-pauses"))
from rooms import RATE_HZ, Random, Samples, low_noise, with_echo

from rehearse.folders import cache_folder
from rehearse.model.heard import Span
from rehearse.transcription.inference import lower_weights
from rehearse.transcription.processor import fastest_type
from rehearse.transcription.voices import BLOCK, WEIGHTS, Piece, second_voice
from rehearse.transcription.weights import find_weights

TURNS = Path(__file__).with_name("turns.json")
STEP_S = 0.1
"""States are averaged over so long before anything else."""
PIECE_STEPS, LEAST_STEPS = 12, 8
READ_S, AT_ONCE_S = 84.0, 28.0
DIMENSIONS = 16
SHRINKAGE = 0.01
"""How much of an even variation is added to what one voice varies by: it was seen in few voices."""
CLIPS_OF_EACH = (0, 3)


def with_steps(sound: Samples, random: Random, low_db: float) -> Samples:
    """Louder and softer every few seconds, as somebody moves: no voice is told by how loud it is."""
    levels, at = np.zeros(len(sound)), 0
    while at < len(sound):
        count = int(random.uniform(3, 7) * RATE_HZ)
        levels[at : at + count] = random.uniform(low_db, 0)
        at += count
    return (sound * 10 ** (levels / 20)).astype(np.float32)


def with_some_noise(sound: Samples, random: Random) -> Samples:
    below_db = random.uniform(12, 35)
    noise = random.standard_normal(len(sound))
    noise = low_noise(noise) if random.random() < 0.6 else noise
    return (sound + noise / noise.std() * sound.std() * 10 ** (-below_db / 20)).astype(np.float32)


def versions(sound: Samples, seed: int) -> Iterator[tuple[Samples, float]]:
    """The sound as it is and in three other rooms, the last in a higher voice; and how much longer it is."""
    yield sound, 1.0
    for number in (1, 2, 3):
        random = np.random.default_rng(100 * seed + number)
        longer = 0.92 if number == 3 else 1.0
        other: Any = sound if longer == 1 else soxr.resample(sound, RATE_HZ, RATE_HZ * longer)
        if number > 1:
            other = with_echo(other, random, decay_s=random.uniform(0.05, 0.3), strength=(0.01, 0.08))
        other = with_steps(other, random, -18)
        yield with_some_noise(other, random) if number == 1 else other, longer


class Encoder:
    """Whisper's, up to the block whose states are taken."""

    def __init__(self) -> None:
        weights = find_weights("base", cache=cache_folder(), progress=lambda *_: None)
        model = whisper.load_model(str(weights), device="cpu")
        self.mark = model.encoder.blocks[BLOCK].mlp_ln.weight.detach().float().numpy()
        lower_weights(model, fastest_type(model.device))
        self._encoder = model.encoder

    def states(self, sound: Samples) -> Any:
        """Shape (steps of `STEP_S`, states)."""
        size = int(AT_ONCE_S * RATE_HZ)
        parts = [sound[first : first + size] for first in range(0, len(sound), size)]
        with torch.inference_mode():
            return np.concatenate([self._of(np.ascontiguousarray(part)) for part in parts])

    def _of(self, sound: Samples) -> Any:
        encoder = self._encoder
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(torch.from_numpy(sound)))[None]
        first = torch.nn.functional.gelu(encoder.conv1(mel.to(encoder.conv1.weight.dtype)))
        states = torch.nn.functional.gelu(encoder.conv2(first)).permute(0, 2, 1)
        states = (states + encoder.positional_embedding).to(first.dtype)
        for block in encoder.blocks[: BLOCK + 1]:
            states = block(states)
        steps = states[0].float().reshape(-1, round(STEP_S / 0.02), states.shape[-1]).mean(1)
        return steps[: int(len(sound) / RATE_HZ / STEP_S)].numpy().astype(np.float16)


def kept(path: Path, make: Any) -> Any:
    if not path.exists():
        np.save(path, make())
    return np.load(path)


def pieces_of(states: Any, first: int, end: int) -> Iterator[Any]:
    for at in range(first, end - LEAST_STEPS + 1, PIECE_STEPS // 2):
        yield states[at : min(at + PIECE_STEPS, end)].astype(np.float32).mean(0)


Labelled = list[tuple[str, Any]]
"""Who speaks, and the mean states of a piece of speech."""


def of_people(recordings: Path, folder: Path, encoder: Encoder) -> dict[str, list[Labelled]]:
    """For each file the pieces of its versions."""
    found: dict[str, list[Labelled]] = {}
    for seed, (name, turns) in enumerate(json.loads(TURNS.read_text(encoding="utf-8")).items()):
        [file] = recordings.rglob(name)
        sound, rate_hz = soundfile.read(file, dtype="float32")
        sound = soxr.resample(sound, rate_hz, RATE_HZ)[: int(READ_S * RATE_HZ)]
        found[name] = []
        for number, (other, longer) in enumerate(versions(sound, seed)):
            states = kept(
                folder / f"{Path(name).stem}-{number}.npy", lambda other=other: encoder.states(other)
            )
            pieces: Labelled = []
            for start_s, end_s, who in turns:
                first, end = (int(at * longer / STEP_S) for at in (start_s, min(end_s, READ_S)))
                kind = f"{who}, {name}, {longer}"  # one voice in two recordings is two: so is its room
                pieces += [(kind, piece) for piece in pieces_of(states, first, min(end, len(states)))]
            found[name].append(pieces)
        print(name, flush=True)
    return found


def of_clips(clips: Path, folder: Path, encoder: Encoder) -> Labelled:
    """The pieces of the synthetic voices, some of them made higher."""
    found: Labelled = []
    for voice in sorted({path.stem.rsplit("-", 1)[0] for path in clips.glob("*.flac")}):
        for number in CLIPS_OF_EACH:
            random = np.random.default_rng(number * 31 + len(voice))
            sound = soundfile.read(clips / f"{voice}-{number:03}.flac", dtype="float32")[0]
            sound = sound[: int(AT_ONCE_S * RATE_HZ)]
            if number:
                sound = soxr.resample(sound, RATE_HZ, RATE_HZ * 0.87)
            other = with_some_noise(with_steps(sound, random, -12), random)
            states = kept(folder / f"{voice}-{number}.npy", lambda other=other: encoder.states(other))
            found += [(f"{voice}-{number}", piece) for piece in pieces_of(states, 0, len(states))]
    return found


def projection(labelled: Labelled) -> Any:
    """Linear discriminants, scaled so that one voice varies by 1 along each: shape (states, dimensions)."""
    names = np.array([who for who, _ in labelled])
    states = np.array([piece for _, piece in labelled])
    people = np.unique(names)
    middles = np.array([states[names == who].mean(0) for who in people])
    own = np.cov((states - middles[np.searchsorted(people, names)]).T)
    own += SHRINKAGE * np.trace(own) / len(own) * np.eye(len(own))
    root = np.linalg.inv(np.linalg.cholesky(own))
    sizes, axes = np.linalg.eigh(root @ np.cov(middles.T) @ root.T)
    return root.T @ axes[:, np.argsort(-sizes)[:DIMENSIONS]]


def told_right(name: str, states: Any, found: Any) -> float:
    """Of the time of the known turns, how much is given to the right one of two voices."""
    pieces, truth = [], []
    turns = [turn for turn in json.loads(TURNS.read_text(encoding="utf-8"))[name] if turn[1] <= READ_S]
    for start_s, end_s, who in turns:
        first, end = int(start_s / STEP_S), int(end_s / STEP_S)
        place = states[first:end].astype(np.float32).mean(0) @ found
        pieces.append(Piece(Span(start_s, end_s), tuple(place)))
        truth.append(who)
    others = second_voice(pieces)
    right_s = dict.fromkeys(set(truth), 0.0)
    for piece, who in zip(pieces, truth, strict=True):
        is_other = any(one.overlap_s(piece.span) > piece.span.duration_s / 2 for one in others)
        for other in right_s:
            right_s[other] += piece.span.duration_s * (is_other == (who == other))
    return max(right_s.values()) / sum(piece.span.duration_s for piece in pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the projection in which voices lie apart.")
    for argument in ("recordings", "clips", "folder"):
        parser.add_argument(argument, type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    encoder = Encoder()
    people = of_people(options.recordings, options.folder, encoder)
    synthetic = of_clips(options.clips, options.folder, encoder)
    everybody = [one for versions in people.values() for pieces in versions for one in pieces]
    for name, of_file in people.items():
        its_own = {kind.split(",")[0] for pieces in of_file for kind, _ in pieces}
        without = [one for one in everybody if one[0].split(",")[0] not in its_own]
        states = np.load(options.folder / f"{Path(name).stem}-0.npy")
        print(name, f"{told_right(name, states, projection(without + synthetic)):.3f}")
    found = projection(everybody + synthetic).astype(np.float16)
    np.savez(WEIGHTS, projection=found, encoder=encoder.mark.astype(np.float16))


if __name__ == "__main__":
    main()
