"""All that was said in its order: the words, and the filled pauses that only the audio has. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.words.marking import units


@dataclass(frozen=True, slots=True)
class Said:
    """A word, or a filled pause that only the audio has.

    `index` is that of the word in `Heard.words`, or of the word that the pause stands before.
    """

    text: str
    span: Span | None
    index: int
    is_word: bool


def said(report: Report) -> Iterator[Said]:
    """Each once; a pause stands before the word whose middle comes after its own."""
    pauses = report.fillers.filled_pauses
    for unit in units(report):
        pause = None if unit.number is None else pauses[unit.number - 1]
        if pause is not None and pause.word is None:
            yield Said(pause.text, pause.span, unit.word, is_word=False)
        else:
            word = report.heard.words[unit.word]
            yield Said(word.text, word.span, unit.word, is_word=True)
