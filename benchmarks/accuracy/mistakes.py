"""What rehearse missed and made up, each with what was heard there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.accuracy.events import AS_RECORDED, Event, Recording, errors
from benchmarks.accuracy.systems import REHEARSE
from benchmarks.accuracy.voices import pitch_hz
from rehearse.model.heard import Heard, Span, Word

AROUND_S = 1.5
NEAR_S = 0.35
HALF_WRITTEN = 0.01
"""From what chance on it is said that an um was nearly written in a word's place."""


def mistakes(known: dict[Path, Recording], heard: Mapping[Path, Any]) -> Iterator[str]:
    """Those in the recordings as they are; where no times are known, the recordings with a wrong count.

    Each has its file and time, the words around it with what is in its place in brackets, and the witnesses:
    the words' probability and the chance of an um there, and how sure and how long each sound is.
    """
    for file, one in known.items():
        was = heard.get(file)
        if not isinstance(was, Heard) or one.condition != AS_RECORDED:
            continue
        found = REHEARSE.pauses(was)
        if one.events is None:
            if len(found) != one.count:
                at = ", ".join(f"{event.text} {event.start_s:.2f}" for event in found) or "none"
                yield f"{one.name}: {one.count} counted by hand, found {len(found)}: {at}"
            continue
        missed, invented = errors(one.events, found)
        told = [(event, "missed") for event in missed] + [(event, "wrongly found") for event in invented]
        for event, what in sorted(told, key=lambda pair: pair[0].start_s):
            pitch = pitch_hz(file, event)
            of = f"pitch {pitch:.0f} Hz" if pitch else "no pitch"
            by = f", by {event.how}" if event.how else ""
            yield f"{one.name} {event.start_s:.2f} to {event.end_s:.2f}: {what}: {event.text}{by} ({of})"
            yield from (f"    {line}" for line in witnesses(was, event))


def witnesses(heard: Heard, event: Event) -> Iterator[str]:
    """The words that were written around an event, and the sounds that were heard near it."""
    at = Span(event.start_s, event.end_s)
    around = [word for word in heard.words if word.span and _apart_s(word.span, at) <= AROUND_S]
    yield "words: " + (" ".join(_marked(word, at) for word in around) or "none")
    sounds = [sound for sound in heard.hesitations or () if _apart_s(sound.span, at) <= NEAR_S]
    said = (
        f"{sound.confidence:.2f} for {sound.span.duration_s:.2f} s at {sound.span.start_s:.2f}"
        for sound in sounds
    )
    yield "sounds: " + (", ".join(said) or "none")


def _marked(word: Word, at: Span) -> str:
    """A word; with its times and chances if it overlaps the event."""
    assert word.span
    if not word.span.overlap_s(at):
        return word.text
    sure = "" if word.probability is None else f" {word.probability:.2f}"
    nearly = f", um {word.hesitation:.2f}" if word.hesitation >= HALF_WRITTEN else ""
    return f"[{word.text}{sure}{nearly}, {word.span.start_s:.2f} to {word.span.end_s:.2f}]"


def _apart_s(one: Span, other: Span) -> float:
    return max(0.0, max(one.start_s, other.start_s) - min(one.end_s, other.end_s))
