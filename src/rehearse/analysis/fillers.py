"""Filled pauses and discourse markers, counted from the words. Pure.

Filled pauses that Whisper did not write down are not found here, so a count is "at least".
"""

from __future__ import annotations

from collections import Counter

from rehearse.analysis.rates import poisson_interval
from rehearse.analysis.words import is_filled_pause, normal, phrases, spoken_words
from rehearse.model import Cluster, DiscourseMarker, FilledPause, Fillers, Heard, Span

MARKERS = ("like", "you know", "i mean", "sort of", "kind of", "basically", "actually", "literally")
UNSURE = 0.5
"""Confidence where the word has no probability."""
CLUSTER_S, CLUSTER_COUNT = 15.0, 3


def fillers(heard: Heard) -> Fillers:
    """Both groups with where they stand, and the rate of filled pauses.

    Per 100 words without filled pauses, and per minute of speech; the interval is the exact Poisson
    one at 95 %. None where there are no words, or no sound.
    """
    pauses = tuple(
        FilledPause(
            text=normal(word.text),
            span=word.span,
            source="transcript",
            confidence=UNSURE if word.probability is None else word.probability,
            word=index,
        )
        for index, word in enumerate(heard.words)
        if is_filled_pause(word.text)
    )
    marks = markers(heard)
    words = len(spoken_words(heard.words))
    minutes = sum(span.duration_s for span in heard.speech) / 60
    timed = [(pause.text, pause.span) for pause in pauses if pause.span]
    timed += [(mark.text, mark.span) for mark in marks if mark.span]
    low, high = poisson_interval(len(pauses))
    return Fillers(
        filled_pauses=pauses,
        markers=marks,
        per_100_words=100 * len(pauses) / words if words else None,
        interval_95=(100 * low / words, 100 * high / words) if words else None,
        per_minute=len(pauses) / minutes if minutes else None,
        top=Counter(mark.text for mark in marks).most_common(1)[0][0] if marks else None,
        clusters=clusters(timed),
    )


def markers(heard: Heard) -> tuple[DiscourseMarker, ...]:
    """Words such as "like" and "you know", where punctuation sets them off from the sentence.

    Most uses of these words are no fillers, so only what stands apart on both sides is taken (likely).
    What a speaker runs into the sentence is missed rather than guessed.
    """
    found = [
        DiscourseMarker(
            text=phrase, span=_span(heard, first, count), likelihood="likely", first=first, count=count
        )
        for phrase in MARKERS
        for count in (len(phrase.split()),)
        for first in phrases(heard.words, phrase)
        if _stands_apart(heard, first, count)
    ]
    return tuple(sorted(found, key=lambda marker: marker.first))


def clusters(events: list[tuple[str, Span]]) -> tuple[Cluster, ...]:
    """Runs of three or more of one text within 15 s, the longest run from each start, none twice."""
    found: list[Cluster] = []
    for text in dict.fromkeys(text for text, _ in events):
        spans = sorted((span for other, span in events if other == text), key=lambda span: span.start_s)
        first = 0
        while first < len(spans):
            run = [span for span in spans[first:] if span.end_s - spans[first].start_s <= CLUSTER_S]
            if len(run) >= CLUSTER_COUNT:
                found.append(Cluster(text, len(run), Span(run[0].start_s, run[-1].end_s)))
                first += len(run)
            else:
                first += 1
    return tuple(sorted(found, key=lambda cluster: cluster.span.start_s))


def _stands_apart(heard: Heard, first: int, count: int) -> bool:
    before = heard.words[first - 1].text if first else "."
    last = heard.words[first + count - 1].text
    opens = before[-1] in ",.?!;:" or is_filled_pause(before)
    return opens and last[-1] in ",.?!;"


def _span(heard: Heard, first: int, count: int) -> Span | None:
    start, end = heard.words[first].span, heard.words[first + count - 1].span
    return Span(start.start_s, end.end_s) if start and end else None
