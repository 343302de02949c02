"""The player of a page: the waveform with the parts of the story, the pauses and the fillers.

Lengths across are percent of the whole, so that it is as wide as there is room and its text stays readable.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rehearse.model.heard import Span
from rehearse.model.report import Report
from rehearse.page.picture import Row
from rehearse.page.said import noticed_pauses
from rehearse.words.text import clock, many

PEAKS = 1000
"""As fine as the waveform can show."""
HEIGHT = 40
"""Of the waveform in its own units; it is stretched to the room that it has."""


@dataclass(frozen=True, slots=True)
class PageAudio:
    """The audio of a take for a browser: its address, and the peaks of its waveform, 0 to 1, evenly over its
    length.
    """

    url: str
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageVideo:
    """The video of a take for a browser, by the clock of its audio: its address, its size in bytes, and what
    it shows, None where nobody has looked.
    """

    url: str
    size: int
    shows: Sequence[Row] | None = None

    @property
    def megabytes(self) -> str:
        return f"{self.size / 1e6:.1f} MB"


def embedded(data: bytes, media_type: str) -> str:
    """The address of a file that is a part of the page."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def player(report: Report, audio: PageAudio | None) -> dict[str, Any] | None:
    """What is drawn; None where there is nothing to draw."""
    duration_s = report.heard.duration_s
    if not duration_s or not (audio or report.heard.speech):
        return None
    fillers = report.fillers
    return {
        "seconds": f"{duration_s:.3f}",
        "length": clock(duration_s),
        "peaks": PEAKS,
        "height": HEIGHT,
        "label": f"{clock(duration_s)} of audio: {len(fillers.filled_pauses)} um/uh, "
        f"{many(len(fillers.marked), 'filler word')}, and the pauses. The text has all of them.",
        "wave": _wave(audio.peaks if audio else (), report.heard.speech, duration_s),
        "parts": list(_parts(report, duration_s)),
        "pauses": [_bar(span, duration_s) for span in noticed_pauses(report)],
        "ums": _marks([one.span for one in fillers.filled_pauses], duration_s),
        "markers": _marks([one.span for one in fillers.marked if one.likelihood == "likely"], duration_s),
    }


def percent(part: float) -> str:
    return f"{100 * part:.2f}%"


def _bar(span: Span, duration_s: float) -> dict[str, str]:
    return {"x": percent(span.start_s / duration_s), "width": percent(span.duration_s / duration_s)}


def _parts(report: Report, duration_s: float) -> Iterator[dict[str, str]]:
    """Neighbouring sentences of one part as one bar."""
    told = report.star.sentences if report.star else ()
    for label, group in groupby(told, key=lambda sentence: sentence.label):
        spans = [sentence.span for sentence in group if sentence.span]
        if label and spans:
            yield {**_bar(Span(spans[0].start_s, spans[-1].end_s), duration_s), "label": label}


def _marks(spans: Sequence[Span | None], duration_s: float) -> list[str]:
    return [percent(span.middle_s / duration_s) for span in spans if span]


def _wave(peaks: Sequence[float], speech: Sequence[Span], duration_s: float) -> str:
    """The waveform as a closed path; without the audio, blocks where somebody speaks."""
    middle, across = HEIGHT / 2, PEAKS / duration_s
    if not peaks:
        return "".join(
            f"M{span.start_s * across:.1f} {middle - 3:g}h{span.duration_s * across:.1f}v6"
            f"h-{span.duration_s * across:.1f}z"
            for span in speech
        )
    loudest = max(*peaks, 1e-6)
    step = PEAKS / len(peaks)
    heights = [(index * step, max(0.5, middle * peak / loudest)) for index, peak in enumerate(peaks)]
    above = "L".join(f"{x:.0f} {middle - height:.1f}" for x, height in heights)
    below = "L".join(f"{x:.0f} {middle + height:.1f}" for x, height in reversed(heights))
    return f"M{above}L{below}z"
