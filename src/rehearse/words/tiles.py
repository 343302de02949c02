"""The figures that one looks at first, each with what is usual and what it was in the take before. Pure.

Everything else stands one step deeper (`measures`). Um/uh and filler words stay apart: only um/uh have been
counted in conversation, so only they have something usual.
"""

from __future__ import annotations

from dataclasses import dataclass

from rehearse.model.bands import FILLED_PAUSES, LENGTH, SPEECH_RATE
from rehearse.model.report import PARTS, Report, StoryPart
from rehearse.words.delivery import PACES
from rehearse.words.fillers import USUAL
from rehearse.words.first import FEW_WORDS, NAMES, tells_a_story
from rehearse.words.text import clock

MOST_UM_PER_100_WORDS, SLOWEST_WPM, FASTEST_WPM, LONGEST_S = 12, 60, 240, 240
"""Where the scales end."""


@dataclass(frozen=True, slots=True)
class Tile:
    """`figures` are numbers with what they count. `at` is where the answer lies on a scale from 0 to 1, and
    `usual` what is usual on it; None where nothing is known. `parts` share the scale out instead.
    """

    figures: tuple[tuple[str, str], ...]
    says: str
    before: str = ""
    usual: tuple[float, float] | None = None
    at: float | None = None
    parts: tuple[tuple[StoryPart, float], ...] = ()


def tiles(report: Report, before: Report | None) -> tuple[Tile, ...]:
    """Fillers, pace, length and story; none for what was not measured. `before` is an earlier take of the
    same question.
    """
    return tuple(
        tile
        for tile in (
            _fillers(report, before),
            _pace(report, before),
            _length(report, before),
            _story(report),
        )
        if tile
    )


def _fillers(report: Report, before: Report | None) -> Tile | None:
    fillers = report.fillers
    if not fillers.judged or (not report.heard.words and not fillers.filled_pauses):
        return None
    rate, usual = fillers.per_100_words, None
    is_known = rate is not None and report.heard.is_spoken and len(report.heard.words) >= FEW_WORDS
    if is_known:
        usual = (0.0, FILLED_PAUSES.start("often") / MOST_UM_PER_100_WORDS)
    says = f"um, uh: {USUAL[fillers.band]}" if is_known and fillers.band and fillers.filled_pauses else ""
    return Tile(
        (
            (str(len(fillers.filled_pauses)), "um, uh"),
            (str(_likely(report)), "filler word" if _likely(report) == 1 else "filler words"),
        ),
        says,
        f"{len(before.fillers.filled_pauses)} and {_likely(before)}"
        if before and before.fillers.judged
        else "",
        usual,
        _within(rate, 0, MOST_UM_PER_100_WORDS) if is_known else None,
    )


def _likely(report: Report) -> int:
    return sum(one.likelihood == "likely" for one in report.fillers.marked)


def _pace(report: Report, before: Report | None) -> Tile | None:
    pace = report.pace
    if pace is None or pace.speech_rate_wpm is None or not report.heard.is_english:
        return None
    usual = SPEECH_RATE.start("usual"), SPEECH_RATE.start("rather fast") - 1
    says = f"within the usual {usual[0]:g} to {usual[1]:g}"
    if pace.band and (comment := PACES[pace.band]):
        says = comment
    fastest = max(pace.windows, key=lambda window: window.wpm, default=None)
    if fastest and fastest.band == "fast" and pace.band != "fast":
        says += f"; up to {fastest.wpm:.0f} at {clock(fastest.span.start_s)}"
    was = before.pace.speech_rate_wpm if before and before.pace else None
    return Tile(
        ((f"{pace.speech_rate_wpm:.0f}", "words a minute"),),
        says,
        "" if was is None else f"{was:.0f}",
        _both(usual, SLOWEST_WPM, FASTEST_WPM),
        _within(pace.speech_rate_wpm, SLOWEST_WPM, FASTEST_WPM),
    )


def _length(report: Report, before: Report | None) -> Tile | None:
    length = report.length
    if length is None:
        return None
    was = clock(before.length.answer_s) if before and before.length else ""
    figures = ((clock(length.answer_s), "minutes" if length.answer_s < 3600 else "hours"),)
    if length.band is None:
        return Tile(figures, "", was)
    usual = LENGTH.start("good"), LENGTH.start("over")
    says = "within 1 to 2 minutes" if length.band == "good" else "aim for 1 to 2 minutes"
    return Tile(figures, says, was, _both(usual, 0, LONGEST_S), _within(length.answer_s, 0, LONGEST_S))


def _story(report: Report) -> Tile | None:
    star = report.star
    if star is None or not tells_a_story(report):
        return None
    told = [part for part in PARTS if any(star.section(label).present for label in PARTS[part])]
    if not told:
        return None
    missing = [NAMES[part] for part in PARTS if part not in told]
    says = ", ".join(f"{NAMES[part]} {100 * star.share(part):.0f} %" for part in told)
    if missing:
        says += f"; not found: {' and '.join(missing)}"
    total = sum(star.share(part) for part in told) or 1.0
    return Tile(
        ((f"{len(told)} of {len(PARTS)}", "parts of a story"),),
        says,
        parts=tuple((part, star.share(part) / total) for part in told),
    )


def _both(values: tuple[float, float], lowest: float, highest: float) -> tuple[float, float]:
    return _within(values[0], lowest, highest), _within(values[1], lowest, highest)


def _within(value: float | None, lowest: float, highest: float) -> float:
    """Where on a scale a value lies, 0 to 1; what lies outside stands at its end."""
    assert value is not None
    return min(1.0, max(0.0, (value - lowest) / (highest - lowest)))
