"""Moments of a take as pieces of one clip, with the words that belong to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rehearse.exchange.subtitles import Cue, as_webvtt
from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.practice.moments import AROUND_S, WORDS_AROUND, Moment
from rehearse.words.marking import around, units


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a take, and what is said in it."""

    span: Span
    lines: tuple[str, ...]


def pieces(report: Report, moments: Sequence[Moment]) -> list[Piece]:
    """The moments with a second around them, in order; those that would overlap are one piece."""
    text = units(report)
    whole_s = report.heard.duration_s or 0.0
    found: list[Piece] = []
    timed = [(moment, moment.span) for moment in moments if moment.span]
    for moment, span in sorted(timed, key=lambda one: one[1].start_s):
        said = " ".join(unit.text + unit.tail for unit in around(text, moment.is_at, words=WORDS_AROUND))
        start_s, end_s = max(0.0, span.start_s - AROUND_S), min(span.end_s + AROUND_S, whole_s)
        if found and start_s <= found[-1].span.end_s:
            before = found.pop()
            start_s, end_s = before.span.start_s, max(end_s, before.span.end_s)
            found.append(Piece(Span(start_s, end_s), (*before.lines, said)))
        elif end_s > start_s:
            found.append(Piece(Span(start_s, end_s), (said,)))
    return found


def subtitles(cut: Sequence[Piece]) -> str:
    """WebVTT for the pieces one after another."""
    ends = list(accumulate(piece.span.duration_s for piece in cut))
    spans = [Span(start_s, end_s) for start_s, end_s in pairwise([0.0, *ends])]
    return as_webvtt(
        Cue(span, "\n".join(piece.lines), len(piece.lines)) for span, piece in zip(spans, cut, strict=True)
    )
