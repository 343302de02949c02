"""How long takes and their sound are kept: what is older goes for good, a take without its report never."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model.kept import Take
    from rehearse.settings import Settings


def old_takes(history: History, *, before: datetime, sound: bool) -> tuple[list[Take], list[Take]]:
    """Takes recorded before a moment, the oldest first: those that may go, and those that wait for a report.

    Where only their `sound` shall go, those that have none are left out.
    """
    listed = [
        entry
        for entry in history.listed(newest_first=False)
        if entry.take.recorded_at < before and (entry.take.audio is not None or not sound)
    ]
    return (
        [entry.take for entry in listed if entry.words is not None],
        [entry.take for entry in listed if entry.words is None],
    )


def forget_old_sound(history: History, settings: Settings, *, now: datetime) -> int:
    """Remove the sound of takes that is older than the settings want to keep it; of how many.

    HistoryError where a file cannot be removed.
    """
    if settings.sound_days is None:
        return 0
    old, _ = old_takes(history, before=now - timedelta(days=settings.sound_days), sound=True)
    if old:
        history.drop_sound(*(take.id for take in old))
    return len(old)
