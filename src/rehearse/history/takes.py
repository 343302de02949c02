"""The takes: begun when recording starts, finished when analysed, listed, and deleted without a trace.

Nothing here records, analyses or converts sound; of a recording the history knows the file's name, and
touches the file only to delete it with its take.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rehearse.errors import HistoryError
from rehearse.history import files
from rehearse.history.database import FINISHED, HEARD, TAKE, connect, create_private, utc
from rehearse.history.jobs import Jobs
from rehearse.history.notes import Notes
from rehearse.history.problems import explained, outside
from rehearse.history.removals import Removals
from rehearse.history.stored import (
    ABOUT_FILE,
    SAID,
    count_from,
    damage_from_text,
    heard_from,
    heard_to_columns,
    moment_from,
    seconds_or_none_from,
    summary_from_text,
    summary_to_text,
    text_from,
    text_or_none_from,
)
from rehearse.history.stories import Stories
from rehearse.model.heard import Damage, Heard
from rehearse.model.kept import NewTake, Summary, Take
from rehearse.model.questions import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Listed:
    """A take as a list shows it, words not loaded.

    `words` counts all of them, filled pauses included, and is None while the take is not analysed
    yet. `duration_s` is None then too, and for a written answer. `damage` is None where nothing was wrong
    with the file that it was made from.
    """

    take: Take
    words: int | None
    duration_s: float | None
    damage: Damage | None


def open_history(folder: Path) -> History:
    """The history in `folder`, created with it where there is none; close it, or use it in `with`.

    The folder holds `history.db` and `takes/`. What is created is private to the user: folders
    0700, files 0600; what exists keeps its permissions. What a program that was killed left undone,
    a deletion or a recording from a file, is finished. Raises HistoryError where the folder cannot
    be used, and where the file is damaged, not ours, or newer than this program: it is then left as
    it is.
    """
    path = folder / "history.db"
    with explained(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        create_private(path)
        connection = connect(path)
        try:
            files.takes_folder(folder).mkdir(mode=0o700, exist_ok=True)
        except OSError:
            connection.close()
            raise
    history = History(connection, folder)
    try:
        history.tidy()
    except BaseException:
        history.close()
        raise
    return history


class History(Removals, Notes, Stories, Jobs):
    """The takes in one folder: see `Database` for what its methods raise."""

    def begin(self, new: NewTake) -> Take:
        """Keep a take before anything is known of what it says, so that it cannot be lost.

        `recorded_at` must know its time zone, and `audio` must lie in `takes_folder`: else ValueError.
        """
        row = self._row(new)
        with self._writing():
            take_id = self._insert(row)
        return self.take(take_id)

    def finish(self, take_id: int, heard: Heard) -> Take:
        """Keep what was heard of a take; a second time replaces what was kept the first time."""
        with self._writing():
            self._store(take_id, heard)
        return self.take(take_id)

    def add(self, heard: Heard, new: NewTake, *, source: str | None = None) -> Take:
        """`begin` and `finish` at once: the take is kept with its words or not at all.

        `source` is a digest of the file that it was made from; `kept_from` finds it by that.
        """
        row = self._row(new, source)
        with self._writing():
            take_id = self._insert(row)
            self._store(take_id, heard)
        return self.take(take_id)

    def set_audio(self, take_id: int, audio: Path | None) -> Take:
        """Point the take to another file in `takes_folder`, or to none; the files are left alone."""
        name = self._name(audio)
        with self._writing():
            self._update("UPDATE takes SET audio = ? WHERE id = ?", (name, take_id), take_id)
        return self.take(take_id)

    def drop_video(self, *take_ids: int) -> None:
        """Remove the videos of takes; the rest stays. HistoryError as for `delete`."""
        self.check_removable(*take_ids)
        recordings = [audio for take_id in take_ids if (audio := self.take(take_id).audio)]
        if errors := files.remove(video for audio in recordings for video in files.videos(audio)):
            raise HistoryError(f"Cannot be deleted: {errors[0].filename} ({errors[0].strerror}).")
        files.sync(self.folder)

    @contextmanager
    def unchanged(self, take: Take) -> Iterator[None]:
        """Meanwhile nobody can delete the take or its sound. HistoryError where somebody has."""
        with self._writing():
            row = self._one("audio", take.id)
            decided = self._rows("SELECT 1 FROM removals WHERE take_id = ?", (take.id,))
            if decided or (take.audio is not None and row["audio"] is None):
                raise HistoryError(f"Another rehearse changed take {take.id}. Try again.")
            yield

    def take(self, take_id: int | None = None) -> Take:
        """One take with what was heard, None where it is not analysed yet; without a number the latest.

        The latest is the one that was kept last, whatever the clock said then: whoever has just spoken means
        that one. A recording that `recover` found was kept when it was found. Lists and the progress stay in
        the order of time.
        """
        take = self._take(self._one(HEARD, take_id), with_heard=True)
        if take.audio is not None and files.leads_outside(take.audio):
            raise outside(self.path, take.id, take.audio.name)
        return take

    def takes(
        self, *, prompt_id: str | None = None, limit: int | None = None, newest_first: bool = True
    ) -> tuple[Take, ...]:
        """Takes by the time they were recorded, `heard` left None; `limit` counts from the first listed."""
        listed = self.listed(prompt_id=prompt_id, limit=limit, newest_first=newest_first)
        return tuple(entry.take for entry in listed)

    def listed(
        self, *, prompt_id: str | None = None, limit: int | None = None, newest_first: bool = True
    ) -> tuple[Listed, ...]:
        """As `takes`, with what a list shows of each: how many words and how long."""
        rows = self._select(TAKE, {"prompt_id = ?": prompt_id}, limit=limit, newest_first=newest_first)
        return tuple(self._listed(row) for row in rows)

    def takes_heard(
        self,
        *,
        prompt_id: str | None = None,
        limit: int | None = None,
        newest_first: bool = True,
        as_kept: bool = False,
    ) -> Iterator[Take]:
        """As `takes`, but only those analysed, each with what was heard, loaded one at a time.

        With `as_kept` they come in the order in which they were kept, whatever the clock said. Which takes
        there are is settled when the first is asked for; one deleted since is left out.
        """
        ids = self._select(
            "takes.id",
            {FINISHED: True, "prompt_id = ?": prompt_id},
            limit=limit,
            newest_first=newest_first,
            as_kept=as_kept,
        )
        # Each by a query of its own: an open one would keep every process from tidying up the file.
        for (take_id,) in ids:
            for row in self._select(HEARD, {"takes.id = ?": take_id}):
                yield self._take(row, with_heard=True)

    def summaries(self, measures: int) -> list[tuple[Take, Summary | None]]:
        """Every analysed take, the oldest first, `heard` left None, with its summary by these measures.

        None stands where it was not summed up by them yet, or where what was kept of it is damaged: it can be
        made anew.
        """
        rows = self._rows(
            f"SELECT {TAKE}, summary FROM takes LEFT JOIN summaries ON take_id = takes.id AND measures = ?"
            " WHERE word_count IS NOT NULL ORDER BY recorded_at, takes.id",
            (measures,),
        )
        return [(self._take(row), _summary(row["summary"])) for row in rows]

    def keep_summaries(self, measures: int, summaries: Mapping[int, Summary]) -> None:
        """Keep the summaries of takes, by their numbers; those of takes deleted since are left out."""
        rows = [(measures, summary_to_text(summary), take_id) for take_id, summary in summaries.items()]
        with self._writing():
            self._connection.executemany(
                "INSERT OR REPLACE INTO summaries (take_id, measures, summary)"
                " SELECT take_id, ?, ? FROM heard WHERE take_id = ?",
                rows,
            )

    def kept_from(self, source: str, *, model: str | None) -> Take | None:
        """The latest take that this model made of the file with this digest, with what was heard.

        None where there is none. One that needed no model, since nobody speaks in it, is anybody's.
        """
        for row in self._select(
            HEARD, {FINISHED: True, "source = ?": source, "coalesce(model = ?, true)": model}, limit=1
        ):
            return self._take(row, with_heard=True)
        return None

    def unfinished(self) -> tuple[Take, ...]:
        """Takes begun and not finished, the oldest first."""
        return tuple(self._take(row) for row in self._select(TAKE, {FINISHED: False}, newest_first=False))

    def last_practised(self) -> dict[str, datetime]:
        """When each question was last answered, by its id; takes without a question are left out."""
        query = (
            "SELECT prompt_id, max(recorded_at) FROM takes WHERE prompt_id IS NOT NULL"
            " GROUP BY prompt_id ORDER BY prompt_id"
        )
        with self._understood():
            return {text_from(prompt_id): moment_from(text) for prompt_id, text in self._rows(query)}

    def named(self, audio: Path) -> Take | None:
        """The take whose recording this file of `takes_folder` is, or will be; None where there is none."""
        for row in self._rows(f"SELECT {TAKE} FROM takes WHERE audio = ?", (self._name(audio),)):
            return self._take(row)
        return None

    def _row(self, new: NewTake, source: str | None = None) -> tuple[str | int | None, ...]:
        at, audio = utc(new.recorded_at), self._name(new.audio)
        return (at, new.prompt_id, new.question, audio, new.version, source, new.kind, new.follows)

    def _store(self, take_id: int, heard: Heard) -> None:
        columns = heard_to_columns(heard)
        settings = ", ".join(f"{name} = ?" for name in ("word_count", *ABOUT_FILE))
        self._update(
            f"UPDATE takes SET {settings} WHERE id = ?",
            (len(heard.words), *(columns[name] for name in ABOUT_FILE), take_id),
            take_id,
        )
        self._connection.execute("DELETE FROM summaries WHERE take_id = ?", (take_id,))
        self._connection.execute(
            f"INSERT OR REPLACE INTO heard (take_id, {', '.join(SAID)}) VALUES (?{', ?' * len(SAID)})",
            (take_id, *(columns[name] for name in SAID)),
        )

    def _take(self, row: sqlite3.Row, *, with_heard: bool = False) -> Take:
        with self._understood(row["id"]):
            return Take(
                id=row["id"],
                recorded_at=moment_from(row["recorded_at"]),
                prompt_id=text_or_none_from(row["prompt_id"]),
                question=text_or_none_from(row["question"]),
                audio=self._recording(row),
                heard=self._heard(row) if with_heard and row["word_count"] is not None else None,
                version=text_from(row["version"]),
                kind=_kind(row["kind"]),
                follows=None if row["follows"] is None else count_from(row["follows"]),
            )

    def _heard(self, row: sqlite3.Row) -> Heard:
        return replace(heard_from(row), corrections=self.corrections(row["id"]))

    def _listed(self, row: sqlite3.Row) -> Listed:
        with self._understood(row["id"]):
            words = None if row["word_count"] is None else count_from(row["word_count"])
            return Listed(
                self._take(row),
                words,
                seconds_or_none_from(row["duration_s"]),
                damage_from_text(row["damage"]),
            )

    def _recording(self, row: sqlite3.Row) -> Path | None:
        name = row["audio"]
        if name is None:
            return None
        if not files.is_plain(name):
            raise outside(self.path, row["id"], name)
        return self.takes_folder / name


def _summary(text: str | None) -> Summary | None:
    with suppress(ValueError):
        return None if text is None else summary_from_text(text)
    return None


def _kind(text: str | None) -> Kind:
    """A kind that only a later version knows is taken for a story."""
    return next((kind for kind in KINDS if kind == text), KINDS[0])
