"""The video of a take: written as it comes, beside the recording, and never in its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from rehearse.errors import HistoryError, OutputError
from rehearse.history import History
from rehearse.history.files import video_of
from rehearse.model.kept import Take
from rehearse.picture.beginning import noted, noted_s
from rehearse.picture.muxing import has_length, kind_of, made_seekable
from rehearse.private_file import draft_beside

LARGEST_BYTES = 200_000_000
"""Of a video: ten minutes of what a page sends are some 60 MB."""


def mend_video(take: Take) -> None:
    """Make the video that a killed program left one that can be sought, and that plays with its sound."""
    video = video_of(take.audio)
    if video is None or has_length(video):
        return
    with suppress(OSError), draft_beside(video) as better:
        if made_seekable(video, better, kind=video.suffix.strip("."), later_s=noted_s(video)):
            better.replace(video)


def keep_video(history: History, take: Take, recording: Path) -> bool:
    """Keep the pictures of a recording that was made elsewhere beside its take, as they are coded.

    False where there are none, no room, or some already.
    """
    kind = kind_of(recording)
    if kind is None or take.audio is None or video_of(take.audio):
        return False
    path = take.audio.with_suffix(f".{kind}")
    with suppress(OSError), draft_beside(path) as draft:
        if made_seekable(recording, draft, kind=kind, later_s=0):
            with history.unchanged(take):
                draft.replace(path)
            return True
    return False


class Film:
    """The video of a take while it comes, in a draft that outlives this program where it is killed.

    It begins `later_s` after the sound.
    """

    def __init__(self, take: Take, draft: Path, file: BinaryIO, suffix: str, *, later_s: float) -> None:
        self._take = take
        self._draft = draft
        self._file = file
        self._suffix = suffix
        self._later_s = later_s
        self._size = 0

    def add(self, piece: bytes) -> None:
        """OutputError where the disk takes no more, or there is far too much; what came before stays."""
        if not self._size:
            piece = noted(piece, self._later_s)
        self._size += len(piece)
        try:
            if self._size > LARGEST_BYTES:
                raise OSError("it is far too large")
            self._file.write(piece)
            self._file.flush()
        except OSError as error:
            why = error.strerror or error
            raise OutputError(f"The video cannot be kept any further ({why}). The sound goes on.") from error

    def keep(self, history: History) -> None:
        """Put it beside the recording, so that it can be sought. Where the take is gone meanwhile, it is not
        kept either.
        """
        assert self._take.audio is not None
        path = self._take.audio.with_suffix(self._suffix)
        with draft_beside(path) as better:
            kind = self._suffix.strip(".")
            is_better = made_seekable(self._draft, better, kind=kind, later_s=self._later_s)
            best = better if is_better else self._draft
            if best.stat().st_size:
                with suppress(HistoryError), history.unchanged(self._take):
                    best.replace(path)


@contextmanager
def filming(take: Take, suffix: str, *, later_s: float) -> Iterator[Film]:
    """Take in the video of a take that is being recorded, whose sound began `later_s` before. OSError where
    there is no room even for a name.
    """
    assert take.audio is not None
    with (
        draft_beside(take.audio.with_suffix(suffix)) as draft,
        draft.open("ab") as file,
    ):
        yield Film(take, draft, file, suffix, later_s=later_s)
