"""Two answers beside each other, in words. Whether that is chance, `analysis.comparison` tells. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rehearse.analysis.progress import Comparison
from rehearse.analysis.summary import word_count
from rehearse.model.report import PARTS, Report, StoryPart
from rehearse.words.text import UNKNOWN, clock

PER_100 = "per 100 words"
A_PART: dict[StoryPart, str] = {"setup": "a setup", "action": "your action", "result": "a result"}
"""How a part of the story is named that came or went."""

NAMES = {"filled_pauses": "um/uh", "discourse_markers": "Filler words"}
"""What people read, by the names in JSON."""
OTHER_QUESTION = "They answer different questions, so some change is normal."


def what_changed(
    moved: Mapping[str, Comparison], before: Report, after: Report, *, same_question: bool
) -> list[str]:
    """Sentences on the two together: the fillers that `moved`, and the story."""
    return [
        *(f"{NAMES[kind]}: {one.sentence}." for kind, one in moved.items()),
        *([] if same_question else [OTHER_QUESTION]),
        *story_changes(before, after),
    ]


def compared_rows(before: Report, after: Report) -> list[tuple[str, str, str]]:
    """What is measured, and the two values of it; rows that neither has are left out."""
    return [(name, one, other) for name, (one, other) in beside_each_other((before, after))]


def beside_each_other(reports: Sequence[Report]) -> list[tuple[str, tuple[str, ...]]]:
    """What is measured, and the values of it in several answers; rows that none has are left out."""
    columns: tuple[tuple[str, Callable[[Report], str]], ...] = (
        ("Length", lambda one: clock(one.length.answer_s) if one.length else UNKNOWN),
        ("Words", lambda one: str(word_count(one))),
        ("um, uh", lambda one: str(len(one.fillers.filled_pauses)) if one.fillers.judged else UNKNOWN),
        (PER_100, _filled_pause_rate),
        ("Filler words", lambda one: str(_likely(one)) if one.fillers.judged else UNKNOWN),
        (PER_100, _marker_rate),
        ("Words a minute", lambda one: _number(one.pace.speech_rate_wpm if one.pace else None)),
        ("without pauses", lambda one: _number(one.pace.articulation_rate_wpm if one.pace else None)),
        ("Long pauses", lambda one: str(one.pauses.long) if one.pauses else UNKNOWN),
        *((f"{part.capitalize()}, share", _share_of(part)) for part in PARTS),
    )
    rows = [(name, tuple(map(value, reports))) for name, value in columns]
    return [(name, values) for name, values in rows if set(values) != {UNKNOWN}]


def _filled_pause_rate(report: Report) -> str:
    fillers = report.fillers
    if not fillers.judged or fillers.per_100_words is None or fillers.interval_95 is None:
        return UNKNOWN
    low, high = fillers.interval_95
    return f"{fillers.per_100_words:.1f} ({low:.1f} to {high:.1f})"


def _marker_rate(report: Report) -> str:
    words = word_count(report)
    return f"{100 * _likely(report) / words:.1f}" if report.fillers.judged and words else UNKNOWN


def _likely(report: Report) -> int:
    return sum(marker.likelihood == "likely" for marker in report.fillers.markers)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0f}"


def _share_of(part: StoryPart) -> Callable[[Report], str]:
    def share(report: Report) -> str:
        if report.star is None:
            return UNKNOWN
        if not any(report.star.section(label).present for label in PARTS[part]):
            return "not found"
        return f"{100 * report.star.share(part):.0f} %"

    return share


def story_changes(before: Report, after: Report) -> list[str]:
    """The parts of the story that only one of the two answers has."""
    if before.star is None or after.star is None:
        return []
    lines = []
    for name, labels in PARTS.items():
        had, has = (
            any(report.star.section(label).present for label in labels)
            for report in (before, after)
            if report.star
        )
        if had != has:
            lines.append(f"Now {'with' if has else 'without'} {A_PART[name]}.")
    return lines
