"""Speak and spoil the recordings: voices in many accents, each clean, a little spoiled, and beyond hearing.

    .venv/voices/bin/python -m benchmarks.unheard.speak FOLDER

FOLDER gets them and truth.json, which says of each who speaks, what was said and what was done to it. What
is there already is left as it is. The same versions give the same recordings.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import wave
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import soundfile

from benchmarks.unheard import sounds
from benchmarks.unheard.sounds import RATE_HZ, Random
from benchmarks.unheard.texts import OTHERS, english
from benchmarks.unheard.voices import (
    ACCENTS,
    OLDER,
    SPEAKERS,
    accented,
    espeaking,
    foreign,
    older,
    told,
)

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
KOKORO_LANGUAGES = ("de", "fr-fr", "es", "it", "pt", "pl", "hi", "ja")
ESPEAK_VARIANTS = ("m3", "f2")
VOICES_OF_EACH_ACCENT = 4
TEXTS_OF_EACH_OLDER_VOICE = 4
LEAST_S, MOST_S = 10.0, 26.0


@dataclass(frozen=True)
class Utterance:
    """Somebody who says something, clean; the rule is fitted on those with 0 for their `half`."""

    voice: str
    text: str
    half: int
    sound: Any
    language: str = "en"


@dataclass(frozen=True)
class Truth:
    """What is known of a recording. `kind` is how many speak what: "one", "other language", "two voices" or
    "nobody".
    """

    file: str
    voice: str
    condition: str
    text: str
    half: int
    kind: str = "one"
    spoiled: bool = False


Spoil = Callable[[Any, Random], Any]

MILD: dict[str, Spoil] = {
    "clean": lambda sound, _: sound,
    "room, near": lambda sound, random: sounds.in_room(sound, random, decay_s=0.35, direct=0.75),
    "noise 20 dB": lambda sound, random: sounds.with_noise(sound, sounds.low_noise(random, len(sound)), 20),
    "telephone": lambda sound, _: sounds.telephone(sound),
    "soft": lambda sound, random: sound * 0.06 + random.standard_normal(len(sound)) * 10 ** (-72 / 20),
    "clipped a little": lambda sound, _: sounds.clipped(sound, 12),
    "hum 20 dB": lambda sound, random: sounds.with_noise(sound, sounds.hum(random, len(sound)), 20),
}

SPOILED: dict[str, Spoil] = {
    "noise -6 dB": lambda sound, random: sounds.with_noise(sound, random.standard_normal(len(sound)), -6),
    "noise -12 dB": lambda sound, random: sounds.with_noise(sound, random.standard_normal(len(sound)), -12),
    "street -14 dB": lambda sound, random: sounds.with_noise(
        sound, sounds.low_noise(random, len(sound)), -14
    ),
    "motor -10 dB": lambda sound, random: sounds.with_noise(sound, sounds.hum(random, len(sound)), -10),
    "far in a hall": lambda sound, random: sounds.in_room(sound, random, decay_s=2.5, direct=0.01),
    "far, with noise": lambda sound, random: sounds.with_noise(
        sounds.in_room(sound, random, decay_s=1.5, direct=0.02), sounds.low_noise(random, len(sound)), 0
    ),
    "distorted": lambda sound, random: sounds.clipped(
        sound + random.standard_normal(len(sound)) * 10 ** (-38 / 20), 48
    ),
    "distorted, turned down": lambda sound, random: sounds.turned_down(
        sounds.clipped(sounds.in_room(sound, random, decay_s=0.8, direct=0.15), 45), -14
    ),
    "muffled": lambda sound, random: (
        sounds.band(sound, 80, 420) + random.standard_normal(len(sound)) * 10 ** (-50 / 20)
    ),
    "bad line": lambda sound, random: sounds.telephone(
        sounds.with_noise(sounds.band(sound, 500, 1500), random.standard_normal(len(sound)), 0)
    ),
    "lost packets": lambda sound, random: sounds.with_losses(sound, random, share=0.55),
    "coarse": lambda sound, random: sounds.coarse(
        sounds.turned_down(sound, -6) + random.standard_normal(len(sound)) * 0.002, 4
    ),
    "reversed": lambda sound, _: sound[::-1],
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak and spoil the recordings.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    (folder / "voices").mkdir(parents=True, exist_ok=True)
    said, others = list(_utterances(folder)), list(_others(folder))
    known = [asdict(one) for one in (*_good(folder, said), *_bad(folder, said, others))]
    # Written last: it says that all is there.
    (folder / "truth.json").write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")


def _utterances(folder: Path) -> Iterator[Utterance]:
    known = english()
    texts = iter([*known[::5], *known[2::5]])  # far apart, so that all trades are among the first
    for turn in range(VOICES_OF_EACH_ACCENT):
        for place, accent in enumerate(ACCENTS):
            speaker = SPEAKERS[(turn * 2 + place) % len(SPEAKERS)]
            yield _said(folder, f"{accent} {turn}", accent, next(texts), accented(accent, speaker), turn % 2)
    for turn in range(TEXTS_OF_EACH_OLDER_VOICE):
        for name in OLDER:
            yield _said(folder, f"{name} {turn}", name, next(texts), older(name), turn % 2)
    yield from _samples()


def _samples() -> Iterator[Utterance]:
    """Joe's answers of samples/, cut at silences."""
    number = 0
    for file in sorted(SAMPLES.glob("*.json")):
        known = json.loads(file.read_text(encoding="utf-8"))
        if known["voice"] != "piper-joe" or known["filled_pauses"]:
            continue
        sound, _ = soundfile.read(file.with_suffix(".flac"), dtype="float32")
        for text, start_s, end_s in _cut(known["segments"]):
            piece = sound[int(start_s * RATE_HZ) : int(end_s * RATE_HZ)]
            yield Utterance("American, joe", text, number % 2, piece)
            number += 1


