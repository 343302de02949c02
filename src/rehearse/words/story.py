"""The story in words: its parts, notes on it, what is shown beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.model.bands import SURENESS, Band
from rehearse.model.heard import Span
from rehearse.model.report import (
    PARTS,
    SHARES,
    NoteKind,
    Report,
    Sentence,
    Star,
    StoryNote,
    StoryPart,
)
from rehearse.words.text import clock, listed, often, plain, roughly, shortened

MEANINGS: dict[StoryPart, str] = {
    "setup": "where it was and what you had to do",
    "action": "what you did",
    "result": "what came of it",
}
TOLD: dict[Band, str] = {
    "no": "not found",
    "hardly": "could not tell",
    "perhaps": "partly told",
    "probably": "told",
    "surely": "told",
    "clearly": "told",
}
"""What is said of a part, by how likely it is. A number beside it would read as a mark."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the story in words: whether it was told, its share of the words, what is in it.

    `evidence` is the sentence that carries it best, None where none does, and `span` when it was said.
    """

    name: str
    verdict: str
    share: str | None = None
    detail: str | None = None
    evidence: str | None = None
    span: Span | None = None


def parts(report: Report) -> tuple[Part, ...]:
    """Setup (situation and task together), action, result; none in another language than English.

    A part that is missing is explained, unless a note says so.
    """
    star = report.star
    if star is None:
        return ()
    noted = [note.part for note in report.notes if note.kind == "missing"]
    return tuple(_part(star, part, meaning=part not in noted) for part in PARTS)


def story_notes(report: Report) -> list[str]:
    """What a coach would say about the story, with the words it rests on and when they were said."""
    star = report.star
    return [] if star is None else [_note(note, star.sentences[note.sentence]) for note in report.notes]


_NOTES: dict[NoteKind, str] = {
    "another question": "It sounds like a story for another question: {}. If it answers this one, say how.",
    "no answer": "It does not sound like an answer to the question: {}.",
    "hypothetical": "Much of this is what you would do: {}. Describe one time you did it.",
    "habit": "This is what you always do: {}. Describe one time you did it.",
    "never": "You say it never happened: {}. Tell the nearest thing that did.",
    "no occasion": "This is not about one time: {}. Describe one time you did it.",
    "only we": 'You say "we" and hardly ever "I": {}. Which part was yours?',
    "out of order": "Background comes late: {}.",
    "several": "There is more than one story. The next one starts with {}.",
    "much setup": "It takes long to reach what you did: {}.",
    "vague": "This is hard to picture: {}. Who, where, which words?",
    "template": "You name the parts of the story: {}. Just tell it.",
    "hedged": "You make it sound small: {}.",
}
_MISSING: dict[StoryPart, str] = {
    "setup": "No setup found. Before {} say where it was and what you had to do.",
    "action": "What you did was not found. Tell it after {}.",
    "result": "No result found. After {} say what came of it.",
}


def _note(note: StoryNote, sentence: Sentence) -> str:
    at = f" at {clock(sentence.span.start_s)}" if sentence.span else ""
    said = _MISSING[note.part or "setup"] if note.kind == "missing" else _NOTES[note.kind]
    return said.format(f'"{shortened(sentence.text)}"{at}')


def story_signals(report: Report) -> list[str]:
    """What else is in a story: who acted, a number, a lesson, tools; nothing where nothing is."""
    star, signals = report.star, report.signals
    if star is None or signals is None:
        return []
    lines = []
    if signals.i or signals.we:
        lines.append(f'In the action: "I" {often(signals.i)}, "we" {often(signals.we)}')
    if signals.number is not None:
        lines.append(f'A result with a number: "{shortened(star.sentences[signals.number].text)}"')
    if signals.learned is not None:
        lines.append(f'What you learned: "{shortened(star.sentences[signals.learned].text)}"')
    if signals.tools:
        them = "it" if len(signals.tools) == 1 else "them"
        lines.append(f"{listed([plain(tool) for tool in signals.tools])}: say what you used {them} for")
    return lines


def no_story(parts: Sequence[Part]) -> str | None:
    """What to add where nothing of a story was found: many good answers are none."""
    if any(part.share for part in parts):
        return None
    return "No story found. If you were asked about something you did, describe one time it happened."


def _part(star: Star, part: StoryPart, *, meaning: bool) -> Part:
    sections = [star.section(label) for label in PARTS[part]]
    present = [section for section in sections if section.present]
    confidence = 100 * max(section.confidence for section in sections)
    # What is not there is never called likely, however little it lacks.
    sure = SURENESS.band(confidence) if present else SURENESS.band(min(confidence, SURENESS.start("hardly")))
    verdict = TOLD[sure]
    if not present:
        return Part(part, f"{verdict}: {MEANINGS[part]}" if meaning else verdict)
    carrying = max(present, key=lambda section: section.confidence)
    best = None if carrying.evidence is None else star.sentences[carrying.evidence]
    return Part(
        name=part,
        verdict=verdict,
        share=_share(star, part),
        detail=_two_halves(star) if part == "setup" else None,
        evidence=plain(best.text) if best else None,
        span=best.span if best else None,
    )


def _share(star: Star, part: StoryPart) -> str:
    times = [time for label in PARTS[part] if (time := star.section(label).time_share) is not None]
    share = star.share(part)
    shown = f"{roughly(share)} of your answer: {round(100 * share)} % of the words"
    if times:
        shown += f", {round(100 * sum(times))} % of the time"
    scale = SHARES[part]
    advised = f"{scale.start('usual'):g} to {scale.start('much') - 1:g} %"
    if star.band(part) == "usual":
        return f"{shown} (coaches advise {advised})"
    return f"{shown}, {'less' if star.band(part) == 'little' else 'more'} than coaches advise ({advised})"


def _two_halves(star: Star) -> str:
    halves = (("situation", star.situation), ("task", star.task))
    return ", ".join(f"{label} {100 * section.share:.0f} %" for label, section in halves)
