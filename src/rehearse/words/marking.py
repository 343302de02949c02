"""The words of an answer with every filler marked in place, so that it can be read without colour. Pure.

    So [1 um], it was, {like}, {you know}, late. {So?} *at the end of the day* <we> we ...

Filled pauses carry their number: the one that `rehearse play ID --filler` takes. Those that only the
sound has stand where they were heard. Colour and line breaks are for whatever shows the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rehearse.model.heard import Located
from rehearse.model.report import Fillers, Report
from rehearse.words.text import UNBREAKABLE, plain

Mark = Literal["filled pause", "marker", "possible", "own phrase", "repeat"]

PUNCTUATION = ".,;:!?…"
"""What may follow a word and is no part of the mark: `[1 um],`."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands between two spaces: the text with its marks, the punctuation after it, what it is; and
    `bare`, the text without marks.

    `word` is its index in `Heard.words`; where only the sound has it, that of the word it stands before.
    `number` is that of a filled pause, from 1. `begins`: a filler of any kind begins here, possible ones
    aside.
    """

    text: str
    tail: str
    kind: Mark | None
    word: int
    number: int | None = None
    begins: bool = False
    bare: str = ""


@dataclass(frozen=True, slots=True)
class _Phrase(Located):
    """`count` words from index `first` that get a mark before and after."""

    first: int
    count: int
    before: str
    after: str
    kind: Mark


def units(report: Report) -> tuple[Unit, ...]:
    """The whole text in order, every filler marked; harmless on any terminal."""
    pauses = report.fillers.filled_pauses
    numbers = {pause.word: number for number, pause in enumerate(pauses, start=1) if pause.word is not None}
    phrases: dict[int, list[_Phrase]] = defaultdict(list)
    for phrase in sorted(_phrases(report.fillers), key=lambda phrase: -phrase.count):
        for index in phrase.indexes:
            phrases[index].append(phrase)
    text = [
        _unit(word.text, index, numbers.get(index), phrases[index])
        for index, word in enumerate(report.heard.words)
    ]
    # From the end, so that what stands before keeps its place.
    for index, number in sorted(_unwritten(report), reverse=True):
        text.insert(index, _unit(pauses[number - 1].text, index, number, ()))
    return tuple(text)


def sentences(report: Report) -> tuple[tuple[Unit, ...], ...]:
    """The same text, one tuple for each sentence."""
    ends = [sentence.end for sentence in report.sentences] or [0]
    found: list[list[Unit]] = [[] for _ in ends]
    sentence = 0
    for unit in units(report):
        while sentence < len(ends) - 1 and unit.word >= ends[sentence]:
            sentence += 1
        found[sentence].append(unit)
    return tuple(map(tuple, found))


def around(text: Sequence[Unit], is_it: Callable[[Unit], bool], *, words: int) -> tuple[Unit, ...]:
    """The units that are wanted, with up to so many on either side; dots where there are more."""
    places = [place for place, unit in enumerate(text) if is_it(unit)]
    first, end = max(0, places[0] - words), min(len(text), places[-1] + words + 1)
    before = [Unit("...", "", None, text[first].word)] if first > 0 else []
    after = [Unit("...", "", None, text[end].word)] if end < len(text) else []
    return (*before, *text[first:end], *after)


def _unit(word: str, index: int, number: int | None, phrases: Sequence[_Phrase]) -> Unit:
    """A word with its number, and with the marks of the phrases that begin or end with it.

    Of several phrases the shorter stands inside the longer and decides what the word is.
    """
    shown = plain(word)
    bare = shown.rstrip(PUNCTUATION)
    begin = [phrase for phrase in phrases if phrase.first == index]
    end = [phrase for phrase in reversed(phrases) if phrase.end == index + 1]
    text = bare if number is None else f"[{number}{UNBREAKABLE}{bare}]"
    kind = phrases[-1].kind if phrases else None
    return Unit(
        text="".join(phrase.before for phrase in begin) + text + "".join(phrase.after for phrase in end),
        tail=shown[len(bare) :],
        kind=kind if number is None else "filled pause",
        word=index,
        number=number,
        begins=number is not None or any(phrase.kind != "possible" for phrase in begin),
        bare=bare,
    )


def _phrases(fillers: Fillers) -> Iterator[_Phrase]:
    for own in fillers.own_phrases:
        yield _Phrase(own.first, own.count, "*", "*", "own phrase")
    own_words = {(own.first, own.count) for own in fillers.own_phrases}
    for repeat in fillers.twice:
        yield _Phrase(repeat.first, repeat.kept - repeat.first, "<", ">", "repeat")
    for marker in fillers.marked:
        if (marker.first, marker.count) in own_words:
            continue
        if marker.likelihood == "likely":
            yield _Phrase(marker.first, marker.count, "{", "}", "marker")
        else:
            yield _Phrase(marker.first, marker.count, "{", "?}", "possible")


def _unwritten(report: Report) -> list[tuple[int, int]]:
    """Filled pauses without a word: the index of the word each stands before, and its number."""
    middles = sorted(word.span.middle_s if word.span else 0.0 for word in report.heard.words)
    return [
        (bisect_left(middles, pause.span.middle_s), number)
        for number, pause in enumerate(report.fillers.filled_pauses, start=1)
        if pause.word is None and pause.span
    ]