def _cut(segments: list[dict[str, Any]]) -> Iterator[tuple[str, float, float]]:
    texts: list[str] = []
    start_s = 0.0
    for one in segments:
        if one["kind"] == "phrase":
            texts.append(one["text"])
        elif texts and texts[-1][-1] == "." and one["end_s"] - start_s > LEAST_S:
            yield " ".join(texts), start_s, one["end_s"]
            texts, start_s = [], one["start_s"]


def _others(folder: Path) -> Iterator[Utterance]:
    for number, (language, text) in enumerate(OTHERS.items()):
        for half, variant in enumerate(ESPEAK_VARIANTS):
            say = espeaking(f"{language}+{variant}")
            yield _said(folder, f"{language} {variant}", f"espeak {language}", text, say, half, language)
        if language in KOKORO_LANGUAGES:
            say = foreign(language, SPEAKERS[number % len(SPEAKERS)])
            yield _said(folder, f"{language} neural", f"neural {language}", text, say, number % 2, language)


def _said(
    folder: Path,
    name: str,
    voice: str,
    text: tuple[str, ...],
    say: Callable[[str], Any],
    half: int,
    language: str = "en",
) -> Utterance:
    file = folder / "voices" / f"{name.replace(' ', '-')}.flac"
    if not file.exists():
        sound = told(text, say, np.random.default_rng(crc32(name.encode())))
        soundfile.write(file, np.clip(sound, -1, 1), RATE_HZ, subtype="PCM_16")
        print(f"{file.name} {len(sound) / RATE_HZ:.0f} s", flush=True)
    sound, _ = soundfile.read(file, dtype="float32")
    return Utterance(voice, " ".join(text), half, sound[: int(MOST_S * RATE_HZ)], language)


def _good(folder: Path, said: list[Utterance]) -> Iterator[Truth]:
    """Each clean, and in two or three of the mild ways in turn."""
    ways = list(MILD)[1:]
    for number, one in enumerate(said):
        chosen = ["clean", *(ways[(number + step) % len(ways)] for step in (0, 3))]
        chosen += [ways[(number + 5) % len(ways)]] if number % 4 == 0 else []
        for condition in chosen:
            yield _kept(folder, f"good-{number:03}", one, condition, MILD[condition])


