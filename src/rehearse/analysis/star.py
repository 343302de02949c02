"""STAR coverage: which clauses tell the situation, the task, the action and the result of a story.

Two witnesses: a sentence encoder has read every clause within the whole answer (`Heard.readings`, made in
language/), and `star_cues` reads each clause by itself. Two things are made of what they say:

- A section's confidence is the chance that any clause tells it, wherever it stands. It needs words: no place
  in the answer makes a section present, and a result that is told first is a result.
- The labels are those of a small hidden Markov model, which leans towards the usual order. Clauses of one
  sentence that do the same are shown as one.

This module does not judge how good a section is, and reads English only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import exp, expm1, inf, log, log1p

from rehearse.analysis.answer import Answer
from rehearse.analysis.star_cues import log_chances
from rehearse.model.heard import Located, Stretch
from rehearse.model.report import LABELS, Label, Section, Sentence, Star

FEWEST_STORY_WORDS = 10
"""An answer of fewer words, filled pauses aside, is no story."""

PRESENT_FROM = 0.5
"""A section is present from this confidence on."""

RULED_OUT_BELOW = 0.2
"""A section of less confidence labels no clause; one between the two is hinted at, not told."""

_STATES: tuple[Label | None, ...] = (*LABELS, None)

_CUES = 0.3
"""How much the cues count beside what the encoder reads."""

# Log-odds a section needs for a confidence of PRESENT_FROM: the point of best balanced accuracy among
# held-out answers of training/star, whole and with each section deleted in turn.
_NEEDED = (4.0, 2.1, 3.5, 2.6)

_WHOLE_CLAUSE = 6
"""A clause of fewer words tells less."""
_SUREST = 0.999
_HINT, _HINTED = 0.35, 0.3
"""A last clause that is so likely to be the result is a hint, with which the result is no longer surely
missing: "and he was never late again" is short, and says all."""

# Log weights of passing from one section (row) to the next: staying is free, one step on is usual, going
# back is rare. Set by hand, as are those of the first and the last clause.
_NEXT = (
    (0.0, -1.0, -1.8, -3.0, -2.5),
    (-2.2, 0.0, -1.0, -1.8, -2.5),
    (-3.0, -2.5, 0.0, -1.0, -2.5),
    (-3.0, -3.0, -2.5, 0.0, -2.5),
    (-1.5, -1.5, -1.5, -1.5, -0.3),
)
_WITHIN_SENTENCE = 1.0
"""Passing to another section is that much rarer in the middle of a sentence."""
_FIRST = (0.0, -0.7, -1.2, -1.5, -0.7)
_LAST = (-1.0, -1.0, -0.5, 0.0, -0.2)

Weights = Sequence[float]
"""One value for each of the four sections and none: natural logarithms of chances, or of weights."""


def star(answer: Answer) -> Star:
    """The sections of an answer and the label of every part of it.

    Its readings count where it has some. A sentence's confidence is that of its label, or of having none.
    `share` is of all words. A section and its labels are judged apart: one that is hinted at can have
    labelled sentences and not be present, one that has to share its clause can be present with a share of 0.
    `evidence` is given where it is present. Below `FEWEST_STORY_WORDS` nothing is present or labelled and
    every confidence is 0.
    """
    readings = answer.heard.readings
    clauses: Sequence[Located] = readings or answer.clauses
    cues = [log_chances(answer.tokens(clause)) for clause in clauses]
    if readings:
        pairs = zip(readings, cues, strict=True)
        return decoded(answer, clauses, [together(one.log_chances, said) for one, said in pairs])
    return decoded(answer, clauses, cues)


def together(reading: Weights, cues: Weights, *, cue: float = _CUES) -> Weights:
    """Log chances of each label by both witnesses."""
    weights = [read + cue * said for read, said in zip(reading, cues, strict=True)]
    whole = _log_sum(weights, (0.0,) * len(weights))
    return [weight - whole for weight in weights]


def decoded(answer: Answer, clauses: Sequence[Located], rows: Sequence[Weights]) -> Star:
    """The story that goes best with what each clause says: log chances, one of `rows` for each."""
    counts = [len(answer.spoken_in(clause)) for clause in clauses]
    if sum(counts) < FEWEST_STORY_WORDS:
        return _assembled(answer, clauses, (0.0,) * len(LABELS), [(0.0,) * len(LABELS) for _ in rows])
    confidences = [_confidence(rows, counts, index) for index in range(len(LABELS))]
    ruled_out = [index for index, confidence in enumerate(confidences) if confidence < RULED_OUT_BELOW]
    begin = {sentence.first for sentence in answer.sentences}
    inside = [clause.first not in begin for clause in clauses]
    return _assembled(
        answer, clauses, confidences, _posterior([_without(row, ruled_out) for row in rows], inside)
    )


def _confidence(rows: Sequence[Weights], counts: Sequence[int], index: int) -> float:
    """How surely any clause tells a section: none does if each fails to, and short ones weigh less."""
    missing = sum(
        log1p(-min(exp(row[index]), _SUREST)) * min(count / _WHOLE_CLAUSE, 1.0)
        for row, count in zip(rows, counts, strict=True)
    )
    told = max(-missing, 1e-9)
    log_odds = told + log(-expm1(-told))
    confidence = 1 / (1 + exp(_NEEDED[index] - log_odds))
    hinted = LABELS[index] == "result" and exp(rows[-1][index]) >= _HINT
    return max(confidence, _HINTED) if hinted else confidence


def _posterior(chances: Sequence[Weights], inside: Sequence[bool]) -> list[tuple[float, ...]]:
    """The chance of each section and none for every clause, given all the others; `inside` says which stand
    in the middle of a sentence.
    """
    before = _forward(chances, inside)
    whole = _log_sum(before[-1], _LAST)
    pairs = zip(before, _backward(chances, inside), strict=True)
    return [tuple(exp(a + b - whole) for a, b in zip(one, other, strict=True)) for one, other in pairs]


def _forward(chances: Sequence[Weights], inside: Sequence[bool]) -> list[Weights]:
    """The weight of all paths up to and with each clause, by the section it is in."""
    rows: list[Weights] = [_added(_FIRST, chances[0])]
    for chance, within in zip(chances[1:], inside[1:], strict=True):
        arriving = [_log_sum(rows[-1], column) for column in zip(*_passing(within), strict=True)]
        rows.append(_added(arriving, chance))
    return rows


def _backward(chances: Sequence[Weights], inside: Sequence[bool]) -> list[Weights]:
    """The weight of all paths after each clause, by the section it is in."""
    rows: list[Weights] = [_LAST]
    for chance, within in zip(reversed(chances[1:]), reversed(inside[1:]), strict=True):
        ahead = _added(chance, rows[-1])
        rows.append([_log_sum(row, ahead) for row in _passing(within)])
    return rows[::-1]


def _passing(within: bool) -> Sequence[Weights]:
    return _NEXT_WITHIN if within else _NEXT


_NEXT_WITHIN = tuple(
    tuple(weight - (_WITHIN_SENTENCE if here != there else 0.0) for there, weight in enumerate(row))
    for here, row in enumerate(_NEXT)
)


def _without(row: Weights, sections: Sequence[int]) -> Weights:
    return [-inf if index in sections else value for index, value in enumerate(row)]


def _added(one: Weights, other: Weights) -> Weights:
    return [a + b for a, b in zip(one, other, strict=True)]


def _log_sum(one: Weights, other: Weights) -> float:
    values = _added(one, other)
    most = max(values)
    return most + log(sum(exp(value - most) for value in values))


def _assembled(
    answer: Answer, clauses: Sequence[Located], confidences: Weights, chances: Sequence[Weights]
) -> Star:
    parts = list(_joined(answer, clauses, chances))
    labelled = tuple(_sentence(answer, where, row) for where, row in parts)
    situation, task, action, result = (
        _section(label, confidence, labelled, [row[index] for _, row in parts])
        for index, (label, confidence) in enumerate(zip(LABELS, confidences, strict=True))
    )
    return Star(situation, task, action, result, labelled)


def _joined(
    answer: Answer, clauses: Sequence[Located], chances: Sequence[Weights]
) -> Iterator[tuple[Stretch, Weights]]:
    """Neighbours of one sentence that do the same as one, with the mean of their chances."""
    sentence_of = {index: number for number, one in enumerate(answer.sentences) for index in one.indexes}

    def does(pair: tuple[Located, Weights]) -> tuple[int, int]:
        clause, row = pair
        return sentence_of[clause.first], max(range(len(row)), key=row.__getitem__)

    for _, group in groupby(zip(clauses, chances, strict=True), key=does):
        pieces = list(group)
        rows = [row for _, row in pieces]
        where = Stretch(pieces[0][0].first, pieces[-1][0].end - pieces[0][0].first)
        yield where, [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def _sentence(answer: Answer, where: Located, chances: Weights) -> Sentence:
    confidence = max(chances)
    return Sentence(
        text=where.text_in(answer.words),
        span=where.span_in(answer.words),
        first=where.first,
        count=where.count,
        label=_STATES[chances.index(confidence)] if confidence else None,
        confidence=confidence,
    )


def _section(label: Label, confidence: float, sentences: Sequence[Sentence], chances: Weights) -> Section:
    words = sum(sentence.count for sentence in sentences)
    mine = [sentence for sentence in sentences if sentence.label == label]
    own = sum(sentence.count for sentence in mine)
    spoken_s = sum(sentence.span.duration_s for sentence in sentences if sentence.span)
    own_s = sum(sentence.span.duration_s for sentence in mine if sentence.span)
    present = confidence >= PRESENT_FROM
    return Section(
        present=present,
        confidence=confidence,
        share=own / words if words else 0.0,
        evidence=chances.index(max(chances)) if present else None,
        time_share=own_s / spoken_s if spoken_s else None,
    )
