"""STAR coverage: which sentences tell the situation, the task, the action and the result of a story.

Two witnesses: `star_cues` reads each sentence by itself, and a sentence encoder has read the whole answer
(`Heard.readings`, made in language/). Here their sentences are put together as one story: a small hidden
Markov model that prefers the usual order, may skip any section, and may leave the story at any time.
A section's confidence is the chance that the story visits it at all. That chance needs words: where
a sentence stands moves its label, but no place in the answer makes a section present. This module
does not judge how good a section is, and reads English only.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, expm1, inf, log

from rehearse.analysis.answer import Answer
from rehearse.analysis.star_cues import log_chances
from rehearse.model.heard import Located, Word
from rehearse.model.report import LABELS, Label, Section, Sentence, Star

FEWEST_STORY_WORDS = 10
"""An answer of fewer words, filled pauses aside, is no story."""

PRESENT_FROM = 0.5
"""A section is present from this confidence on."""

RULED_OUT_BELOW = 0.2
"""A section of less confidence labels no sentence; one between the two is hinted at, not told."""

_STATES: tuple[Label | None, ...] = (*LABELS, None)

# Log-odds a section needs for a confidence of PRESENT_FROM: the point of best balanced accuracy
# between answers with the section and the same answers without it; with both witnesses, and with cues alone.
_NEEDED = (1.4, 1.4, 1.2, 1.4)
_NEEDED_OF_CUES = (1.9, 1.2, 0.4, 1.0)

# How much each witness counts where there are both, and how often the encoder met each label in training.
_READER, _CUES = 0.5, 0.5
_MET = tuple(map(log, (0.2, 0.1, 0.3, 0.16, 0.24)))

# How fast confidence follows the log-odds; below 1 because sentences of one answer repeat each other.
_SLOPE = 0.6

# Log weights of passing from one section (row) to the next: staying is free, one step on is usual,
# going back is rare. Set by hand, as are those of the first and the last sentence.
_NEXT = (
    (0.0, -1.0, -1.8, -3.0, -2.5),
    (-2.2, 0.0, -1.0, -1.8, -2.5),
    (-3.0, -2.5, 0.0, -1.0, -2.5),
    (-3.0, -3.0, -2.5, 0.0, -2.5),
    (-1.5, -1.5, -1.5, -1.5, -0.3),
)
_FIRST = (0.0, -1.5, -2.5, -4.0, -1.5)
_LAST = (-2.0, -2.0, -1.0, 0.0, -0.3)

# Where the middle of a section usually lies, as a part of the answer, and how loosely: for labels only.
_USUAL_PLACE = (0.1, 0.27, 0.58, 0.92)
_LOOSENESS = 0.6

Weights = Sequence[float]
"""One value for each of the four sections and none: natural logarithms of chances, or of weights."""


def star(answer: Answer) -> Star:
    """The sections of an answer and the label of every sentence.

    Its readings count where it has some, with the sentences that were read. A sentence's
    confidence is that of its label, or of having none. `share` is of all words. A section and its labels
    are judged apart: one that is hinted at can have labelled sentences and not be present, one that has
    to share its sentence can be present with a share of 0. `evidence` is given where it is present.
    Below `FEWEST_STORY_WORDS` nothing is present or labelled and every confidence is 0.
    """
    readings = answer.heard.readings or ()
    sentences: Sequence[Located] = readings or answer.sentences
    rows: list[Weights] = [log_chances(answer.tokens(sentence)) for sentence in sentences]
    if readings:
        rows = [together(one.log_chances, row) for one, row in zip(readings, rows, strict=True)]
    return decoded(answer, sentences, rows, needed=_NEEDED if readings else _NEEDED_OF_CUES)


def decoded(
    answer: Answer,
    sentences: Sequence[Located],
    rows: Sequence[Weights],
    *,
    needed: Weights = (0.0, 0.0, 0.0, 0.0),
) -> Star:
    """The story that goes best with what each sentence says, one of `rows` for each.

    `needed` are the log-odds at which each section is present.
    """
    if sum(len(answer.spoken_in(sentence)) for sentence in sentences) < FEWEST_STORY_WORDS:
        return _assembled(answer.words, sentences, (0.0,) * len(LABELS), [(0.0,) * len(LABELS) for _ in rows])
    confidences = _confidences(rows, needed=needed)
    ruled_out = [index for index, confidence in enumerate(confidences) if confidence < RULED_OUT_BELOW]
    shown = [_without(row, ruled_out) for row in _in_usual_places(rows)]
    return _assembled(answer.words, sentences, confidences, _posterior(shown))


def together(reading: Weights, cues: Weights, *, reader: float = _READER, cue: float = _CUES) -> Weights:
    """What both witnesses say of a sentence, as weights of each label; `reader` and `cue` are theirs.

    The encoder's chances hold how often each label is met; what is left without is what the words say.
    """
    return [reader * (read - met) + cue * said for read, met, said in zip(reading, _MET, cues, strict=True)]


def _confidences(chances: Sequence[Weights], *, needed: Weights) -> tuple[float, ...]:
    """For each section, how surely the words take the story through it, wherever that is."""
    whole = _total(chances)
    log_odds = [_log_odds(whole, _total([_without(row, [index]) for row in chances])) for index in range(4)]
    return tuple(1 / (1 + exp(_SLOPE * (least - odds))) for least, odds in zip(needed, log_odds, strict=True))


def _log_odds(whole: float, missing: float) -> float:
    """Of the weight of all paths: the part that visits a section against the part that misses it."""
    more = max(whole - missing, 1e-9)
    return more + log(-expm1(-more))


def _total(chances: Sequence[Weights]) -> float:
    return _log_sum(_forward(chances)[-1], _LAST)


def _posterior(chances: Sequence[Weights]) -> list[tuple[float, ...]]:
    """The chance of each section and none for every sentence, given all the others."""
    whole = _total(chances)
    pairs = zip(_forward(chances), _backward(chances), strict=True)
    return [tuple(exp(a + b - whole) for a, b in zip(before, after, strict=True)) for before, after in pairs]


def _forward(chances: Sequence[Weights]) -> list[Weights]:
    """The weight of all paths up to and with each sentence, by the section it is in."""
    rows: list[Weights] = [_added(_FIRST, chances[0])]
    for chance in chances[1:]:
        arriving = [_log_sum(rows[-1], column) for column in zip(*_NEXT, strict=True)]
        rows.append(_added(arriving, chance))
    return rows


def _backward(chances: Sequence[Weights]) -> list[Weights]:
    """The weight of all paths after each sentence, by the section it is in."""
    rows: list[Weights] = [_LAST]
    for chance in reversed(chances[1:]):
        ahead = _added(chance, rows[-1])
        rows.append([_log_sum(row, ahead) for row in _NEXT])
    return rows[::-1]


def _in_usual_places(chances: Sequence[Weights]) -> list[Weights]:
    middles = [(number + 0.5) / len(chances) for number in range(len(chances))]
    return [_added(row, _pull(middle)) for row, middle in zip(chances, middles, strict=True)]


def _pull(middle: float) -> Weights:
    return [*(-(((middle - place) / _LOOSENESS) ** 2) for place in _USUAL_PLACE), 0.0]


def _without(row: Weights, sections: Sequence[int]) -> Weights:
    return [-inf if index in sections else value for index, value in enumerate(row)]


def _added(one: Weights, other: Weights) -> Weights:
    return [a + b for a, b in zip(one, other, strict=True)]


def _log_sum(one: Weights, other: Weights) -> float:
    values = _added(one, other)
    most = max(values)
    return most + log(sum(exp(value - most) for value in values))


def _assembled(
    words: Sequence[Word], sentences: Sequence[Located], confidences: Weights, chances: Sequence[Weights]
) -> Star:
    pairs = zip(sentences, chances, strict=True)
    labelled = tuple(_sentence(words, sentence, row) for sentence, row in pairs)
    situation, task, action, result = (
        _section(label, confidence, labelled, [row[index] for row in chances])
        for index, (label, confidence) in enumerate(zip(LABELS, confidences, strict=True))
    )
    return Star(situation, task, action, result, labelled)


def _sentence(words: Sequence[Word], where: Located, chances: Weights) -> Sentence:
    confidence = max(chances)
    return Sentence(
        text=where.text_in(words),
        span=where.span_in(words),
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
