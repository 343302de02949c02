"""One practice that a fault is going to meet: the program at a terminal, a voice at its microphone."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from at_terminal import SHOWS_WITHIN_S, Terminal
from benchmarks.faults import ROOT
from rehearse.audio.files import RATE_HZ
from rehearse.audio.take_file import BYTES_PER_SAMPLE
from rehearse.folders import cache_folder
from rehearse.history import open_history
from rehearse.transcription.weights import find_weights
from virtual_microphone import VirtualMicrophone, virtual_microphone

VOICE = ROOT / "samples" / "good-answer.flac"
QUESTION_ID = "outage"
RECORDS_FROM_S = 0.5
"""A fault comes once so much is on disk."""

_HEADER_BYTES = 44


class Growing:
    """How much a take holds as time passes, and so how much had been said at any moment.

    Sound arrives evenly, so that the moment at which the file was least behind tells when it began.
    """

    def __init__(self) -> None:
        self.recording: Path | None = None
        self.recorded_s = 0.0
        self._began_at = float("inf")

    def note(self) -> None:
        if self.recording is None:
            return
        with contextlib.suppress(OSError):
            held = (self.recording.stat().st_size - _HEADER_BYTES) / BYTES_PER_SAMPLE / RATE_HZ
            if held > self.recorded_s:
                self.recorded_s = held
                self._began_at = min(self._began_at, time.monotonic() - held)

    def said_s(self) -> float:
        """Up to now."""
        return time.monotonic() - self._began_at


class Practice:
    """A home and a microphone of its own, and the programs that a fault has started there."""

    def __init__(self, home: Path, microphone: VirtualMicrophone, random: Random) -> None:
        self.home = home
        self.microphone = microphone
        self.random = random
        self.said_s: list[float] = []
        """What each take has to hold, in the order in which they were begun."""
        self.silent_s = 0.0
        """How long nobody could listen, in the middle of a take."""
        self._growing: dict[Terminal, Growing] = {}
        self._voice: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return self.microphone.environment | {"REHEARSE_HOME": str(self.home), "TERM": "xterm-256color"}

    @property
    def terminal(self) -> Terminal:
        return self.terminals[0]

    @property
    def terminals(self) -> list[Terminal]:
        """In the order in which they were opened."""
        return list(self._growing)

    def record(self, *arguments: str, program: Sequence[str] = ("-m", "rehearse")) -> Terminal:
        """Start `rehearse prompt` while somebody speaks; returns once some of it is on disk."""
        if self._voice is None:
            self._voice = self.microphone.play(VOICE)
        there = set(self.recordings())
        arguments = ("prompt", QUESTION_ID, "--max-seconds", "60", *arguments)
        terminal = Terminal(arguments, self.environment, program=program)
        growing = self._growing[terminal] = Growing()

        def has_begun() -> bool:
            if not terminal.is_running:
                raise RuntimeError(f"it ended before it recorded:\n{terminal.left}")
            growing.recording = next(iter(set(self.recordings()) - there), None)
            return growing.recorded_s >= RECORDS_FROM_S

        self.go_on_until(has_begun, waiting_for="the first sound on disk")
        return terminal

    def go_on_for(self, seconds: float) -> None:
        """Let time pass with every terminal being read."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(min(left, 0.02))

    def go_on_until(self, holds: Callable[[], bool], *, waiting_for: str) -> None:
        give_up_at = time.monotonic() + SHOWS_WITHIN_S
        while not holds():
            if time.monotonic() > give_up_at:
                raise TimeoutError(f"it took too long, waiting for {waiting_for}")
            self._read(0.02)

    def happens(self) -> None:
        """What was said until now has to be in the takes."""
        self.said_s = [growing.said_s() for growing in self._growing.values()]

    def recordings(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return sorted((self.home / "takes").glob("*.wav"))
        return []

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "rehearse", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SHOWS_WITHIN_S,
        )

    def left_running(self) -> list[int]:
        """Processes of programs that have ended themselves."""
        return [pid for terminal in self.terminals for pid in processes_of(terminal.pid)]

    def close(self) -> None:
        for terminal in self.terminals:
            terminal.close()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(terminal.pid, signal.SIGKILL)
        if self._voice is not None:
            self._voice.kill()
            self._voice.wait()

    def _read(self, seconds: float) -> None:
        time.sleep(seconds)
        for terminal, growing in self._growing.items():
            growing.note()
            terminal.read_now()


def processes_of(group: int) -> list[int]:
    """Those of a process group that run, the numbers of each."""
    return [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/stat") if _is_in(group, path)]


def _is_in(group: int, status: Path) -> bool:
    try:
        state, _, its_group = status.read_text().rpartition(")")[2].split()[:3]
    except OSError:  # it has just ended
        return False
    return int(its_group) == group and state != "Z"


@contextlib.contextmanager
def practice(folder: Path, random: Random) -> Iterator[Practice]:
    """A new practice in a new folder, where only the weights are ready as after a first use."""
    home = folder / "home"
    with virtual_microphone() as microphone, room(home):
        open_history(home).close()
        (home / "cache").symlink_to(ready_cache())
        begun = Practice(home, microphone, random)
        try:
            yield begun
        finally:
            begun.close()


def ready_cache() -> Path:
    find_weights(cache=cache_folder())
    return cache_folder()


@contextlib.contextmanager
def room(home: Path) -> Iterator[None]:
    """A disk of its own for the home, so that it can be full; where that is forbidden, a plain folder."""
    home.mkdir(mode=0o700)
    is_disk = _mount("-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", str(home))
    try:
        yield
    finally:
        if is_disk:
            subprocess.run(["umount", "--lazy", str(home)], check=True)


def resize(home: Path, size_bytes: int) -> bool:
    """Give the disk of a home another size; False where it has none of its own."""
    return home.is_mount() and _mount("-o", f"remount,size={size_bytes}", str(home))


def used_bytes(home: Path) -> int:
    return shutil.disk_usage(home).used


def _mount(*arguments: str) -> bool:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *arguments], capture_output=True).returncode == 0
