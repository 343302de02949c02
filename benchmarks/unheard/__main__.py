"""Hear the recordings once, and say of which the report says something on what was told.

    .venv/bin/python -m benchmarks.unheard FOLDER [--people FOLDER] [--unjudged]

FOLDER is what benchmarks/unheard/speak.py made. Good is a recording of one person's English of whose words
at most 15 % are wrong; bad is one of whose words more than 35 % are wrong, one in another language, with
several voices at once, or without anybody who speaks. What lies between is counted apart. The rule was fitted
on one half of the recordings; the other half has other texts. What was heard is kept in FOLDER/heard, so that
the rule can be changed without hearing all of it again.

--people adds recordings of people, all of which are to be judged; --unjudged lists what was decided wrongly.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jiwer
from whisper.normalizers import EnglishTextNormalizer

from benchmarks.accuracy.events import markdown
from rehearse.analysis import analyse
from rehearse.analysis.answer import Answer
from rehearse.analysis.unheard import REMEDIES, unheard
from rehearse.errors import AudioFileError
from rehearse.hearing.loading import WhisperLoading
from rehearse.hearing.recordings import hear_file
from rehearse.model.heard import Heard
from rehearse.model.report import Report

GOOD_UP_TO, BAD_FROM = 0.15, 0.35
WANTED = 200
SOUND_FILES = (".flac", ".wav", ".mp3", ".ogg", ".m4a")

_plain = EnglishTextNormalizer()


@dataclass(frozen=True)
class Recording:
    """A recording of which it is known what was said, and what was heard of it."""

    file: str
    voice: str
    condition: str
    text: str
    half: int
    kind: str
    spoiled: bool
    heard: Heard

    @cached_property
    def errors(self) -> float:
        """The share of words that are wrong; filled pauses and ways to write a number are left out."""
        if not self.text or self.kind == "other language":
            return 1.0
        wrong: float = jiwer.wer(_plain(self.text), _plain(self.heard.text) or "-")
        return wrong

    @property
    def is_bad(self) -> bool:
        return self.kind != "one" or self.errors > BAD_FROM

    @property
    def is_good(self) -> bool:
        return self.kind == "one" and self.errors <= GOOD_UP_TO

    @cached_property
    def report(self) -> Report:
        return analyse(self.heard)

    @cached_property
    def is_judged(self) -> bool:
        """Whether the rule lets the content be judged."""
        return unheard(Answer(self.heard)) is None and bool(self.heard.words)

    @property
    def says_of_content(self) -> bool:
        """Whether anything at all is said of what was told: a part, a note, a signal, or advice on it."""
        said = self.report
        advice = said.next_step not in (None, *REMEDIES.values())
        return bool(said.star or said.notes or said.signals or advice)

    @property
    def group(self) -> str:
        """What was done to it; all other languages together."""
        return "another language" if self.kind == "other language" else self.condition


def main() -> None:
    parser = argparse.ArgumentParser(description="What is said of recordings that cannot be heard.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=Path, help="a folder with recordings of people")
    parser.add_argument("--unjudged", action="store_true", help="list what was decided wrongly")
    options = parser.parse_args()
    known = list(recordings(options.folder))
    print(markdown(*decisions(known)), "\n")
    print(markdown(*by_voice(known)), "\n")
    print(markdown(*by_condition(known)), "\n")
    print(markdown(*reasons(known)))
    if options.unjudged:
        print(*wrong(known), sep="\n")
    if options.people:
        print()
        print(markdown(*people(options.people, options.folder / "heard")))


def recordings(folder: Path) -> Iterator[Recording]:
    """Those that speak.py made, each heard once."""
    whisper = WhisperLoading("base")
    for one in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
        yield Recording(**one, heard=heard(folder / one["file"], folder / "heard", whisper))


def heard(file: Path, kept: Path, whisper: WhisperLoading) -> Heard:
    """What is in a file, from what was kept of it where it was heard before."""
    cache = kept / f"{file.name}.pickle"
    if not cache.exists():
        kept.mkdir(exist_ok=True)
        cache.write_bytes(pickle.dumps(hear_file(file, whisper)))
    found: Heard = pickle.loads(cache.read_bytes())
    return found


Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def decisions(known: Sequence[Recording]) -> Table:
    """How many of the bad have something said of them, and how many of the good are judged."""
    rows = []
    for name, half in (("fitted", 0), ("held back", 1), ("both", None)):
        ours = [one for one in known if half is None or one.half == half]
        bad, good = [one for one in ours if one.is_bad], [one for one in ours if one.is_good]
        said, judged = sum(one.says_of_content for one in bad), sum(one.is_judged for one in good)
        between = [one for one in ours if not one.is_bad and not one.is_good]
        rows.append(
            (name, f"{said} of {len(bad)}", f"{judged} of {len(good)} ({judged / max(1, len(good)):.1%})",
             f"{sum(one.is_judged for one in between)} of {len(between)}")
        )  # fmt: skip
    return ("recordings", "bad, yet content judged", "good, and judged", "between, judged"), rows


def by_voice(known: Sequence[Recording]) -> Table:
    """Word errors of each voice or accent, clean and in mild conditions."""
    return _errors(
        ("voice", [one for one in known if one.kind == "one" and not one.spoiled]), lambda one: one.voice
    )


def by_condition(known: Sequence[Recording]) -> Table:
    """Word errors of each condition, over all voices."""
    return _errors(("condition", known), lambda one: one.group)


def _errors(named: tuple[str, Iterable[Recording]], of: Any) -> Table:
    name, ours = named
    groups: dict[str, list[Recording]] = {}
    for one in ours:
        groups.setdefault(of(one), []).append(one)
    rows = []
    for group, those in groups.items():
        spoken = sorted(one.errors for one in those if one.text and one.kind != "other language")
        rates = (f"{sum(spoken) / len(spoken):.0%}", f"{spoken[-1]:.0%}") if spoken else ("-", "-")
        rows.append((group, str(len(those)), *rates, str(sum(one.is_judged for one in those))))
    return (name, "recordings", "word errors", "worst", "judged"), rows


def reasons(known: Sequence[Recording]) -> Table:
    """What is named as the reason, by condition."""
    groups: dict[str, dict[str, int]] = {}
    for one in known:
        if not one.is_good:
            found = unheard(Answer(one.heard))
            reason = found.reason if found else "judged" if one.heard.words else "no words"
            counts = groups.setdefault(one.group, {})
            counts[reason] = counts.get(reason, 0) + 1
    rows = [(condition, ", ".join(f"{reason} {n}" for reason, n in counts.items())) for condition, counts in
            groups.items()]  # fmt: skip
    return ("condition, not good", "what is said"), rows


def wrong(known: Iterable[Recording]) -> Iterator[str]:
    """Every recording that was decided wrongly."""
    for one in known:
        if (one.is_bad and one.says_of_content) or (one.is_good and not one.is_judged):
            yield f"{one.file} {one.voice}, errors {one.errors:.2f}: {one.heard.text[:300]}"


def people(folder: Path, kept: Path) -> Table:
    """Recordings of people, by their folder."""
    whisper = WhisperLoading("base")
    rows: list[Sequence[str]] = []
    for place in sorted({file.parent for file in folder.rglob("*") if file.suffix in SOUND_FILES}):
        judged, refused, silent = 0, [], 0
        for file in sorted(place.iterdir()):
            if file.suffix not in SOUND_FILES:
                continue
            try:
                found = heard(file, kept, whisper)
            except AudioFileError:
                continue
            why = unheard(Answer(found))
            silent += not found.words
            judged += bool(found.words) and why is None
            refused += [f"{file.name} ({why.reason})"] if why and found.words else []
        rows.append((place.name, str(judged), str(silent), ", ".join(refused) or "-"))
    return ("people", "judged", "no words", "not judged"), rows


if __name__ == "__main__":
    main()
