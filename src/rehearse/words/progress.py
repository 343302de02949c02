"""The progress over takes in words. What is a change, `analysis.progress` decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rehearse.analysis.progress import (
    FEWEST_TAKES,
    Comparison,
    Day,
    Progress,
    Question,
    Rate,
    Tally,
    is_rare,
    is_steady,
    is_whole,
    pooled,
    speech_rate_wpm,
)
from rehearse.model.kept import Summary, Take
from rehearse.model.report import PARTS
from rehearse.words.text import UNKNOWN, clock, many

DOSE = "In studies, people improved over nine or ten practice interviews."
DOSE_TAKES = 10
WHEN_MORE = 'When you feel an "um" coming, close your mouth and pause.'

RANGES = "Range in brackets: 95 % confidence interval. Short answers give wide ranges."
HOW_COMPARED = (
    '"More than chance" is an exact test of the earlier half of your takes against the later half; '
    "of several filler words each must pass a stricter one."
)


def lead(progress: Progress) -> str:
    """What changed, in one sentence; where that cannot be told, that it cannot."""
    takes = len(progress.takes)
    if not takes:
        return "No spoken takes to compare yet. `rehearse prompt` asks a question and records the first."
    if takes < FEWEST_TAKES or not progress.filled_pauses or not progress.markers:
        return f"Too early to tell: {practised_on(progress)}. {DOSE}"
    if progress.filled_pauses.change != "unclear":
        return _moved("say", "ums", progress.filled_pauses)
    if progress.markers.change != "unclear":
        return _moved("use", "filler words", progress.markers)
    if takes < DOSE_TAKES:
        return f"Too early to tell: {practised_on(progress)}. {DOSE}"
    return _unmoved(progress.filled_pauses)


def besides(progress: Progress) -> list[str]:
    """What else is to be said right below the first sentence: a tip, and which filler words changed."""
    if len(progress.takes) < FEWEST_TAKES or not progress.filled_pauses or not progress.markers:
        return []
    said = [WHEN_MORE] if progress.filled_pauses.change == "more" else []
    if "unclear" not in (progress.filled_pauses.change, progress.markers.change):
        said.append(_moved("use", "filler words", progress.markers))
    for text, comparison in progress.words.items():
        if comparison.change != "unclear":
            more = "more" if comparison.change == "more" else "less"
            said.append(f'You say "{_as_written(text)}" {more} often: {_from_to(comparison)} per 100 words.')
    return said


def changes(progress: Progress) -> Iterator[tuple[str, str, str]]:
    """What is counted, its rates before and after, and whether that is a change; for the details."""
    for name, comparison in (
        ("um/uh", progress.filled_pauses),
        ("filler words", progress.markers),
        *((f'"{_as_written(text)}"', comparison) for text, comparison in progress.words.items()),
    ):
        if comparison:
            yield name, _from_to(comparison), comparison.sentence


def missing(progress: Progress) -> str | None:
    """How many more words would tell whether the um/uh changed, if the rates stay as they are."""
    comparison = progress.filled_pauses
    if not comparison or not comparison.words_missing:
        return None
    before, after = comparison.words_missing
    where = " on each side" if before and after else " on the earlier side" if before else ""
    return f"For um/uh about {_about(max(before, after))} more words{where} would tell."


def halves(progress: Progress) -> str:
    """Which takes are compared with which."""
    return f"Your first {_takes(progress.before)} and your latest {_takes(progress.after)}, per 100 words"


def question_lines(question: Question) -> list[str]:
    """What changed from the first take of a question to the last."""
    before, after = question.first[1], question.last[1]
    lines = [f"um/uh: {question.filled_pauses.sentence} ({_from_to(question.filled_pauses)})"]
    if before.answer_s is not None and after.answer_s is not None:
        lines.append(f"length {clock(before.answer_s)} → {clock(after.answer_s)}")
    if before.parts is not None and after.parts is not None:
        for name, labels in PARTS.items():
            had, has = (any(label in parts for label in labels) for parts in (before.parts, after.parts))
            if had != has:
                lines.append(f"now {'with' if has else 'without'} {'an' if name == 'action' else 'a'} {name}")
    return lines


def practised(progress: Progress) -> str | None:
    """How often, and when, unless the first sentence tells it."""
    if not progress.days or practised_on(progress) in lead(progress):
        return None
    first, last = long_date(progress.days[0].date), long_date(progress.days[-1].date)
    return f"{practised_on(progress)}, {first if first == last else f'{first} to {last}'}."


def practised_on(progress: Progress) -> str:
    """How often, on how many days: `6 answers on 1 day`."""
    return f"{many(len(progress.takes), 'answer')} on {many(len(progress.days), 'day')}"


def left_out(progress: Progress) -> str | None:
    """How many takes are not looked at, and why."""
    said = []
    if progress.left_out:
        counted = "1 take is" if progress.left_out == 1 else f"{progress.left_out} takes are"
        said.append(f"{counted} left out: not in English, or not heard well enough.")
    if progress.written:
        counted = many(progress.written, "written answer")
        verb = "is" if progress.written == 1 else "are"
        said.append(f"{counted} {verb} not counted: this is about how you speak.")
    return " ".join(said) or None


def day_cells(day: Day, *, markers: bool = False) -> tuple[str, ...]:
    """A day in words and numbers, with the rate of its filler words where there is room for it."""
    return (
        day.date.isoformat(),
        str(len(day.take_ids)),
        str(day.tally.words),
        _rate_text(day.filled_pauses),
        *([_rate_text(day.markers)] if markers else []),
        _rounded(day.speech_rate_wpm),
        UNKNOWN if day.answer_s is None else clock(day.answer_s),
        f"{day.whole} of {day.stories}" if day.stories else UNKNOWN,
    )


def long_date(day: date) -> str:
    """`3 Mar 2026`."""
    return f"{day.day} {day:%b %Y}"


def question_of(take: Take) -> str:
    """What a take answers."""
    return take.question or take.prompt_id or "no question"


def take_numbers(summary: Summary) -> tuple[str, str, str, str]:
    """Of one take the um/uh per 100 words, the words a minute, the length, and the story."""
    return (
        _per_100(Tally(summary.filled_pauses, summary.words)),
        _rounded(speech_rate_wpm([summary])),
        UNKNOWN if summary.answer_s is None else clock(summary.answer_s),
        story(summary),
    )


def story(summary: Summary) -> str:
    """Whether a story is whole, in a word or two; what is missing is named only where that is sure."""
    if summary.parts is None:
        return UNKNOWN
    if is_whole(summary):
        return "whole"
    if not summary.parts:
        return "not found"
    return f"no {summary.missing}" if summary.missing else "partly"


def _moved(verb: str, things: str, comparison: Comparison) -> str:
    takes = comparison.before.takes + comparison.after.takes
    return (
        f"You {verb} {comparison.change} {things}: {_from_to(comparison)} per 100 words "
        f"over {takes} answers, more than chance."
    )


def _unmoved(comparison: Comparison) -> str:
    both = pooled([comparison.before, comparison.after])
    if is_rare(comparison):
        return f"Your ums are too rare to tell whether they change, over {both.takes} answers."
    often = f"about {_per_100(both)} per 100 words over {both.takes} answers"
    if is_steady(comparison):
        return f"You say um about as often as before: {often}."
    return f"No clear change yet in how often you say um: {often}."


def _as_written(text: str) -> str:
    """What is counted without regard to capitals, with the one that English has."""
    return re.sub(r"\bi\b", "I", text)


def _takes(count: int) -> str:
    return "take" if count == 1 else f"{count} takes"


def _rounded(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0f}"


def _rate_text(rate: Rate | None) -> str:
    """A rate with its interval."""
    if rate is None:
        return UNKNOWN
    return f"{rate.per_100_words:.1f} ({rate.interval_95[0]:.1f} to {rate.interval_95[1]:.1f})"


def _from_to(comparison: Comparison) -> str:
    return f"{_per_100(comparison.before)} → {_per_100(comparison.after)}"


def _per_100(tally: Tally) -> str:
    return f"{100 * tally.events / tally.words:.1f}" if tally.words else UNKNOWN


def _about(words: int) -> str:
    """Rounded up to two digits: an estimate must not look like a measurement."""
    step = 10 ** max(1, len(str(words)) - 2)
    return f"{-(-words // step) * step:,}"
