"""What stands beside the text of a page: what the question asks for, each filler with the words around it,
the user's points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.model.heard import Stretch
from rehearse.model.report import Report
from rehearse.page.said import KINDS, span_of, times, together
from rehearse.words.coaching import layer_line, point_line
from rehearse.words.marking import Mark, Unit, units
from rehearse.words.text import clock, plain

AROUND = 3
"""Words on either side of a filler."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be played: whether it is there (None where that is not known), what it is, the words
    for it, when.
    """

    is_there: bool | None
    name: str
    says: str
    at: str
    times: Any


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler between the words around it."""

    before: str
    said: str
    after: str
    kind: str
    at: str
    times: Any


def asked_for(report: Report, coached: Coaching | None) -> list[Line]:
    """The layers of the question, each with the words that speak to it."""
    return [
        _line(
            report,
            _is_there(layer),
            plain(layer.means),
            layer_line(layer, report.heard),
            _shown(layer),
        )
        for layer in (coached.layers if coached else ())
    ]


def own_points(report: Report, coached: Coaching | None) -> list[Line]:
    """The user's points: said, perhaps, or not heard."""
    return [_point(report, point) for point in (coached.points if coached else ())]


def fillers(report: Report, *kinds: Mark) -> list[Filler]:
    """Each of some kinds of fillers, in the order in which they were said."""
    text = units(report)
    found, at = [], 0
    for phrase in together(text):
        end = at + len(phrase)
        if phrase[0].begins and phrase[0].kind in kinds:
            found.append(_filler(report, text[max(0, at - AROUND) : at], phrase, text[end : end + AROUND]))
        at = end
    return found


def _point(report: Report, point: Point) -> Line:
    return _line(
        report,
        {"said": True, "not heard": False}.get(point.how),
        plain(point.text),
        point_line(point, report.heard),
        point.sentence if point.how != "not heard" else None,
    )


def _is_there(layer: Layer) -> bool | None:
    if layer.check:
        return layer.check.said is not None
    return True if layer.is_sure else None


def _shown(layer: Layer) -> Stretch | None:
    """The words that are shown for a layer."""
    if layer.check:
        return layer.check.said
    return layer.sentence if layer.is_sure else None


def _line(report: Report, is_there: bool | None, name: str, says: str, words: Stretch | None) -> Line:
    span = words.span_in(report.heard.words) if words else None
    return Line(is_there, name, says, clock(span.start_s) if span else "", times(span))


def _filler(report: Report, before: Sequence[Unit], said: Sequence[Unit], after: Sequence[Unit]) -> Filler:
    kind, span = said[0].kind, span_of(report, said[0])
    return Filler(
        _text(before),
        _text(said),
        _text(after),
        KINDS[kind] if kind else "",
        clock(span.start_s) if span else "",
        times(span, stop="lead"),
    )


def _text(near: Sequence[Unit]) -> str:
    return " ".join(f"{unit.bare}{unit.tail}" for unit in near)
