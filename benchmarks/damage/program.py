"""The program's commands: inside a worker, which is quick, or as its user would call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.damage.workers import LIMIT_BYTES, Broken, Worker, peak_bytes

REAL_LIMIT_S = 180.0
"""The model is loaded and hears a short answer, beside others."""


@dataclass(frozen=True)
class Ended:
    """A command that came to its end."""

    code: int
    out: str
    err: str

    @property
    def is_refusal(self) -> bool:
        return self.code == 1 and self.err.startswith("Error: ")

    def lines(self) -> Iterator[dict[str, Any]]:
        """What it said in JSON."""
        for line in self.out.splitlines():
            yield json.loads(line)


def command(worker: Worker, home: Path, *arguments: str) -> Ended | Broken:
    """Run a command of the program in a worker. What ends it without a word is broken too."""
    result: Ended | Broken = worker.call(run_inside, home, arguments)
    what = f"rehearse {' '.join(arguments)}"
    if isinstance(result, Broken):
        return Broken(result.how, f"{what}: {result.reason}")
    if result.code not in (0, 1) or (result.code and not result.err.strip()):
        return Broken("traceback", f"{what}: exit status {result.code}: {result.err[:200]!r}")
    return result


def commands(worker: Worker, home: Path, lines: Iterable[tuple[str, ...]]) -> list[Ended] | Broken:
    """One after another, up to the first that is broken."""
    ended = []
    for line in lines:
        result = command(worker, home, *line)
        if isinstance(result, Broken):
            return result
        ended.append(result)
    return ended


def run_inside(home: Path, arguments: tuple[str, ...]) -> Ended:
    """In this process. Every error that is not shown as a line is raised."""
    from click.testing import CliRunner

    from rehearse.cli import main

    os.environ["REHEARSE_HOME"] = str(home)
    result = CliRunner().invoke(main, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def run_outside(home: Path, *arguments: str) -> Ended | Broken:
    """In a process of its own, watched for memory and time."""
    running = subprocess.Popen(
        [sys.executable, "-m", "rehearse", *arguments],
        env={**os.environ, "REHEARSE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    give_up_at = time.monotonic() + REAL_LIMIT_S
    with running:
        while True:
            try:
                out, err = running.communicate(timeout=0.05)
                break
            except subprocess.TimeoutExpired:
                if (peak := peak_bytes(running.pid)) > LIMIT_BYTES:
                    running.kill()
                    return Broken("memory", f"{peak / 1e9:.1f} GB")
                if time.monotonic() > give_up_at:
                    running.kill()
                    return Broken("hang", f"more than {REAL_LIMIT_S:.0f} s")
    if "Traceback (most recent call last)" in err or running.returncode not in (0, 1):
        return Broken("traceback", f"exit status {running.returncode}: {err.strip()[-200:]!r}")
    return Ended(running.returncode, out, err)
