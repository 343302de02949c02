"""Whether Enter was pressed, without waiting for it."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator

from rehearse.screen.keys import silent_keys


def has_keys() -> bool:
    """Whether somebody can press keys: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


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
