"""What is concluded from what was seen in a video: shares of the time, with their moments. Pure.

Where too little could be seen, nothing is concluded: a value is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from math import dist
from statistics import median

from rehearse.model.bands import (
    AWAY_FROM,
    BACK_BELOW,
    BACKLIT_BELOW,
    BLOWN_FROM,
    DARK_BELOW,
    DIM_BELOW,
    FAR_BELOW,
    GLARE_FROM,
    MOVING_FROM,
    NEAR_FROM,
    NOTHING_SEEN_BELOW,
    OFF_CENTRE_FROM,
    TOLD_FROM_S,
)
from rehearse.model.heard import Span, united
from rehearse.model.picture import STEP_S, Face, Part, Picture, Sighting, Turn, Watched

LEAST_SHARE_TOLD = 0.5
"""Of the time with a face, in which something must be told to conclude from it."""
LEAST_OUT_S, LEAST_TURNED_S, LEAST_PLACED_S = 0.6, 0.6, 1.0
"""Shorter moments are a blink of the network, a nod, a gesture."""
LARGEST_GAP_S = 0.5
"""Between two moments that are one."""
LEAST_SURENESS = 0.6
"""Of a face: of one that is smaller or darker every other picture is missed."""
BEGINNING_S = 5.0
"""In which the head's own place is taken."""
LEAST_BEGINNING_S = 1.6
LONGEST_LOST_S = 5.0
UNSTEADY = 12.0
"""Degrees: where half of the beginning lies further apart, a head had no place yet."""

Flags = Sequence[bool | None]
"""For each sighting whether something is so; None where it could not be told."""


def measured(watched: Watched) -> Picture:
    """All that can be concluded."""
    sightings = watched.sightings
    watched_s = len(sightings) * STEP_S
    if not any(sighting.face for sighting in sightings):
        return Picture(watched_s, in_frame=_in_frame(sightings))
    faces = [sighting.face for sighting in sightings if sighting.face]
    speeds = _speeds(watched)
    known = [speed for speed in speeds if speed is not None]
    return Picture(
        watched_s,
        in_frame=_in_frame(sightings),
        several=_part(sightings, [sighting.faces > 1 if sighting.face else None for sighting in sightings]),
        height=median(face.height for face in faces),
        x=median(face.x for face in faces),
        y=median(face.y for face in faces),
        near=_of_faces(sightings, lambda face, light: face.height >= NEAR_FROM),
        far=_of_faces(sightings, lambda face, light: face.height < FAR_BELOW),
        off_centre=_of_faces(sightings, lambda face, light: _off(face) >= OFF_CENTRE_FROM),
        dark=_of_faces(sightings, _is_dark),
        blown=_of_faces(sightings, lambda face, light: face.blown >= BLOWN_FROM),
        behind=_of_faces(
            sightings, lambda face, light: face.glare >= GLARE_FROM and face.brightness < BACKLIT_BELOW
        ),
        turned=_turned(sightings),
        movement=median(known) if len(known) * STEP_S >= TOLD_FROM_S else None,
        moving=_part(sightings, [None if one is None else one >= MOVING_FROM for one in _evened(speeds)]),
    )


def _in_frame(sightings: Sequence[Sighting]) -> Part | None:
    """Where a picture is too dark, or faces are hardly found at all, one may be there that was not: that is
    not told.
    """
    faces = [sighting.face for sighting in sightings if sighting.face]
    if faces and median(face.sureness for face in faces) < LEAST_SURENESS:
        return None
    flags = [
        sighting.face is None if sighting.face or sighting.light >= NOTHING_SEEN_BELOW else None
        for sighting in sightings
    ]
    out = _part(sightings, flags, least_s=LEAST_OUT_S)
    return None if out is None else Part(1 - out.share, out.moments)


def _is_dark(face: Face, light: float) -> bool:
    return face.brightness < DARK_BELOW and light < DIM_BELOW


def _off(face: Face) -> float:
    return max(abs(face.x - 0.5), abs(face.y - 0.5))


def _of_faces(sightings: Sequence[Sighting], is_so: Callable[[Face, float], bool]) -> Part | None:
    return _part(sightings, [is_so(one.face, one.light) if one.face else None for one in sightings])


