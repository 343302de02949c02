"""What an answer did for its question, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.model.heard import Heard
from rehearse.words.text import plain, roughly

LONGEST_QUOTE = 30
"""Words of a quotation."""

MOST_RUNS = 3
"""Runs said before that are quoted, the longest."""


def layer_line(layer: Layer, heard: Heard) -> str:
    """What speaks to a layer: as the speaker says, else as the program is sure of; empty where neither is
    known."""
    if layer.check:
        said = layer.check.said
        return f'You chose "{_quoted(said.text_in(heard.words))}"' if said else "You found nothing for it."
    if layer.is_sure and layer.sentence:
        return f'"{_quoted(layer.sentence.text_in(heard.words))}"'
    return ""


def how_to_check(take: int) -> str:
    """How a speaker says which of their sentences speaks to a layer."""
    return f"Which of your sentences shows each of these? `rehearse behind {take}` asks you."


def layer_before(layer: Layer) -> str:
    """What the speaker found for a layer in the take before; empty where they were not asked, or found
    something."""
    if layer.before is None or layer.before.said:
        return ""
    return "In your last take you found nothing for it."


def point_line(point: Point, heard: Heard) -> str:
    """Where a point was made; empty where it was not."""
    if point.how == "not heard" or point.sentence is None:
        return ""
    again = " Word for word the same as in an earlier take." if point.verbatim else ""
    return f'"{_quoted(point.sentence.text_in(heard.words))}"{again}'


def recited_lines(coached: Coaching, heard: Heard) -> Iterator[str]:
    """Whether the answer repeats an earlier one, with the longest runs; nothing where it cannot be told."""
    again, of = coached.recited, coached.recited_take
    if again is None:
        return
    part = roughly(again.share)
    if again.how == "told":
        yield f"Fresh telling: {part} of it repeats take {of}."
        if any(point.how == "said" and not point.verbatim for point in coached.points):
            yield "You made your points in new words, as you should."
        return
    yield f"{part.capitalize()} of this take repeats take {of} word for word."
    if again.how == "recited":
        yield "Keep the points, change the words: start at another moment of the story."
    for run in sorted(again.runs, key=lambda run: -run.count)[:MOST_RUNS]:
        yield f'"{_quoted(run.text_in(heard.words))}"'


def _quoted(text: str) -> str:
    words = plain(text).split()
    return " ".join(words[:LONGEST_QUOTE]) + (" ..." if len(words) > LONGEST_QUOTE else "")
