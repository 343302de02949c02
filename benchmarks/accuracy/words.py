"""Whether asking Whisper for filled pauses costs words: our words beside a plain pass of the same decoder.

    make accuracy
    python -m benchmarks.accuracy.words [--data FOLDER] [--words]

Both passes hear the same chunks with the same weights; the plain one has no prompt and no rule for
hesitations. Filled pauses are left out of both, case and punctuation too. Of the answers of
speak_answers.py it is known what was said, so both passes are also held against that; numbers that Whisper
writes as digits count as errors there, in both. --words lists every plain word that ours lacks.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jiwer

from benchmarks.accuracy.events import Recording, markdown, recordings
from benchmarks.accuracy.fillers import WORK, answers
from rehearse.analysis.words import is_filled_pause, normal
from rehearse.audio.files import read_audio
from rehearse.folders import cache_folder
from rehearse.hearing.recordings import hear
from rehearse.model.heard import Heard
from rehearse.transcription.transcript import Encoded, Written
from rehearse.transcription.verbatim import Whisper
from rehearse.transcription.weights import find_weights

READ = "read"
"""The folder of --data that holds speech read from a page, without filled pauses."""
GROUPS = ("spoken, clean", "spoken, telephone", "spoken, noisy room")


class PlainWhisper(Whisper):
    """Whisper without the prompt, and without the rule that goes with it."""

    def _decoded(
        self, batch: Sequence[Encoded], language: str, *, verbatim: bool = True, expected: Sequence[int] = ()
    ) -> list[Written]:
        return super()._decoded(batch, language, verbatim=False, expected=expected)


@dataclass(frozen=True, slots=True)
class Said:
    """Words as they are compared, and when each begins; no times for a written text."""

    words: list[str]
    starts_s: list[float]

    def __str__(self) -> str:
        return " ".join(self.words)


def said(heard: Heard) -> Said:
    """The words without filled pauses, case and punctuation."""
    pairs = [
        (part, word.span.start_s if word.span else 0.0) for word in heard.words for part in _plain(word.text)
    ]
    return Said([word for word, _ in pairs], [start_s for _, start_s in pairs])


def _plain(text: str) -> list[str]:
    """
    >>> _plain("Well-known."), _plain("um,")
    (['well', 'known'], [])
    """
    parts = text.replace("—", " ").replace("-", " ").split()
    return [] if is_filled_pause(text) else [word for part in parts if (word := normal(part))]


@dataclass(slots=True)
class Errors:
    """Word errors against some reference, summed over recordings."""

    words: int = 0
    missing: int = 0
    replaced: int = 0
    added: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, reference: Said, ours: Said, *, name: str) -> None:
        """Empty texts have nothing to compare."""
        if not reference.words:
            self.added += len(ours.words)
            return
        result = jiwer.process_words(str(reference), str(ours))
        self.words += len(reference.words)
        self.missing += result.deletions
        self.replaced += result.substitutions
        self.added += result.insertions
        for chunk in result.alignments[0]:
            lost = reference.words[chunk.ref_start_idx : chunk.ref_end_idx]
            if lost and chunk.type != "equal" and reference.starts_s:
                instead = " ".join(ours.words[chunk.hyp_start_idx : chunk.hyp_end_idx]) or "-"
                at_s = reference.starts_s[chunk.ref_start_idx]
                self.lines.append(f"{name} {at_s:.1f} s: {' '.join(lost)} > {instead}")

    def cells(self) -> tuple[str, ...]:
        rate = (self.missing + self.replaced + self.added) / self.words if self.words else 0.0
        return f"{rate:.1%}", str(self.missing), str(self.replaced), str(self.added)


def main() -> None:
    parser = argparse.ArgumentParser(description="Whether asking for filled pauses costs words.")
    parser.add_argument("--data", type=Path, action="append", default=[], help="a folder with truth.json")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--words", action="store_true", help="list every plain word that ours lacks")
    options = parser.parse_args()
    known = {**answers(options.work), **recordings(options.data)}
    weights = find_weights("base", cache=cache_folder())
    passes = (PlainWhisper(weights, name="base"), Whisper(weights, name="base"))
    rows, lines = [], []
    for group in (READ, *GROUPS):
        files = [file for file, one in known.items() if group in (one.group, one.name.partition("/")[0])]
        if files:
            more, lost = compared(group, {file: known[file] for file in files}, *passes)
            rows += more
            lines += lost
    print(
        markdown(("recordings", "words of", "against", "words", "WER", "missing", "replaced", "added"), rows)
    )
    if options.words:
        print("\n".join(["", *lines]))


def compared(
    group: str, known: dict[Path, Recording], plain: Whisper, ours: Whisper
) -> tuple[list[Sequence[str]], list[str]]:
    """The rows of one group, and the plain words that ours lacks."""
    beside, plain_truth, our_truth = Errors(), Errors(), Errors()
    for file, one in known.items():
        samples = read_audio(file)
        first, second = (said(_heard(samples, whisper)) for whisper in (plain, ours))
        beside.add(first, second, name=one.name)
        if one.group.startswith("spoken"):
            truth = Said([part for word in one.text.split() for part in _plain(word)], [])
            plain_truth.add(truth, first, name=one.name)
            our_truth.add(truth, second, name=one.name)
    rows = [(group, "rehearse", "plain pass", str(beside.words), *beside.cells())]
    if our_truth.words:
        rows.append((group, "plain pass", "what was said", str(plain_truth.words), *plain_truth.cells()))
        rows.append((group, "rehearse", "what was said", str(our_truth.words), *our_truth.cells()))
    return list(rows), beside.lines


def _heard(samples: Any, whisper: Whisper) -> Heard:
    return hear(samples, lambda progress: whisper, progress=lambda *_: None)


if __name__ == "__main__":
    main()
