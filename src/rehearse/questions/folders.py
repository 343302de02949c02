"""The folders of questions: those that come with the program, and the user's own."""

from __future__ import annotations

from pathlib import Path

from rehearse.folders import bundled, config_folder
from rehearse.questions.reading import is_of_questions


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own. InstallationError."""
    return [bundled("prompts"), config_folder() / "prompts"]


def misplaced() -> list[Path]:
    """Files of questions that lie beside the user's folder for them, and not in it."""
    try:
        return sorted(path for path in config_folder().iterdir() if path.is_file() and is_of_questions(path))
    except OSError:
        return []
