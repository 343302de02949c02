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
TOGETHER_S = 0.5
"""Fillers with no more between them are one to notice: who answers one sound is not ready to answer another
for about half a second (the psychological refractory period; Pashler 1994)."""

Filler = FilledPause | DiscourseMarker


@dataclass(frozen=True, slots=True)
class Event:
    """What can be noticed at once: a filler, or several with no more than TOGETHER_S between them."""

    span: Span
    fillers: tuple[Filler, ...]

    def may_mean(self, press_s: float) -> bool:
        """Whether a key pressed then can be an answer to it."""
        return self.span.start_s - EARLY_S <= press_s <= self.span.end_s + REACTION_S


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was in the stretch that was listened to: `caught` and `missed` in their order, and the presses
    `alone` with no filler near them, in seconds.
    """

    caught: tuple[Event, ...]
    missed: tuple[Event, ...]
    alone: tuple[float, ...]


def noticed(fillers: Fillers, presses: Sequence[float], *, until_s: float) -> Noticed:
    """Match key presses with filled pauses and likely markers up to `until_s`.

    A press belongs to the first event that is still free and near enough before it, and is enough for all of
    its fillers. Who presses for each of these is right too: what is left over goes to them.
    """
    events = _events(fillers, until_s)
    free = sorted(presses)
    caught, missed = [], []
    for event in events:
        press = _first_meant(event, free)
        if press is None:
            missed.append(event)
        else:
            free.remove(press)
            caught.append(event)
    for event in caught:
        for _ in event.fillers[1:]:
            press = _first_meant(event, free)
            if press is not None:
                free.remove(press)
    return Noticed(tuple(caught), tuple(missed), tuple(free))


def _first_meant(event: Event, presses: Sequence[float]) -> float | None:
    return next((press for press in presses if event.may_mean(press)), None)


def _events(fillers: Fillers, until_s: float) -> list[Event]:
    events: list[Event] = []
    for span, filler in sorted(_heard(fillers, until_s), key=lambda one: one[0].start_s):
        last = events[-1] if events else None
        if last and round(span.start_s - last.span.end_s, 3) <= TOGETHER_S:
            whole = Span(last.span.start_s, max(last.span.end_s, span.end_s))
            events[-1] = Event(whole, (*last.fillers, filler))
        else:
            events.append(Event(span, (filler,)))
    return events


def _heard(fillers: Fillers, until_s: float) -> list[tuple[Span, Filler]]:
    likely = (marker for marker in fillers.markers if marker.likelihood == "likely")
    listed: list[Filler] = [*fillers.filled_pauses, *likely]
    return [(one.span, one) for one in listed if one.span and one.span.end_s <= until_s]
