"""The one way to a rich console: no colour where none is wanted, no markup, no guessing at numbers.

It decides nothing about what is printed.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 80


def make_console(*, stderr: bool = False, width: int | None = None) -> Console:
    """A console on standard output, or standard error.

    With NO_COLOR set, or into a pipe, no control codes at all are written. The width is `width`, else
    COLUMNS, else the terminal's, and 80 columns into a pipe. Characters that the output cannot encode
    become question marks instead of an error.
    """
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="replace")
    if width is None and not os.environ.get("COLUMNS", "").isdigit() and not stream.isatty():
        width = PIPED_WIDTH
    return Console(
        stderr=stderr,
        width=width,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )
