"""How far something is, as a bar on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

from rehearse.progress import Progress, no_progress
from rehearse.screen.console import make_console
from rehearse.words.text import clock, plain


@contextmanager
def showing_progress(*, averaged_over_s: float = 30.0) -> Iterator[Progress]:
    """A function to report progress to, shown as a bar; nothing where none can see it.

    The bar moves to and fro until it is known how long it takes, with the time passed beside it, and
    then shows the time left, by the speed of the last `averaged_over_s`. It is on standard error, and gone
    when its work is done.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") in ("dumb", "unknown"):
        yield no_progress
        return

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), _TimeColumn())
    with Bars(
        *columns,
        console=make_console(stderr=True),
        transient=True,
        speed_estimate_period=averaged_over_s,
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def update(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bars.update(task, visible=False)
                tasks[what] = bars.add_task(plain(what), total=None)
            bars.update(tasks[what], completed=done, total=total if done else None)

        yield update


class _TimeColumn(ProgressColumn):
    """The time left where it is known, else the time passed: a number that moves says that work goes on."""

    def render(self, task: Task) -> Text:
        if task.time_remaining is not None:
            return Text(f"{clock(task.time_remaining)} left")
        return Text(clock(task.elapsed or 0))
