"""Takes as pages on disk: made from a report and its sound, the owner's alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.browser import MEDIA_TYPE, for_browser
from rehearse.folders import data_folder
from rehearse.history.files import page_of, pages_folder, progress_page
from rehearse.model.kept import Take
from rehearse.model.report import Report
from rehearse.page.take_page import PEAKS, PageSound, page
from rehearse.words.text import clock

if TYPE_CHECKING:
    from rehearse.analysis.coaching import Coaching


def page_path(take_id: int) -> Path:
    """Where the page of a take lies unless its user wants it elsewhere; the folder is there."""
    return page_of(_folder(), take_id)


def progress_path() -> Path:
    """Where the page of the progress lies unless its user wants it elsewhere; the folder is there."""
    return progress_page(_folder())


def _folder() -> Path:
    pages_folder(data_folder()).mkdir(mode=0o700, exist_ok=True)
    return data_folder()


def take_page(take: Take, report: Report, coached: Coaching | None = None) -> str:
    """A take as one page; without its sound where that is gone. AudioFileError where it cannot be read."""
    sound = None
    if take.audio and take.audio.exists():
        sound = PageSound(*for_browser(take.audio, peaks=PEAKS), media_type=MEDIA_TYPE)
    length = f", {clock(report.heard.duration_s)}" if report.heard.duration_s else ""
    return page(
        report,
        title=take.question or f"Take {take.id}",
        about=f"Take {take.id}, {take.recorded_at.astimezone():%Y-%m-%d %H:%M}{length}",
        sound=sound,
        coached=coached,
    )
