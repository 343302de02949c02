"""The folders of questions: those that come with the program, and the user's own."""

from __future__ import annotations

from pathlib import Path

from rehearse.folders import bundled, config_folder


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own. InstallationError."""
    return [bundled("prompts"), config_folder() / "prompts"]
