"""A home with a microphone, and `rehearse prompt` at a terminal in front of it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from at_terminal import SHOWS_WITHIN_S, Terminal
from rehearse.audio.files import RATE_HZ
from rehearse.audio.take_file import BYTES_PER_SAMPLE
from virtual_microphone import VirtualMicrophone

VOICE = Path(__file__).parent.parent / "samples" / "short-answer.flac"
TRUTH = json.loads(VOICE.with_suffix(".json").read_text(encoding="utf-8"))
QUESTION_ID = "outage"
SAYS_PRINTER_WITHIN_S = 3
"""After so much of the sample its first words were spoken, "printer" among them."""


@dataclass(frozen=True)
class Practice:
    """A home of its own, with a microphone."""

    home: Path
    microphone: VirtualMicrophone

    @property
    def environment(self) -> dict[str, str]:
        return self.microphone.environment | {"REHEARSE_HOME": str(self.home), "TERM": "xterm-256color"}

    @contextlib.contextmanager
    def at_terminal(self, *arguments: str) -> Iterator[Terminal]:
        terminal = Terminal(arguments, self.environment)
        try:
            yield terminal
        finally:
            terminal.close()

    @contextlib.contextmanager
    def recording(self, *arguments: str) -> Iterator[Terminal]:
        """`rehearse prompt`, which has begun to record."""
        with self.at_terminal("prompt", QUESTION_ID, *arguments) as terminal:
            terminal.wait_for(r"Recording  0:0\d")
            yield terminal

    @contextlib.contextmanager
    def recording_speech(self) -> Iterator[Terminal]:
        """`rehearse prompt`, which has recorded some words of an answer that goes on."""
        with self.recording() as terminal, self.microphone.play(VOICE) as voice:
            try:
                terminal.wait_for("I can hear you")
                recording = self.recordings()[-1]
                said = recording.stat().st_size + SAYS_PRINTER_WITHIN_S * RATE_HZ * BYTES_PER_SAMPLE
                terminal.read_until(lambda: recording.stat().st_size > said, waiting_for="some words")
                yield terminal
            finally:
                voice.kill()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "rehearse", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=2 * SHOWS_WITHIN_S,
        )

    def show_json(self) -> dict[str, Any]:
        """What `rehearse show --json` says of the latest take, which is kept for good then."""
        shown = self.run("show", "--json")
        assert (shown.returncode, shown.stderr) == (0, "")
        take: dict[str, Any] = json.loads(shown.stdout)
        return take

    def recordings(self) -> list[Path]:
        return sorted((self.home / "takes").iterdir())
