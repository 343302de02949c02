"""An interview on a terminal: the time to think, and one report over all its answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from rehearse.analysis.summary import summary
from rehearse.model.kept import Summary, Take
from rehearse.model.report import Report
from rehearse.screen.layout import blank, heading, put
from rehearse.screen.tables import Column, print_table
from rehearse.words.interview import EXPLAINED, cells, to_tell_again, together
from rehearse.words.text import clock, plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

TO_BEGIN = "Enter starts the recording. It starts by itself when the time is over."
BEGINS = "The recording starts by itself when the time is over."


def thinking(question: str, left_s: float, *, keys: bool = True) -> RenderableType:
    """The screen before an answer; `keys`: somebody can press them."""
    return Group(
        Text(plain(question), style="bold"),
        Text(),
        Text(f"Time to think  {clock(math.ceil(left_s))}"),
        Text(),
        Text(TO_BEGIN if keys else BEGINS, style="dim"),
    )


def print_interview(console: Console, answers: Sequence[tuple[Take, Report]]) -> None:
    """Print one line for each answer, what they have in common, and one thing to do next."""
    summed = [(take, summary(report)) for take, report in answers]
    heading(console, "The interview")
    blank(console)
    columns = (
        Column("Take", to_the_right=True),
        Column("Length", to_the_right=True),
        Column("um/uh", to_the_right=True),
        Column("Pace", to_the_right=True),
        Column("Story"),
        Column("Question", cut=True),
    )
    print_table(console, columns, [cells(take, one) for take, one in summed])
    blank(console)
    put(console, EXPLAINED)
    common = list(together(summed))
    if common:
        blank(console)
    for line in common:
        put(console, line)
    blank(console)
    heading(console, "Next")
    put(console, _next(summed), indent=2)


def _next(summed: Sequence[tuple[Take, Summary]]) -> str:
    if weak := to_tell_again(summed):
        take, reason = weak
        return (
            f"In take {take.id} {reason}. `rehearse prompt {take.prompt_id}` asks that question again, "
            f"`rehearse show {take.id}` shows your answer."
        )
    last = summed[-1][0].id
    return f"`rehearse show {last}` shows your last answer, `rehearse progress` what has changed."
