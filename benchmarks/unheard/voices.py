"""Who speaks: neural voices in many accents, older synthetic voices, and voices of other languages.

An accent is made by what is pronounced: the varieties of English that espeak-ng knows, and sounds that
speakers of other languages put in the place of English ones. That is no recording of these people, whose
rhythm and melody differ too. Runs where training/filled-pauses/voices.py does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from benchmarks.unheard.sounds import RATE_HZ, Random, levelled

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training" / "filled-pauses"))
from voices import SPELLINGS, _kokoro

from speak import espeak, flite, trimmed  # isort: skip

Rules = Sequence[tuple[str, str]]

FEW_VOWELS: Rules = (("ɪ", "i"), ("iː", "i"), ("ʊ", "u"), ("uː", "u"), ("æ", "a"))

ACCENTS: dict[str, tuple[str, Rules]] = {
    "American": ("en-us", ()),
    "New York": ("en-us-nyc", ()),
    "British": ("en-gb-x-rp", ()),
    "Scots": ("en-gb-scotland", ()),
    "Lancashire": ("en-gb-x-gbclan", ()),
    "West Midlands": ("en-gb-x-gbcwmd", ()),
    "Caribbean": ("en-029", ()),
    "Indian": (
        "en-gb",
        (("θ", "tʰ"), ("ð", "d"), ("t(?!ʃ|ʰ)", "ʈ"), ("d(?!ʒ)", "ɖ"), ("[vw]", "ʋ"), ("ɹ", "ɾ"), ("Q", "oː"),
         ("A", "eː"), ("ʌ", "ə")),
    ),
    "Nigerian": (
        "en-gb",
        (("θ", "t"), ("ð", "d"), ("ɜː", "ɔ"), ("ʌ", "ɔ"), ("[əɐ]", "a"), ("Q", "o"), ("A", "e"), *FEW_VOWELS),
    ),
    "German": (
        "en-gb",
        (("w", "v"), ("θ", "s"), ("ð", "z"), ("æ", "ɛ"), ("ʌ", "a"), ("ɹ", "ʁ"), (r"z\b", "s"), (r"d\b", "t"),
         (r"ɡ\b", "k"), (r"v\b", "f"), (r"b\b", "p")),
    ),
    "French": (
        "en-gb",
        (("h", ""), ("θ", "s"), ("ð", "z"), ("ɹ", "ʁ"), ("ʧ", "ʃ"), ("ʤ", "ʒ"), ("ʌ", "œ"), ("ˈ", ""),
         *FEW_VOWELS),
    ),
    "Spanish": (
        "en-us",
        (("v", "b"), ("z", "s"), ("ʌ", "a"), ("h", "x"), ("ɹ", "ɾ"), (r"\bs(?=[tpklmn])", "es"), ("ə", "e"),
         *FEW_VOWELS),
    ),
    "Russian": (
        "en-us",
        (("w", "v"), ("θ", "s"), ("ð", "z"), ("h", "x"), ("ɹ", "ɾ"), ("ʌ", "a"), *FEW_VOWELS),
    ),
    "Japanese": (
        "en-us",
        (("[lɹ]", "ɾ"), ("θ", "s"), ("ð", "z"), ("v", "b"), ("ʌ", "a"), ("ɜː", "aː"), ("si", "ʃi"),
         *FEW_VOWELS),
    ),
}  # fmt: skip

SPEAKERS: tuple[dict[str, float], ...] = (
    {"jf_alpha": 1.0},
    {"jm_kumo": 1.0},
    {"jf_tebukuro": 1.0},
    {"jf_nezumi": 0.4, "jm_kumo": 0.6},
    {"jf_gongitsune": 1.0},
    {"jf_alpha": 0.3, "jm_kumo": 0.7},
    {"jf_nezumi": 1.0},
    {"jf_tebukuro": 0.5, "jm_kumo": 0.5},
    {"jf_gongitsune": 0.5, "jf_alpha": 0.5},
)
"""Blends of Kokoro's speakers."""

OLDER: dict[str, Callable[[], Callable[[str, float], Any]]] = {
    "flite slt": lambda: flite("slt"),
    "flite rms": lambda: flite("rms"),
    "flite awb (Scots)": lambda: flite("awb"),
    "flite kal": lambda: flite("kal16"),
    "espeak American": lambda: espeak("en-us+m3"),
    "espeak British": lambda: espeak("en-gb-x-rp+f2"),
    "espeak Scots": lambda: espeak("en-gb-scotland+m1"),
    "espeak Lancashire": lambda: espeak("en-gb-x-gbclan+f4"),
    "espeak Caribbean": lambda: espeak("en-029+m7"),
}


def told(sentences: Sequence[str], say: Callable[[str], Any], random: Random) -> Any:
    """Sentences with pauses between them and silence around, at the usual level."""
    parts: list[Any] = [np.zeros(RATE_HZ // 2)]
    for sentence in sentences:
        parts += [levelled(trimmed(say(sentence))), np.zeros(int(random.uniform(0.3, 0.8) * RATE_HZ))]
    sound = np.concatenate(parts)
    return (sound + random.standard_normal(len(sound)) * 10 ** (-75 / 20)).astype(np.float32)


def accented(accent: str, speaker: dict[str, float]) -> Callable[[str], Any]:
    """A neural voice with an accent of `ACCENTS`."""
    language, rules = ACCENTS[accent]
    return lambda text: _kokoro_says(_changed(_phonemes(text, language), rules), speaker)


def foreign(language: str, speaker: dict[str, float]) -> Callable[[str], Any]:
    """A neural voice in another language."""
    return lambda text: _kokoro_says(_phonemes(text, language), speaker)


def older(name: str) -> Callable[[str], Any]:
    """A voice of `OLDER`."""
    speak = OLDER[name]()
    return lambda text: speak(text, 1.12)


def espeaking(voice: str) -> Callable[[str], Any]:
    """A voice of espeak-ng, in whichever language."""
    speak = espeak(voice)
    return lambda text: speak(text, 1.05)


def _phonemes(text: str, language: str) -> str:
    command = ["espeak-ng", "-q", "--ipa", "-v", language, text]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.sub(r"\([\w-]+\)", "", run.stdout).strip().replace("\n", ", ")
    return _changed(found, SPELLINGS)


def _changed(phonemes: str, rules: Rules) -> str:
    for theirs, ours in rules:
        phonemes = re.sub(theirs, ours, phonemes)
    return phonemes


def _kokoro_says(phonemes: str, speaker: dict[str, float]) -> Any:
    session, vocabulary, styles = _kokoro()
    tokens = [vocabulary[sign] for sign in phonemes if sign in vocabulary]
    style = sum(share * styles[name][min(len(tokens), 509)] for name, share in speaker.items())
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
        "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
        "speed": np.array([0.85], dtype=np.float32),
    }
    return soxr.resample(session.run(None, inputs)[0].ravel(), 24_000, RATE_HZ)
