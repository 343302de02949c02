"""Text with a label in front, broken into lines of the console's width. Knows nothing of reports.

All that is printed on a console goes through here, and is harmless then, whoever wrote it: a name with a line
break in it begins no line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from rehearse.screen.console import make_console
from rehearse.words.text import UNBREAKABLE, plain

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Longer lines are hard to read."""

HEADING = "bold"
MORE = " ..."
"""Ends what goes on."""

_BEFORE_UNIT = re.compile(r"(?<=\d) (?=s\b|%)")
_COMMAND = re.compile(r"`[^`]{1,60}`")


def width(console: Console) -> int:
    """Columns to fill, in any terminal."""
    return min(console.width, WIDEST)


def put(
    console: Console,
    body: Text | str,
    *,
    label: str = "",
    indent: int = 0,
    style: str = HEADING,
    most: int | None = None,
) -> int:
    """Print `body` from column `indent` on, `label` in front of its first line; give the number of lines.

    Of more than `most` lines the first are printed, and dots.

    No line is wider than `width(console)`, none ends in blanks. A number and its unit stay together, so does
    a command that fits a line, and so do words joined by UNBREAKABLE. Markup in `body` has no meaning.
    """
    if isinstance(body, str):
        body = Text(_harmless(body.replace("→", "->") if console.options.ascii_only else body))
    text = body.copy()
    text.plain = _COMMAND.sub(_joined, _BEFORE_UNIT.sub(UNBREAKABLE, _harmless(text.plain)))
    label = plain(label)
    columns = max(1, width(console) - indent)
    lines = list(text.wrap(console, columns, overflow="fold"))
    if most is not None and len(lines) > most:
        del lines[most:]
        lines[-1].rstrip()
        lines[-1].truncate(max(0, columns - len(MORE)))
        lines[-1].append(MORE)
    for number, line in enumerate(lines):
        line.plain = line.plain.replace(UNBREAKABLE, " ")
        line.rstrip()
        front = label if number == 0 else ""
        # Blanks in front carry no style, so that an underline does not begin at the margin.
        console.print(Text.assemble((front, style), " " * (indent - len(front)), line), soft_wrap=True)
    return len(lines)


def line(console: Console, text: str) -> None:
    """Print one line as it is, its blanks too; broken by nobody but the terminal, so that a path can be
    copied.
    """
    console.print(Text(plain(text)), soft_wrap=True)


def say_error(error: Exception) -> None:
    """One line on standard error for what the user can mend, whatever the message holds."""
    # As it stands: it may begin with the name of a file, in which a capital is another letter.
    line(make_console(stderr=True), f"Error: {' '.join(str(error).split())}")


def heading(console: Console, words: str) -> int:
    """Print `words` as a heading; give the number of lines."""
    return put(console, Text(words, style=HEADING))


def blank(console: Console) -> int:
    """Print an empty line, which is one."""
    console.print()
    return 1


def _harmless(text: str) -> str:
    return UNBREAKABLE.join(map(plain, text.split(UNBREAKABLE)))


def _joined(command: re.Match[str]) -> str:
    return command.group().replace(" ", UNBREAKABLE)
