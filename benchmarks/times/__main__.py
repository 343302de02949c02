"""When words and pauses begin and end, beside the times that are known, as recorded and in a fan's noise.

    python -m benchmarks.times [FOLDER ...] [--only NAME] [--list]

A FOLDER holds recordings of people, each beside a TextGrid with its words; the project's samples come with
them. Noise is measured against the speech, both above 100 Hz, and comes on top of the recording's own. A
pause of 0.6 s or more is found where one measured silence covers half of it; a false one is a reported pause
of which less than half is silence of 0.4 s or more. --list prints each pause. Minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median

from benchmarks.accuracy.events import markdown
from benchmarks.times.truth import Known, aligned, plain, spoken_samples, with_fan
from rehearse.analysis.answer import Answer
from rehearse.analysis.pace import pace
from rehearse.analysis.pauses import pauses
from rehearse.audio.files import read_audio
from rehearse.folders import cache_folder
from rehearse.hearing.recordings import hear
from rehearse.model.bands import REPORTED_FROM_S
from rehearse.model.heard import Heard, Span
from rehearse.transcription.verbatim import Whisper
from rehearse.transcription.weights import find_weights

CONDITIONS = (("as it is", None), ("fan 20 dB", 20.0), ("fan 10 dB", 10.0), ("fan 5 dB", 5.0))
CLOSE_S = 0.15
TRUE_S = 0.4
"""Silence so long may be reported without being called an invention."""
ROUNDED_S = 0.005


@dataclass
class Scores:
    """Errors in seconds, and of the rates as shares, over recordings."""

    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    articulation: list[float] = field(default_factory=list)
    true: int = 0
    found: int = 0
    reported: int = 0
    false: int = 0

    def add(self, heard: Heard, known: Known, *, told: Callable[[str], None]) -> None:
        self._add_words(heard, known)
        self._add_pauses(heard, known, told)
        rated = pace(Answer(heard))
        whole_s = known.speech[-1].end_s - known.speech[0].start_s
        spoken_s = sum(span.duration_s for span in known.speech)
        if rated.speech_rate_wpm and rated.articulation_rate_wpm:
            self.rates.append(rated.speech_rate_wpm * whole_s / 60 / known.count - 1)
            self.articulation.append(rated.articulation_rate_wpm * spoken_s / 60 / known.count - 1)

    def _add_words(self, heard: Heard, known: Known) -> None:
        ours = [(plain(word.text), word.span) for word in heard.words if word.span]
        texts = [text for text, _ in ours], [plain(text) for text, _ in known.words]
        for first, second, count in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
            for (_, span), (_, true) in zip(
                ours[first : first + count], known.words[second : second + count], strict=True
            ):
                self.starts.append(span.start_s - true.start_s)
                self.ends.append(span.end_s - true.end_s)

    def _add_pauses(self, heard: Heard, known: Known, told: Callable[[str], None]) -> None:
        measured = [silence.span for silence in pauses(Answer(heard)).silences]
        for true in known.silences:
            if true.duration_s < REPORTED_FROM_S - ROUNDED_S:
                continue
            self.true += 1
            ours = max(measured, key=true.overlap_s, default=Span(0, 0))
            told(f"{known.file.stem} {_shown(true)}: {_shown(ours) if ours.overlap_s(true) else '-'}")
            if ours.overlap_s(true) >= true.duration_s / 2:
                self.found += 1
                self.reported += ours.duration_s >= REPORTED_FROM_S
                self.lengths.append(ours.duration_s - true.duration_s)
        silent = [silence for silence in known.silences if silence.duration_s >= TRUE_S]
        for ours in measured:
            covered_s = sum(ours.overlap_s(silence) for silence in silent)
            inside = known.speech[0].start_s <= ours.middle_s <= known.speech[-1].end_s
            if inside and ours.duration_s >= REPORTED_FROM_S and covered_s < ours.duration_s / 2:
                self.false += 1
                told(f"{known.file.stem} false: {_shown(ours)}")

    def cells(self) -> tuple[str, ...]:
        return (
            str(len(self.starts) or "-"),
            _errors(self.starts),
            _errors(self.ends),
            f"{self.found} of {self.true} ({self.reported})",
            str(self.false),
            f"{median(self.lengths):+.2f} / {_size(self.lengths):.2f} s" if self.lengths else "-",
            f"{_size(self.rates):.1%}" if self.rates else "-",
            f"{_size(self.articulation):.1%}" if self.articulation else "-",
        )


def _shown(span: Span) -> str:
    return f"{span.start_s:.2f} to {span.end_s:.2f}"


def _size(errors: Sequence[float]) -> float:
    return median(map(abs, errors))


def _errors(errors: Sequence[float]) -> str:
    if not errors:
        return "-"
    close = sum(abs(error) <= CLOSE_S for error in errors) / len(errors)
    return f"{_size(errors):.3f} s ({close:.0%})"


COLUMNS = (
    "recordings", "sound", "words", "start (within .15 s)", "end", "pauses found (reported)", "false",
    "length error, signed / size", "speech rate off", "articulation rate off",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="When words and pauses begin and end, beside known times.")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--only", help="part of a recording's name")
    parser.add_argument("--list", action="store_true", help="print each pause")
    options = parser.parse_args()
    groups = {
        "people": [known for folder in options.folders for known in aligned(folder)],
        "samples": list(spoken_samples()),
    }
    whisper = Whisper(find_weights("base", cache=cache_folder()), name="base")
    rows = []
    for group, found in groups.items():
        chosen = [known for known in found if not options.only or options.only in known.file.stem]
        for name, below_db in CONDITIONS if chosen else ():
            scores = Scores()
            for known in chosen:
                sound = read_audio(known.file)
                mixed = sound if below_db is None else with_fan(sound, known.speech, below_db)
                heard = hear(mixed, lambda _: whisper)
                scores.add(heard, known, told=print if options.list else lambda _: None)
            rows.append((group, name, *scores.cells()))
            print(rows[-1], flush=True)
    print(markdown(COLUMNS, rows))


if __name__ == "__main__":
    main()
