"""Results on disk: each a file named by the key of its job, whole or not there. Programs may share it."""

from __future__ import annotations

from pathlib import Path

from rehearse.cohort.jobs import Outcome, outcome_from_text, outcome_to_text
from rehearse.errors import OutputError
from rehearse.private_file import private_folder, write_whole

FOLDER = ".results"
"""In the folder of the pages."""


class Results:
    """The results in a folder, which is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, key: str) -> Outcome | None:
        """What came of a job; None where it was not done, or its file is damaged: then it is done again."""
        try:
            return outcome_from_text(self._path(key).read_text(encoding="utf-8"), key)
        except (OSError, ValueError):
            return None

    def has(self, key: str) -> bool:
        return self.find(key) is not None

    def keep(self, outcome: Outcome) -> None:
        """Keep what came of a job for good. OutputError where that fails."""
        if not outcome.for_good:
            return
        path = self._path(outcome.key)
        try:
            private_folder(path.parent)
            write_whole(path, outcome_to_text(outcome))
        except OSError as error:
            raise OutputError(
                f"{path} cannot be written: {error.strerror or error}. Free some space, then go on with the "
                "same command."
            ) from error

    def forget(self, key: str) -> None:
        """Have a job done again."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
