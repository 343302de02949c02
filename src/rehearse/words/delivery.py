"""Length, pace, pauses and plain words of an answer, in words. Pure.

A band says nothing where the number is normal. Nothing is summed into a score.
"""

from __future__ import annotations

from collections.abc import Sequence

from rehearse.analysis.summary import word_count
from rehearse.model.bands import DEAD_AIR_FROM_S, LONG_FROM_S, REPORTED_FROM_S, Band
from rehearse.model.report import (
    Length,
    Pace,
    PaceWindow,
    Pauses,
    Report,
    Silence,
)
from rehearse.words.text import (
    MOST_LINES,
    MOST_TIMES,
    TOO_FEW_WORDS,
    after_colon,
    and_more,
    clock,
    listed,
    many,
    plain,
)

MOST_RARE = 10
"""Rare words that are listed."""

EXAMPLE_WORDS = 8
"""Of an example that are quoted."""


PACES: dict[Band, str | None] = {
    "slow": "well below the usual 120 to 175",
    "rather slow": "a little below the usual 120 to 175",
    "usual": None,
    "rather fast": "a little above the usual 120 to 175",
    "fast": "well above the usual 120 to 175",
}
LENGTHS: dict[Band, str | None] = {
    "short": "short: there is room for more",
    "brief": "a little under a minute: there is room for more",
    "good": None,
    "over": "over two minutes: see what you can leave out",
    "long": "long: see what you can leave out",
}
"""What the bands mean; nothing where all is as usual."""


def pace(pace: Pace, *, judged: bool = True) -> list[str]:
    """Speech rate first, articulation rate; unless not `judged`, what lies outside the quiet band."""
    if pace.speech_rate_wpm is None:
        return [TOO_FEW_WORDS]
    comment = PACES[pace.band] if judged and pace.band else None
    lines = [f"{pace.speech_rate_wpm:.0f} words a minute, with pauses (speech rate){after_colon(comment)}"]
    if pace.articulation_rate_wpm is not None:
        lines.append(f"{pace.articulation_rate_wpm:.0f} without pauses (articulation rate)")
    stretches = _stretches(pace) if judged else []
    stretches = stretches[:MOST_LINES] + and_more(len(stretches) - MOST_LINES)
    lines += stretches
    if comment or stretches:
        lines.append("Pace differs with dialect, age and language. Compare with your own takes.")
    return lines


def written_length(report: Report) -> list[str]:
    """How many words a written answer has; nothing for a spoken one."""
    return [] if report.heard.is_spoken else [many(word_count(report), "word")]


def length(length: Length) -> list[str]:
    """How long the answer ran, and a comment where advice would shorten or lengthen it."""
    ran = f"{clock(length.answer_s)} from your first word to your last"
    comment = LENGTHS[length.band] if length.band else None
    if not comment:
        return [ran]
    return [
        f"{ran}, {comment}",
        "Coaches advise 1 to 2 minutes for a story from your past. No study has tested that.",
    ]


def plain_words(report: Report) -> list[str]:
    """How plain an explanation is; nothing for what is none."""
    found = report.plainness
    if found is None or found.median_words is None or found.longest is None:
        return []
    rare = [f'"{plain(text)}"' + (f" {count} times" if count > 1 else "") for text, count in found.rare]
    jargon = [f'"{plain(text)}"' + (f" {count} times" if count > 1 else "") for text, count in found.jargon]
    lines = [
        f"rare in everyday English: {', '.join(rare[:MOST_RARE])}" if rare else "no rare words",
        *([f"jargon you did not explain: {', '.join(jargon[:MOST_RARE])}"] if jargon else []),
        f"{found.median_words:.0f} words in a typical sentence, {found.longest[1]} in the longest",
    ]
    if found.example is None:
        lines.append("no example or comparison found")
    else:
        words = report.heard.words[found.example : found.example + EXAMPLE_WORDS]
        lines.append(f'example or comparison: "{plain(" ".join(word.text for word in words))} ..."')
    return [*lines, "No grade: names are fine, and so are terms that you explain."]


def pauses(pauses: Pauses) -> list[str]:
    """Lead-in, median, and the long ones and dead air with their times."""
    reported = [s for s in pauses.silences if s.span.duration_s >= REPORTED_FROM_S]
    lines = []
    if pauses.lead_in_s is not None:
        noted = ", long enough to notice" if pauses.lead_in == "noticed" else ""
        lines.append(f"{pauses.lead_in_s:.1f} s before you started{noted}")
    if reported:
        inside = sum(silence.inside_sentence for silence in reported)
        median = f", median {pauses.median_s:.1f} s" if pauses.median_s is not None else ""
        lines.append(
            f"{many(len(reported), 'pause')} of {REPORTED_FROM_S:g} s or more{median}: "
            f"{inside} inside a sentence, {len(reported) - inside} between sentences"
        )
    long = [s for s in reported if s.inside_sentence and s.span.duration_s >= LONG_FROM_S]
    dead = [s for s in reported if s.span.duration_s >= DEAD_AIR_FROM_S]
    if pauses.long:
        lines.append(f"{pauses.long} of {LONG_FROM_S:g} s or more inside a sentence{_with_times(long)}")
    if pauses.dead_air:
        lines.append(
            f"{pauses.dead_air} of {DEAD_AIR_FROM_S:g} s or more, long for a listener{_with_times(dead)}"
        )
    return lines


def _stretches(pace: Pace) -> list[str]:
    """Stretches sustained outside the band, neighbouring windows in one, unless the whole answer is."""
    found: list[list[PaceWindow]] = []
    for window in pace.windows:
        before = found[-1][-1] if found else None
        if before and before.band == window.band and window.span.start_s <= before.span.end_s:
            found[-1].append(window)
        elif window.band in ("slow", "fast") and window.band != pace.band:
            found.append([window])
    return [
        f"{_wpm_range(windows)} words a minute from {clock(windows[0].span.start_s)} "
        f"to {clock(windows[-1].span.end_s)}"
        for windows in found
    ]


def _wpm_range(windows: Sequence[PaceWindow]) -> str:
    rates = sorted(round(window.wpm) for window in windows)
    return f"{rates[0]}" if rates[0] == rates[-1] else f"{rates[0]} to {rates[-1]}"


def _with_times(silences: Sequence[Silence]) -> str:
    """`: 2.4 s at 0:31 and 4.0 s at 0:52`."""
    items = [f"{silence.span.duration_s:.1f} s at {clock(silence.span.start_s)}" for silence in silences]
    more = [f"{len(items) - MOST_TIMES} more"] if len(items) > MOST_TIMES else []
    return f": {listed([*items[:MOST_TIMES], *more])}" if items else ""
