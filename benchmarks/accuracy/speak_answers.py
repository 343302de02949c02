"""Speak the answers of answers.txt by voices that were never heard in training, in four kinds of recording.

    python benchmarks/accuracy/speak_answers.py FOLDER      (make accuracy does it)

Each answer is spoken by two of the three voices, and each of these speeches is recorded in two ways:
clean and in a noisy room, or by telephone and with soft filled pauses; 48 recordings of about a minute,
some 25 minutes of work. FOLDER gets the sound and truth.json: of each recording what it is, how many
filled pauses it holds and where, to the sample.

Runs in an environment of its own, which `make accuracy` makes, with flite and espeak-ng. The
same versions give the same files. Synthetic voices are not people: nothing here slurs an "um" into a word.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training" / "filled-pauses")]
from rooms import low_noise, through_telephone, with_echo, with_noise  # noqa: E402
from voices import TEST_VOICES, Voice  # noqa: E402

# The module of samples/, which voices puts first.
from speak import (  # noqa: E402  # isort: skip
    FILLER_RMS_DB, RATE_HZ, SPEECH_RMS_DB, Answer, Piece, bare, filler_of_length, levelled, pieces, room,
    spoken, truth,
)  # fmt: skip

ANSWERS = Path(__file__).with_name("answers.txt")
STRETCH = {"kokoro": 1.3, "flite": 1.2}
SOUNDS = {
    "kokoro": {"um": "/ʌm/", "uh": "/ʌ/", "er": "/ɜː/", "erm": "/ɜːm/", "hm": "/hmː/"},
    "flite": {"um": "um", "uh": "uh", "er": "er", "erm": "erm", "hm": "hmm"},
}
"""How each kind of voice is told to make a filled pause; um and uh are drawn out by their length alone."""

NEAR_ENOUGH_S = 0.04
SOFT_BY_DB = 12.0
SIGNAL_TO_NOISE_DB = (15.0, 20.0)
TELEPHONE_BAND_HZ = (300.0, 3400.0)


@dataclass(frozen=True)
class Written:
    """One answer of answers.txt."""

    name: str
    question: str
    markup: str


def answers(text: str) -> list[Written]:
    """The answers in their markup."""
    blocks = "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip().split("\n\n")
    found = []
    for block in blocks:
        head, _, markup = block.partition("\n")
        name, _, question = head.partition(": ")
        found.append(Written(name, question, markup.replace("\n", " ")))
    return found


def said(written: Written, name: str, voice: Voice) -> tuple[Answer, list[Piece]]:
    """The answer in pieces, each with its sound."""
    answer = Answer(written.question, name, (("none", written.markup),), stretch=STRETCH[voice.kind])
    return answer, [_said(piece, answer, voice) for piece in pieces(answer)]


def _said(piece: Piece, answer: Answer, voice: Voice) -> Piece:
    if piece.kind != "filled_pause":
        return spoken(piece, answer, voice.say)
    sound = SOUNDS[voice.kind][re.sub(r"(.)\1+", r"\1", bare(piece.text))]
    assert piece.wanted_s is not None
    spoken_sound = filler_of_length(sound, piece.wanted_s, voice.say, near_enough_s=NEAR_ENOUGH_S)
    return replace(piece, sound=levelled(spoken_sound, FILLER_RMS_DB))


def recorded(parts: list[Piece], condition: str, seed: int) -> Any:
    """Samples of all pieces in one of the four kinds of recording."""
    random = np.random.default_rng(seed)
    sound = np.concatenate([_softened(part) if condition == "soft" else part.sound for part in parts])
    if condition == "noisy":
        sound = with_echo(sound, random, decay_s=random.uniform(0.08, 0.2), strength=(0.02, 0.05))
        level_db = SPEECH_RMS_DB - random.uniform(*SIGNAL_TO_NOISE_DB)
        sound = with_noise(sound, low_noise(random.standard_normal(len(sound))), level_db=level_db)
    else:
        sound = sound + room(len(sound), False, seed)
    if condition == "telephone":
        sound = through_telephone(_banded(sound))
    return np.clip(sound, -1, 1).astype(np.float32)


def _softened(part: Piece) -> Any:
    assert part.sound is not None
    return part.sound * 10 ** (-SOFT_BY_DB / 20) if part.kind == "filled_pause" else part.sound


def _banded(sound: Any) -> Any:
    spectrum = np.fft.rfft(sound)
    frequencies = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    low_hz, high_hz = TELEPHONE_BAND_HZ
    spectrum[(frequencies < low_hz) | (frequencies > high_hz)] = 0
    return np.fft.irfft(spectrum, len(sound))


def recordings(number: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """The two voices of an answer, each with its two kinds of recording."""
    names = list(TEST_VOICES)
    yield names[number % 3], ("clean", "noisy")
    yield names[(number + 1) % 3], ("telephone", "soft")


ABOUT = {
    "clean": "spoken, clean",
    "telephone": "spoken, telephone",
    "noisy": "spoken, noisy room",
    "soft": "spoken, soft filled pauses",
}


def entry(answer: Answer, parts: list[Piece], condition: str) -> dict[str, Any]:
    """What truth.json says of one recording."""
    known = truth(answer, parts)
    return {
        "truth": f"{ABOUT[condition]}: made by speak_answers.py",
        "voice": answer.voice,
        "count": len(known["filled_pauses"]),
        "text": " ".join(part.text for part in parts if part.kind == "phrase"),
        "filled_pauses": known["filled_pauses"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the answers of the accuracy benchmark.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    voices = {name: make() for name, make in TEST_VOICES.items()}
    known = {}
    for number, written in enumerate(answers(ANSWERS.read_text(encoding="utf-8"))):
        for name, conditions in recordings(number):
            answer, parts = said(written, name, voices[name])
            for condition in conditions:
                file = f"{condition}/{written.name}-{name}.flac"
                sound = recorded(parts, condition, crc32(file.encode()))
                (folder / condition).mkdir(exist_ok=True)
                soundfile.write(folder / file, sound, RATE_HZ, subtype="PCM_16")
                known[file] = entry(answer, parts, condition)
                print(f"{file} {len(sound) / RATE_HZ:.0f} s", flush=True)
    # Written last: it says that all is there.
    (folder / "truth.json").write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
