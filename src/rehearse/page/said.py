"""What was said, for a page: the parts of the story, in them sentences, in them words, fillers and pauses.

Whatever has a time can be played from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rehearse.model.bands import LONG_FROM_S, REPORTED_FROM_S
from rehearse.model.heard import Span
from rehearse.model.report import Label, Report
from rehearse.page.html import markup
from rehearse.words.marking import Mark, Unit, sentences
from rehearse.words.text import clock

MOST_SENTENCES = 6
"""Of a paragraph."""
KINDS: dict[Mark, str] = {
    "filled pause": "um",
    "marker": "marker",
    "possible": "possible",
    "own phrase": "own",
    "repeat": "twice",
}
"""What the page's style calls what is marked."""
STOPS = ("um", "marker", "own")
"""Where `next filler` stops."""


@dataclass(frozen=True, slots=True)
class Item:
    """What stands between two spaces: a word, a filler of one or more words, or a pause."""

    text: str
    tail: str
    kind: str
    times: Any
    number: int | None = None

    @property
    def is_button(self) -> bool:
        return self.kind in (*STOPS, "gap")


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of one part of the story; `label` is empty before the first, and where none is known."""

    label: str
    paragraphs: tuple[tuple[Item, ...], ...]
    starts: str
    times: Any


def parts(report: Report) -> Iterator[Part]:
    """The whole text. A sentence that belongs to no part goes with the one before it."""
    labels = {one.first: one.label for one in report.star.sentences} if report.star else {}
    now: Label | None = None
    told: list[tuple[Label | None, tuple[Unit, ...]]] = []
    for sentence in sentences(report):
        if sentence:
            now = labels.get(sentence[0].word) or now
            told.append((now, sentence))
    gaps = noticed_pauses(report)[::-1]
    for label, group in groupby(told, key=lambda one: one[0]):
        texts = [sentence for _, sentence in group]
        span = _span(report, [unit for text in texts for unit in text])
        yield Part(
            label=label or "",
            paragraphs=tuple(
                tuple(item for text in texts[at : at + MOST_SENTENCES] for item in _items(report, text, gaps))
                for at in range(0, len(texts), MOST_SENTENCES)
            ),
            starts=clock(span.start_s) if span else "",
            times=times(span),
        )


def times(span: Span | None, *, stop: str = "") -> Any:
    """The attributes that make an element play, none for what has no time; `stop` is what stops there."""
    if span is None:
        return ""
    mark = f" data-{stop}" if stop else ""
    return markup(f' data-t="{span.start_s:.2f}" data-end="{span.end_s:.2f}"{mark}')


def span_of(report: Report, unit: Unit) -> Span | None:
    """When a unit was said; None where that is not known."""
    if unit.number is not None:
        return report.fillers.filled_pauses[unit.number - 1].span
    return report.heard.words[unit.word].span


def _span(report: Report, text: Sequence[Unit]) -> Span | None:
    spans = [span for unit in text if (span := span_of(report, unit))]
    return Span(spans[0].start_s, max(spans[0].end_s, spans[-1].end_s)) if spans else None


def noticed_pauses(report: Report) -> list[Span]:
    """Pauses that a listener notices, in order: inside a sentence sooner than between two."""
    return [
        silence.span
        for silence in (report.pauses.silences if report.pauses else ())
        if silence.span.duration_s >= (REPORTED_FROM_S if silence.inside_sentence else LONG_FROM_S)
    ]


def _items(report: Report, text: Sequence[Unit], gaps: list[Span]) -> Iterator[Item]:
    """The words of a sentence, those of one filler together, with the pauses before them; of `gaps`, the
    latest first, each goes that was shown.
    """
    for phrase in together(text):
        span = _span(report, phrase)
        while span and gaps and gaps[-1].middle_s < span.middle_s:
            gap = gaps.pop()
            yield Item(f"{gap.duration_s:.1f} s", "", "gap", times(gap, stop="gap"))
        kind = KINDS[phrase[0].kind] if phrase[0].kind else ""
        words = " ".join([*(f"{unit.bare}{unit.tail}" for unit in phrase[:-1]), phrase[-1].bare])
        yield Item(
            words,
            phrase[-1].tail,
            kind,
            times(span, stop="filler" if kind in STOPS and phrase[0].begins else ""),
            phrase[0].number,
        )


def together(text: Sequence[Unit]) -> Iterator[list[Unit]]:
    """A filler of several words as one."""
    phrase: list[Unit] = []
    for unit in text:
        goes_on = phrase and unit.kind in ("marker", "own phrase", "repeat") and not unit.begins
        if phrase and not (goes_on and phrase[0].kind == unit.kind):
            yield phrase
            phrase = []
        phrase.append(unit)
    if phrase:
        yield phrase
