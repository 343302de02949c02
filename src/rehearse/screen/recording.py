"""The screen while one speaks: the question, the clock, a level meter in words, and how to stop.

It shows plain values and asks to stop; it does not record, and says nothing about how one speaks
beyond the time, since feedback during an answer distracts and does not help.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from rehearse.model.bands import LENGTH
from rehearse.screen.enter import enter_presses, has_keys
from rehearse.screen.layout import line
from rehearse.words.recording import (
    ARRIVING,
    OPENING,
    USUAL,
    Aim,
    MeterReading,
    arriving_words,
    clock_words,
    ends_soon,
    how_to_stop,
    is_quiet_so_far,
    sentence,
)
from rehearse.words.text import clock, plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from rehearse.practice.recording import Recorder

REFRESH_S = 0.1
_BAR_WIDTH = 20
_LABEL_WIDTH = 11


def show_recording(console: Console, question: str, recorder: Recorder, aim: Aim = USUAL) -> None:
    """Show a recording while it runs, or until Enter is pressed, which stops it.

    On a terminal the screen is alive; elsewhere each piece of news is one plain line. Enter is a line on
    standard input; on Windows only where that is a terminal.
    """
    alive = console.is_terminal and not console.is_dumb_terminal
    show = _live if alive else _plain
    with enter_presses() as pressed, show(console, question, recorder.limit_s, aim) as update:
        while recorder.is_running():
            if pressed():
                recorder.stop()
                return  # there is nothing more to show, and somebody waits
            update(recorder.reading())
            time.sleep(REFRESH_S)


@contextlib.contextmanager
def _live(
    console: Console, question: str, limit_s: float, aim: Aim
) -> Iterator[Callable[[MeterReading | None], None]]:
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def update(reading: MeterReading | None) -> None:
            now = picture(console, question, reading, limit_s=limit_s, aim=aim, keys=has_keys())
            live.update(now, refresh=True)

        yield update


@contextlib.contextmanager
def _plain(
    console: Console, question: str, limit_s: float, aim: Aim
) -> Iterator[Callable[[MeterReading | None], None]]:
    said: set[str] = set()

    def say(news: str) -> None:
        if news not in said:
            said.add(news)
            line(console, news)

    def update(reading: MeterReading | None) -> None:
        if reading is None:
            return
        say(f"Recording. {how_to_stop(limit_s, has_keys=has_keys())}")
        if not is_quiet_so_far(reading):
            say(sentence(arriving_words(reading)))
        if reading.elapsed_s >= (aim.within_s or LENGTH.start("good")) or ends_soon(
            reading.elapsed_s, limit_s
        ):
            say(sentence(clock_words(reading.elapsed_s, limit_s=limit_s, aim=aim)))

    say(question)
    if aim.hint:
        say(aim.hint)
    yield update


def picture(
    console: Console,
    question: str,
    reading: MeterReading | None,
    *,
    limit_s: float,
    aim: Aim = USUAL,
    keys: bool = True,
) -> RenderableType:
    """The whole screen for one reading; it says the same without colour, and without Unicode.

    `keys`: somebody can press them.
    """
    ascii_only = console.options.ascii_only or console.legacy_windows
    asked = Text.assemble((plain(question), "bold"), f"\n{aim.hint}" if aim.hint else "")
    if reading is None:
        return Group(asked, Text(), Text(OPENING))
    full, empty = ("#", "-") if ascii_only else ("━", "╌")
    style = "" if is_quiet_so_far(reading) else ARRIVING[reading.arriving][1]
    words = clock_words(reading.elapsed_s, limit_s=limit_s, aim=aim)
    room = console.width - _LABEL_WIDTH
    # Whatever is too long for its line goes on beside the labels. The words have a line of their own: what
    # is below keeps its place when they change.
    rows = Table.grid()
    rows.add_column(width=_LABEL_WIDTH, no_wrap=True)
    rows.add_column(overflow="fold")
    rows.add_row(Text("Recording", "bold red"), Text(f"{clock(reading.elapsed_s)}  {words}"))
    rows.add_row(None, Text(_time_bar(reading.elapsed_s, room, full, empty, aim)))
    rows.add_row(Text("Level"), Text(bar(reading.meter, min(_BAR_WIDTH, room), full, empty), style))
    rows.add_row(None, Text(arriving_words(reading)))
    return Group(asked, Text(), rows, Text(), Text(how_to_stop(limit_s, has_keys=keys), style="dim"))


def _time_bar(elapsed_s: float, room: int, full: str, empty: str, aim: Aim) -> str:
    """The time to aim for as a bar in `room` columns; two minutes are cut where one minute ends."""
    if aim.within_s is not None:
        end = clock(aim.within_s)
        wide = max(1, min(2 * _BAR_WIDTH, room - len(f"0  {end}")))
        return f"0 {bar(elapsed_s / aim.within_s, wide, full, empty)} {end}"
    one, two = LENGTH.start("good"), LENGTH.start("over")
    first, second = elapsed_s / one, (elapsed_s - one) / (two - one)
    half = max(1, min(_BAR_WIDTH, (room - len("0  1  2 min")) // 2))
    return f"0 {bar(first, half, full, empty)} 1 {bar(second, half, full, empty)} 2 min"


def bar(share: float, width: int, full: str, empty: str) -> str:
    """`width` characters, of which `share` (kept between 0 and 1) are full."""
    filled = round(min(1.0, max(0.0, share)) * width)
    return full * filled + empty * (width - filled)
