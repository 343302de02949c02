"""The three standard streams, made fit for a program before it reads or prints anything."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def make_ready() -> None:
    """Streams that were closed become empty ones, and what an encoding lacks is printed as a question mark.

    A number that nobody holds is given to the next file that is opened: without this a recording could become
    the standard output, and what is printed would stand in it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for as long as it runs
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)
    for output in (sys.stdout, sys.stderr):
        # Without a locale Python's own choice, "surrogateescape", lets no letter with an accent through.
        if isinstance(output, io.TextIOWrapper) and output.errors in ("strict", "surrogateescape"):
            output.reconfigure(errors="replace")
