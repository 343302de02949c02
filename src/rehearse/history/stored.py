"""What was heard of one take as the text that the history stores, and back.

Words and spans of a take are always read and written together and never searched, so each list is
one column of compact JSON: `[["So,", 0.8, 1.0, 0.93, 0.02], ...]` for words, `[[0.8, 4.1], ...]` for
speech, `[[1.2, 1.6, 0.9], ...]` for hesitations, `[[0, 12, -0.1, -3.2, ...], ...]` for readings. Damage is
`[3.0, 2, 4.0, [[1.2, 1.6], ...]]`: what is missing, errors, what is declared, what is lost. Numbers
come back as exactly the floats they were. Words stored before their chance of a hesitation was kept lack it.
This module does not touch the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from rehearse.model import Damage, Hesitation, Reading, Span, Summary, Word


def words_to_text(words: Sequence[Word]) -> str:
    """Words as JSON, null for what a written answer lacks."""
    return _to_text(
        [
            word.text,
            *((word.span.start_s, word.span.end_s) if word.span else (None, None)),
            word.probability,
            word.hesitation,
        ]
        for word in words
    )


def words_from_text(text: str) -> tuple[Word, ...]:
    """The words that `words_to_text` wrote. Raises ValueError for anything else."""
    return tuple(
        Word(word, None if start_s is None else Span(start_s, end_s), probability, *hesitation)
        for word, start_s, end_s, probability, *hesitation in json.loads(text)
    )


def spans_to_text(spans: Sequence[Span]) -> str:
    """Spans as JSON."""
    return _to_text([span.start_s, span.end_s] for span in spans)


def spans_from_text(text: str) -> tuple[Span, ...]:
    """The spans that `spans_to_text` wrote. Raises ValueError for anything else."""
    return tuple(Span(start_s, end_s) for start_s, end_s in json.loads(text))


def hesitations_to_text(hesitations: Sequence[Hesitation] | None) -> str | None:
    """Hesitations as JSON, None where nothing listened for them."""
    if hesitations is None:
        return None
    return _to_text([one.span.start_s, one.span.end_s, one.confidence] for one in hesitations)


def hesitations_from_text(text: str | None) -> tuple[Hesitation, ...] | None:
    """The hesitations that `hesitations_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    return tuple(
        Hesitation(Span(start_s, end_s), confidence) for start_s, end_s, confidence in json.loads(text)
    )


def readings_to_text(readings: Sequence[Reading] | None) -> str | None:
    """Readings as JSON, None where nothing read the story."""
    if readings is None:
        return None
    return _to_text([one.first, one.count, *one.log_chances] for one in readings)


def readings_from_text(text: str | None) -> tuple[Reading, ...] | None:
    """The readings that `readings_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    return tuple(Reading(first, count, tuple(log_chances)) for first, count, *log_chances in json.loads(text))


def damage_to_text(damage: Damage | None) -> str | None:
    """What was wrong with a file as JSON, None where nothing was."""
    if damage is None:
        return None
    return json.dumps(
        [
            damage.missing_s,
            damage.errors,
            damage.declared_s,
            [[one.start_s, one.end_s] for one in damage.lost],
        ],
        allow_nan=False,
        separators=(",", ":"),
    )


def damage_from_text(text: str | None) -> Damage | None:
    """The damage that `damage_to_text` wrote. Raises ValueError for anything else."""
    if text is None:
        return None
    missing_s, errors, declared_s, lost = json.loads(text)
    return Damage(missing_s, errors, declared_s, tuple(Span(*ends) for ends in lost))


def summary_to_text(summary: Summary) -> str:
    """A summary as JSON."""
    return json.dumps(
        {**asdict(summary), "parts": None if summary.parts is None else sorted(summary.parts)},
        separators=(",", ":"),
    )


def summary_from_text(text: str) -> Summary:
    """The summary that `summary_to_text` wrote. Raises ValueError or TypeError for anything else."""
    kept = json.loads(text)
    return Summary(**{**kept, "parts": None if kept["parts"] is None else frozenset(kept["parts"])})


def _to_text(rows: Iterable[list[object]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