def _bad(folder: Path, said: list[Utterance], others: list[Utterance]) -> Iterator[Truth]:
    ways = list(SPOILED)
    for number, one in enumerate(said):
        for turn in (0, 6) if number % 4 == 1 else (0,):
            condition = ways[(number + turn) % len(ways)]
            kind = "nobody" if condition == "reversed" else "one"
            yield _kept(folder, f"bad-{number:03}", one, condition, SPOILED[condition], kind)
    for number, one in enumerate(said[::4]):
        rest = [other for other in said if other.half == one.half and other.voice != one.voice]
        second, crowd = rest[(7 * number) % len(rest)], [rest[(5 * number + n) % len(rest)] for n in range(5)]
        both = partial(_over, other=second.sound)
        many = partial(_among, crowd=[voice.sound for voice in crowd])
        yield _kept(folder, f"two-{number:03}", one, "two voices at once", both, "two voices")
        yield _kept(folder, f"babble-{number:03}", one, "many voices -6 dB", many, "two voices")
        yield from _damaged(folder, f"damaged-{number:03}", one, number)
    for number, one in enumerate(others):
        ways_of_others = {"clean": MILD["clean"], "telephone": MILD["telephone"]}
        condition = list(ways_of_others)[number % 2]
        spoil = ways_of_others[condition]
        file = f"other-{number:03}"
        yield _kept(folder, file, one, condition, spoil, "other language", f"{one.language}, {condition}")
    yield from _music(folder, said)


def _over(sound: Any, _: Random, *, other: Any) -> Any:
    return sounds.over(sound, other, 0)


def _among(sound: Any, _: Random, *, crowd: list[Any]) -> Any:
    return sounds.with_noise(sound, sounds.babble(crowd, len(sound)), -6)


def _music(folder: Path, said: list[Utterance]) -> Iterator[Truth]:
    for number in range(16):
        random = np.random.default_rng(number)
        singer = said[number].sound[8000:12000] if number % 2 else None
        name = "music, sung" if number % 2 else "music"
        silence = Utterance("-", "", number // 2 % 2, sounds.levelled(sounds.music(random, 18.0, singer)))
        yield _kept(folder, f"music-{number:03}", silence, name, lambda sound, _: sound, "nobody")


def _kept(
    folder: Path,
    name: str,
    one: Utterance,
    condition: str,
    spoil: Spoil,
    kind: str = "one",
    called: str | None = None,
) -> Truth:
    file = f"{name}-{condition.replace(' ', '-').replace(',', '')}.flac"
    if not (folder / file).exists():
        sound = spoil(one.sound.astype(float), np.random.default_rng(crc32(file.encode())))
        soundfile.write(folder / file, np.clip(sound, -1, 1), RATE_HZ, subtype="PCM_16")
    is_spoiled = condition not in MILD or kind != "one"
    return Truth(file, one.voice, called or condition, one.text, one.half, kind, is_spoiled)


def _damaged(folder: Path, name: str, one: Utterance, number: int) -> Iterator[Truth]:
    """A file cut off, and one with broken bytes."""
    samples = (np.clip(one.sound, -1, 1) * 32767).astype("<i2").tobytes()
    whole = folder / f"{name}.wav"
    with wave.open(str(whole), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples)
    if number % 2:
        kept = whole.read_bytes()
        whole.write_bytes(kept[: int(len(kept) * 0.45)])
        yield Truth(whole.name, one.voice, "file cut off", one.text, one.half, "one", True)
        return
    broken = folder / f"{name}.mp3"
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(whole), "-b:a", "48k", str(broken)]
    subprocess.run(command, check=True)
    whole.unlink()
    random = np.random.default_rng(number)
    content = bytearray(broken.read_bytes())
    for place in random.integers(2000, len(content), len(content) // 60):
        content[place] = int(random.integers(0, 256))
    broken.write_bytes(bytes(content))
    yield Truth(broken.name, one.voice, "file with broken bytes", one.text, one.half, "one", True)


if __name__ == "__main__":
    main()
