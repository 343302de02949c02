"""The screen while one speaks: the question, the clock, a level meter in words, and how to stop.

It shows plain values and asks to stop; it does not record, and says nothing about how one speaks
beyond the time, since feedback during an answer distracts and does not help.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from rehearse.report.keys import silent_keys
from rehearse.report.layout import line
from rehearse.report.wording import clock, plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Arriving = Literal["hearing", "quiet", "loud", "zeros", "noise"]

REFRESH_S = 0.1

TARGET_S = (60.0, 120.0)
"""A good length for a behavioural answer; coaching convention, not research."""

_LONG_S = 150.0
_WARN_BEFORE_LIMIT_S = 30.0
_QUIET_IS_NEWS_S = 5.0
_BAR_WIDTH = 20
_LABEL_WIDTH = 11


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to show: seconds recorded, `meter` (0 to 1), what arrives, and for zeros what to do."""

    elapsed_s: float
    meter: float
    arriving: Arriving
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the speaker aims for: an answer `within_s` seconds, or of the usual length where that is None; and
    what to bear in mind, shown below the question.
    """

    within_s: float | None = None
    hint: str = ""


USUAL = Aim()

_ARRIVING: dict[Arriving, tuple[str, str]] = {
    "hearing": ("I can hear you", "green"),
    "quiet": ("very quiet: if you are speaking, come closer to the microphone", "yellow"),
    "loud": ("too loud, it distorts: move back a little or turn the microphone down", "yellow"),
    "zeros": ("I hear nothing at all", "red"),
    "noise": ("sound, but no voice: if you are speaking, is it the right microphone?", "yellow"),
}

_CLOCK: tuple[tuple[float, str], ...] = (
    (TARGET_S[0], "of 1 to 2 minutes"),
    (TARGET_S[1], "within 1 to 2 minutes"),
    (_LONG_S, "past 2 minutes: time to bring it home"),
    (float("inf"), "past 2 and a half minutes: finish this thought and stop"),
)

QUIET_SO_FAR = "quiet so far"
"""Whoever still reads the question does nothing wrong."""

HOW_TO_STOP = "Enter stops and shows the report. Ctrl-C stops and only keeps the recording."
HOW_TO_STOP_WITHOUT_KEYS = "Ctrl-C stops and keeps the recording. It ends by itself at {limit}."
"""Where nobody can press Enter, since no terminal is read from."""
OPENING = "Opening the microphone. Wait until it says Recording."


def clock_words(elapsed_s: float, *, limit_s: float, aim: Aim = USUAL) -> str:
    """Where the clock stands against the length to aim for, or against the end that comes by itself."""
    if _ends_soon(elapsed_s, limit_s):
        return f"the recording ends by itself at {clock(limit_s)}"
    if aim.within_s is not None:
        within = clock(aim.within_s)
        return f"of {within}" if elapsed_s < aim.within_s else f"past {within}: finish this thought and stop"
    return next(words for until_s, words in _CLOCK if elapsed_s < until_s)


def how_to_stop(limit_s: float, *, has_keys: bool) -> str:
    """What ends a recording: keys only where they can be pressed."""
    return HOW_TO_STOP if has_keys else HOW_TO_STOP_WITHOUT_KEYS.format(limit=clock(limit_s))


def has_keys() -> bool:
    """Whether somebody can press keys: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ends_soon(elapsed_s: float, limit_s: float) -> bool:
    return limit_s - elapsed_s <= _WARN_BEFORE_LIMIT_S


def arriving_words(reading: Reading) -> str:
    """What arrives from the microphone in words, with what to do about it."""
    if _is_quiet_so_far(reading):
        return QUIET_SO_FAR
    words, _ = _ARRIVING[reading.arriving]
    return f"{words}: {reading.hint}" if reading.hint else words


def _is_quiet_so_far(reading: Reading) -> bool:
    return reading.arriving in ("quiet", "noise") and reading.elapsed_s <= _QUIET_IS_NEWS_S


def closing_lines(duration_s: float, *, at_limit: bool, dropped: int, problem: str | None) -> tuple[str, ...]:
    """What remains on the screen after a recording: how long it is, and what was wrong with it.

    `at_limit` where it ended by itself at its longest; `dropped` counts the times sound was lost.
    """
    ended = " It ended there by itself; --max-seconds sets when." if at_limit else ""
    times = "once" if dropped == 1 else f"{dropped} times"
    lines = (
        f"Recorded {clock(duration_s)}.{ended}" if duration_s > 0 else "Nothing was recorded.",
        f"The computer was too busy {times}, and a little sound is missing." if dropped else None,
        _sentence(problem) if problem else None,
    )
    return tuple(words for words in lines if words is not None)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(("?", ".")) else ".")


