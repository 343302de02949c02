"""What is done meanwhile where a signal comes: it raises nothing, so it can come at no wrong moment."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def ctrl_c_calls(do: Callable[[], None]) -> Iterator[None]:
    """Meanwhile Ctrl-C calls a function."""
    with signal_calls(signal.SIGINT, do):
        yield


@contextlib.contextmanager
def signal_calls(number: int, do: Callable[[], None]) -> Iterator[None]:
    """Meanwhile a signal calls a function."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, lambda *_: do())
    try:
        yield
    finally:
        signal.signal(number, before)
