"""What a video shows, under the report of what was said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.screen.layout import blank, heading, put
from rehearse.screen.report import INDENT
from rehearse.words.picture import NO_PICTURE, picture_lines, picture_tip

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.model.picture import Picture, Together


def print_picture(console: Console, picture: Picture | None, ums: Together | None) -> None:
    """Print what is to be said of a picture, and one thing to do; that there is none where it is None."""
    heading(console, "Picture")
    if picture is None:
        put(console, NO_PICTURE, indent=2)
        blank(console)
        return
    for name, lines in picture_lines(picture, ums):
        for number, said in enumerate(lines):
            put(console, said, label="" if number else f"  {name}", indent=INDENT)
    tip = picture_tip(picture)
    if tip:
        put(console, tip, label="  Try this", indent=INDENT)
    blank(console)
