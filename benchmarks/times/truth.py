"""Recordings of which the times are known, and noise to lay under them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rehearse.audio.files import RATE_HZ
from rehearse.audio.speech_activity import SHORTEST_SILENCE_S
from rehearse.model.heard import Span, united

Samples = npt.NDArray[Any]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LOWEST_HZ = 100.0
"""Levels are taken above: what rumbles below hides no word."""


@dataclass(frozen=True, slots=True)
class Known:
    """One recording: its words with their times where these are known, and where somebody speaks."""

    file: Path
    words: tuple[tuple[str, Span], ...]
    speech: tuple[Span, ...]
    count: int
    """Words without filled pauses."""

    @property
    def silences(self) -> list[Span]:
        return [Span(before.end_s, after.start_s) for before, after in pairwise(self.speech)]


def aligned(folder: Path) -> Iterator[Known]:
    """Recordings beside a TextGrid with a tier of words; truth.json may know filled pauses beside them."""
    known = folder / "truth.json"
    truth = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
    for grid in sorted(folder.rglob("*.TextGrid")):
        file = grid.with_suffix(".wav")
        fillers = truth.get(file.relative_to(folder).as_posix(), {}).get("filled_pauses", [])
        words = word_tier(grid.read_text(encoding="utf-8"))
        spans = [span for _, span in words] + [Span(one["start_s"], one["end_s"]) for one in fillers]
        spoken = [text for text, _ in words if text not in ("uh", "um") and text[0] not in "[<"]
        speech = united(sorted(spans, key=lambda one: one.start_s), gap_s=SHORTEST_SILENCE_S)
        yield Known(file, tuple(words), tuple(speech), len(spoken))


def word_tier(text: str) -> list[tuple[str, Span]]:
    """The words of the first tier of a short TextGrid.

    >>> word_tier('"words"\\n0\\n2\\n2\\n0\\n0.5\\n""\\n0.5\\n2\\n"so"\\n"phones"')
    [('so', Span(start_s=0.5, end_s=2.0))]
    """
    lines = [line.strip() for line in text.splitlines()]
    at = lines.index('"words"') + 4
    rows = (lines[first : first + 3] for first in range(at, at + 3 * int(lines[at - 1]), 3))
    return [(word.strip('"'), Span(float(start), float(end))) for start, end, word in rows if word != '""']


def spoken_samples(folder: Path = SAMPLES) -> Iterator[Known]:
    """The samples of the project: their pauses are known to the sample, their words by their number."""
    for file in sorted(folder.glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        gaps = [Span(one["start_s"], one["end_s"]) for one in truth["silences"]]
        if not gaps:
            continue
        words = truth["words"]
        last_s = truth["lead_in_s"] + 60 * words / truth["speech_rate_wpm"]
        edges_s = [truth["lead_in_s"], *(at for gap in gaps for at in (gap.start_s, gap.end_s)), last_s]
        spans = [
            Span(start, end) for start, end in zip(edges_s[::2], edges_s[1::2], strict=True) if end > start
        ]
        yield Known(file.with_suffix(".flac"), (), tuple(spans), words)


def plain(text: str) -> str:
    return re.sub(r"[^a-z']", "", text.lower())


def with_fan(sound: Samples, speech: Sequence[Span], below_db: float) -> Samples:
    """The sound with a fan's steady noise `below_db` under the speech, more of it low than high."""
    random = np.random.default_rng(1)
    frequencies = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    spectrum = np.fft.rfft(random.standard_normal(len(sound))) / np.maximum(frequencies, 50) ** 0.5
    noise = np.fft.irfft(spectrum, len(sound))
    spoken = np.zeros(len(sound), dtype=bool)
    for span in speech:
        spoken[round(span.start_s * RATE_HZ) : round(span.end_s * RATE_HZ)] = True
    level = _above(sound)[spoken].std() / _above(noise).std()
    return np.asarray(sound + noise * level * 10 ** (-below_db / 20), dtype=np.float32)


def _above(sound: Samples) -> Samples:
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / RATE_HZ) < LOWEST_HZ] = 0
    return np.fft.irfft(spectrum, len(sound))
