"""What an answer did for its question, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.analysis.coaching import Coaching
from rehearse.analysis.points import Made
from rehearse.model.kept import Take
from rehearse.model.questions import Prompt
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.questions import LAYER_INDENT, REALLY_ASKING, print_what_to_listen_for
from rehearse.words.coaching import how_to_check, layer_before, layer_line, point_line, recited_lines

if TYPE_CHECKING:
    from rich.console import Console

MADE: dict[Made, str] = {"said": "Made", "perhaps": "Perhaps made", "not heard": "Missing"}
"""What is said of a point."""


def print_coaching(console: Console, coached: Coaching | None, take: Take, prompt: Prompt | None) -> None:
    """Print what the question really asks with what the answer did for each; the points; what was recited;
    and for a question of one's own what to listen for. `prompt` is the take's.
    """
    if coached:
        _print_found(console, coached, take)
    if prompt:
        print_what_to_listen_for(console, prompt)


def _print_found(console: Console, coached: Coaching, take: Take) -> None:
    heard = take.heard
    assert heard is not None
    if coached.layers:
        blank(console)
        heading(console, REALLY_ASKING)
        for layer in coached.layers:
            put(console, layer.means, label=f"  {layer.name.capitalize()}", indent=LAYER_INDENT)
            for line in filter(None, (layer_line(layer, heard), layer_before(layer))):
                put(console, line, indent=LAYER_INDENT)
        if not any(layer.check for layer in coached.layers):
            put(console, how_to_check(take.id), indent=2)
    if coached.points:
        blank(console)
        heading(console, "Your points")
        for point in coached.points:
            put(console, point.text, label=f"  {MADE[point.how]}", indent=LAYER_INDENT)
            if line := point_line(point, heard):
                put(console, line, indent=LAYER_INDENT)
    lines = list(recited_lines(coached, heard))
    if lines:
        blank(console)
        heading(console, "Fresh or recited?")
        for line in lines:
            put(console, line, indent=2)
