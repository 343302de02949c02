"""The settings as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.report.layout import put
from rehearse.report.wording import many, plain

if TYPE_CHECKING:
    from rich.console import Console

INDENT = 15


def print_settings(
    console: Console,
    phrases: Sequence[str],
    *,
    sound_days: int | None,
    settings: Path,
    questions: Path,
    takes: Path,
) -> None:
    """Print the phrases, how long sound is kept, and where everything is."""
    for number, phrase in enumerate(phrases or ("none",)):
        shown = f'"{plain(phrase)}"' if phrases else phrase
        put(console, shown, label="" if number else "Your own words", indent=INDENT)
    put(console, sound_kept(sound_days), label="Sound", indent=INDENT)
    for name, path in (("Settings", settings), ("Own questions", questions), ("Takes", takes)):
        put(console, plain(str(path)), label=name, indent=INDENT)
    _say_how(console)


def sound_kept(days: int | None) -> str:
    """How long the sound of a take is kept."""
    if days is None:
        return "kept until you delete it; `rehearse config sound 30d` keeps it for 30 days"
    return f"kept for {many(days, 'day')}, the words for good"


def print_phrases(console: Console, phrases: Sequence[str]) -> None:
    """Print one phrase a line."""
    for phrase in phrases:
        put(console, plain(phrase))
    if not phrases:
        _say_how(console)


def _say_how(console: Console) -> None:
    put(console, '`rehearse config phrases add "at the end of the day"` adds a phrase to count.')
