"""A PDF or a Word file, read in a process of its own: some are made so that reading them never ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib import import_module

from rehearse.errors import DocumentError

WITHIN_S = 20
MOST_LETTERS = 1_000_000
"""No more goes over; what is as long is refused anyway."""
REFUSED = 3


class UnreadableError(Exception):
    """It is damaged, or none of its kind."""


def text_of(data: bytes, kind: str) -> str:
    """The words of a document, read by the module of that name beside this one.

    DocumentError, the end of a sentence, where it is refused or takes too long; UnreadableError.
    """
    # Without -P it would import what lies in the folder where somebody keeps their downloads.
    command = [sys.executable, "-P", "-m", __name__, kind]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=WITHIN_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise DocumentError("takes too long to read.") from error
    said = run.stdout.decode()
    if run.returncode == REFUSED:
        raise DocumentError(said)
    if run.returncode:
        raise UnreadableError(run.stderr.decode(errors="replace"))
    return said


def main(kind: str) -> int:
    """Read what comes in; what goes out is its words, or why not."""
    if sys.platform != "win32":
        signal.alarm(WITHIN_S + 1)  # whoever waits may be killed
    read = import_module(f"rehearse.exchange.{kind}").text_of
    status = 0
    try:
        said = str(read(sys.stdin.buffer.read()))[:MOST_LETTERS]
    except DocumentError as error:
        said, status = str(error), REFUSED
    sys.stdout.buffer.write(said.encode(errors="replace"))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
