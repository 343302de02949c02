"""Pace over an answer, drawn for a page: a line over a time axis, readable at any width."""

from __future__ import annotations

from typing import Any

from rehearse.analysis.pace import WINDOW_S
from rehearse.model.bands import SPEECH_RATE
from rehearse.model.report import Report
from rehearse.page.player import percent
from rehearse.words.text import clock
from rehearse.words.timeline import STEPS_S

HEIGHT, WIDTH = 120, 1000
"""Of the line in its own units: one unit of height is a pixel, the width is stretched."""
MOST_TICKS = 6
"""Of the time axis, so that they stand apart on a phone."""
STEP_WPM = 50


def pace_over_time(report: Report) -> dict[str, Any] | None:
    """None for an answer too short to have more than one window."""
    pace = report.pace
    if pace is None or len(pace.windows) < 2:
        return None
    rates = [window.wpm for window in pace.windows]
    top = STEP_WPM * (int(max(rates) // STEP_WPM) + 1)
    duration_s = report.heard.duration_s or pace.windows[-1].span.end_s

    def y(wpm: float) -> float:
        return round(HEIGHT * (1 - min(wpm, top) / top), 1)

    step_s = next((step for step in STEPS_S if duration_s / step < MOST_TICKS), STEPS_S[-1])
    line = "L".join(f"{WIDTH * one.span.middle_s / duration_s:.1f} {y(one.wpm)}" for one in pace.windows)
    fastest = SPEECH_RATE.start("rather fast")
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "window": f"{WINDOW_S:g}",
        "label": f"Words a minute over time, from {min(rates):.0f} to {max(rates):.0f}",
        "line": f"M{line}",
        "usual": {"y": y(fastest), "height": y(SPEECH_RATE.start("usual")) - y(fastest)},
        "rates": [{"y": y(wpm), "text": str(wpm)} for wpm in range(0, top + 1, STEP_WPM)],
        "times": [
            {"x": percent(at_s / duration_s), "text": clock(at_s)}
            for at_s in range(0, int(duration_s) + 1, step_s)
            if at_s <= 0.95 * duration_s
        ],
    }
