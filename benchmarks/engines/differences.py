"""What differs between what engines heard: words, their times, filled pauses, what is said of the story."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jiwer

from benchmarks.accuracy.events import BY_HAND, CONVERSATIONS, Event, Recording, Score, markdown, recordings
from rehearse.analysis import analyse
from rehearse.analysis.words import normal
from rehearse.model.heard import Heard
from rehearse.model.report import LABELS, Report

FAR_S = 0.1
"""A word that begins so much later or sooner is elsewhere."""
HEAD = (
    "engine",
    "words the same",
    "begin elsewhere",
    "filled pauses F1",
    "parts that differ",
    "advice that differs",
)

All = dict[str, dict[Path, Heard]]


def table(engines: All, beside: str, folders: Sequence[Path]) -> str:
    """A row for each engine, held against the one `beside` them on the recordings that both heard."""
    known = {file.resolve(): one for file, one in recordings(folders).items()}
    first = engines[beside]
    both = {
        name: {file: one for file, one in heard.items() if file in first} for name, heard in engines.items()
    }
    rows = [_row(name, first, heard, known) for name, heard in both.items()]
    return markdown(HEAD, rows)


def _row(
    name: str, first: dict[Path, Heard], heard: dict[Path, Heard], known: dict[Path, Recording]
) -> Sequence[str]:
    words = errors = equal = elsewhere = 0
    for file, one in heard.items():
        counted = compared(first[file], one)
        words, errors, equal, elsewhere = (
            a + b for a, b in zip((words, errors, equal, elsewhere), counted, strict=True)
        )
    parts, differ, answers, advised = told(first, heard)
    return (
        name,
        f"{1 - errors / words:.2%} of {words}",
        f"{elsewhere / equal:.2%}",
        f1(heard, known),
        f"{differ} of {parts}",
        f"{advised} of {answers}",
    )


def compared(one: Heard, other: Heard) -> tuple[int, int, int, int]:
    """The words of the one, errors of the other against them, those that both have, and of these how many
    begin elsewhere; um and uh are words too, case and punctuation count for nothing.
    """
    ours, theirs = _said(one), _said(other)
    if not ours:
        return 0, len(theirs), 0, 0
    if not theirs:
        return len(ours), len(ours), 0, 0
    result = jiwer.process_words(" ".join(text for text, _ in ours), " ".join(text for text, _ in theirs))
    errors = result.deletions + result.substitutions + result.insertions
    equal = elsewhere = 0
    for chunk in result.alignments[0]:
        if chunk.type != "equal":
            continue
        pairs = zip(
            ours[chunk.ref_start_idx : chunk.ref_end_idx],
            theirs[chunk.hyp_start_idx : chunk.hyp_end_idx],
            strict=True,
        )
        far = [abs(a - b) > FAR_S for (_, a), (_, b) in pairs]
        equal, elsewhere = equal + len(far), elsewhere + sum(far)
    return len(ours), errors, equal, elsewhere


def _said(heard: Heard) -> list[tuple[str, float]]:
    """Words as they are compared, one without spaces each, and when they begin."""
    return [
        (text, word.span.start_s if word.span else 0.0)
        for word in heard.words
        if (text := "".join(normal(word.text).split()))
    ]


def f1(heard: dict[Path, Heard], known: dict[Path, Recording]) -> str:
    """Of the filled pauses that the report counts, over recordings of people of which they are known."""
    score = Score()
    for file, one in heard.items():
        if file in known and known[file].group in (CONVERSATIONS, BY_HAND):
            score.add(known[file], _reported(one))
    tally = score.tally
    if not tally.true + tally.found:
        return "-"
    return f"{2 * tally.hits / (tally.true + tally.found):.3f} ({tally.hits} of {tally.true})"


def _reported(heard: Heard) -> list[Event]:
    pauses = analyse(heard).fillers.filled_pauses
    return [Event(one.text, one.span.start_s, one.span.end_s) for one in pauses if one.span]


def told(first: dict[Path, Heard], heard: dict[Path, Heard]) -> tuple[int, int, int, int]:
    """Parts of stories, how many are there in one and not in the other, answers, and how many get other
    advice. An answer in which only one of both hears a story differs in all its parts.
    """
    parts = differ = advised = 0
    for file, one in heard.items():
        before, after = analyse(first[file]), analyse(one)
        if before.star or after.star:
            parts += len(LABELS)
            differ += sum(a != b for a, b in zip(_parts(before), _parts(after), strict=True))
        advised += (before.next_step_about, before.notes[:1]) != (after.next_step_about, after.notes[:1])
    return parts, differ, len(heard), advised


def _parts(report: Report) -> list[bool | None]:
    return [report.star.section(label).present if report.star else None for label in LABELS]
