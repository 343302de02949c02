"""Speech, silence and fillers of one answer as rows of characters over a time axis. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rehearse.model.bands import LONG_FROM_S
from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.words.text import clock

STEPS_S = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
"""What the axis may be divided into."""

LABEL_WIDTH = 10
"""Columns that a label of the axis takes, its distance to the next included."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`cells` has one character per column; trailing blanks are cut."""

    label: str
    cells: str


def timeline(
    report: Report, *, columns: int, speech: str = "━", silence: str = "·"
) -> tuple[TimelineRow, ...]:
    """Rows from the top: speech and silence, filled pauses, discourse markers, own phrases, the axis.

    A column shows speech where at least half of it is; a silence of 2 s and over shows at least once,
    however narrow. `^` is one filler, a digit several, `+` ten and more. Rows without a filler are
    left out; nothing at all for a written answer or an empty recording.
    """
    duration_s = report.heard.duration_s
    if not duration_s or columns < 1:
        return ()
    marks = (
        TimelineRow(
            "[um]", _marks((pause.span for pause in report.fillers.filled_pauses), duration_s, columns)
        ),
        TimelineRow("{like}", _marks((marker.span for marker in report.fillers.marked), duration_s, columns)),
        TimelineRow("*words*", _marks((own.span for own in report.fillers.own_phrases), duration_s, columns)),
    )
    return (
        TimelineRow("speech", _speech(report, duration_s, columns, speech, silence)),
        *(row for row in marks if row.cells),
        TimelineRow("", _axis(duration_s, columns)),
    )


def _speech(report: Report, duration_s: float, columns: int, speech: str, silence: str) -> str:
    width_s = duration_s / columns
    cells = []
    for column in range(columns):
        cell = Span(column * width_s, (column + 1) * width_s)
        spoken_s = sum(span.overlap_s(cell) for span in report.heard.speech)
        cells.append(speech if spoken_s >= width_s / 2 else silence)
    for pause in report.pauses.silences if report.pauses else ():
        if pause.span.duration_s >= LONG_FROM_S:
            cells[_column(pause.span.middle_s, duration_s, columns)] = silence
    return "".join(cells)


def _marks(spans: Iterable[Span | None], duration_s: float, columns: int) -> str:
    counts = [0] * columns
    for span in spans:
        if span:
            counts[_column(span.middle_s, duration_s, columns)] += 1
    return "".join(" " if not n else "^" if n == 1 else str(n) if n < 10 else "+" for n in counts).rstrip()


def _axis(duration_s: float, columns: int) -> str:
    """`|0:00     |0:20`: each bar stands where its time is."""
    step_s = next((step for step in STEPS_S if step / duration_s * columns >= LABEL_WIDTH), None)
    axis = ""
    for tick in range(int(duration_s // step_s) + 1 if step_s else 1):
        time_s = tick * (step_s or 0)
        label = f"|{clock(time_s)}"
        axis = axis.ljust(int(time_s / duration_s * columns))
        axis += label if len(axis) + len(label) <= columns else ""
    return axis.rstrip()


def _column(time_s: float, duration_s: float, columns: int) -> int:
    return min(columns - 1, max(0, int(time_s / duration_s * columns)))
