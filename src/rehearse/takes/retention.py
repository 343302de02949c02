"""How long takes, their sound and their video are kept.

What is older goes for good, a take without its report never.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rehearse.history.files import video_of

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model.kept import Take
    from rehearse.settings import Part, Settings


def old_takes(
    history: History, *, before: datetime, part: Part | None = None
) -> tuple[list[Take], list[Take]]:
    """Takes recorded before a moment, the oldest first: those that may go, and those that wait for a report.

    Where only a `part` of them shall go, those that do not have it are left out.
    """
    listed = [
        entry
        for entry in history.listed(newest_first=False)
        if entry.take.recorded_at < before and (part is None or _has(entry.take, part))
    ]
    return (
        [entry.take for entry in listed if entry.words is not None],
        [entry.take for entry in listed if entry.words is None],
    )


def _has(take: Take, part: Part) -> bool:
    return video_of(take.audio) is not None if part == "video" else take.audio is not None


def forget_old(history: History, settings: Settings, part: Part, *, now: datetime) -> int:
    """Remove the sound or the video of takes that is older than the settings want to keep it; of how many.

    HistoryError where a file cannot be removed.
    """
    days = settings.days_of(part)
    if days is None:
        return 0
    old, _ = old_takes(history, before=now - timedelta(days=days), part=part)
    if old and part == "sound":
        history.drop_sound(*(take.id for take in old))
    elif old:
        history.drop_video(*(take.id for take in old))
    return len(old)
