"""What its speaker says of the filled pauses of an answer, which has the last word. Pure.

A correction says that a filled pause is in a stretch, or that none is. It holds however the program judges
that stretch now or later: what is found there is dropped, where nothing is found one is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rehearse.analysis.answer import Answer
from rehearse.analysis.filled_pauses import REACH_S, SHORTEST_S, SOUND
from rehearse.analysis.noticing import EARLY_S
from rehearse.analysis.words import normal
from rehearse.model.heard import Correction, Span
from rehearse.model.report import FilledPause

REACTS_S, LASTS_S = 0.6, 0.4
"""A key is pressed about so long after an "um" is over, which lasts about so long: used where nothing in the
sound tells which moment was meant."""


def corrected(answer: Answer, found: Sequence[FilledPause]) -> tuple[FilledPause, ...]:
    """The filled pauses that were found, without those that are none, and with those that were missed."""
    said = answer.heard.corrections
    none = [one.span for one in said if not one.is_one]
    kept = [one for one in found if not _is_among(one.span, none)]
    spans = [one.span for one in kept if one.span]
    missed = [one.span for one in said if one.is_one and not _is_among(one.span, spans)]
    free = {index for index, filled in enumerate(answer.filled) if filled} - {one.word for one in kept}
    for span in missed:
        kept.append(_added(answer, span, free))
    return tuple(sorted(kept, key=lambda pause: pause.span.start_s if pause.span else 0.0))


def said_of(corrections: Sequence[Correction], span: Span, *, is_one: bool) -> tuple[Correction, ...]:
    """The corrections, in order, once it is said that there is a filled pause in this stretch, or none.

    Where the opposite had been said, that is only taken back.
    """
    others = tuple(one for one in corrections if not _is_among(span, [one.span]))
    if any(one.is_one is not is_one for one in corrections if one not in others):
        return others
    return tuple(sorted((*others, Correction(span, is_one)), key=lambda one: one.span.start_s))


def missed_one(answer: Answer, counted: Sequence[Span], *, first_s: float, until_s: float) -> Span | None:
    """Which stretch is meant where somebody heard the answer from `first_s` to `until_s` and says that a
    filled pause was missed just then; None where all that was heard is counted.

    It is what was written as one, or else the sound that is most like one, of those that are not counted.
    Where there is none, it is where people would have heard it who take the usual time to press a key.
    """
    candidates = [
        (sure, span.start_s, span)
        for sure, span in _candidates(answer)
        if span.end_s >= first_s and span.start_s <= until_s + EARLY_S and not _is_among(span, counted)
    ]
    if candidates:
        return max(candidates, key=lambda one: one[:2])[2]
    end_s = max(min(first_s + LASTS_S, until_s), until_s - REACTS_S)
    meant = Span(max(0.0, end_s - LASTS_S), end_s)
    return None if meant.duration_s < SHORTEST_S or _is_among(meant, counted) else meant


def _candidates(answer: Answer) -> Iterator[tuple[float, Span]]:
    """All that may be a filled pause, with how much speaks for it."""
    for word, filled in zip(answer.words, answer.filled, strict=True):
        if filled and word.span:
            yield 1 + (word.probability or 0.0), word.span
    for sound in answer.heard.hesitations or ():
        yield sound.confidence, sound.span


def _added(answer: Answer, span: Span, free: set[int]) -> FilledPause:
    """One that was missed: at the nearest word that is written like one, if there is a `free` one near."""
    near = {
        index: abs(written.middle_s - span.middle_s)
        for index in free
        if (written := answer.words[index].span) and written.apart_s(span) <= REACH_S
    }
    if not near:
        return FilledPause(SOUND, span, "user", 1.0, None)
    word = min(near, key=lambda index: near[index])
    free.remove(word)
    return FilledPause(normal(answer.words[word].text), span, "user", 1.0, word)


def _is_among(span: Span | None, others: Sequence[Span]) -> bool:
    """Whether a stretch is the same as one of the others: the middle of one lies in the other."""
    return span is not None and any(
        other.start_s <= span.middle_s <= other.end_s or span.start_s <= other.middle_s <= span.end_s
        for other in others
    )
