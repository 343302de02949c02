"""What came of a drill, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rehearse.model.report import Report
from rehearse.screen.layout import blank, heading, put
from rehearse.words.drills import with_pauses, within

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.words.recording import Aim


def print_drill(console: Console, report: Report, aim: Aim, before: Report | None) -> None:
    """Print how a drill went, beside the answer to the same question before it, if there is one."""
    blank(console)
    heading(console, "Drill")
    put(console, within(report, aim.within_s) if aim.within_s else with_pauses(report, before), indent=2)
