"""The few points that somebody wants to make in an answer, as they may be kept."""

from __future__ import annotations

from collections.abc import Iterable

from rehearse.errors import SettingsError

MOST_POINTS = 7
"""More is a script."""
LONGEST_POINT = 120
"""Characters."""


def checked(new: Iterable[str], *, before: Iterable[str] = ()) -> tuple[str, ...]:
    """Those `before`, as they are, and the new ones, each once and on one line. SettingsError for a new one
    that cannot be kept, and for too many.
    """
    after = tuple(dict.fromkeys([*before, *map(_checked, new)]))
    if len(after) > MOST_POINTS:
        raise SettingsError(
            f"That would be {len(after)} points. Keep the {MOST_POINTS} that matter most: more is a script."
        )
    return after


def _checked(point: str) -> str:
    short = " ".join(point.split())
    if not short:
        raise SettingsError("A point needs at least one word.")
    if not all(char.isprintable() for char in short):
        raise SettingsError("This point contains a character that cannot be shown. Type it again.")
    if len(short) > LONGEST_POINT:
        raise SettingsError(
            f"This point is too long (up to {LONGEST_POINT} characters). A few words are enough."
        )
    return short
