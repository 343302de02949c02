"""Builds a `Report` from what was said and from what a test wants to have been found in it.

Nothing is detected here: a test names the filled pauses and markers, their rates, and the sentences'
labels. Sentences end where a word ends in a full stop; the sections follow from their labels.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from rich.console import Console

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Heard, Span
from rehearse.model.report import (
    LABELS,
    About,
    Cluster,
    DiscourseMarker,
    FilledPause,
    Fillers,
    Label,
    Length,
    Likelihood,
    OwnPhrase,
    Pace,
    Pauses,
    Report,
    Section,
    Sentence,
    Star,
    StoryNote,
    StorySignals,
)

NEXT_STEP = "Leave a silence where the next um would be."


def reported(
    heard: Heard,
    *,
    fillers: Fillers | None = None,
    labels: Sequence[Label | None] = (),
    confidence: Mapping[Label, float] | None = None,
    pace: Pace | None = None,
    pauses: Pauses | None = None,
    length: Length | None = None,
    notes: Sequence[StoryNote] = (),
    signals: StorySignals | None = None,
    about: About | None = None,
    good: Sequence[str] = (),
) -> Report:
    """A report on `heard`; a part is present from a confidence of 0.5."""
    return Report(
        heard=heard,
        fillers=fillers or found(heard),
        pace=pace,
        pauses=pauses,
        length=length,
        star=told(heard, labels, confidence or {}),
        next_step=NEXT_STEP,
        next_step_about=about,
        good=tuple(good),
        notes=tuple(notes),
        signals=signals,
        sentences=Answer(heard).sentences,
    )


def found(
    heard: Heard,
    *,
    pauses: Sequence[FilledPause] = (),
    markers: Sequence[DiscourseMarker] = (),
    rate: float | None = None,
    interval: tuple[float, float] | None = None,
    per_minute: float | None = None,
    top: str | None = None,
    clusters: Sequence[Cluster] = (),
    own: Sequence[OwnPhrase] = (),
    phrases: Sequence[str] = (),
) -> Fillers:
    return Fillers(
        filled_pauses=tuple(pauses),
        markers=tuple(markers),
        per_100_words=rate,
        interval_95=interval,
        per_minute=per_minute,
        top=top,
        clusters=tuple(clusters),
        own_phrases=tuple(own),
        phrases=tuple(phrases),
    )


def filled(heard: Heard, *indices: int) -> tuple[FilledPause, ...]:
    """Filled pauses of the transcript at these words."""
    return tuple(
        FilledPause(heard.words[index].text.strip(".,"), heard.words[index].span, "transcript", 0.9, index)
        for index in indices
    )


def only_heard(start_s: float, end_s: float, text: str = "um") -> FilledPause:
    """A filled pause that the transcript lacks."""
    return FilledPause(text, Span(start_s, end_s), "audio", 0.7, None)


def marker(heard: Heard, first: int, count: int = 1, likelihood: Likelihood = "likely") -> DiscourseMarker:
    """The words from `first` on as a discourse marker."""
    words = heard.words[first : first + count]
    start, end = words[0].span, words[-1].span
    text = " ".join(word.text.strip(".,").lower() for word in words)
    return DiscourseMarker(
        text, Span(start.start_s, end.end_s) if start and end else None, likelihood, first, count
    )


def told(heard: Heard, labels: Sequence[Label | None], confidence: Mapping[Label, float]) -> Star:
    ends = [index + 1 for index, word in enumerate(heard.words) if word.text.endswith(".")]
    starts = [0, *ends]
    sentences = tuple(
        _sentence(heard, first, end - first, label)
        for first, end, label in zip(starts, ends, labels, strict=False)
    )
    sections = {label: _section(sentences, label, confidence.get(label)) for label in LABELS}
    return Star(**sections, sentences=sentences)


def on_paper(
    columns: int = 80, *, colour: bool = False, encoding: str = "utf-8"
) -> tuple[Console, io.TextIOWrapper]:
    """A console of this width and what it writes to; read it with `text_of`."""
    paper = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    console = Console(
        file=paper,
        width=columns,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    return console, paper


def text_of(paper: io.TextIOWrapper) -> str:
    paper.seek(0)
    return paper.read()


def _sentence(heard: Heard, first: int, count: int, label: Label | None) -> Sentence:
    words = heard.words[first : first + count]
    start, end = words[0].span, words[-1].span
    span = Span(start.start_s, end.end_s) if start and end else None
    return Sentence(" ".join(word.text for word in words), span, first, count, label, 0.8 if label else 0.0)


def _section(sentences: Sequence[Sentence], label: Label, confidence: float | None) -> Section:
    mine = [index for index, sentence in enumerate(sentences) if sentence.label == label]
    sure = (0.9 if mine else 0.1) if confidence is None else confidence
    total = sum(sentence.count for sentence in sentences) or 1
    share = sum(sentences[index].count for index in mine) / total
    return Section(sure >= 0.5, sure, share, mine[0] if mine and sure >= 0.5 else None)
