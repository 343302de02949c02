"""The settings as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.screen.layout import put
from rehearse.settings import PARTS
from rehearse.words.text import many

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.questions import Filters
    from rehearse.settings import Part, Settings

INDENT = 15


def print_settings(
    console: Console, settings: Settings, *, learned: str, file: Path, questions: Path, takes: Path
) -> None:
    """Print the phrases, how long audio is kept, what is practised, what was learned, and where all is."""
    for number, phrase in enumerate(settings.phrases or ("none",)):
        shown = f'"{phrase}"' if settings.phrases else phrase
        put(console, shown, label="" if number else "Your phrases", indent=INDENT)
    for part, name in PARTS.items():
        put(console, part_kept(settings, part), label=name.capitalize(), indent=INDENT)
    put(console, questions_practised(settings.questions), label="Questions", indent=INDENT)
    put(console, learned, label="Learned", indent=INDENT)
    for name, path in (("Settings", file), ("Own questions", questions), ("Takes", takes)):
        put(console, str(path), label=name, indent=INDENT)
    _say_how(console)


def part_kept(settings: Settings, part: Part) -> str:
    """How long the audio or the video of a take is kept."""
    days = settings.days_of(part)
    if days is None:
        return f"kept until you delete it. `rehearse config {part} 30d` keeps it for 30 days."
    return f"kept for {many(days, 'day')}, words until you delete them."


def questions_practised(kept: Filters) -> str:
    """Which questions are asked unless others are asked for."""
    parts = [f"theme {theme}" for theme in kept.themes]
    of = [" or ".join(parts)] if parts else []
    of += [f"{name} {value}" for name, value in (("level", kept.level), ("role", kept.role)) if value]
    if not of:
        return "all. `rehearse config questions --theme help-desk` keeps to one theme."
    return f"{', '.join(of)}. `rehearse config questions --any` asks all again."


def print_phrases(console: Console, phrases: Sequence[str]) -> None:
    """Print one phrase a line."""
    for phrase in phrases:
        put(console, phrase)
    if not phrases:
        _say_how(console)


def _say_how(console: Console) -> None:
    put(console, '`rehearse config phrases add "at the end of the day"` adds a phrase to count.')
