"""What a piece of advice is, and how it quotes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Located
from rehearse.model.report import About, Report

QUOTED_WORDS = 10


@dataclass(frozen=True, slots=True)
class Advice:
    """One step, and what it is about."""

    about: About
    text: str


Rule = Callable[[Answer, Report], Advice | None]


def whole(answer: Answer) -> str:
    return f'"{short(answer, 0, len(answer.words))}"'


def quoted(answer: Answer, sentence: Located) -> str:
    """The beginning of a sentence, without filled pauses."""
    return f'"{short(answer, sentence.first, sentence.count)}"'


def short(answer: Answer, first: int, count: int, *, last: bool = False) -> str:
    """The first words of a stretch, or its last ones, without filled pauses."""
    texts = [answer.words[index].text for index in range(first, first + count) if not answer.filled[index]]
    if last:
        return " ".join(texts[-QUOTED_WORDS:]).rstrip(".,;:")
    short = " ".join(texts[:QUOTED_WORDS]).rstrip(".,;:")
    return f"{short} ..." if len(texts) > QUOTED_WORDS else short
