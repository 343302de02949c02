"""The files of takes beside their history: recordings, pages, and drafts of both that a killed program left.

A name that the history holds is never followed out of the folder of takes. What is in the files is not
known here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TypeGuard

from rehearse.private_file import abandoned, draft_of, remove_abandoned, sync_folder

AUDIO_SUFFIXES = (".wav", ".flac")
"""Of a take while it is recorded, and afterwards."""

VIDEO_SUFFIXES = (".webm", ".mp4")
"""Of the video of a take, which lies beside its recording under the same name."""

LONGEST_NAME_BYTES = 255
"""No file system of ours has longer ones; ours have some fifty."""

_PAGE_DRAFT = re.compile(r"\.(take-\d+|progress)\.html\.[a-z0-9_]{8}")
"""Of a page, as earlier versions named it."""


def takes_folder(folder: Path) -> Path:
    """Where the recordings lie, in the folder of the history."""
    return folder / "takes"


def pages_folder(folder: Path) -> Path:
    """Where the pages lie unless their user wants them elsewhere."""
    return folder / "pages"


def page_of(folder: Path, take_id: int) -> Path:
    """Where the page of a take lies."""
    return pages_folder(folder) / f"take-{take_id}.html"


def progress_page(folder: Path) -> Path:
    """Where the page of the progress lies, in which every take has its part."""
    return pages_folder(folder) / "progress.html"


def is_plain(name: object) -> TypeGuard[str]:
    """Whether a name can be that of a recording: of a file in the folder itself, on every system."""
    return (
        isinstance(name, str)
        and PurePosixPath(name).name == name == PureWindowsPath(name).name
        and name not in ("", "..")
        and "\0" not in name
        and len(os.fsencode(name)) <= LONGEST_NAME_BYTES
    )


def leads_outside(path: Path) -> bool:
    """Whether a file is a link out of its folder."""
    if not path.is_symlink():
        return False
    # Not `resolve`, which fails for a link to itself.
    return Path(os.path.realpath(path)).parent != Path(os.path.realpath(path.parent))


def recordings(name: str) -> tuple[str, ...]:
    """The names that a recording may have: what it is compressed to may be there beside it, or instead. Its
    video is a part of it.
    """
    return (name, *(PurePosixPath(name).stem + suffix for suffix in (*AUDIO_SUFFIXES, *VIDEO_SUFFIXES)))


def videos(recording: Path) -> Iterator[Path]:
    """The videos that lie beside a recording: one, if any."""
    if not leads_outside(recording):
        yield from (video for suffix in VIDEO_SUFFIXES if (video := recording.with_suffix(suffix)).is_file())


def video_of(recording: Path | None) -> Path | None:
    """The video of the take with that recording."""
    return next(videos(recording), None) if recording else None


def remove(paths: Iterable[Path]) -> list[OSError]:
    """Remove files, those that are there; what the disk said of those that it does not let go of."""
    kept = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except NotADirectoryError:  # something else in the place of its folder
            pass
        except OSError as error:
            kept.append(error)
    return kept


def sync(folder: Path) -> None:
    """Force to the disk what was removed: a power cut could bring it back."""
    for of_files in (takes_folder(folder), pages_folder(folder)):
        with suppress(OSError):  # not every file system can, and there may be no pages
            sync_folder(of_files)


def sweep(folder: Path, *, is_named: Callable[[str], bool]) -> None:
    """Finish what killed programs were writing: a recording that a take names gets its name, the rest goes.

    No draft is the only copy of anything else: it was made from a recording that is there, or that lies
    elsewhere. What others are writing now is left alone.
    """
    for draft in _hidden(takes_folder(folder)):
        name = draft_of(draft)
        if name and is_named(name):
            _name(draft, draft.with_name(name))
        elif name:
            remove_abandoned(draft)
    for draft in _hidden(pages_folder(folder)):
        if draft_of(draft) or _PAGE_DRAFT.fullmatch(draft.name):
            remove_abandoned(draft)


def _name(draft: Path, path: Path) -> None:
    with suppress(OSError), abandoned(draft) as nobody_writes:
        if nobody_writes and not os.path.lexists(path):
            draft.replace(path)
        elif nobody_writes:
            draft.unlink()


def _hidden(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(".")]
        yield from (folder / name for name in names)
