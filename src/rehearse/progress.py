"""How far something is that takes a while, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is, and out of how much; 0 where that is not known."""


def no_progress(what: str, done: int, total: int) -> None:
    """Tells nobody."""
