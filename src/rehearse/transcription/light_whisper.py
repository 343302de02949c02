"""openai-whisper, imported without numba.

Whisper compiles a part of its word times with numba, and loads it to say so. Here word times are taken in
another way (`alignment`), so half a second and 65 MB would go into every process that hears, for nothing.
Should somebody call that part of Whisper all the same, it runs as plain Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


def import_whisper() -> Any:
    """The package."""
    with _stand_in_for_numba():
        import whisper
    return whisper


@contextmanager
def _stand_in_for_numba() -> Iterator[None]:
    """A numba that compiles nothing, unless the real one is there already; gone again at the end."""
    if "numba" in sys.modules or "whisper" in sys.modules:
        yield
        return
    stand_in: Any = ModuleType("numba")
    stand_in.jit = _as_it_is
    sys.modules["numba"] = stand_in
    try:
        yield
    finally:
        del sys.modules["numba"]


def _as_it_is(*_: Any, **__: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return lambda function: function
