"""The progress over takes in words. What is a change, `analysis.progress` decides. Pure."""

from __future__ import annotations

from rehearse.analysis.progress import Comparison, Day, Progress, Question, Rate, Tally
from rehearse.model.report import PARTS
from rehearse.words.text import UNKNOWN, clock, many

DOSE = "In studies of interview practice, people gained over nine or ten practice interviews."


def changes(progress: Progress) -> list[str]:
    """What moved between the earlier and the later half of the takes, a sentence each."""
    lines = []
    for name, comparison in (
        ("Filled pauses", progress.filled_pauses),
        ("Discourse markers", progress.markers),
        *((f'"{text}"', comparison) for text, comparison in progress.words.items()),
    ):
        if comparison:
            lines.append(f"{name}: {comparison.sentence} ({_from_to(comparison)}).")
    return lines


def halves(progress: Progress) -> str:
    """Which takes are compared with which."""
    return f"Your first {_takes(progress.before)} against your latest {_takes(progress.after)}, per 100 words"


def question_lines(question: Question) -> list[str]:
    """What changed from the first take of a question to the last."""
    before, after = question.first[1], question.last[1]
    lines = [f"filled pauses: {question.filled_pauses.sentence}"]
    if before.answer_s is not None and after.answer_s is not None:
        lines.append(f"length {clock(before.answer_s)} to {clock(after.answer_s)}")
    if before.parts is not None and after.parts is not None:
        for name, labels in PARTS.items():
            had, has = (any(label in parts for label in labels) for parts in (before.parts, after.parts))
            if had != has:
                lines.append(f"the {name} {'came' if has else 'went'}")
    return lines


def practised(progress: Progress) -> str:
    """On how many days and how often, beside what helped others."""
    return f"{practised_on(len(progress.days), progress.before + progress.after)} {DOSE}"


def left_out(progress: Progress) -> str | None:
    """How many takes are not looked at, and why."""
    if not progress.left_out:
        return None
    counted = "1 take is" if progress.left_out == 1 else f"{progress.left_out} takes are"
    return f"{counted} left out: not in English, or not heard well enough."


def day_cells(day: Day, *, markers: bool = False) -> tuple[str, ...]:
    """A day in words and numbers, with the rate of its markers where there is room for it."""
    return (
        day.date.isoformat(),
        str(len(day.take_ids)),
        str(day.tally.words),
        _rate_text(day.filled_pauses),
        *([_rate_text(day.markers)] if markers else []),
        UNKNOWN if day.speech_rate_wpm is None else f"{day.speech_rate_wpm:.0f}",
        UNKNOWN if day.answer_s is None else clock(day.answer_s),
        f"{day.whole} of {day.stories}" if day.stories else UNKNOWN,
    )


def practised_on(days: int, takes: int) -> str:
    return f"You practised on {many(days, 'day')}, {many(takes, 'answer')}."


def _takes(count: int) -> str:
    return "take" if count == 1 else f"{count} takes"


def _rate_text(rate: Rate | None) -> str:
    """A rate with its interval."""
    if rate is None:
        return UNKNOWN
    return f"{rate.per_100_words:.1f} ({rate.interval_95[0]:.1f} to {rate.interval_95[1]:.1f})"


def _from_to(comparison: Comparison) -> str:
    return f"{_per_100(comparison.before)} to {_per_100(comparison.after)}"


def _per_100(tally: Tally) -> str:
    return f"{100 * tally.events / tally.words:.1f}" if tally.words else UNKNOWN
