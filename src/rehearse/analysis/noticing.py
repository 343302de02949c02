"""Which of their own fillers people notice: keys pressed while a take is played, against what is in it. Pure.

Noticing the habit in a recording of one's own is the second step of habit reversal (Mancuso & Miltenberger
2016). What is in the take is the report's list, which is no complete truth either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rehearse.model.heard import Span
from rehearse.model.report import DiscourseMarker, FilledPause, Fillers

REACTION_S = 1.5
"""A key pressed so long after the end of a filler still means it: people hear it, know it, and press."""
EARLY_S = 0.1
"""A filler may be known before the time at which it is written to begin."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was in the stretch that was listened to: `caught` and `missed` in their order, and the presses
    `alone` with no filler near them, in seconds.
    """

    caught: tuple[FilledPause | DiscourseMarker, ...]
    missed: tuple[FilledPause | DiscourseMarker, ...]
    alone: tuple[float, ...]


def noticed(fillers: Fillers, presses: Sequence[float], *, until_s: float) -> Noticed:
    """Match key presses with filled pauses and likely markers up to `until_s`; each press means one filler.

    A press belongs to the first filler that is still free and near enough before it.
    """
    there = sorted(_heard(fillers, until_s), key=lambda one: one[0].start_s)
    free = sorted(presses)
    caught: list[FilledPause | DiscourseMarker] = []
    missed: list[FilledPause | DiscourseMarker] = []
    for span, filler in there:
        press = next(
            (at for at in free if span.start_s - EARLY_S <= at <= span.end_s + REACTION_S),
            None,
        )
        if press is None:
            missed.append(filler)
        else:
            free.remove(press)
            caught.append(filler)
    return Noticed(tuple(caught), tuple(missed), tuple(free))


def _heard(fillers: Fillers, until_s: float) -> list[tuple[Span, FilledPause | DiscourseMarker]]:
    likely = (marker for marker in fillers.markers if marker.likelihood == "likely")
    listed: list[FilledPause | DiscourseMarker] = [*fillers.filled_pauses, *likely]
    return [(one.span, one) for one in listed if one.span and one.span.end_s <= until_s]
