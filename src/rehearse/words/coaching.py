"""What an answer did for its question, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.model.heard import Heard
from rehearse.words.text import plain

LONGEST_QUOTE = 30
"""Words of a quotation."""

MOST_RUNS = 3
"""Runs said before that are quoted, the longest."""


def layer_line(layer: Layer, heard: Heard) -> str:
    """What speaks to a layer: as the speaker says, else as the program is sure of; empty where neither is
    known."""
    if layer.check:
        said = layer.check.said
        return f'You: "{_quoted(said.text_in(heard.words))}"' if said else "You: nothing in this take."
    if layer.is_sure and layer.sentence:
        return f'"{_quoted(layer.sentence.text_in(heard.words))}"'
    return ""


def how_to_check(take: int) -> str:
    """How a speaker says which of their sentences speaks to a layer."""
    return (
        f"Which of your sentences speaks to each? `rehearse behind {take}` asks you, and keeps what you say."
    )


def layer_before(layer: Layer) -> str:
    """What the speaker found for a layer in the take before; empty where they were not asked, or found
    something."""
    if layer.before is None or layer.before.said:
        return ""
    return "In the take before you found nothing for it."


def point_line(point: Point, heard: Heard) -> str:
    """Where a point was made; empty where it was not."""
    if point.how == "not heard" or point.sentence is None:
        return ""
    again = " Word for word as in an earlier take." if point.verbatim else ""
    return f'"{_quoted(point.sentence.text_in(heard.words))}"{again}'


def recited_lines(coached: Coaching, heard: Heard) -> Iterator[str]:
    """Whether the answer repeats an earlier one, with the longest runs; nothing where it cannot be told."""
    again, of = coached.recited, coached.recited_take
    if again is None:
        return
    part = _part(again.share)
    if again.how == "told":
        yield f"Told afresh: {part} of it stands word for word in take {of}."
        if any(point.how == "said" and not point.verbatim for point in coached.points):
            yield "Your points came in other words, which is how it should be."
        return
    if again.how == "recited":
        yield f"{part.capitalize()} of this take repeats take {of} word for word."
        yield "Keep the points and let the sentences go: begin somewhere else in the story."
    else:
        yield f"{part.capitalize()} of it repeats take {of} word for word."
    for run in sorted(again.runs, key=lambda run: -run.count)[:MOST_RUNS]:
        yield f'"{_quoted(run.text_in(heard.words))}"'


_PARTS = (
    (0.05, "hardly any"),
    (0.15, "a tenth"),
    (0.22, "a fifth"),
    (0.29, "a quarter"),
    (0.42, "a third"),
    (0.58, "half"),
    (0.71, "two thirds"),
    (0.82, "three quarters"),
    (0.95, "nearly all"),
)
"""What shares below these are called."""


def _part(share: float) -> str:
    return next((name for below, name in _PARTS if share < below), "all")


def _quoted(text: str) -> str:
    words = plain(text).split()
    return " ".join(words[:LONGEST_QUOTE]) + (" ..." if len(words) > LONGEST_QUOTE else "")
