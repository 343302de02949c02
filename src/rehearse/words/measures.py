"""All that is measured, in the order in which it is said. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.model.report import (
    Report,
)
from rehearse.words.delivery import length, pace, pauses, plain_words, written_length
from rehearse.words.fillers import (
    clusters,
    discourse_markers,
    filled_pauses,
    hedges,
    often,
    own_phrases,
    repeats,
    without_them,
)


def measures(report: Report, *, take: int | None = None) -> tuple[tuple[str, Sequence[str]], ...]:
    """The names of what is measured, with what is to be said of each; nothing for what was not measured."""
    return (
        ("um, uh", filled_pauses(report, take=take)),
        ("Filler words", discourse_markers(report, take=take if report.heard.is_spoken else None)),
        ("Hedges", hedges(report)),
        ("Said twice", repeats(report)),
        ("Your phrases", own_phrases(report)),
        ("Said often", often(report)),
        ("Cleaned up", without_them(report)),
        ("Bursts", clusters(report)),
        ("Length", length(report.length) if report.length else written_length(report)),
        ("Pace", pace(report.pace, judged=report.heard.is_english) if report.pace else ()),
        ("Pauses", pauses(report.pauses) if report.pauses else ()),
        ("Plain words", plain_words(report)),
    )
