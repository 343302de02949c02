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
    Star,
    StoryNote,
    StoryPart,
)
from rehearse.words.text import clock, listed, often, plain, shortened

MEANINGS: dict[StoryPart, str] = {
    "setup": "where it was, and what was asked of you",
    "action": "what you did",
    "result": "what came of it",
}
SURE: dict[Band, str] = {
    "no": "not {}",
    "hardly": "not clearly {}",
    "perhaps": "perhaps {}",
    "probably": "probably {}",
    "surely": "{}",
    "clearly": "clearly {}",
}
"""What is said of a part, by how likely it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the story in words: how sure it is, its share of the words, what is in it.

    `evidence` is the sentence that carries it best, None where none does, and `span` when it was said.
    """

    name: str
    verdict: str
    share: str | None = None
    detail: str | None = None
    evidence: str | None = None
    span: Span | None = None


def parts(report: Report) -> tuple[Part, ...]:
    """Setup (situation and task together), action, result; none in another language than English."""
    star = report.star
    if star is None:
        return ()
    verb = "heard" if report.heard.is_spoken else "found"
    return tuple(_part(star, part, verb) for part in PARTS)


def story_notes(report: Report) -> list[str]:
    """What a coach would say about the story, with the words it rests on and when they were said."""
    star = report.star
    if star is None:
        return []
    heard = "heard" if report.heard.is_spoken else "found"
    lines = []
    for note in report.notes:
        sentence = star.sentences[note.sentence]
        at = f" at {clock(sentence.span.start_s)}" if sentence.span else ""
        lines.append(f'{_note(note, heard)}{at}: "{shortened(sentence.text)}"')
    return lines


_NOTES: dict[NoteKind, str] = {
    "hypothetical": "It is what you would do, not one time you did it",
    "habit": "It is what you always do, not one time you did it",
    "never": "It says that it never happened. The nearest thing that did is an answer too",
    "no occasion": "No one time is told. It begins",
    "only we": 'The action says "we" and hardly ever "I": which part was yours? It begins',
    "out of order": "Background comes late",
    "several": "There is more than one story. The next one begins",
    "much setup": "It takes long to get to what you did. That begins",
    "vague": "There is little that one could see: who, where, which words",
    "template": "It is told in the words of the form",
    "hedged": "It makes itself small",
}


def _note(note: StoryNote, heard: str) -> str:
    match note.kind, note.part:
        case "missing", "result":
            return f"What came of it was not {heard}. The story ends"
        case "missing", "action":
            return f"What you did was not {heard}. It would follow"
        case "missing", _:
            return f"Where it was and what was asked of you was not {heard}. The answer begins"
        case _:
            return _NOTES[note.kind]


def story_signals(report: Report) -> list[str]:
    """What is shown beside the sections: who acted, a number, a lesson, tools; nothing where nothing is."""
    star, signals = report.star, report.signals
    if star is None or signals is None:
        return []
    lines = []
    if signals.i or signals.we:
        lines.append(f'in the action "I" {often(signals.i)}, "we" {often(signals.we)}')
    if signals.number is not None:
        lines.append(f'an outcome with a number: "{shortened(star.sentences[signals.number].text)}"')
    if signals.learned is not None:
        lines.append(f'what was learned: "{shortened(star.sentences[signals.learned].text)}"')
    if signals.tools:
        lines.append(f"named without saying why: {listed([plain(tool) for tool in signals.tools])}")
    return lines


def no_story(parts: Sequence[Part]) -> str | None:
    """A word of calm where nothing of a story was found: many good answers are none."""
    if any(part.share for part in parts):
        return None
    return "If you were asked about something you did, tell one time that it happened."


def _part(star: Star, part: StoryPart, verb: str) -> Part:
    sections = [star.section(label) for label in PARTS[part]]
    present = [section for section in sections if section.present]
    confidence = 100 * max(section.confidence for section in sections)
    # What is not there is never called likely, however little it lacks.
    sure = SURENESS.band(confidence) if present else SURENESS.band(min(confidence, SURENESS.start("hardly")))
    verdict = f"{SURE[sure].format(verb)} ({round(confidence)}% likely)"
    if not present:
        return Part(part, f"{verdict}: {MEANINGS[part]}")
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
    shown = f"{round(100 * star.share(part))}% of the words"
    if times:
        shown += f", {round(100 * sum(times))}% of the time"
    scale = SHARES[part]
    advised = f"{scale.start('usual'):g} to {scale.start('much') - 1:g}%"
    if star.band(part) == "usual":
        return f"{shown} (advice: {advised})"
    return f"{shown}, {'under' if star.band(part) == 'little' else 'over'} the advised {advised}"


def _two_halves(star: Star) -> str:
    halves = (
        f"{label} {100 * section.share:.0f}% of the words ({100 * section.confidence:.0f}% likely)"
        for label, section in (("situation", star.situation), ("task", star.task))
    )
    return f"{', '.join(halves)}; these two are hard to tell apart"
