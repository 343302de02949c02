"""What an answer did for its question, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.model.heard import Heard
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.questions import LAYER_INDENT

if TYPE_CHECKING:
    from rich.console import Console
from rehearse.analysis.coaching import Coaching
from rehearse.words.coaching import layer_line, point_line, recited_lines


def print_coaching(console: Console, coached: Coaching, heard: Heard) -> None:
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
