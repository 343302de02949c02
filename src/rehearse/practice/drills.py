"""Short drills: the same answer in less time, or with a silent pause wherever an um wants to come."""

from __future__ import annotations

from rehearse.words.recording import USUAL, Aim

PAUSES = "pauses"
LENGTHS = ("120", "90", "60")
"""Seconds, in the order in which an answer gets shorter."""
DRILLS = (*LENGTHS, PAUSES)


def aim_of(drill: str | None) -> Aim:
    """What the recording screen asks for."""
    if drill is None:
        return USUAL
    if drill == PAUSES:
        return Aim(hint="When you feel an um coming, close your mouth and pause. Silence is fine.")
    return Aim(within_s=float(drill), hint="The same answer, shorter. Keep what you did and what came of it.")


def shorter_than(drill: str | None) -> str:
    """The next shorter length; after the shortest that one again."""
    if drill not in LENGTHS:
        return LENGTHS[0]
    return LENGTHS[min(LENGTHS.index(drill) + 1, len(LENGTHS) - 1)]
