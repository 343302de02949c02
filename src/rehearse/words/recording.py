"""What is said while one speaks: about the time, about what arrives, and how to stop. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rehearse.model.bands import LENGTH, Band
from rehearse.words.text import clock

Arriving = Literal["hearing", "quiet", "loud", "zeros", "noise"]
_WARN_BEFORE_LIMIT_S = 30.0
_QUIET_IS_NEWS_S = 5.0


@dataclass(frozen=True, slots=True)
class MeterReading:
    """What there is to show: seconds recorded, `meter` (0 to 1), what arrives, and for zeros what to do."""

    elapsed_s: float
    meter: float
    arriving: Arriving
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the speaker aims for: an answer `within_s` seconds, or of the usual length where that is None; and
    what to bear in mind, shown below the question.
    """

    within_s: float | None = None
    hint: str = ""


USUAL = Aim()
ARRIVING: dict[Arriving, tuple[str, str]] = {
    "hearing": ("I can hear you", "green"),
    "quiet": ("very quiet: if you are speaking, move closer to the microphone", "yellow"),
    "loud": ("too loud: move back a little or turn the microphone down", "yellow"),
    "zeros": ("I hear nothing at all", "red"),
    "noise": ("no voice: if you are speaking, check that the right microphone is selected", "yellow"),
}
_CLOCK: dict[Band, str] = {
    "short": "(aim for 1 to 2 minutes)",
    "brief": "(aim for 1 to 2 minutes)",
    "good": "a good length",
    "over": "over 2 minutes: bring it to an end",
    "long": "over 2 and a half minutes: finish this thought and stop",
}
QUIET_SO_FAR = "quiet so far"
"""Whoever still reads the question does nothing wrong."""

HOW_TO_STOP = "Enter ends your answer. Ctrl-C leaves and keeps it without a report."
HOW_TO_STOP_WITHOUT_KEYS = "Ctrl-C stops and keeps your answer. It stops by itself at {limit}."
"""Where nobody can press Enter, since no terminal is read from."""

NO_MICROPHONE = "No microphone was found. Connect one or allow this program to use it, then try again."
OPENING = "Opening the microphone. Start when you see Recording."


def clock_words(elapsed_s: float, *, limit_s: float, aim: Aim = USUAL) -> str:
    """Where the clock stands against the length to aim for, or against the end that comes by itself."""
    if ends_soon(elapsed_s, limit_s):
        return f"stops by itself at {clock(limit_s)}"
    if aim.within_s is not None:
        within = clock(aim.within_s)
        if elapsed_s < aim.within_s:
            return f"(aim for {within})"
        return f"over {within}: finish this thought and stop"
    return _CLOCK[LENGTH.band(elapsed_s)]


def how_to_stop(limit_s: float, *, has_keys: bool) -> str:
    """What ends a recording: keys only where they can be pressed."""
    return HOW_TO_STOP if has_keys else HOW_TO_STOP_WITHOUT_KEYS.format(limit=clock(limit_s))


def ends_soon(elapsed_s: float, limit_s: float) -> bool:
    return limit_s - elapsed_s <= _WARN_BEFORE_LIMIT_S


def arriving_words(reading: MeterReading) -> str:
    """What arrives from the microphone in words, with what to do about it."""
    if is_quiet_so_far(reading):
        return QUIET_SO_FAR
    words, _ = ARRIVING[reading.arriving]
    return f"{words}: {reading.hint}" if reading.hint else words


def is_quiet_so_far(reading: MeterReading) -> bool:
    return reading.arriving in ("quiet", "noise") and reading.elapsed_s <= _QUIET_IS_NEWS_S


def closing_lines(duration_s: float, *, at_limit: bool, dropped: int, problem: str | None) -> tuple[str, ...]:
    """What remains on the screen after a recording: how long it is, and what was wrong with it.

    `at_limit` where it ended by itself at its longest; `dropped` counts the times sound was lost.
    """
    ended = " Stopped at the time limit (--max-seconds)." if at_limit else ""
    times = "once" if dropped == 1 else f"{dropped} times"
    lines = (
        f"Recorded {clock(duration_s)}.{ended}" if duration_s > 0 else "Nothing was recorded.",
        f"The computer was too busy {times}: a little audio is missing." if dropped else None,
        sentence(problem) if problem else None,
    )
    return tuple(words for words in lines if words is not None)


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(("?", ".")) else ".")
