"""What the program says of a damaged recording, beside what the file declares and what ffmpeg reads of it."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.damage.damages import DAMAGES, Case, Damaged, all_cases, damaged
from benchmarks.damage.program import Ended, run_outside
from benchmarks.damage.recordings import MANY, RECIPES
from benchmarks.damage.verdicts import Trial, Verdict, broken
from benchmarks.damage.workers import Broken, Worker, where

CUT_SHARE = 0.05
"""So much of a recording may be missing without a word."""

SANE = 20.0
"""A file that declares to be so many times longer than what was recorded declares nothing."""

REAL_ROW = "some, by rehearse analyze"
REAL_EACH = 5
"""Of each format."""

READABLE_FROM_S = 0.5
WITNESS_READS_S = 600
WITNESS_WAITS_S = 60

RATE_HZ = 16_000
UNCOMPRESSED = ("wav", "aiff")
SILENT_FROM_S = 0.1
NOTHING = 1e-6
"""Softer than half a step of 16 bits by far; what rounding leaves of zeros."""

LONGEST_S = 7200.0
"""None of the recordings lasts nearly as long; what seems to is read no further."""


@dataclass(frozen=True)
class Read:
    """What the program made of a recording: `seconds` of sound, and what it says is wrong with it.

    Of them `silent_s` are of nothing at all, which no microphone gives: something was put in its place.
    """

    seconds: float
    missing_s: float = 0.0
    errors: int = 0
    silent_s: float = 0.0

    @property
    def is_said(self) -> bool:
        return self.missing_s > 0 or self.errors > 0


@dataclass(frozen=True)
class Refused:
    reason: str


def read(path: Path) -> Read | Refused:
    """Have the program read a recording to its end."""
    from rehearse.errors import RehearseError

    try:
        return _read(path)
    except RehearseError as error:
        return Refused(f"{error} ({where(error.__cause__)})" if error.__cause__ else str(error))


def _read(path: Path) -> Read:
    from rehearse.audio.files import Recording

    recording = Recording(path)
    seconds, silent_s = _counted(recording.blocks())
    damage = recording.damage
    return Read(seconds, damage.missing_s if damage else 0.0, damage.errors if damage else 0, silent_s)


def _counted(blocks: Iterable[Any]) -> tuple[float, float]:
    """How long they last together, no further than `LONGEST_S`, and how much of it is nothing at all."""
    seconds = silent_s = 0.0
    for block in blocks:
        seconds += len(block) / RATE_HZ
        silent_s += silent_in_s(block)
        if seconds > LONGEST_S:
            break
    return seconds, silent_s


def silent_in_s(samples: npt.NDArray[np.float32]) -> float:
    """How long mono samples of shape (n,) are nothing at all, in stretches of `SILENT_FROM_S` and more."""
    edges = np.diff(np.abs(samples) < NOTHING, prepend=False, append=False).nonzero()[0]
    lengths = edges[1::2] - edges[::2]
    return float(lengths[lengths >= SILENT_FROM_S * RATE_HZ].sum()) / RATE_HZ


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


def trials(*, seed: int) -> Iterator[Trial]:
    """Every recording, read by the program's own functions."""
    for case in all_cases():
        yield Trial(case.format, case.damage, case.name, partial(tried, case, seed))


def real_trials(*, seed: int) -> Iterator[Trial]:
    """Some of them, of every kind, heard by the whole program."""
    names = list(DAMAGES)
    for place, format_ in enumerate(RECIPES):
        for step in range(REAL_EACH):
            case = Case(format_, names[(place * REAL_EACH + step) % len(names)], (place + step) % (MANY - 1))
            yield Trial(REAL_ROW, case.damage, f"heard-{case.name}", partial(tried_for_real, case, seed))


def tried(case: Case, seed: int, worker: Worker, path: Path) -> Verdict:
    recording = damaged(case, seed=seed)
    path.write_bytes(recording.data)
    return judged(recording, path, worker.call(read, path), worker)


def tried_for_real(case: Case, seed: int, worker: Worker, path: Path) -> Verdict:
    """As a user would, with the model; the line of JSON tells what came of it."""
    recording = damaged(case, seed=seed)
    path.write_bytes(recording.data)
    ended = run_outside(path.parent, "analyze", "--json", str(path))
    return judged(recording, path, ended if isinstance(ended, Broken) else told(ended), worker)


def told(ended: Ended) -> Read | Refused | Broken:
    """What the program said of one recording in JSON."""
    lines = list(ended.lines())
    if len(lines) != 1 or (ended.code == 1) != ("error" in lines[0]):
        return Broken("traceback", f"exit status {ended.code}, {len(lines)} lines: {ended.err[:200]!r}")
    (line,) = lines
    if "error" in line:
        return Refused(line["error"])
    damage = line.get("damaged") or {"missing_s": 0.0, "errors": 0}
    if any(damage.values()) and not ended.err.strip():
        return Broken("traceback", f"damaged, and no warning: {damage}")
    return Read(line["duration_s"], damage["missing_s"], damage["errors"])


def judged(recording: Damaged, path: Path, result: Read | Refused | Broken, worker: Worker) -> Verdict:
    if isinstance(result, Broken):
        return broken(result)
    if isinstance(result, Refused):
        return _refused(recording, path, result)
    if result.seconds > LONGEST_S:
        return Verdict("hang", f"more than {LONGEST_S:.0f} of {recording.seconds:.1f} s")
    if result.is_said:
        return Verdict("said", f"{result.missing_s:.1f} s missing, {result.errors} errors")
    # Zeros in a file without compression are sound like any other.
    heard_s = result.seconds - (0.0 if recording.case.format in UNCOMPRESSED else result.silent_s)
    if not is_short(heard_s, recording.seconds):
        return Verdict("read")
    declared = worker.call(declared_s, path)
    witnessed = witnessed_s(path) or 0.0
    told = 0.0 if isinstance(declared, Broken) or declared > SANE * recording.seconds else declared
    reason = f"{heard_s:.1f} of {recording.seconds:.1f} s; declared {told:.1f}, ffmpeg {witnessed:.1f}"
    if heard_s < result.seconds:
        reason += f"; {result.silent_s:.1f} s of nothing beside"
    was_told = is_short(heard_s, min(max(told, witnessed), recording.seconds))
    return Verdict("cut" if was_told else "short", reason)


def is_short(seconds: float, wanted_s: float) -> bool:
    return seconds < (1 - CUT_SHARE) * wanted_s


def _refused(recording: Damaged, path: Path, result: Refused) -> Verdict:
    witnessed = witnessed_s(path) or 0.0
    # What lasts much longer than the recording did is not that recording: a nonsense rate is rightly refused.
    if recording.seconds and READABLE_FROM_S <= witnessed <= SANE * recording.seconds:
        return Verdict(
            "refused, ffmpeg reads it",
            f"ffmpeg {witnessed:.1f} of {recording.seconds:.1f} s; {result.reason}",
        )
    return Verdict("refused", result.reason)
