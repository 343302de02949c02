"""A sample as a take whose words and times are known, without any model."""

from __future__ import annotations

import json
from pathlib import Path

from rehearse.model.heard import Heard, Span, Word

VOICE = Path(__file__).parent.parent / "samples" / "hesitant-answer.flac"
TRUTH = json.loads(VOICE.with_suffix(".json").read_text(encoding="utf-8"))
PAUSES = [Span(pause["start_s"], pause["end_s"]) for pause in TRUTH["filled_pauses"]]


def spoken(*, until_s: float = 1000.0) -> Heard:
    """The words of the sample; those between two filled pauses or silences share their time evenly."""
    events = [event for event in TRUTH["segments"] if event["text"] and event["end_s"] <= until_s]
    return Heard(
        words=tuple(word for event in events for word in evenly(event["text"], event)),
        speech=(Span(events[0]["start_s"], events[-1]["end_s"]),),
        duration_s=TRUTH["duration_s"],
    )


def evenly(text: str, event: dict[str, float]) -> list[Word]:
    words, start_s = text.split(), event["start_s"]
    each_s = (event["end_s"] - start_s) / len(words)
    return [
        Word(word, Span(start_s + n * each_s, start_s + (n + 1) * each_s)) for n, word in enumerate(words)
    ]
