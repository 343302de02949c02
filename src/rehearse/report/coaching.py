"""What an answer did for its question, in words, for terminals and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from rehearse.analysis.layers import Layer
from rehearse.analysis.points import Point
from rehearse.analysis.recited import Recited, Run
from rehearse.model import Heard
from rehearse.report.layout import blank, heading, put
from rehearse.report.questions import LAYER_INDENT
from rehearse.report.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

LONGEST_QUOTE = 30
"""Words of a quotation."""
MOST_RUNS = 3
"""Runs said before that are quoted, the longest."""


class Coached(Protocol):
    """What there is to say; `coaching.Coaching` has it."""

    @property
    def layers(self) -> Sequence[Layer]: ...
    @property
    def points(self) -> Sequence[Point]: ...
    @property
    def recited(self) -> Recited | None: ...
    @property
    def recited_take(self) -> int | None: ...


def print_coaching(console: Console, coached: Coached, heard: Heard) -> None:
    """Print what the question really asks with what the answer did for each; the points; what was recited."""
    if coached.layers:
        blank(console)
        heading(console, "Behind the question")
        for layer in coached.layers:
            put(console, layer.means, label=f"  {layer.name.capitalize()}", indent=LAYER_INDENT)
            put(console, layer_line(layer), indent=LAYER_INDENT)
    if coached.points:
        blank(console)
        heading(console, "Your points")
        for point in coached.points:
            put(console, point.text, label=f"  {point.how.capitalize()}", indent=LAYER_INDENT)
            if line := point_line(point):
                put(console, line, indent=LAYER_INDENT)
    lines = list(recited_lines(coached, heard))
    if lines:
        blank(console)
        heading(console, "Told or recited?")
        for line in lines:
            put(console, line, indent=2)


def layer_line(layer: Layer) -> str:
    """What an answer did for a layer."""
    if layer.how == "not addressed" or layer.passage is None:
        return "Not addressed, as far as rehearse can tell."
    sure = "" if layer.how == "addressed" else "Perhaps: "
    return f'{sure}"{_quoted(layer.passage.text)}"'


def point_line(point: Point) -> str:
    """Where a point was made; empty where it was not."""
    if point.how == "not heard" or point.passage is None:
        return ""
    again = " Word for word as in an earlier take." if point.verbatim else ""
    return f'"{_quoted(point.passage.text)}"{again}'


def recited_lines(coached: Coached, heard: Heard) -> Iterator[str]:
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
        yield f"{part.capitalize()} of this take repeats take {of} word for word; interviewers hear that."
        yield "Keep the points and let the sentences go: begin somewhere else in the story."
    else:
        yield f"{part.capitalize()} of it repeats take {of} word for word."
    for run in sorted(again.runs, key=lambda run: -run.count)[:MOST_RUNS]:
        yield f'"{_quoted(_text(heard, run))}"'


def coaching_as_json(coached: Coached | None, heard: Heard) -> Any:
    """The same for other programs; None where there is nothing to say."""
    if coached is None:
        return None
    again = coached.recited
    return {
        "layers": [
            {
                "layer": layer.name,
                "means": layer.means,
                "found": layer.how,
                "chance": round(layer.chance, 3),
                "words": layer.passage.text if layer.passage and layer.how != "not addressed" else None,
            }
            for layer in coached.layers
        ],
        "points": [
            {
                "point": point.text,
                "found": point.how,
                "nearness": round(point.nearness, 3),
                "words": point.passage.text if point.passage and point.how != "not heard" else None,
                "verbatim": point.verbatim,
            }
            for point in coached.points
        ],
        "recited": None
        if again is None
        else {
            "take": coached.recited_take,
            "share": round(again.share, 3),
            "how": again.how,
            "runs": [_text(heard, run) for run in again.runs],
        },
    }


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


def _text(heard: Heard, run: Run) -> str:
    return " ".join(word.text for word in heard.words[run.first : run.first + run.count])


def _quoted(text: str) -> str:
    words = plain(text).split()
    return " ".join(words[:LONGEST_QUOTE]) + (" ..." if len(words) > LONGEST_QUOTE else "")
