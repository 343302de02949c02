"""Keys as they are pressed, without Enter and without showing them. What they mean is for whoever asks."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

from rehearse.screen.signals import signal_calls

_KEY = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])|[\s\S]")
"""An arrow and its like is a sequence of characters; everything else is one."""

_ON_WINDOWS = {"K": "left", "M": "right", "H": "up", "P": "down"}
_IN_TERMINALS = {"D": "left", "C": "right", "A": "up", "B": "down"}


@contextlib.contextmanager
def silent_keys(descriptor: int) -> Iterator[None]:
    """Meanwhile a terminal gives keys one by one and does not show them; Ctrl-C still interrupts.

    What was typed before is forgotten. It holds after Ctrl-Z and `fg` too. On Windows it changes nothing:
    keys are read another way there.
    """
    if sys.platform != "win32":
        import termios

        before = termios.tcgetattr(descriptor)
        silent: list[Any] = termios.tcgetattr(descriptor)
        silent[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, silent)

        def silence_again() -> None:
            # In the background the terminal is another's, and changing it would stop this program once more.
            with contextlib.suppress(OSError, termios.error):
                if os.tcgetpgrp(descriptor) == os.getpgrp():
                    termios.tcsetattr(descriptor, termios.TCSANOW, silent)

        try:
            with signal_calls(signal.SIGCONT, silence_again):  # its shell had the terminal meanwhile
                yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    else:
        yield


@contextlib.contextmanager
def keys(*, wait_s: float | None = None) -> Iterator[Iterator[str]]:
    """The keys that are pressed, one after another: a character, or `left`, `right`, `up`, `down`.

    Waits for each, loses none that is pressed meanwhile, and ends where the terminal is closed. With `wait_s`
    it gives an empty text whenever none was pressed for so many seconds. Standard input must be a terminal.
    """
    if sys.platform == "win32":
        yield _keys_on_windows(wait_s)
        return
    descriptor = sys.stdin.fileno()
    with silent_keys(descriptor):
        yield _keys_of(descriptor, wait_s)


def _keys_of(descriptor: int, wait_s: float | None) -> Iterator[str]:

    while True:
        if not select.select([descriptor], [], [], wait_s)[0]:
            yield ""
            continue
        if not (pressed := _read(descriptor)):
            return
        for key in _KEY.findall(pressed):
            yield _IN_TERMINALS.get(key[-1], key) if len(key) > 1 else key


def _read(descriptor: int) -> str:
    try:
        return os.read(descriptor, 1024).decode(errors="ignore")
    except OSError:  # the terminal was closed
        return ""


def _keys_on_windows(wait_s: float | None) -> Iterator[str]:
    if sys.platform == "win32":
        import msvcrt

        while True:
            give_up_at = time.monotonic() + (wait_s or 0)
            while wait_s is not None and not msvcrt.kbhit():
                if time.monotonic() >= give_up_at:
                    yield ""
                    break
                time.sleep(0.01)
            if wait_s is not None and not msvcrt.kbhit():
                continue
            key = msvcrt.getwch()
            if key == "\x03":
                raise KeyboardInterrupt
            yield _ON_WINDOWS.get(msvcrt.getwch(), "") if key in ("\x00", "\xe0") else key
    yield from ()
