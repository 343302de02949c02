"""The system's own voice, which reads a question aloud before the recording begins."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass

from rehearse.errors import PlaybackError

LONGEST_S = 60.0
"""A voice that has not finished a question by then hangs."""

WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$voice.Speak([Console]::In.ReadToEnd())"
)
PROGRAMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("say", "-f", "-"),),
    "win32": (("powershell", "-NoProfile", "-NonInteractive", "-Command", WINDOWS),),
    "linux": (("espeak-ng", "--stdin"), ("espeak", "--stdin")),
}
"""By platform, the first that is there; each reads the text from its standard input."""


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """The program that speaks."""

    command: tuple[str, ...]

    @classmethod
    def found(cls) -> SystemVoice:
        """The voice of this machine. PlaybackError where it has none."""
        for command in PROGRAMS.get(sys.platform, PROGRAMS["linux"]):
            if shutil.which(command[0]):
                return cls(command)
        raise PlaybackError(
            "This machine has no voice to read the question aloud. Install one (Debian and Ubuntu: "
            "sudo apt install espeak-ng), or leave out --aloud."
        )

    def say(self, text: str) -> None:
        """Read a text aloud and return when it was heard. PlaybackError where that fails."""
        try:
            subprocess.run(
                self.command,
                input=text,
                encoding="utf-8",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_S,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise PlaybackError(
                f"{self.command[0]} could not read the question aloud. Leave out --aloud."
            ) from error