def _part(sightings: Sequence[Sighting], flags: Flags, *, least_s: float = LEAST_PLACED_S) -> Part | None:
    """The moments of at least `least_s`, and their share of the time in which it was told."""
    told_s = STEP_S * sum(flag is not None for flag in flags)
    if told_s < TOLD_FROM_S:
        return None
    steps = [
        Span(sighting.at_s, sighting.at_s + STEP_S)
        for sighting, flag in zip(sightings, flags, strict=True)
        if flag
    ]
    moments = tuple(
        span for span in united(steps, gap_s=LARGEST_GAP_S) if span.duration_s >= least_s - STEP_S / 4
    )
    return Part(min(1.0, sum(span.duration_s for span in moments) / told_s), moments)


def _turned(sightings: Sequence[Sighting]) -> Part | None:
    """None where no beginning was seen, or one without a place, or where it was seldom told.

    In the dark it is not told: on dark skin half of the moments were wrong there, and all are judged alike.
    """
    turns = [one.face.turn if one.face and not _is_dark(one.face, one.light) else None for one in sightings]
    faces = sum(sighting.face is not None for sighting in sightings)
    if sum(turn is not None for turn in turns) < LEAST_SHARE_TOLD * faces:
        return None
    beginning = _beginning(turns)
    if beginning is None:
        return None
    return _part(sightings, _away(_smoothed(turns), beginning), least_s=LEAST_TURNED_S)


def _beginning(turns: Sequence[Turn | None]) -> Turn | None:
    """The middle of what was seen first, BEGINNING_S of it; None where there is too little, or no middle."""
    first = [turn for turn in turns if turn][: round(BEGINNING_S / STEP_S)]
    if len(first) * STEP_S < LEAST_BEGINNING_S:
        return None
    for values in ([turn.yaw for turn in first], [turn.pitch for turn in first]):
        ordered = sorted(values)
        if ordered[len(ordered) * 3 // 4] - ordered[len(ordered) // 4] > UNSTEADY:
            return None
    return _middle(first)


def _middle(turns: Sequence[Turn]) -> Turn:
    return Turn(*(median(getattr(turn, name) for turn in turns) for name in ("yaw", "pitch", "roll")))


def _smoothed(turns: Sequence[Turn | None]) -> list[Turn | None]:
    """Each as the middle of itself and those beside it."""
    beside = [[turn for turn in turns[max(0, at - 1) : at + 2] if turn] for at in range(len(turns))]
    return [_middle(near) if turn and near else None for turn, near in zip(turns, beside, strict=True)]


def _away(turns: Sequence[Turn | None], beginning: Turn) -> list[bool | None]:
    """With two lines, so that a head near one does not go to and fro."""
    is_away = False
    flags: list[bool | None] = []
    for turn in turns:
        if turn is None:
            flags.append(None)
            continue
        yaw, pitch = abs(turn.yaw - beginning.yaw), abs(turn.pitch - beginning.pitch)
        lines = BACK_BELOW if is_away else AWAY_FROM
        is_away = yaw >= lines[0] or pitch >= lines[1]
        flags.append(is_away)
    return _bridged(flags)


def _bridged(flags: list[bool | None]) -> list[bool | None]:
    """A head that is lost while it is away, and found so again, was away: one that is turned far is not
    found."""
    at = 0
    for value, run in groupby([*flags]):
        count = len(list(run))
        is_between = at > 0 and at + count < len(flags) and bool(flags[at - 1] and flags[at + count])
        if value is None and is_between and count * STEP_S <= LONGEST_LOST_S:
            flags[at : at + count] = [True] * count
        at += count
    return flags


def _speeds(watched: Watched) -> list[float | None]:
    """How fast the face's middle moved since the step before, in face heights a second."""
    shape = watched.width / watched.height
    speeds: list[float | None] = [None]
    for before, now in pairwise(watched.sightings):
        if before.face is None or now.face is None or now.at_s - before.at_s > 1.5 * STEP_S:
            speeds.append(None)
            continue
        way = dist((before.face.x * shape, before.face.y), (now.face.x * shape, now.face.y))
        speeds.append(way / now.face.height / (now.at_s - before.at_s))
    return speeds


def _evened(speeds: Sequence[float | None]) -> list[float | None]:
    """Each as the mean of a second around it."""
    half = round(0.5 / STEP_S)
    evened: list[float | None] = []
    for at, speed in enumerate(speeds):
        near = [one for one in speeds[max(0, at - half) : at + half + 1] if one is not None]
        evened.append(None if speed is None else sum(near) / len(near))
    return evened
