"""Whose voices the real recordings hold, as far as that is documented, and how each is heard."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy.events import AS_RECORDED, TALLY_COLUMNS, Event, Recording, Tally, matched
from rehearse.audio.files import RATE_HZ, read_audio

HIGH_HZ = 150.0
"""Of an um; those of most men lie under it, those of most women above."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 400.0
AROUND_S = 0.1
FEWEST_FRAMES = 3
AMI_SPEAKER = re.compile(r"[MF][IET][EDO]\d{3}.*")
"""How the AMI corpus names who takes part: sex, place, first language, a number."""
SEXES = {"F": "woman", "M": "man"}
LANGUAGES = {"E": "English", "D": "Dutch", "O": "another language"}

Found = Mapping[Path, Sequence[Event]]


def voices(
    known: dict[Path, Recording], ours: Found, other: Found, *, of: Sequence[str]
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """A row for each recording of the groups `of` in which somebody says um, and for all ums by their pitch.

    `other` is what another program found, of which only F1 is shown.
    """
    timed = {
        file: one
        for file, one in known.items()
        if one.events and one.condition == AS_RECORDED and one.group in of and file in ours
    }
    rows: list[Sequence[str]] = []
    bands = {
        f"all under {HIGH_HZ:.0f} Hz": Tally(),
        f"all from {HIGH_HZ:.0f} Hz": Tally(),
        "all unvoiced": Tally(),
    }
    low, high, unvoiced = bands.values()
    for file, one in timed.items():
        assert one.events is not None
        pitches = [pitch for event in one.events if (pitch := pitch_hz(file, event))]
        theirs = _tally(one.events, other[file]).cells()[-1] if file in other else "-"
        rows.append(
            (one.name, _who(one.events), _range(pitches), *_tally(one.events, ours[file]).cells(), theirs)
        )
        _add_by_pitch(file, one.events, ours[file], low=low, high=high, unvoiced=unvoiced)
    if rows:
        rows += [
            (name, "", "", *tally.cells(), "") for name, tally in bands.items() if tally.true or tally.found
        ]
    return (
        "recording",
        "who",
        "pitch of um/uh",
        *TALLY_COLUMNS,
        "F1 of faster-whisper",
    ), rows


def _tally(true: Sequence[Event], found: Sequence[Event]) -> Tally:
    return Tally(len(true), len(found), len(matched(true, found)))


def _add_by_pitch(
    file: Path, true: Sequence[Event], found: Sequence[Event], *, low: Tally, high: Tally, unvoiced: Tally
) -> None:
    """Each event where its own pitch is; a hit where that of the true one is."""

    def place(event: Event) -> Tally:
        pitch = pitch_hz(file, event)
        return unvoiced if pitch is None else high if pitch >= HIGH_HZ else low

    pairs = matched(true, found)
    hit = {id(other): event for event, other in pairs}
    for event in true:
        place(event).true += 1
    for event in found:
        place(hit.get(id(event), event)).found += 1
    for event, _ in pairs:
        place(event).hits += 1


def _who(events: Sequence[Event]) -> str:
    """Sex and first language of those who said them, from the names of speakers in the AMI corpus.

    >>> _who([Event("um", 0.0, 0.4, speaker="FEO065"), Event("uh", 2.0, 2.4, speaker="FEO065")])
    'woman, another language'
    >>> _who([Event("um", 0.0, 0.4)])
    'not known'
    """
    speakers = sorted({event.speaker for event in events if AMI_SPEAKER.fullmatch(event.speaker)})
    return " and ".join(f"{SEXES[one[0]]}, {LANGUAGES[one[2]]}" for one in speakers) or "not known"


def _range(pitches: Sequence[float]) -> str:
    """
    >>> _range([101.0, 210.4, 118.0])
    '118 Hz (101 to 210)'
    """
    if not pitches:
        return "-"
    middle = f"{statistics.median(pitches):.0f} Hz"
    return middle if len(pitches) == 1 else f"{middle} ({min(pitches):.0f} to {max(pitches):.0f})"


def pitch_hz(file: Path, event: Event) -> float | None:
    """The median pitch of an event, None where it has none."""
    return pitch_in(_samples(file), event)


def pitch_in(samples: Any, event: Event) -> float | None:
    """The same in mono samples at 16 kHz of shape (n,)."""
    import parselmouth

    start = max(0, round((event.start_s - AROUND_S) * RATE_HZ))
    sound = samples[start : round((event.end_s + AROUND_S) * RATE_HZ)]
    if len(sound) < 4 * RATE_HZ / LOWEST_HZ:
        return None
    pitch = parselmouth.Sound(sound, RATE_HZ).to_pitch(0.01, pitch_floor=LOWEST_HZ, pitch_ceiling=HIGHEST_HZ)
    at_s = pitch.xs() + start / RATE_HZ
    within = (at_s >= event.start_s) & (at_s <= event.end_s)
    voiced = [hz for hz in pitch.selected_array["frequency"][within] if hz > 0]
    return statistics.median(voiced) if len(voiced) >= FEWEST_FRAMES else None


@cache
def _samples(file: Path) -> Any:
    return read_audio(file)
