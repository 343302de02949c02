"""Written answers."""

from __future__ import annotations

from pathlib import Path

from rehearse.analysis.words import split_words
from rehearse.errors import TextFileError
from rehearse.hearing.heard import with_readings
from rehearse.model.heard import Heard, Word
from rehearse.takes.drafts import as_said

LARGEST_TEXT_BYTES = 10_000_000


def read_text(path: Path) -> Heard:
    """A written answer. TextFileError where the file cannot be read, holds no UTF-8, or is no answer."""
    return with_readings(Heard(words=tuple(map(Word, split_words(as_said(text_of(path)))))))


def text_of(path: Path) -> str:
    """What somebody wrote. TextFileError where the file cannot be read, holds no UTF-8, or no words."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_TEXT_BYTES + 1)
        if len(content) > LARGEST_TEXT_BYTES:
            raise TextFileError(f"{path} is too large for one answer. Name a smaller file.")
        text = content.decode("utf-8-sig")
    except IsADirectoryError as error:
        raise TextFileError(f"The folder {path} has no texts. Name another folder, or a file.") from error
    except FileNotFoundError as error:
        raise TextFileError(f"There is no file {path}. Check the name.") from error
    except PermissionError as error:
        raise TextFileError(f"{path} cannot be read: permission denied. Change its permissions.") from error
    except UnicodeDecodeError as error:
        raise TextFileError(
            f"{path} is not UTF-8 text. Save it as UTF-8, or leave out --text for a recording."
        ) from error
    except OSError as error:
        raise TextFileError(f"{path} cannot be read: {error.strerror or error}. Check the file.") from error
    if not text.split():
        raise TextFileError(f"{path} has no words in it. Write your answer into it.")
    return text
