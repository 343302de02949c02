"""A home of a user's own: takes whose words a test chooses, and the program run on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rehearse.folders import cache_folder
from rehearse.history import open_history
from rehearse.model.heard import Heard
from rehearse.model.kept import NewTake
from rehearse.transcription.weights import find_weights

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def new_home(folder: Path) -> Path:
    """A home where only the weights are ready, as they are after a first use."""
    open_history(folder).close()
    find_weights(cache=cache_folder())
    (folder / "cache").symlink_to(cache_folder())
    return folder


@dataclass(frozen=True)
class Home:
    """A folder of a user's own."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def keep(
        self,
        heard: Heard | None,
        *,
        sound: Path | None = None,
        day: float = 0,
        prompt_id: str | None = None,
        question: str | None = None,
    ) -> int:
        """Keep a take, with a copy of its sound; its number. Without `heard` it has no report yet."""
        with open_history(self.folder) as history:
            audio = history.takes_folder / (sound.name if sound else "gone.flac")
            if sound:
                shutil.copy(sound, audio)
            take = history.begin(
                NewTake(
                    recorded_at=NOON + timedelta(days=day),
                    prompt_id=prompt_id,
                    question=question,
                    audio=audio if heard is None or heard.is_spoken else None,
                    version="0.1.0",
                )
            )
            if heard:
                history.finish(take.id, heard)
        return take.id

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        own: Mapping[str, str] = {"REHEARSE_HOME": str(self.folder), "COLUMNS": "80", **environment}
        return subprocess.run(
            [sys.executable, "-m", "rehearse", *arguments],
            env={**self.environment, **own},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def printed(self, *arguments: str) -> str:
        """What a command prints that ends well."""
        run = self.run(*arguments)
        assert (run.returncode, run.stderr) == (0, "")
        return run.stdout
