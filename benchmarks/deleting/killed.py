"""`rehearse`, killed before its n-th step: a statement of the history, a file removed, renamed or written.

    python killed.py STEP REPORT rehearse's own arguments...

Steps are counted from 1; with 0 it runs to its end, and writes how many there were into the file REPORT.
"""

from __future__ import annotations

import os
import runpy
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

LAST, REPORT = int(sys.argv[1]), Path(sys.argv[2])
FILES = ("os.remove", "os.rename", "os.mkdir", "os.truncate")
steps = 0


def step(_: object = None) -> None:
    global steps
    steps += 1
    if steps == LAST:
        os.kill(os.getpid(), signal.SIGKILL)


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in FILES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        step()


class Traced(sqlite3.Connection):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.set_trace_callback(step)


sqlite3.connect = partial(sqlite3.connect, factory=Traced)  # type: ignore[assignment]
sys.addaudithook(hook)
sys.dont_write_bytecode = True
sys.argv = ["rehearse", *sys.argv[3:]]
try:
    runpy.run_module("rehearse", run_name="__main__", alter_sys=True)
finally:
    done = steps
    REPORT.write_text(str(done), encoding="utf-8")
