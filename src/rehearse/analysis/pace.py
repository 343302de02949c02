"""How fast the words came. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rehearse.analysis.answer import Answer
from rehearse.model.heard import Span
from rehearse.model.report import Pace, PaceWindow

FEWEST_RATED_WORDS = 10
"""Fewer words give a rate that says nothing."""
WINDOW_S = 20.0


def pace(answer: Answer) -> Pace:
    """Speech rate: words over the time from the first to the last, silences in. Articulation rate:
    the same words over the speech within that time. Both in words per minute, without filled pauses.

    Windows of 20 s follow each other from the first word; a last shorter one is left out. Sound that could
    not be read counts for no rate, and a window that lacks some is left out too.
    """
    heard = answer.heard
    spans = [word.span for word in answer.rated if word.span]
    if len(spans) < FEWEST_RATED_WORDS:
        return Pace(len(spans), None, None, ())
    whole = Span(spans[0].start_s, spans[-1].end_s)
    heard_s = whole.duration_s - heard.lost_s(whole)
    phonated_s = sum(span.overlap_s(whole) for span in heard.speech)
    starts = [whole.start_s + WINDOW_S * number for number in range(int(whole.duration_s // WINDOW_S))]
    windows = [Span(start_s, start_s + WINDOW_S) for start_s in starts]
    windows = [window for window in windows if not heard.lost_s(window)]
    middles = sorted(span.middle_s for span in spans)
    return Pace(
        words=len(spans),
        speech_rate_wpm=60 * len(spans) / heard_s if heard_s > 0 else None,
        articulation_rate_wpm=60 * len(spans) / phonated_s if phonated_s else None,
        windows=tuple(PaceWindow(window, _wpm(middles, window)) for window in windows),
    )


def _wpm(middles: Sequence[float], window: Span) -> float:
    """Of the words whose middle lies in a window; `middles` are in order."""
    inside = bisect_left(middles, window.end_s) - bisect_left(middles, window.start_s)
    return 60 * inside / window.duration_s
