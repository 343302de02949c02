"""Run as `python -m rehearse`, and as the command `rehearse`."""

from __future__ import annotations

import sys


def run() -> None:
    """The program, from its first import on: Ctrl-C is no traceback, however early it comes."""
    try:
        from rehearse.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
