"""Found filled pauses beside the true ones: what was hit, and how far off the times are. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

COLLAR_S = 0.5
NARROW_COLLAR_S = 0.25
CLOSE_S = 0.15


@dataclass(frozen=True, slots=True)
class Event:
    """One filled pause; seconds from the start of the recording. `how` says what found it."""

    text: str
    start_s: float
    end_s: float
    how: str = ""

    @property
    def middle_s(self) -> float:
        return (self.start_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of one file; `events` is None where only their number is known."""

    name: str
    group: str
    count: int
    events: tuple[Event, ...] | None
    text: str = ""


Pair = tuple[Event, Event]


def recording(name: str, entry: dict[str, Any]) -> Recording | None:
    """One entry of a truth.json, None where nobody counted; all kinds of controls are one group."""
    if "count" not in entry:
        return None
    group = entry["truth"].partition(":")[0]
    control = group.startswith("control")
    timed = entry.get("filled_pauses", [] if entry["count"] == 0 else None)
    return Recording(
        name=name,
        group="nothing to find" if control else group,
        count=entry["count"],
        events=None if timed is None else tuple(Event(e["text"], e["start_s"], e["end_s"]) for e in timed),
        text=entry.get("text", ""),
    )


def matched(true: Sequence[Event], found: Sequence[Event], *, collar_s: float) -> list[Pair]:
    """Pairs of a true event and the nearest found one, middles at most `collar_s` apart, none used twice.

    >>> um, far = Event("um", 1.0, 1.4), Event("um", 3.0, 3.4)
    >>> len(matched([um], [um, um, far], collar_s=0.5))
    1
    """
    free, pairs = list(found), []
    for event in sorted(true, key=lambda event: event.middle_s):
        near = [other for other in free if abs(other.middle_s - event.middle_s) <= collar_s]
        if near:
            best = min(near, key=lambda other: abs(other.middle_s - event.middle_s))
            free.remove(best)
            pairs.append((event, best))
    return pairs


@dataclass(slots=True)
class Score:
    """One system on one group of recordings."""

    recordings: int = 0
    timed: int = 0
    true: int = 0
    found: int = 0
    hits: int = 0
    narrow_hits: int = 0
    off: int = 0
    within_one: int = 0
    start_errors_s: list[float] = field(default_factory=list)
    end_errors_s: list[float] = field(default_factory=list)

    def add(self, known: Recording, found: Sequence[Event]) -> None:
        self.recordings += 1
        self.true += known.count
        self.found += len(found)
        self.off += abs(known.count - len(found))
        self.within_one += abs(known.count - len(found)) <= 1
        if known.events is None:
            return
        self.timed += 1
        pairs = matched(known.events, found, collar_s=COLLAR_S)
        self.hits += len(pairs)
        self.narrow_hits += len(matched(known.events, found, collar_s=NARROW_COLLAR_S))
        self.start_errors_s += [abs(one.start_s - other.start_s) for one, other in pairs]
        self.end_errors_s += [abs(one.end_s - other.end_s) for one, other in pairs]

    def cells(self) -> tuple[str, ...]:
        """The figures as text, in the order of `COLUMNS`; a dash where the truth does not allow one."""
        timed = self.timed == self.recordings and self.true > 0
        return (
            str(self.true),
            str(self.found),
            self._prf(self.hits) if timed else "-",
            self._prf(self.narrow_hits) if timed else "-",
            str(self.off),
            f"{self.within_one} of {self.recordings}",
            _errors(self.start_errors_s) if timed else "-",
            _errors(self.end_errors_s) if timed else "-",
        )

    def _prf(self, hits: int) -> str:
        shares = ((hits, self.found), (hits, self.true), (2 * hits, self.found + self.true))
        return " / ".join(f"{part / whole:.2f}" if whole else "-" for part, whole in shares)


COLUMNS = (
    "true",
    "found",
    f"P / R / F1 at {COLLAR_S} s",
    f"P / R / F1 at {NARROW_COLLAR_S} s",
    "count off, in all",
    "count within 1",
    f"start off, median (within {CLOSE_S} s)",
    f"end off, median (within {CLOSE_S} s)",
)


def _errors(errors_s: Sequence[float]) -> str:
    if not errors_s:
        return "-"
    close = sum(error <= CLOSE_S for error in errors_s)
    return f"{statistics.median(errors_s):.2f} s ({close / len(errors_s):.0%})"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
