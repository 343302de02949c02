"""Takes in words, as in a list. Pure."""

from __future__ import annotations

from datetime import datetime

NO_TAKES = "No takes yet. `rehearse prompt` asks a question and records the first."


def recorded(at: datetime) -> str:
    """When a take was recorded: `Sunday 2 March 2025, 18:04`."""
    at = at.astimezone()
    return f"{at:%A} {at.day} {at:%B %Y, %H:%M}"


def unfinished_line(count: int) -> str:
    """That so many takes were cut off before their report, and what makes it."""
    takes, them = ("1 take has", "it") if count == 1 else (f"{count} takes have", "them")
    return f"{takes} no report yet. `rehearse recover` makes {them}."
