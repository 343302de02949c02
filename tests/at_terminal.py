"""A program at a terminal of its own: what it shows can be waited for, and keys can be pressed."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pytest

COLUMNS = 100
SHOWS_WITHIN_S = 120.0
"""Only a program that hangs takes as long, even on a slow machine."""

ENTER = "\r"
CTRL_C = "\x03"
CTRL_D = "\x04"
CTRL_Z = "\x1a"

_CONTROL_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_MOVING_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]")


class Terminal:
    """`python -m rehearse ARGUMENTS` in a pseudo-terminal; `program` is what Python runs instead."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = COLUMNS,
        program: Sequence[str] = ("-m", "rehearse"),
    ) -> None:
        if not hasattr(pexpect, "spawn"):
            pytest.skip("Windows has no pseudo-terminals for this; needs Linux or macOS")
        self._program = pexpect.spawn(
            sys.executable,
            [*program, *arguments],
            env={name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES")},
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=SHOWS_WITHIN_S,
        )
        self.written = ""

    @property
    def pid(self) -> int:
        """Of the program, and of its process group."""
        return int(self._program.pid)

    @property
    def is_running(self) -> bool:
        return bool(self._program.isalive())

    @property
    def shown(self) -> str:
        """Everything written so far in its order, pictures since painted over included; no control codes."""
        return _CONTROL_SEQUENCE.sub("", self.written).replace("\r\n", "\n")

    @property
    def left(self) -> str:
        """What remains to be read: as `shown`, without the lines that were erased."""
        return _CONTROL_SEQUENCE.sub("", self.left_in_colour)

    @property
    def left_in_colour(self) -> str:
        """As `left`, with the control codes of its colours."""
        lines: list[str] = [""]
        row = 0
        for piece in re.split(r"(\r\n|\r|\n|\x1b\[\d*[A-Za-z])", self.written):
            if piece in ("\r\n", "\n"):
                row += 1
                lines += [""] * (row + 1 - len(lines))
            elif up := re.fullmatch(r"\x1b\[(\d*)A", piece):
                row = max(0, row - int(up[1] or 1))
            elif re.fullmatch(r"\x1b\[2K", piece):
                lines[row] = ""
            else:
                lines[row] += _MOVING_SEQUENCE.sub("", piece).strip("\r")
        return "\n".join(lines)

    def wait_for(self, pattern: str) -> None:
        """Wait until what was shown matches somewhere."""
        self.read_until(lambda: re.search(pattern, self.shown) is not None, waiting_for=repr(pattern))

    def read_until(self, holds: Callable[[], object], *, waiting_for: str) -> None:
        """Wait until something holds; a program whose terminal nobody reads would stand still."""
        give_up_at = time.monotonic() + SHOWS_WITHIN_S
        while not holds():
            assert self._read(), f"it ended, waiting for {waiting_for}:\n{self.left}"
            assert time.monotonic() < give_up_at, f"it took too long, waiting for {waiting_for}:\n{self.left}"

    def read_now(self) -> None:
        """Take in what was shown meanwhile, waiting for nothing."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.written += self._program.read_nonblocking(size=65536, timeout=0)

    def press(self, key: str) -> None:
        self._program.send(key)

    def be_done(self) -> int:
        """Wait for what can be done after a report, want nothing of it, and wait for the end."""
        self.wait_for(re.escape("[Enter] done"))
        self.press(ENTER)
        return self.exit_status()

    def kill(self) -> None:
        """End it as by kill -9."""
        self._program.kill(9)
        self._program.wait()

    def hang_up(self) -> None:
        """Close the terminal under the program, as its window's cross does, and wait for its end."""
        self._program.ptyproc.fileobj.close()
        give_up_at = time.monotonic() + SHOWS_WITHIN_S
        while self._program.isalive():
            assert time.monotonic() < give_up_at, f"it does not end without a terminal:\n{self.left}"
            time.sleep(0.05)

    def exit_status(self) -> int:
        """Wait for its end; a signal that ended it counts negative."""
        give_up_at = time.monotonic() + SHOWS_WITHIN_S
        while self._read():
            assert time.monotonic() < give_up_at, f"it does not end:\n{self.left}"
        self._program.close()
        signalled = self._program.signalstatus
        return -int(signalled) if signalled is not None else int(self._program.exitstatus)

    def close(self) -> None:
        self._program.close(force=True)

    def _read(self) -> bool:
        """Take in what is there now, waiting a moment for it; False once the program has ended."""
        try:
            self.written += self._program.read_nonblocking(size=4096, timeout=0.1)
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            return False
        return True
