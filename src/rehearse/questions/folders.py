"""The folders of questions: those that come with the program, and the user's own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from rehearse.errors import PromptError
from rehearse.folders import config_folder


def bundled_folder() -> Path:
    """The folder of the questions that come with the program.

    Raises PromptError where the installation lost it.
    """
    # The wheel carries prompts/ inside the package; a checkout, and so an editable install, beside src/.
    packaged = Path(str(resources.files("rehearse"))) / "prompts"
    beside = Path(__file__).resolve().parents[3] / "prompts"
    for folder in (packaged, beside):
        if folder.is_dir():
            return folder
    raise PromptError(f"The bundled questions are missing from {packaged}. Install rehearse again.")


def question_folders() -> list[Path]:
    """Where questions are read from: the bundled ones first, then the user's own."""
    return [bundled_folder(), config_folder() / "prompts"]
