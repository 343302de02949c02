"""Whether what was said fell in moments of a picture more often than chance would have it. Pure.

All that was said is moved along the speech, round its end to its beginning, step by step; how many of these
places have as many hits is the chance. So the bunches that fillers come in, and the length of the moments,
stay as they are: a test that takes each filler for itself would see too much.
"""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.analysis.rates import SIGNIFICANCE
from rehearse.model.heard import Span, united
from rehearse.model.picture import Picture, Together
from rehearse.model.report import Report

STEP_S = 0.1
LEAST_MOMENTS = 3
"""In fewer than so many different moments a thing is no habit, whatever its chance."""


def together(said: Sequence[Span], moments: Sequence[Span], speech: Sequence[Span]) -> Together | None:
    """How many of the spans `said` have their middle in one of `moments`, beside chance.

    All in seconds of one clock; `speech` is where somebody spoke, in order. None where there is nothing to
    count. The test is exact for the rotation of the speech; see the module.
    """
    spoken = united(sorted((*speech, *said), key=lambda span: span.start_s), gap_s=STEP_S)
    steps = [_step(span, step) for span in spoken for step in range(round(span.duration_s / STEP_S))]
    if not said or not steps:
        return None
    inside = [_holding(moments, at_s) is not None for at_s in steps]
    places = [_nearest(steps, span.middle_s) for span in said]
    hits = sum(inside[place] for place in places)
    held = {_holding(moments, steps[place]) for place in places} - {None}
    as_many = sum(
        sum(inside[(place + moved) % len(steps)] for place in places) >= hits for moved in range(len(steps))
    )
    return Together(hits, len(said), len(held), as_many / len(steps))


def turned_at_filled_pauses(report: Report, picture: Picture) -> Together | None:
    """How many um and uh fell in moments in which the head was turned away; None where one of both is not
    known.
    """
    if picture.turned is None:
        return None
    ums = [one.span for one in report.fillers.filled_pauses if one.span]
    return together(ums, picture.turned.moments, report.heard.speech)


def is_habit(found: Together) -> bool:
    """Whether it is worth saying: more than chance, and in several moments."""
    return found.by_chance < SIGNIFICANCE and found.moments >= LEAST_MOMENTS


def _step(span: Span, step: int) -> float:
    return span.start_s + (step + 0.5) * STEP_S


def _nearest(steps: Sequence[float], at_s: float) -> int:
    return min(range(len(steps)), key=lambda index: abs(steps[index] - at_s))


def _holding(moments: Sequence[Span], at_s: float) -> int | None:
    """Which of the moments holds a time."""
    return next((index for index, one in enumerate(moments) if one.start_s <= at_s < one.end_s), None)
