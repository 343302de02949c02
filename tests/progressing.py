"""Takes that were never spoken, with known counts, for what is said and drawn of the progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from rehearse.analysis.progress import Progress, progress_over
from rehearse.model.kept import Summary, Take
from rehearse.model.report import LABELS

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def take(take_id: int, *, day: int = 0, question: str = "What broke?") -> Take:
    return Take(take_id, NOON + timedelta(days=day), question, question, None, None, "0.1.0")


def counted(
    ums: int, *, words: int = 100, markers: Mapping[str, int] | None = None, whole: bool = True
) -> Summary:
    """An answer of so many words, at 120 a minute."""
    return Summary(
        words=words,
        judged=True,
        filled_pauses=ums,
        markers=markers or {},
        pace_s=words / 2,
        answer_s=words / 2,
        parts=frozenset(LABELS if whole else ("action",)),
        missing=None if whole else "result",
    )


def progress(answers: Sequence[Summary], *, days: Sequence[int] | None = None) -> Progress:
    """Over answers, each on a day of its own or on these days after the first."""
    on = days or range(len(answers))
    takes = [take(n, day=day) for n, day in enumerate(on, start=1)]
    return progress_over(list(zip(takes, answers, strict=True)), zone=UTC)
