"""The sentence that holds most of what could go, and the words that would. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehearse.analysis.marker_words import BE, PEOPLE, PEOPLE_ARE
from rehearse.analysis.words import normal
from rehearse.model.heard import Stretch
from rehearse.model.report import Report

FEWEST = 3
"""Places of a sentence from which it is worth reading without them."""
LONGEST_WORDS = 60
_LEFT_OVER = ("but", "and")


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence, and the indexes of its words that could go."""

    sentence: Stretch
    gone: frozenset[int]
    places: int


def struck(report: Report) -> Struck | None:
    """Of an answer's sentences the one with most filled pauses, likely markers and hedges, and repeats; None
    where none has enough of them, or nothing is left of it.
    """
    places = sorted(_places(report))
    starts = [place[0] for place in places]
    best: Struck | None = None
    for sentence in report.sentences:
        near = slice(bisect_left(starts, sentence.first), bisect_left(starts, sentence.end))
        inside = [place for place in places[near] if place[-1] < sentence.end]
        if len(inside) < FEWEST or sentence.count > LONGEST_WORDS:
            continue
        gone = {index for place in inside for index in place}
        _tidy(report, sentence, gone)
        if sentence.count - len(gone) >= FEWEST and (best is None or len(inside) > best.places):
            best = Struck(sentence, frozenset(gone), len(inside))
    return best


def _places(report: Report) -> Iterator[tuple[int, ...]]:
    fillers = report.fillers
    for pause in fillers.filled_pauses:
        if pause.word is not None:
            yield (pause.word,)
    texts = [normal(word.text) for word in report.heard.words]
    for marker in fillers.marked:
        if marker.likelihood == "likely" and not (marker.text == "like" and _quotes(texts, marker.first)):
            yield tuple(marker.indexes)
    for repeat in fillers.twice:
        yield tuple(range(repeat.first, repeat.kept))


def _quotes(texts: Sequence[str], like: int) -> bool:
    """ "I was like, no": without "like" it says something else."""
    before = ["", "", *texts[:like]]
    return before[-1] in PEOPLE_ARE or (before[-1] in BE and before[-2] in PEOPLE)


def _tidy(report: Report, sentence: Stretch, gone: set[int]) -> None:
    """Take away the "but" of "I'm not sure, but ..." too."""
    first = next((index for index in sentence.indexes if index not in gone), None)
    if first is not None and first > sentence.first and normal(report.heard.words[first].text) in _LEFT_OVER:
        gone.add(first)
