"""A report as the JSON that other programs read. What was not measured is null. Pure."""

from __future__ import annotations

from typing import Any

from rehearse.model import SCHEMA, Report, Span

Json = dict[str, Any]


def as_json(report: Report, *, file: str) -> Json:
    """One object for `file` as the user gave it; seconds are floats from the start of the recording."""
    heard, fillers = report.heard, report.fillers
    return {
        "schema": SCHEMA,
        "file": file,
        "duration_s": _seconds(heard.duration_s),
        "engine": heard.engine,
        "model": heard.model,
        "transcript": {
            "text": heard.text,
            "words": [
                {"text": word.text, **_span(word.span), "probability": _rounded(word.probability, 3)}
                for word in heard.words
            ],
        },
        "speech": [_span(span) for span in heard.speech],
        "fillers": {
            "filled_pauses": [
                {
                    "text": pause.text,
                    **_span(pause.span),
                    "source": pause.source,
                    "confidence": _rounded(pause.confidence, 3),
                }
                for pause in fillers.filled_pauses
            ],
            "discourse_markers": [
                {"text": marker.text, **_span(marker.span), "likelihood": marker.likelihood}
                for marker in fillers.markers
            ],
            "filled_pauses_per_100_words": _rounded(fillers.per_100_words, 2),
            "interval_95": None
            if fillers.interval_95 is None
            else [_rounded(end, 2) for end in fillers.interval_95],
            "filled_pauses_per_minute": _rounded(fillers.per_minute, 2),
            "top": fillers.top,
            "clusters": [
                {"text": cluster.text, "count": cluster.count, **_span(cluster.span)}
                for cluster in fillers.clusters
            ],
        },
        "pace": _pace(report),
        "pauses": _pauses(report),
        "length": {
            "band": report.length.band if report.length else None,
            "answer_s": _seconds(report.length.answer_s) if report.length else None,
        },
        "star": None,
        "next_step": report.next_step,
    }


def error_as_json(message: str, *, file: str) -> Json:
    """What stands in the place of a file that could not be read."""
    return {"file": file, "error": message}


def _pace(report: Report) -> Json | None:
    if report.pace is None:
        return None
    return {
        "words": report.pace.words,
        "speech_rate_wpm": _rounded(report.pace.speech_rate_wpm, 1),
        "articulation_rate_wpm": _rounded(report.pace.articulation_rate_wpm, 1),
        "windows": [{**_span(window.span), "wpm": _rounded(window.wpm, 1)} for window in report.pace.windows],
    }


def _pauses(report: Report) -> Json | None:
    if report.pauses is None:
        return None
    return {
        "lead_in_s": _seconds(report.pauses.lead_in_s),
        "silences": [
            {**_span(silence.span), "inside_sentence": silence.inside_sentence}
            for silence in report.pauses.silences
        ],
        "long": report.pauses.long,
        "dead_air": report.pauses.dead_air,
        "median_s": _seconds(report.pauses.median_s),
    }


def _span(span: Span | None) -> Json:
    return {
        "start_s": _seconds(span.start_s) if span else None,
        "end_s": _seconds(span.end_s) if span else None,
    }


def _seconds(value: float | None) -> float | None:
    return _rounded(value, 3)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
