"""Found filled pauses beside the true ones: what was hit, and how far off the times are. Pure."""

from __future__ import annotations

import json
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COLLAR_S = 0.5
CLOSE_S = 0.15
CONFIDENCE_Z = 1.96
"""Of 95 %."""
AS_RECORDED = "as recorded"
CONVERSATIONS, BY_HAND, NOTHING = "consensus", "human, timed", "nothing to find"
TIMED = (CONVERSATIONS, BY_HAND)
"""The groups of real voices whose filled pauses have times that people had a part in."""
NOT_EXACT = (CONVERSATIONS, "machine")
"""How groups begin whose times a program gave: good enough for hits, not to measure times by."""


@dataclass(frozen=True, slots=True)
class Event:
    """One filled pause; seconds from the start of the recording.

    `how` says what found or marked it, `speaker` who said it; both are empty where that is not known.
    """

    text: str
    start_s: float
    end_s: float
    how: str = ""
    speaker: str = ""

    @property
    def middle_s(self) -> float:
        return (self.start_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of one file; `events` is None where only their number is known.

    `condition` is what the sound went through, `text` what was said as far as that is known.
    """

    name: str
    group: str
    count: int
    events: tuple[Event, ...] | None
    text: str = ""
    condition: str = AS_RECORDED


Pair = tuple[Event, Event]


def recordings(folders: Sequence[Path]) -> dict[Path, Recording]:
    """The recordings of all folders of which something is known."""
    known = {}
    for folder in folders:
        for name, entry in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
            if one := recording(name, entry):
                known[folder / name] = one
    return known


def recording(name: str, entry: dict[str, Any]) -> Recording | None:
    """One entry of a truth.json, None where nobody counted; all kinds of controls are one group."""
    if "count" not in entry:
        return None
    group = entry["truth"].partition(":")[0]
    timed = entry.get("filled_pauses", [] if entry["count"] == 0 else None)
    return Recording(
        name=name,
        group=NOTHING if group.startswith("control") else group,
        count=entry["count"],
        events=None if timed is None else tuple(map(_event, timed)),
        text=entry.get("text", ""),
    )


def _event(row: dict[str, Any]) -> Event:
    return Event(row["text"], row["start_s"], row["end_s"], row.get("by", ""), row.get("speaker", ""))


def matched(true: Sequence[Event], found: Sequence[Event]) -> list[Pair]:
    """Pairs of a true event and the nearest found one, middles at most `COLLAR_S` apart, none used twice.

    >>> um, far = Event("um", 1.0, 1.4), Event("um", 3.0, 3.4)
    >>> len(matched([um], [um, um, far]))
    1
    """
    free, pairs = list(found), []
    for event in sorted(true, key=lambda event: event.middle_s):
        near = [other for other in free if abs(other.middle_s - event.middle_s) <= COLLAR_S]
        if near:
            best = min(near, key=lambda other: abs(other.middle_s - event.middle_s))
            free.remove(best)
            pairs.append((event, best))
    return pairs


def errors(true: Sequence[Event], found: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The true events that were missed, and the found ones that are none."""
    hit = {id(event) for pair in matched(true, found) for event in pair}
    missed = [event for event in true if id(event) not in hit]
    return missed, [event for event in found if id(event) not in hit]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Between what shares (0 to 1) the true one lies with 95 % confidence, after Wilson (1927).

    >>> [round(share, 3) for share in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, spread = part / whole, CONFIDENCE_Z**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = math.sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(slots=True)
class Tally:
    """How many events there are, were found, and were found rightly."""

    true: int = 0
    found: int = 0
    hits: int = 0

    def cells(self) -> tuple[str, ...]:
        """As text, in the order of `TALLY_COLUMNS`; a dash where there is nothing to divide by.

        F1 grows with the share of hits among all that is true or found, so that share gives its interval.

        >>> Tally(true=10, found=9, hits=9).cells()
        ('10', '9', '1.00 (.70 to 1.00)', '.90 (.60 to .98)', '.95 (.75 to .99)')
        """
        either = self.true + self.found - self.hits
        return (
            str(self.true),
            str(self.found),
            _share(self.hits, self.found),
            _share(self.hits, self.true),
            _share(self.hits, either, lambda share: 2 * share / (1 + share)) if self.true else "-",
        )


def _share(part: int, whole: int, of: Any = lambda share: share) -> str:
    if not whole:
        return "-"
    low, high = wilson(part, whole)
    return f"{_short(of(part / whole))} ({_short(of(low))} to {_short(of(high))})"


def _short(share: float) -> str:
    """
    >>> _short(0.953), _short(0.999)
    ('.95', '1.00')
    """
    return f"{share:.2f}".removeprefix("0")


TALLY_COLUMNS = ("true", "found", "P", "R", "F1")


@dataclass(slots=True)
class Score:
    """One program on one group of recordings; `minutes` are those whose number can be compared."""

    recordings: int = 0
    timed: int = 0
    tally: Tally = field(default_factory=Tally)
    minutes: int = 0
    within_one: int = 0
    start_errors_s: list[float] = field(default_factory=list)
    end_errors_s: list[float] = field(default_factory=list)

    def add(self, known: Recording, found: Sequence[Event]) -> None:
        self.recordings += 1
        self.tally.true += known.count
        self.tally.found += len(found)
        if known.events is None:
            self._count([known.count - len(found)])
            return
        self.timed += 1
        true, ours = _by_minute(known.events), _by_minute(found)
        self._count([true[minute] - ours[minute] for minute in range(max([0, *true, *ours]) + 1)])
        pairs = matched(known.events, found)
        self.tally.hits += len(pairs)
        if known.group.startswith(NOT_EXACT):
            return
        self.start_errors_s += [abs(one.start_s - other.start_s) for one, other in pairs]
        self.end_errors_s += [abs(one.end_s - other.end_s) for one, other in pairs]

    def _count(self, off: Sequence[int]) -> None:
        self.minutes += len(off)
        self.within_one += sum(abs(number) <= 1 for number in off)

    def cells(self) -> tuple[str, ...]:
        """The figures as text, in the order of `COLUMNS`; a dash where the truth does not allow one."""
        timed = self.timed == self.recordings and self.tally.true > 0
        true, found, *shares = self.tally.cells()
        return (
            true,
            found,
            *(shares if timed else ["-"] * len(shares)),
            f"{self.within_one} of {self.minutes}",
            _off(self.start_errors_s) if timed else "-",
            _off(self.end_errors_s) if timed else "-",
        )


COLUMNS = (*TALLY_COLUMNS, "minutes within 1", "start off", "end off")


def _by_minute(events: Sequence[Event]) -> Counter[int]:
    """How many have their middle in each minute of a recording."""
    return Counter(int(event.middle_s // 60) for event in events)


def _off(errors_s: Sequence[float]) -> str:
    if not errors_s:
        return "-"
    close = sum(error <= CLOSE_S for error in errors_s)
    return f"{statistics.median(errors_s):.2f} s ({close / len(errors_s):.0%})"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
