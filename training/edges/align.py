"""Find when each word of the conversations was said: what fit.py learns from.

    rehearse analyze --json RECORDING > FOLDER/NAME.json     for each recording, in rehearse's environment
    python training/edges/align.py FOLDER                    in one of its own, writes NAME.times.json

FOLDER holds each recording as NAME.flac, 16 kHz mono. Needs `pip install pocketsphinx==5.1.1
soundfile==0.14.0 numpy==2.4.6`: a recogniser with phones of its own, that is told the words and knows nothing
of Whisper. Where it has no pronunciation, or is half a second off Whisper's time, times are marked doubtful.
"""

from __future__ import annotations

import argparse
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from pocketsphinx import Decoder

RATE_HZ = 16_000
LOWEST_HZ = 80.0
PIECE_S, CUT_AT_S = 8.0, 0.35
"""Pieces at least so long, cut in silences at least so long."""
NEAR_S, AROUND_S = 0.5, 0.4
HESITATIONS = {"um": "AH M", "uh": "AH", "hmm": "HH M", "hm": "HH M", "mm": "M", "er": "ER", "ah": "AA"}


def pieces(speech: list[dict[str, float]], duration_s: float) -> list[tuple[float, float]]:
    cuts = [0.0]
    for before, after in pairwise(speech):
        if after["start_s"] - before["end_s"] > CUT_AT_S and before["end_s"] - cuts[-1] > PIECE_S:
            cuts.append((before["end_s"] + after["start_s"]) / 2)
    return list(pairwise([*cuts, duration_s]))


def decoder() -> Any:
    made = Decoder(lm=None, loglevel="FATAL", beam=1e-200, wbeam=1e-200, pbeam=1e-200)
    for word, phones in HESITATIONS.items():
        if not made.lookup_word(word):
            made.add_word(word, phones, True)
    return made


def aligned(
    sound: Any, words: list[dict[str, Any]], start_s: float, end_s: float
) -> tuple[list[Any], list[Any]]:
    """(start, end) of each word that was found in a piece, and the stretches that are doubtful."""
    made, texts, meant, doubtful = decoder(), [], [], []
    for word in words:
        parts = re.findall(r"[a-z']+", word["text"].lower())
        if not parts or re.search(r"\d", word["text"]) or not all(map(made.lookup_word, parts)):
            doubtful.append((word["start_s"] - AROUND_S, word["end_s"] + AROUND_S))
            continue
        texts += parts
        meant += [word] * len(parts)
    if not texts:
        return [], [(start_s, end_s)]
    made.set_align_text(" ".join(texts))
    made.start_utt()
    made.process_raw((sound / np.abs(sound).max() * 26_000).astype(np.int16).tobytes(), full_utt=True)
    made.end_utt()
    found = [
        (one.start_frame / 100 + start_s, (one.end_frame + 1) / 100 + start_s)
        for one in made.seg() or ()
        if one.word[0] not in "<[("
    ]
    if len(found) < len(texts):
        # The last words fell behind the end: the one before them may have taken their sound.
        doubtful.append((found[-1][0] if found else start_s, end_s))
        found = found[:-1]
    for (first_s, last_s), word in zip(found, meant, strict=False):
        if max(abs(first_s - word["start_s"]), abs(last_s - word["end_s"])) > NEAR_S:
            doubtful.append((min(first_s, word["start_s"]), max(last_s, word["end_s"])))
    return found, doubtful


def without_rumble(sound: Any) -> Any:
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / RATE_HZ) < LOWEST_HZ] = 0
    return np.fft.irfft(spectrum, len(sound))


def main() -> None:
    parser = argparse.ArgumentParser(description="Find when each word was said.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for file in sorted(folder.glob("*.flac")):
        heard = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        sound = without_rumble(soundfile.read(file)[0])
        times: dict[str, list[Any]] = {"words": [], "doubtful": [], "pieces": []}
        for start_s, end_s in pieces(heard["speech"], len(sound) / RATE_HZ):
            inside = [one for one in heard["words"] if start_s <= (one["start_s"] + one["end_s"]) / 2 < end_s]
            part = sound[int(start_s * RATE_HZ) : int(end_s * RATE_HZ)]
            words, doubtful = aligned(part, inside, start_s, end_s)
            times["words"] += words
            times["doubtful"] += doubtful
            times["pieces"].append((start_s, end_s))
        file.with_suffix(".times.json").write_text(json.dumps(times), encoding="utf-8")
        print(f"{file.stem}: {len(times['words'])} words")


if __name__ == "__main__":
    main()
