"""The plan until an interview: today in full, then a line for each question of the days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.screen.layout import blank, heading, put
from rehearse.words.plan import day_lines, headline, how_much, on, today_lines
from rehearse.words.text import capitalized

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.practice.planning import Agenda


def print_plan(console: Console, found: Agenda | None, *, nothing: str) -> None:
    """Print it, or `nothing` where there is none."""
    if found is None:
        put(console, nothing)
        return
    put(console, headline(found.plan, found.today))
    if found.days:
        put(console, how_much(found.plan, found.done, len(found.days)))
    blank(console)
    heading(console, "Today")
    for said, command in today_lines(found.asked_today, found.days, found.today):
        put(console, said, indent=2)
        if command:
            put(console, command, indent=4)
    later = [one for one in found.days if one.day > found.today]
    if later:
        blank(console)
        heading(console, "After that")
    columns = max((len(each.prompt.id) + 6 for one in later for each in one.asked), default=0)
    for one in later:
        put(console, capitalized(on(one.day, found.today)), indent=2)
        for prompt_id, why in day_lines(one, found.today):
            put(console, why, label=f"    {prompt_id}", indent=columns, style="")
