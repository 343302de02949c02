"""What goes wrong, each at a random moment. Every fault ends with no program of its practice running."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from at_terminal import CTRL_C, ENTER, Terminal
from benchmarks.faults import power
from benchmarks.faults.practice import Practice, resize, used_bytes

SPEAKS_S = (1.0, 4.5)
"""Seconds of speech before a fault, after the first half second."""

REPORTING_S = (0.0, 6.0)
"""Seconds after Enter in which a report is made, on a slow machine."""

SLEEPS_S = 6.0
LOCKED_S = (1.0, 10.0)
"""A program waits five seconds for another to let go of the history."""

ROOM_BYTES = (96_000, 192_000)
"""What a disk has left when a recording begins: three to six seconds."""

AMPLE_BYTES = 64 << 20


class SkippedError(Exception):
    """This fault cannot be had here; the message says why."""


@dataclass(frozen=True)
class Fault:
    name: str
    happen: Callable[[Practice], None]


def speak(practice: Practice) -> None:
    practice.go_on_for(practice.random.uniform(*SPEAKS_S))


def press_enter(practice: Practice) -> None:
    """The end of an answer, on which the report is made."""
    practice.happens()
    practice.terminal.press(ENTER)


def wait_for_a_moment_of_the_report(practice: Practice) -> None:
    practice.go_on_for(practice.random.uniform(*REPORTING_S))


def _has_ended(terminal: Terminal) -> bool:
    """Whether it has; after a report it asks what to do next, and nothing more is wanted."""
    if terminal.is_running and "[Enter] done" in terminal.left.rpartition(" is kept.")[2]:
        terminal.press(ENTER)
    return not terminal.is_running


def wait_for_the_end(practice: Practice) -> None:
    for terminal in practice.terminals:
        practice.go_on_until(lambda terminal=terminal: _has_ended(terminal), waiting_for="the end")  # type: ignore[misc]


def kill_group(terminal: Terminal) -> None:
    with contextlib.suppress(ProcessLookupError):  # it had ended
        os.killpg(terminal.pid, signal.SIGKILL)


def signalled_while_recording(number: signal.Signals) -> Callable[[Practice], None]:
    def happen(practice: Practice) -> None:
        practice.record()
        speak(practice)
        practice.happens()
        os.kill(practice.terminal.pid, number)
        wait_for_the_end(practice)

    return happen


def killed_while_reporting(practice: Practice) -> None:
    practice.record()
    speak(practice)
    press_enter(practice)
    wait_for_a_moment_of_the_report(practice)
    kill_group(practice.terminal)
    wait_for_the_end(practice)


def children_killed(practice: Practice) -> None:
    practice.record()
    speak(practice)
    children = children_of(practice.terminal.pid)
    if not children:
        raise SkippedError("the program has no child processes")
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        practice.go_on_for(0.5)
    if not practice.terminal.is_running:
        raise RuntimeError(f"the program ended with its child:\n{practice.terminal.left}")
    press_enter(practice)
    wait_for_the_end(practice)


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def terminal_closed(practice: Practice) -> None:
    practice.record()
    speak(practice)
    practice.happens()
    practice.terminal.hang_up()


def ctrl_c_while_recording(practice: Practice) -> None:
    practice.record()
    speak(practice)
    practice.happens()
    practice.terminal.press(CTRL_C)
    wait_for_the_end(practice)


def ctrl_c_while_reporting(practice: Practice) -> None:
    practice.record()
    speak(practice)
    press_enter(practice)
    wait_for_a_moment_of_the_report(practice)
    if practice.terminal.is_running:
        practice.terminal.press(CTRL_C)
    wait_for_the_end(practice)


def microphone_taken_away(practice: Practice) -> None:
    practice.record()
    speak(practice)
    practice.happens()
    practice.microphone.kill()
    wait_for_the_end(practice)


def sound_system_hangs(practice: Practice) -> None:
    practice.record()
    speak(practice)
    practice.happens()
    practice.microphone.freeze()
    wait_for_the_end(practice)


def disk_full_while_recording(practice: Practice) -> None:
    practice.record()
    leave_room(practice, practice.random.randint(*ROOM_BYTES))
    practice.go_on_until(
        lambda: "takes no more" in practice.terminal.shown, waiting_for="the disk to be noticed"
    )
    practice.happens()
    wait_for_the_end(practice)
    resize(practice.home, AMPLE_BYTES)


def disk_full_while_saving(practice: Practice) -> None:
    practice.record()
    speak(practice)
    press_enter(practice)
    practice.go_on_for(practice.random.uniform(0, 2))
    leave_room(practice, 0)
    wait_for_the_end(practice)
    resize(practice.home, AMPLE_BYTES)


def leave_room(practice: Practice, size_bytes: int) -> None:
    """Let the disk take so much more; without a disk of its own, no file can grow longer than that."""
    if resize(practice.home, used_bytes(practice.home) + size_bytes):
        return
    with contextlib.suppress(ProcessLookupError):
        _, hardest = resource.prlimit(practice.terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(practice.terminal.pid, resource.RLIMIT_FSIZE, (max(4096, size_bytes), hardest))


def power_lost_while_recording(practice: Practice) -> None:
    with power_lost(practice):
        speak(practice)
        practice.happens()


def power_lost_while_reporting(practice: Practice) -> None:
    with power_lost(practice):
        speak(practice)
        press_enter(practice)
        wait_for_a_moment_of_the_report(practice)


@contextlib.contextmanager
def power_lost(practice: Practice) -> Iterator[None]:
    """A recording that runs until the power goes; then the home holds what was safe on the disk."""
    disk = practice.home.parent / "disk"
    practice.record(program=(str(Path(power.__file__)), str(disk)))
    yield
    kill_group(practice.terminal)
    wait_for_the_end(practice)
    for path in (*practice.home.glob("history.db*"), *(practice.home / "takes").iterdir()):
        path.unlink()
    power.lay_down(disk, practice.home)


def stopped_and_continued(practice: Practice) -> None:
    practice.record()
    speak(practice)
    practice.happens()
    (said_before,) = practice.said_s
    os.kill(practice.terminal.pid, signal.SIGSTOP)
    time.sleep(SLEEPS_S)
    os.kill(practice.terminal.pid, signal.SIGCONT)
    practice.silent_s = SLEEPS_S
    practice.go_on_for(2)
    if practice.terminal.is_running:
        practice.terminal.press(ENTER)
    practice.said_s = [said_before + 2]
    wait_for_the_end(practice)


def stopped_and_recovered(practice: Practice) -> None:
    """As with Ctrl-Z, and an impatient `rehearse recover` and `show` before `fg`."""
    practice.record()
    speak(practice)
    practice.happens()
    (said_before,) = practice.said_s
    os.kill(practice.terminal.pid, signal.SIGSTOP)
    time.sleep(SLEEPS_S)
    practice.run("recover")
    practice.run("show")
    practice.silent_s = float("inf")
    os.kill(practice.terminal.pid, signal.SIGCONT)
    practice.go_on_for(2)
    if practice.terminal.is_running:
        practice.terminal.press(ENTER)
    practice.said_s = [said_before + 2]
    wait_for_the_end(practice)


def damaged_model(practice: Practice) -> None:
    model = practice.home.parent / "damaged.pt"
    model.write_bytes(practice.random.randbytes(100_000))
    practice.record("--model", str(model))
    speak(practice)
    press_enter(practice)
    wait_for_the_end(practice)


def two_at_once(practice: Practice) -> None:
    practice.record()
    second = practice.record()
    speak(practice)
    press_enter(practice)
    second.press(ENTER)
    wait_for_the_end(practice)


def history_locked(practice: Practice) -> None:
    practice.record()
    speak(practice)
    press_enter(practice)
    practice.go_on_for(practice.random.uniform(0, 3))
    connection = sqlite3.connect(practice.home / "history.db", isolation_level=None, timeout=5)
    with contextlib.closing(connection):
        connection.execute("BEGIN IMMEDIATE")
        practice.go_on_for(practice.random.uniform(*LOCKED_S))
        connection.execute("ROLLBACK")
    wait_for_the_end(practice)


FAULTS = (
    Fault("kill -9 while recording", signalled_while_recording(signal.SIGKILL)),
    Fault("kill -9 of all its processes while the report is made", killed_while_reporting),
    Fault("power lost while recording", power_lost_while_recording),
    Fault("microphone taken away", microphone_taken_away),
    Fault("disk full while recording", disk_full_while_recording),
    Fault("stopped for 6 s and continued", stopped_and_continued),
    Fault("kill -9 of its child processes while recording", children_killed),
    Fault("terminal closed (SIGHUP) while recording", terminal_closed),
    Fault("two record at once", two_at_once),
    Fault("model file damaged", damaged_model),
    Fault("sound system hangs", sound_system_hangs),
    Fault("disk full when the words are saved", disk_full_while_saving),
    Fault("power lost while the report is made", power_lost_while_reporting),
    Fault("history locked by another program", history_locked),
    Fault("stopped, recovered by another, and continued", stopped_and_recovered),
    Fault("Ctrl-C while the report is made", ctrl_c_while_reporting),
    Fault("SIGTERM while recording", signalled_while_recording(signal.SIGTERM)),
    Fault("Ctrl-C while recording", ctrl_c_while_recording),
)
