"""What each program heard in each recording, kept on disk, so that nobody is asked twice."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.systems import System


class Keep:
    """What one program heard, a file for each recording, by the recording's content.

    What another version of the program heard is as if it were not there, and is written over.
    """

    def __init__(self, folder: Path, system: System) -> None:
        self._folder, self._system, self._version = folder / system.name, system, system.version()
        assert "\n" not in self._version

    def get(self, recording: Path) -> Any:
        """What was heard, text if the program failed, None where it was not asked."""
        file = self._file(recording)
        if not file.is_file():
            return None
        version, _, heard = file.read_bytes().partition(b"\n")
        return pickle.loads(heard) if version.decode() == self._version else None

    def ask(self, recordings: Sequence[Path], weights: Path) -> None:
        """Let the program hear those of which nothing is kept."""
        missing = [recording for recording in recordings if self.get(recording) is None]
        self._folder.mkdir(parents=True, exist_ok=True)
        for number, (recording, heard) in enumerate(self._system.run(missing, weights), start=1):
            self._file(recording).write_bytes(self._version.encode() + b"\n" + pickle.dumps(heard))
            done = f"\r{self._system.name}: {number} of {len(missing)} "
            print(done, end="\n" if number == len(missing) else "", file=sys.stderr, flush=True)

    def _file(self, recording: Path) -> Path:
        return self._folder / f"{hashlib.sha256(recording.read_bytes()).hexdigest()[:20]}.pickle"
