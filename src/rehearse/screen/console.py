"""The one way to a rich console: no colour where none is wanted, no markup, no guessing at numbers, and
nothing that steers the terminal but the console's own colours and movements.

It decides nothing about what is printed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from rehearse.words.text import plain

PIPED_WIDTH = 80


def make_console(*, stderr: bool = False, width: int | None = None) -> Console:
    """A console on standard output, or standard error.

    With NO_COLOR set, or into a pipe, no control codes at all are written. The width is `width`, else
    COLUMNS, else the terminal's, and 80 columns into a pipe.
    """
    stream = sys.stderr if stderr else sys.stdout
    if width is None and not os.environ.get("COLUMNS", "").isdigit() and not stream.isatty():
        width = PIPED_WIDTH
    return _HarmlessConsole(
        stderr=stderr,
        width=width,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )


class _HarmlessConsole(Console):
    """Whatever is given to it, bars and pictures that change too, it writes no control code but its own."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=_harmless(segment.text))


def _harmless(text: str) -> str:
    """With its line breaks, which are the console's here."""
    return "\n".join(map(plain, text.split("\n")))
