"""What the program says of a damaged recording, beside what the file declares and what ffmpeg reads of it."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from benchmarks.damage.damages import NONE, Damaged
from benchmarks.damage.workers import Broken, How, Worker, where

CUT_SHARE = 0.05
"""So much of a recording may be missing without a word."""

SANE = 20.0
"""A file that declares to be so many times longer than what was recorded declares nothing."""

READABLE_FROM_S = 0.5
WITNESS_READS_S = 600
WITNESS_WAITS_S = 60

RATE_HZ = 16_000

LONGEST_S = 7200.0
"""None of the recordings lasts nearly as long; what seems to is read no further."""

Outcome = Literal["read", "short", "said", "wrongly said", "cut", "refused", "refused, ffmpeg reads it"] | How


@dataclass(frozen=True)
class Read:
    """What the program made of a recording: `seconds` of sound, and what it says is wrong with it."""

    seconds: float
    missing_s: float = 0.0
    errors: int = 0

    @property
    def is_said(self) -> bool:
        return self.missing_s > 0 or self.errors > 0


@dataclass(frozen=True)
class Refused:
    reason: str


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    reason: str = ""


def read(path: Path) -> Read | Refused:
    """Have the program read a recording to its end."""
    from rehearse.errors import RehearseError

    try:
        return _read(path)
    except RehearseError as error:
        return Refused(f"{error} ({where(error.__cause__)})" if error.__cause__ else str(error))


def _read(path: Path) -> Read:
    files: Any = import_module("rehearse.audio.files")
    if hasattr(files, "Recording"):
        recording = files.Recording(path)
        seconds = _counted_s(recording.blocks())
        damage = recording.damage
        return Read(seconds, damage.missing_s, damage.errors) if damage else Read(seconds)
    files.duration_s(path)
    return Read(_counted_s(files.read_blocks(path)))


def _counted_s(blocks: Iterable[Any]) -> float:
    """How long they last together; no further than `LONGEST_S`."""
    seconds = 0.0
    for block in blocks:
        seconds += len(block) / RATE_HZ
        if seconds > LONGEST_S:
            break
    return seconds


def declared_s(path: Path) -> float:
    """How long a file says it is, 0 where it does not."""
    import av

    try:
        with av.open(str(path), metadata_errors="replace") as container:
            return max(wav_s(path.read_bytes()), (container.duration or 0) / av.time_base)
    except (av.FFmpegError, OSError):
        return 0.0


def wav_s(data: bytes) -> float:
    """The length in the header of a wav, which libraries shorten to what is there; 0 where there is none."""
    at, bytes_a_second = 12, 0
    while data[:4] == b"RIFF" and at + 24 <= len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        if name == b"fmt ":
            bytes_a_second = struct.unpack("<I", data[at + 16 : at + 20])[0]
        if name == b"data":
            is_open = size in (0, 0xFFFFFFFF)
            return 0.0 if is_open or not bytes_a_second else size / bytes_a_second
        at += 8 + size + size % 2
    return 0.0


def witnessed_s(path: Path) -> float | None:
    """How much the program ffmpeg reads of a recording; None where it is not installed."""
    if not (ffmpeg := shutil.which("ffmpeg")):
        return None
    command = [ffmpeg, "-v", "quiet", "-nostdin", "-i", str(path), "-vn", "-ac", "1", "-ar", str(RATE_HZ)]
    command += ["-t", str(WITNESS_READS_S), "-f", "s16le", "-"]
    try:
        sound = subprocess.run(command, stdout=subprocess.PIPE, timeout=WITNESS_WAITS_S, check=False).stdout
    except subprocess.TimeoutExpired as stopped:
        sound = stopped.stdout or b""
    return len(sound) / 2 / RATE_HZ


def tried(worker: Worker, damaged: Damaged, path: Path) -> Verdict:
    """Have a file with that content read in a worker, and judge what came of it."""
    return judged(damaged, path, worker.call(read, path), worker)


def judged(damaged: Damaged, path: Path, result: Read | Refused | Broken, worker: Worker) -> Verdict:
    if isinstance(result, Broken):
        return Verdict(result.how, result.reason)
    if isinstance(result, Refused):
        return _refused(damaged, path, result)
    if result.seconds > LONGEST_S:
        return Verdict("hang", f"more than {LONGEST_S:.0f} of {damaged.seconds:.1f} s")
    if result.is_said:
        reason = f"{result.missing_s:.1f} s missing and {result.errors} errors in a whole recording"
        return Verdict("wrongly said", reason) if damaged.case.damage == NONE else Verdict("said")
    if not is_short(result.seconds, damaged.seconds):
        return Verdict("read")
    declared = worker.call(declared_s, path)
    witnessed = witnessed_s(path) or 0.0
    told = 0.0 if isinstance(declared, Broken) or declared > SANE * damaged.seconds else declared
    reason = f"{result.seconds:.1f} of {damaged.seconds:.1f} s; declared {told:.1f}, ffmpeg {witnessed:.1f}"
    was_told = is_short(result.seconds, min(max(told, witnessed), damaged.seconds))
    return Verdict("cut" if was_told else "short", reason)


def is_short(seconds: float, wanted_s: float) -> bool:
    return seconds < (1 - CUT_SHARE) * wanted_s


def _refused(damaged: Damaged, path: Path, result: Refused) -> Verdict:
    witnessed = witnessed_s(path) or 0.0
    # What lasts much longer than the recording did is not that recording: a nonsense rate is rightly refused.
    if damaged.seconds and READABLE_FROM_S <= witnessed <= SANE * damaged.seconds:
        return Verdict(
            "refused, ffmpeg reads it", f"ffmpeg {witnessed:.1f} of {damaged.seconds:.1f} s; {result.reason}"
        )
    return Verdict("refused", result.reason)