def show_recording(
    console: Console,
    question: str,
    *,
    read: Callable[[], Reading | None],
    is_running: Callable[[], bool],
    stop: Callable[[], None],
    limit_s: float,
    aim: Aim = USUAL,
) -> None:
    """Show a recording while `is_running()`, or until Enter is pressed, which calls `stop`.

    `read` gives what to show now, None until the first sound has arrived. On a terminal the screen is
    alive; elsewhere each piece of news is one plain line. Enter is a line on standard input; on Windows
    only where that is a terminal.
    """
    alive = console.is_terminal and not console.is_dumb_terminal
    show = _live if alive else _plain
    with enter_presses() as pressed, show(console, question, limit_s, aim) as update:
        while is_running():
            if pressed():
                stop()
                return  # there is nothing more to show, and somebody waits
            update(read())
            time.sleep(REFRESH_S)


@contextlib.contextmanager
def _live(
    console: Console, question: str, limit_s: float, aim: Aim
) -> Iterator[Callable[[Reading | None], None]]:
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def update(reading: Reading | None) -> None:
            ascii_only = console.options.ascii_only or console.legacy_windows
            now = picture(
                question,
                reading,
                limit_s=limit_s,
                columns=console.width,
                ascii_only=ascii_only,
                aim=aim,
                keys=has_keys(),
            )
            live.update(now, refresh=True)

        yield update


@contextlib.contextmanager
def _plain(
    console: Console, question: str, limit_s: float, aim: Aim
) -> Iterator[Callable[[Reading | None], None]]:
    said: set[str] = set()

    def say(news: str) -> None:
        if news not in said:
            said.add(news)
            line(console, news)

    def update(reading: Reading | None) -> None:
        if reading is None:
            return
        say(f"Recording. {how_to_stop(limit_s, has_keys=has_keys())}")
        if not _is_quiet_so_far(reading):
            say(_sentence(arriving_words(reading)))
        if reading.elapsed_s >= (aim.within_s or TARGET_S[0]) or _ends_soon(reading.elapsed_s, limit_s):
            say(_sentence(clock_words(reading.elapsed_s, limit_s=limit_s, aim=aim)))

    say(question)
    if aim.hint:
        say(aim.hint)
    yield update


def picture(
    question: str,
    reading: Reading | None,
    *,
    limit_s: float,
    columns: int,
    ascii_only: bool = False,
    aim: Aim = USUAL,
    keys: bool = True,
) -> RenderableType:
    """The whole screen for one reading; it says the same without colour, and without Unicode.

    `keys`: somebody can press them.
    """
    asked = Text.assemble((plain(question), "bold"), f"\n{aim.hint}" if aim.hint else "")
    if reading is None:
        return Group(asked, Text(), Text(OPENING))
    full, empty = ("#", "-") if ascii_only else ("━", "╌")
    style = "" if _is_quiet_so_far(reading) else _ARRIVING[reading.arriving][1]
    words = clock_words(reading.elapsed_s, limit_s=limit_s, aim=aim)
    room = columns - _LABEL_WIDTH
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
    one, two = TARGET_S
    first, second = elapsed_s / one, (elapsed_s - one) / (two - one)
    half = max(1, min(_BAR_WIDTH, (room - len("0  1  2 min")) // 2))
    return f"0 {bar(first, half, full, empty)} 1 {bar(second, half, full, empty)} 2 min"


def bar(share: float, width: int, full: str, empty: str) -> str:
    """`width` characters, of which `share` (kept between 0 and 1) are full."""
    filled = round(min(1.0, max(0.0, share)) * width)
    return full * filled + empty * (width - filled)


@contextlib.contextmanager
def enter_presses() -> Iterator[Callable[[], bool]]:
    """A function that says, without waiting, whether Enter was pressed (or a line came in) since last asked.

    On a terminal nothing typed meanwhile is shown, what was typed before is forgotten, and the terminal
    is put back as it was.
    """
    if sys.platform == "win32":
        yield _enter_pressed_on_windows if sys.stdin is not None and sys.stdin.isatty() else _never
        return
    try:
        descriptor = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):  # closed, or not a real file
        yield _never
        return
    is_terminal = os.isatty(descriptor)
    with silent_keys(descriptor) if is_terminal else contextlib.nullcontext():
        yield _LineWatch(descriptor, is_terminal=is_terminal).came


def _never() -> bool:
    return False


def _enter_pressed_on_windows() -> bool:
    pressed = False
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            pressed = msvcrt.getwch() in ("\r", "\x03") or pressed  # the second is Ctrl-C read as a key
    return pressed


class _LineWatch:
    """Looks for the end of a line on a POSIX file descriptor, never reading past one."""

    def __init__(self, descriptor: int, *, is_terminal: bool) -> None:
        self._descriptor = descriptor
        self._is_terminal = is_terminal
        self._ended = False

    def came(self) -> bool:

        while not self._ended and select.select([self._descriptor], [], [], 0)[0]:
            try:
                key = os.read(self._descriptor, 1)
            except OSError:  # the terminal was closed
                key = b""
            if key in (b"\n", b"\r"):
                return True
            if not key:
                # A file ends for good; of a terminal it was Ctrl-D, and more may be typed.
                self._ended = not self._is_terminal
                return False
        return False
