"""The folder of a class on disk: pages, tables, and what makes a second run short.

A page is written anew only where something on it changed. What a coach saved there is read and never touched.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from rehearse import __version__
from rehearse.audio.browser import MEDIA_TYPE, for_browser
from rehearse.cohort.class_page import PEOPLE, Line, class_page, line
from rehearse.cohort.names import page_name
from rehearse.cohort.people import Class, ClassTake, Known, takes_of
from rehearse.cohort.person_page import PersonAbout, person_page
from rehearse.cohort.results import FOLDER
from rehearse.cohort.roster import table_text
from rehearse.cohort.rubric import REVIEWS, Review, review_text
from rehearse.cohort.tables import COLUMNS, Graded, Named, gradebook, graded, take_json, take_row
from rehearse.errors import AudioFileError, OutputError
from rehearse.page.player import PEAKS, PageAudio, embedded
from rehearse.private_file import draft_beside, private_folder, write_whole
from rehearse.progress import Progress

WRITING = "Writing the pages"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Shown:
    """What pages may hold."""

    numbers_only: bool = False
    without_audio: bool = False


class Out:
    """The folder, which is made where it is missing. OutputError where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results = folder / FOLDER
        with _explained(folder):
            for one in (folder, folder / PEOPLE, folder / REVIEWS, self.results):
                private_folder(one)

    @property
    def review_folders(self) -> tuple[Path, ...]:
        """Where a saved review may have been put."""
        return (self.folder / REVIEWS, self.folder / PEOPLE, self.folder)

    def secret(self) -> bytes:
        """What pseudonyms are made with: chosen once, and the same from then on."""
        path = self.results / "secret"
        with _explained(path):
            with suppress(FileExistsError):
                write_whole(path, secrets.token_hex(SECRET_BYTES), replace=False)
            return path.read_bytes()

    def keep_review(self, one: Known, reviews: Mapping[str, Review]) -> None:
        """Keep what a coach said of a person's takes, by their ids, as the page of the person saves it."""
        path = self.folder / REVIEWS / f"{one.page}.json"
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        with _explained(path):
            write_whole(path, review_text(one.id, reviews, saved_at=now))

    def write(self, known: Sequence[Known], of: Class, shown: Shown, *, progress: Progress) -> list[Line]:
        """All pages and tables; the lines of the table of all takes."""
        lines: list[Line] = []
        grades: list[Graded] = []
        kept = _Kept(self.results / "pages.json")
        with self._new("takes.csv") as table, self._new("takes.jsonl") as documents:
            table.write(table_text([COLUMNS]))
            for number, one in enumerate(known):
                progress(WRITING, number, len(known))
                named, takes = Named(one, shown.numbers_only), takes_of(one, of)
                self._write_page(one, takes, of, shown, kept)
                for take in takes:
                    row = take_row(named, take, of.rubric)
                    table.write(table_text([[row[name] for name in COLUMNS]]))
                    documents.write(json.dumps(take_json(named, take), allow_nan=False) + "\n")
                    lines.append(line(one.name, one.page, take, of.rubric))
                    grades.append(graded(named, take, of.rubric))
        self._write("gradebook.csv", table_text(gradebook(grades)))
        self._write("index.html", class_page(lines))
        for page in kept.left():
            (self.folder / PEOPLE / f"{page_name(page)}.html").unlink(missing_ok=True)
        kept.save()
        return lines

    def _write_page(
        self, one: Known, takes: Sequence[ClassTake], of: Class, shown: Shown, kept: _Kept
    ) -> None:
        mark = _mark(one, takes, of, shown)
        path = self.folder / PEOPLE / f"{one.page}.html"
        if kept.has(one.page, mark) and path.is_file():
            return
        sounds = {} if shown.without_audio else _sounds(takes)
        group = one.person.group
        about = PersonAbout(
            name=one.name,
            id=one.id,
            line=" · ".join(filter(None, ["" if shown.numbers_only else one.person.number, group])),
            file=f"{one.page}.json",
            with_files=not shown.numbers_only,
        )
        with _explained(path):
            write_whole(path, person_page(about, takes, of.rubric, sounds=sounds))
        kept.note(one.page, mark)

    def _write(self, name: str, text: str) -> None:
        with _explained(self.folder / name):
            write_whole(self.folder / name, text)

    @contextmanager
    def _new(self, name: str) -> Iterator[IO[str]]:
        """A file that grows as a draft, and takes its name at the end."""
        path = self.folder / name
        with _explained(path), draft_beside(path) as draft:
            with draft.open("w", encoding="utf-8", newline="") as file:
                yield file
            draft.replace(path)


class _Kept:
    """Which pages were written from what."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before: dict[str, str] = {}
        with suppress(OSError, ValueError):
            found = json.loads(path.read_text(encoding="utf-8"))
            self._before = found if isinstance(found, dict) else {}
        self._now: dict[str, str] = {}

    def has(self, page: str, mark: str) -> bool:
        if self._before.get(page) != mark:
            return False
        self._now[page] = mark
        return True

    def note(self, page: str, mark: str) -> None:
        self._now[page] = mark

    def left(self) -> list[str]:
        """Pages of an earlier run that this one has no more: somebody is called otherwise now, or left."""
        return [page for page in self._before if page not in self._now]

    def save(self) -> None:
        with _explained(self._path):
            write_whole(self._path, json.dumps(self._now))


def _mark(one: Known, takes: Iterable[ClassTake], of: Class, shown: Shown) -> str:
    """What a page is made from."""
    said = [__version__, one.name, one.person, of.rubric, shown]
    for take in takes:
        handed, key = take.filed.handed, take.filed.job.key if take.filed.job else ""
        said.append((handed.file, handed.due, key, take.question, take.prompt, take.looks, take.review))
    return hashlib.sha256(repr(said).encode(errors="surrogatepass")).hexdigest()


def _sounds(takes: Iterable[ClassTake]) -> dict[int, PageAudio]:
    return {take.number: audio for take in takes if (audio := _sound(take))}


def _sound(take: ClassTake) -> PageAudio | None:
    """The sound of a take; none of what has none, or can be read no more."""
    path = take.filed.handed.path
    if path is None or take.report is None or not take.report.heard.is_spoken:
        return None
    with suppress(AudioFileError):
        data, peaks = for_browser(path, peaks=PEAKS)
        return PageAudio(embedded(data, MEDIA_TYPE), peaks)
    return None


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Choose another place: --out FOLDER."
        ) from error
