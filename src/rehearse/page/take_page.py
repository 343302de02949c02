"""A take as one HTML page that holds all it shows: the sound, the timeline, the text, the numbers.

It works from a file and offline. Its own policy forbids every request, and whatever a user wrote is text
and never markup. The words for the numbers stand in `words`; here they get their place on the page.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.analysis.pace import WINDOW_S
from rehearse.analysis.points import Point
from rehearse.model.bands import REPORTED_FROM_S
from rehearse.model.heard import Span, Stretch
from rehearse.model.report import Report
from rehearse.page.html import markup, rendered
from rehearse.words import fillers as fillers_words
from rehearse.words import measures as measures_words
from rehearse.words import recordings as recordings_words
from rehearse.words import story as story_words
from rehearse.words.coaching import layer_line, point_line, recited_lines
from rehearse.words.marking import Unit, sentences
from rehearse.words.text import clock, plain
from rehearse.words.timeline import STEPS_S
from rehearse.words.unheard import unheard_line

WIDTH, HEIGHT = 1000, 160
"""Of the timeline, in its own units."""
WAVE_TOP, WAVE_BOTTOM = 28, 92
PEAKS = 1000
"""As fine as the timeline can show."""
LETTER_WIDTH = 7
"""About the width of a letter on the timeline."""
TICK_WIDTH = 60
PACE_HEIGHT, PACE_LEFT = 140, 40
FILLER_LEAD_S = 1.0
"""So much is heard before a filler, as in `rehearse play`."""


@dataclass(frozen=True, slots=True)
class PageSound:
    """The sound of a take for a browser: a compressed file, its media type, and the peaks of its waveform,
    0 to 1, evenly over its length.
    """

    data: bytes
    peaks: tuple[float, ...]
    media_type: str


def page(
    report: Report, *, title: str, about: str, sound: PageSound | None, coached: Coaching | None = None
) -> str:
    """The whole page. `about` says which take it is; without `sound` nothing can be played."""
    return rendered(
        "take.html",
        script="take.js",
        title=plain(title),
        about=plain(about),
        warnings=[*recordings_words.about_the_file(report.heard), *filter(None, [unheard_line(report)])],
        good=[plain(said) for said in report.good],
        next_step=plain(report.next_step) if report.next_step else None,
        sound=_data_url(sound) if sound else None,
        timeline=_timeline(report, sound) if report.heard.duration_s else None,
        note=_note(report),
        sentences=list(_sentences(report)),
        legend="   ".join(fillers_words.legend(report)),
        measures=[(name, lines) for name, lines in measures_words.measures(report) if lines],
        pace=_pace(report),
        parts=[_part(part) for part in story_words.parts(report)],
        notes=story_words.story_notes(report),
        signals=story_words.story_signals(report),
        layers=[_layer(report, layer) for layer in coached.layers] if coached else [],
        points=[_point(report, point) for point in coached.points] if coached else [],
        recited=list(recited_lines(coached, report.heard)) if coached else [],
    )


def _layer(report: Report, layer: Layer) -> dict[str, Any]:
    return {
        "name": plain(layer.name).capitalize(),
        "means": plain(layer.means),
        "line": layer_line(layer, report.heard),
        "times": _sentence_times(report, _shown(layer)),
    }


def _point(report: Report, point: Point) -> dict[str, Any]:
    return {
        "text": plain(point.text),
        "line": f"{point.how.capitalize()}. {point_line(point, report.heard)}".strip(),
        "times": _sentence_times(report, point.sentence if point.how != "not heard" else None),
    }


def _shown(layer: Layer) -> Stretch | None:
    """The words that are shown for a layer."""
    if layer.check:
        return layer.check.said
    return layer.sentence if layer.is_sure else None


def _sentence_times(report: Report, sentence: Stretch | None) -> Any:
    if sentence is None:
        return ""
    return _times(sentence.span_in(report.heard.words))


def _data_url(sound: PageSound) -> str:
    return f"data:{sound.media_type};base64,{base64.b64encode(sound.data).decode()}"


def _note(report: Report) -> str | None:
    if not report.heard.words and not report.fillers.filled_pauses:
        return " ".join(recordings_words.no_words(report)) or None
    return None


def _sentences(report: Report) -> Iterator[dict[str, Any]]:
    """Each with the part of the story that it begins, if any, and its units."""
    labels = {one.first: one.label for one in report.star.sentences} if report.star else {}
    before = None
    for text in sentences(report):
        label = labels.get(text[0].word) if text else None
        yield {
            "label": label if label != before else None,
            "units": [_unit(report, unit) for unit in text],
        }
        before = label or before


def _unit(report: Report, unit: Unit) -> dict[str, Any]:
    if unit.number is not None:
        span = report.fillers.filled_pauses[unit.number - 1].span
    else:
        span = report.heard.words[unit.word].span
    kinds = {"marker": "marker", "possible": "possible", "own phrase": "own", "repeat": "possible"}
    return {
        "text": unit.text.replace("\ue000", "\N{NO-BREAK SPACE}"),
        "tail": unit.tail,
        "number": unit.number,
        "kind": kinds.get(unit.kind or "", ""),
        "times": _times(span, filler=unit.number is not None or unit.kind == "marker"),
    }


def _times(span: Span | None, *, filler: bool = False) -> Any:
    """The attributes that make an element play, none for what has no time."""
    if span is None:
        return ""
    mark = " data-filler" if filler else ""
    return markup(f' data-t="{span.start_s:.2f}" data-end="{span.end_s:.2f}"{mark}')


def _part(part: story_words.Part) -> dict[str, Any]:
    return {
        "name": part.name.capitalize(),
        "lines": [part.verdict, *filter(None, (part.share, part.detail))],
        "quote": part.evidence,
        "times": _times(part.span),
    }


# The timeline


def _timeline(report: Report, sound: PageSound | None) -> dict[str, Any]:
    duration_s = report.heard.duration_s
    assert duration_s
    across = WIDTH / duration_s
    fillers = report.fillers
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "seconds": f"{duration_s:.3f}",
        "label": f"Timeline of {clock(duration_s)}: {len(fillers.filled_pauses)} filled pauses, "
        f"{len(fillers.marked)} markers, and the silences. The text below has all of them.",
        "wave": _wave(sound.peaks if sound else (), report.heard.speech, across),
        "parts": list(_story(report, across)),
        "pauses": [
            {**_bar(silence.span, across), "text": f"{silence.span.duration_s:.1f} s"}
            for silence in (report.pauses.silences if report.pauses else ())
            if silence.span.duration_s >= REPORTED_FROM_S
        ],
        "fillers": list(_marks(((str(n), one.span, one.text) for n, one in _numbered(report)), across)),
        "markers": list(_marks((("", one.span, one.text) for one in fillers.marked), across)),
        "ticks": list(_ticks(duration_s, across)),
        "legend": "Above the waveform the parts of the story, in it the pauses; below it the filled pauses "
        "with their numbers (triangles) and the discourse markers (diamonds).",
    }


def _numbered(report: Report) -> Iterable[tuple[int, Any]]:
    return enumerate(report.fillers.filled_pauses, start=1)


def _bar(span: Span, across: float) -> dict[str, Any]:
    return {
        "x": round(span.start_s * across, 1),
        "width": round(max(span.duration_s * across, 1), 1),
        "start_s": f"{span.start_s:.2f}",
        "end_s": f"{span.end_s:.2f}",
    }


def _story(report: Report, across: float) -> Iterator[dict[str, Any]]:
    """Neighbouring sentences of one part as one bar."""
    told = report.star.sentences if report.star else ()
    for label, group in groupby(told, key=lambda sentence: sentence.label):
        spans = [sentence.span for sentence in group if sentence.span]
        if label is None or not spans:
            continue
        span = Span(spans[0].start_s, spans[-1].end_s)
        room = span.duration_s * across / LETTER_WIDTH
        yield {
            **_bar(span, across),
            "label": label,
            "text": label if len(label) < room - 1 else label[0].upper() if room > 2 else "",
        }


def _marks(fillers: Iterable[tuple[str, Span | None, str]], across: float) -> Iterator[dict[str, Any]]:
    for text, span, said in fillers:
        if span:
            yield {
                "x": round(span.middle_s * across, 1),
                "text": text,
                "from_s": f"{max(0.0, span.start_s - FILLER_LEAD_S):.2f}",
                "title": f"{plain(said)} at {clock(span.start_s)}",
            }


def _ticks(duration_s: float, across: float) -> Iterator[dict[str, Any]]:
    step_s = next((step for step in STEPS_S if step * across >= TICK_WIDTH), STEPS_S[-1])
    for at_s in range(0, int(duration_s) + 1, step_s):
        if at_s * across <= WIDTH - TICK_WIDTH / 2:
            yield {"x": round(at_s * across, 1), "text": clock(at_s)}


def _wave(peaks: Sequence[float], speech: Sequence[Span], across: float) -> str:
    """The waveform as a closed path; without the sound, blocks where somebody speaks."""
    middle, reach = (WAVE_TOP + WAVE_BOTTOM) / 2, (WAVE_BOTTOM - WAVE_TOP) / 2
    if not peaks:
        return "".join(
            f"M{span.start_s * across:.1f} {middle - 3}h{span.duration_s * across:.1f}v6"
            f"h-{span.duration_s * across:.1f}z"
            for span in speech
        )
    loudest = max(*peaks, 1e-6)
    step = WIDTH / len(peaks)
    heights = [(index * step, max(0.5, reach * peak / loudest)) for index, peak in enumerate(peaks)]
    above = "L".join(f"{x:.1f} {middle - height:.1f}" for x, height in heights)
    below = "L".join(f"{x:.1f} {middle + height:.1f}" for x, height in reversed(heights))
    return f"M{above}L{below}z"


# Pace over time


def _pace(report: Report) -> dict[str, Any] | None:
    pace = report.pace
    if pace is None or len(pace.windows) < 2:
        return None
    fastest = max(window.wpm for window in pace.windows)
    top = 50 * (int(fastest // 50) + 1)
    duration_s = report.heard.duration_s or pace.windows[-1].span.end_s

    def y(wpm: float) -> float:
        return round((PACE_HEIGHT - 14) * (1 - wpm / top) + 8, 1)

    across = (WIDTH - PACE_LEFT) / duration_s
    points = (f"{PACE_LEFT + one.span.middle_s * across:.1f} {y(one.wpm)}" for one in pace.windows)
    slowest = min(window.wpm for window in pace.windows)
    return {
        "width": WIDTH,
        "height": PACE_HEIGHT,
        "window": f"{WINDOW_S:g}",
        "label": f"Pace over time, from {slowest:.0f} to {fastest:.0f} words a minute",
        "line": f"M{'L'.join(points)}",
        "ticks": [{"y": y(wpm), "text": str(wpm)} for wpm in range(0, top + 1, 50)],
    }
