"""Takes as pages on disk: made from a report and its sound, the owner's alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rehearse.audio.browser import MEDIA_TYPE, for_browser
from rehearse.folders import data_folder
from rehearse.history.files import page_of, pages_folder, progress_page
from rehearse.model.kept import Take
from rehearse.model.report import Report
from rehearse.page.player import PEAKS, PageAudio, embedded
from rehearse.page.take_page import About, page
from rehearse.words.takes import recorded
from rehearse.words.text import clock

if TYPE_CHECKING:
    from rehearse.analysis.coaching import Coaching


def page_path(take_id: int) -> Path:
    """Where the page of a take lies unless its user wants it elsewhere; the folder is there."""
    return page_of(_folder(), take_id)


def progress_path() -> Path:
    """Where the page of the progress lies unless its user wants it elsewhere; the folder is there."""
    return progress_page(_folder())


def page_beside(path: Path, take_id: int) -> str | None:
    """The address of a take's page as seen from a page at `path`; None where none lies beside it."""
    page = path.parent / page_of(path.parent, take_id).name
    return page.name if page.is_file() else None


def _folder() -> Path:
    pages_folder(data_folder()).mkdir(mode=0o700, exist_ok=True)
    return data_folder()


def take_page(
    take: Take,
    report: Report,
    coached: Coaching | None = None,
    *,
    before: Report | None = None,
    with_audio: bool = True,
    beside_progress: bool = False,
) -> str:
    """A take as one page; without its audio if that is gone, or is not wanted. `before` is the take before
    of the same question; `beside_progress` says that the page will lie beside that of the progress.
    AudioFileError if the audio cannot be read.
    """
    audio = None
    if with_audio and take.audio and take.audio.exists():
        data, peaks = for_browser(take.audio, peaks=PEAKS)
        audio = PageAudio(embedded(data, MEDIA_TYPE), peaks)
    progress = progress_page(data_folder())
    return page(
        report,
        About(
            title=take.question or f"Take {take.id}",
            line=about_line(take, report),
            take=take.id,
            progress=progress.name if beside_progress and progress.exists() else "",
        ),
        audio=audio,
        coached=coached,
        before=before,
    )


def about_line(take: Take, report: Report) -> str:
    """Which take, when and how long: `Take 3 · Sunday 2 March 2025, 18:04 · 1:25`."""
    parts = [f"Take {take.id}", recorded(take.recorded_at)]
    if report.heard.duration_s:
        parts.append(clock(report.heard.duration_s))
    return " · ".join(parts)
