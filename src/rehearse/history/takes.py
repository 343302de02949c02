"""The takes: begun when recording starts, finished when analysed, listed, and deleted without a trace.

This module does not record, analyse or convert sound; of a recording it knows the file's name, and
touches the file only to delete it with its take.

Deleting is decided first, in one transaction, and then done: the files go, then the row, then the traces
of the words. Whatever interrupts it, every opening of the history goes on where that ended.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rehearse.errors import HistoryError
from rehearse.history import files
from rehearse.history.problems import damaged, explained, outside, primary_code
from rehearse.history.schema import check, check_tables, migrate, transaction
from rehearse.history.stored import (
    count_from,
    damage_from_text,
    damage_to_text,
    hesitations_from_text,
    hesitations_to_text,
    moment_from,
    presses_from_text,
    presses_to_text,
    readings_from_text,
    readings_to_text,
    seconds_from,
    seconds_or_none_from,
    spans_from_text,
    spans_to_text,
    summary_from_text,
    summary_to_text,
    text_from,
    text_or_none_from,
    words_from_text,
    words_to_text,
)
from rehearse.model.heard import Damage, Heard
from rehearse.model.kept import Listening, Summary, Take
from rehearse.model.questions import KINDS, Kind

BUSY_S = 5.0
"""Seconds to wait while another rehearse writes."""

_NAMES_AT_MOST = 3
"""Of files that cannot be removed, in one line."""

_TAKE = "takes.id, recorded_at, prompt_id, question, audio, version, word_count, duration_s, kind, damage"
_HEARD = f"{_TAKE}, track, engine, model, language, words, speech, hesitations, readings"


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
        _create_private(path)
        connection = _connect(path)
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


class History:
    """The takes in one folder, through one connection; any number of processes may have their own.

    Every method raises HistoryError for what the user can fix: a full or failing disk, a damaged or
    read-only file, another rehearse that does not let go of it, a take that does not exist.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.path = folder / "history.db"
        self.folder = folder
        self.takes_folder = files.takes_folder(folder)
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        self._connection.close()

    def begin(
        self,
        *,
        recorded_at: datetime,
        prompt_id: str | None,
        question: str | None,
        audio: Path | None,
        version: str,
        kind: Kind = "story",
    ) -> Take:
        """Keep a take before anything is known of what it says, so that it cannot be lost.

        `recorded_at` must know its time zone, and `audio` must lie in `takes_folder`: else ValueError.
        """
        row = (_utc(recorded_at), prompt_id, question, self._name(audio), version, None, kind)
        with self._writing():
            take_id = self._insert(row)
        return self.take(take_id)

    def finish(self, take_id: int, heard: Heard) -> Take:
        """Keep what was heard of a take; a second time replaces what was kept the first time."""
        with self._writing():
            self._store(take_id, heard)
        return self.take(take_id)

    def add(
        self,
        heard: Heard,
        *,
        recorded_at: datetime,
        prompt_id: str | None,
        question: str | None,
        audio: Path | None,
        version: str,
        source: str | None = None,
        kind: Kind = "story",
    ) -> Take:
        """`begin` and `finish` at once: the take is kept with its words or not at all.

        `source` is a digest of the file that it was made from; `kept_from` finds it by that.
        """
        row = (_utc(recorded_at), prompt_id, question, self._name(audio), version, source, kind)
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

    def tidy(self) -> None:
        """Finish what killed programs left undone, as far as that goes now; later openings try again."""
        with suppress(HistoryError):  # another rehearse is at it, or the disk is full
            files.sweep(self.folder, is_named=self._is_named)
            self._remove_decided()

    @contextmanager
    def unchanged(self, take: Take) -> Iterator[None]:
        """Meanwhile nobody can delete the take or its sound. HistoryError where somebody has."""
        with self._writing():
            row = self._one("audio", take.id)
            decided = self._rows("SELECT 1 FROM removals WHERE take_id = ?", (take.id,))
            if decided or (take.audio is not None and row["audio"] is None):
                raise HistoryError(f"Take {take.id} was changed meanwhile. Try again.")
            yield

    def take(self, take_id: int | None = None) -> Take:
        """One take with what was heard, None where it is not analysed yet; without a number the latest.

        The latest is the one that was kept last, whatever the clock said then: whoever has just spoken means
        that one. A recording that `recover` found was kept when it was found. Lists and the progress stay in
        the order of time.
        """
        take = self._take(self._one(_HEARD, take_id), with_heard=True)
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
        rows = self._select(_TAKE, prompt_id=prompt_id, limit=limit, newest_first=newest_first)
        return tuple(self._listed(row) for row in rows)

    def has(self, take_id: int) -> bool:
        """Whether there is such a take."""
        return bool(self._rows("SELECT 1 FROM takes WHERE id = ?", (take_id,)))

    def count(self) -> int:
        """How many takes there are."""
        return int(self._rows("SELECT count(*) FROM takes")[0][0])

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
            finished=True,
            prompt_id=prompt_id,
            limit=limit,
            newest_first=newest_first,
            as_kept=as_kept,
        )
        # Each by a query of its own: an open one would keep every process from tidying up the file.
        for (take_id,) in ids:
            for row in self._select(_HEARD, take_id=take_id):
                yield self._take(row, with_heard=True)

    def summaries(self, measures: int) -> list[tuple[Take, Summary | None]]:
        """Every analysed take, the oldest first, `heard` left None, with its summary by these measures.

        None stands where it was not summed up by them yet, or where what was kept of it is damaged: it can be
        made anew.
        """
        rows = self._rows(
            f"SELECT {_TAKE}, summary FROM takes LEFT JOIN summaries ON take_id = takes.id AND measures = ?"
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

    def points(self, prompt_id: str) -> tuple[str, ...]:
        """What its user wants to say to a question, in their order; empty where nothing was kept."""
        rows = self._rows("SELECT point FROM points WHERE prompt_id = ? ORDER BY number", (prompt_id,))
        with self._understood():
            return tuple(text_from(point) for (point,) in rows)

    def keep_points(self, prompt_id: str, points: Sequence[str]) -> None:
        """Keep these points for a question, in place of those that were kept."""
        rows = [(prompt_id, number, point) for number, point in enumerate(points, start=1)]
        with self._writing():
            self._connection.execute("DELETE FROM points WHERE prompt_id = ?", (prompt_id,))
            self._connection.executemany(
                "INSERT INTO points (prompt_id, number, point) VALUES (?, ?, ?)", rows
            )

    def keep_listening(
        self, take_id: int, *, listened_at: datetime, presses: Sequence[float], until_s: float
    ) -> None:
        """Keep when its user pressed a key while a take was played, in seconds of the take, and how far they
        listened. `listened_at` must know its time zone.
        """
        row = (take_id, _utc(listened_at), presses_to_text(presses), until_s)
        with self._writing():
            self._one(_TAKE, take_id)
            self._connection.execute(
                "INSERT INTO listenings (take_id, listened_at, presses, until_s) VALUES (?, ?, ?, ?)", row
            )

    def listenings(self) -> tuple[Listening, ...]:
        """Every time that its user listened for fillers, the first time first."""
        rows = self._rows(
            "SELECT take_id, listened_at, presses, until_s FROM listenings ORDER BY listened_at, id"
        )
        with self._understood():
            return tuple(
                Listening(
                    take_id=count_from(row["take_id"]),
                    listened_at=moment_from(row["listened_at"]),
                    presses=presses_from_text(row["presses"]),
                    until_s=seconds_from(row["until_s"]),
                )
                for row in rows
            )

    def kept_from(self, source: str, *, model: str | None) -> Take | None:
        """The latest take that this model made of the file with this digest, with what was heard.

        None where there is none. One that needed no model, since nobody speaks in it, is anybody's.
        """
        for row in self._select(_HEARD, finished=True, source=source, model=model, limit=1):
            return self._take(row, with_heard=True)
        return None

    def unfinished(self) -> tuple[Take, ...]:
        """Takes begun and not finished, the oldest first."""
        return tuple(self._take(row) for row in self._select(_TAKE, finished=False, newest_first=False))

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
        for row in self._rows(f"SELECT {_TAKE} FROM takes WHERE audio = ?", (self._name(audio),)):
            return self._take(row)
        return None

    def delete(self, *take_ids: int) -> None:
        """Remove takes, their recordings and pages, and every trace of their words from the database's files.

        All of them or, where one is not known, none. Files that are already gone are fine. HistoryError where
        a file cannot be removed: its take stays until it is, which every opening of the history tries. While
        another process is reading, traces may stay in `history.db-wal` until the history is next opened.
        """
        self._decide(take_ids, whole=True)

    def drop_sound(self, *take_ids: int) -> None:
        """As `delete`, but only the recordings, and the pages, in which they are; the words stay."""
        self._decide(take_ids, whole=False)

    def _decide(self, take_ids: Sequence[int], *, whole: bool) -> None:
        with self._writing():
            for take_id in take_ids:
                self._one("takes.id", take_id)
            self._connection.executemany(
                "INSERT INTO removals (take_id, whole) VALUES (?, ?)"
                " ON CONFLICT (take_id) DO UPDATE SET whole = max(whole, excluded.whole)",
                [(take_id, whole) for take_id in take_ids],
            )
        kept = self._remove_decided()
        if stay := {take_id: kept[take_id] for take_id in take_ids if take_id in kept}:
            raise _cannot_remove(stay, others=len(take_ids) - len(stay), whole=whole)

    def _remove_decided(self) -> dict[int, list[OSError]]:
        """Do what was decided; what the disk said of files that it keeps, by the numbers of their takes."""
        query = "SELECT takes.id, audio FROM removals JOIN takes ON takes.id = take_id"
        kept: dict[int, list[OSError]] = {}
        # Again for those whose recording another rehearse gave another name meanwhile, compressing it.
        while decided := [row for row in self._rows(query) if row["id"] not in kept]:
            in_use = self._names_in_use()
            for row in decided:
                if errors := files.remove(self._files_of(row, in_use)):
                    kept[row["id"]] = errors
            files.sync(self.folder)
            self._forget([(row["id"], row["audio"]) for row in decided if row["id"] not in kept])
        self._remove_traces()
        return kept

    def _names_in_use(self) -> set[str]:
        rows = self._rows(
            "SELECT audio FROM takes WHERE audio IS NOT NULL AND id NOT IN (SELECT take_id FROM removals)"
        )
        return {name for (name,) in rows}

    def _files_of(self, row: sqlite3.Row, in_use: Collection[str]) -> Iterator[Path]:
        """The page first, and what other takes have, never."""
        yield files.page_of(self.folder, row["id"])
        yield files.progress_page(self.folder)
        if files.is_plain(row["audio"]):
            names = dict.fromkeys(files.recordings(row["audio"]))
            yield from (self.takes_folder / name for name in names if name not in in_use)

    def _forget(self, removed: Sequence[tuple[int, str | None]]) -> None:
        """Forget takes whose files are gone, by number and recording, or only that they had a recording."""
        this = "id = ? AND audio IS ? AND EXISTS (SELECT 1 FROM removals WHERE take_id = id AND {})"
        with self._writing():
            self._connection.executemany(f"DELETE FROM takes WHERE {this.format('whole')}", removed)
            self._connection.executemany(
                f"UPDATE takes SET audio = NULL WHERE {this.format('NOT whole')}", removed
            )
            self._connection.execute(
                "DELETE FROM removals WHERE NOT whole"
                " AND take_id IN (SELECT id FROM takes WHERE audio IS NULL)"
            )

    def _is_named(self, name: str) -> bool:
        return bool(self._rows("SELECT 1 FROM takes WHERE audio = ?", (name,)))

    def _insert(self, row: tuple[str | None, ...]) -> int:
        columns = "recorded_at, prompt_id, question, audio, version, source, kind"
        insert = f"INSERT INTO takes ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        take_id = self._connection.execute(insert, row).lastrowid
        assert take_id is not None
        return take_id

    def _store(self, take_id: int, heard: Heard) -> None:
        self._update(
            "UPDATE takes SET word_count = ?, duration_s = ?, engine = ?, model = ?, language = ?,"
            " damage = ?, track = ? WHERE id = ?",
            (
                len(heard.words),
                heard.duration_s,
                heard.engine,
                heard.model,
                heard.language,
                damage_to_text(heard.damage),
                heard.track,
                take_id,
            ),
            take_id,
        )
        self._connection.execute("DELETE FROM summaries WHERE take_id = ?", (take_id,))
        self._connection.execute(
            """
            INSERT OR REPLACE INTO heard (take_id, words, speech, hesitations, readings)
            VALUES (?, ?, ?, ?, ?)
            """,
            (
                take_id,
                words_to_text(heard.words),
                spans_to_text(heard.speech),
                hesitations_to_text(heard.hesitations),
                readings_to_text(heard.readings),
            ),
        )

    def _update(self, statement: str, values: tuple[object, ...], take_id: int) -> None:
        if self._connection.execute(statement, values).rowcount == 0:
            raise self._unknown(take_id)

    def _select(
        self,
        columns: str,
        *,
        take_id: int | None = None,
        prompt_id: str | None = None,
        source: str | None = None,
        model: str | None = None,
        finished: bool | None = None,
        limit: int | None = None,
        newest_first: bool = True,
        as_kept: bool = False,
    ) -> list[sqlite3.Row]:
        wanted = {
            "takes.id = ?": take_id,
            "prompt_id = ?": prompt_id,
            "source = ?": source,
            "coalesce(model = ?, true)": model,
            "(word_count IS NOT NULL) = ?": finished,
        }
        conditions = [condition for condition, value in wanted.items() if value is not None]
        values = [value for value in wanted.values() if value is not None]
        tables = "takes LEFT JOIN heard ON take_id = takes.id" if columns == _HEARD else "takes"
        order = "DESC" if newest_first else "ASC"
        in_time = "" if as_kept else f"recorded_at {order}, "
        return self._rows(
            f"SELECT {columns} FROM {tables} WHERE {' AND '.join(conditions) or 'true'}"
            f" ORDER BY {in_time}takes.id {order} LIMIT ?",
            (*values, -1 if limit is None else limit),
        )

    def _one(self, columns: str, take_id: int | None) -> sqlite3.Row:
        for row in self._select(columns, take_id=take_id, limit=1, as_kept=True):
            return row
        raise self._unknown(take_id)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        with explained(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self.path), transaction(self._connection):
            yield

    def _take(self, row: sqlite3.Row, *, with_heard: bool = False) -> Take:
        with self._understood(row["id"]):
            return Take(
                id=row["id"],
                recorded_at=moment_from(row["recorded_at"]),
                prompt_id=text_or_none_from(row["prompt_id"]),
                question=text_or_none_from(row["question"]),
                audio=self._recording(row),
                heard=_heard(row) if with_heard and row["word_count"] is not None else None,
                version=text_from(row["version"]),
                kind=_kind(row["kind"]),
            )

    def _listed(self, row: sqlite3.Row) -> Listed:
        with self._understood(row["id"]):
            words = None if row["word_count"] is None else count_from(row["word_count"])
            return Listed(
                self._take(row),
                words,
                seconds_or_none_from(row["duration_s"]),
                damage_from_text(row["damage"]),
            )

    @contextmanager
    def _understood(self, take_id: int | None = None) -> Iterator[None]:
        """What `stored` cannot read, of one take where that is known, is damage that its user is told of."""
        try:
            yield
        except ValueError as error:
            raise damaged(self.path, take_id) from error

    def _remove_traces(self) -> None:
        """Wipe out what the words of removed takes left, where there are such takes."""
        gone = self._rows("SELECT take_id FROM removals WHERE take_id NOT IN (SELECT id FROM takes)")
        if not gone:
            return
        # Wiping what is deleted is not enough: balancing its tree, SQLite leaves copies of rows behind.
        try:
            with explained(self.path):
                self._connection.execute("VACUUM")
                (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                with self._writing():
                    self._connection.executemany("DELETE FROM removals WHERE take_id = ?", gone)
        except HistoryError as error:
            raise HistoryError(
                f"It is deleted, but its words may stay in the file for now: each start tries again. {error}"
            ) from error

    def _recording(self, row: sqlite3.Row) -> Path | None:
        name = row["audio"]
        if name is None:
            return None
        if not files.is_plain(name):
            raise outside(self.path, row["id"], name)
        return self.takes_folder / name

    def _name(self, audio: Path | None) -> str | None:
        if audio is not None and audio.parent != self.takes_folder:
            raise ValueError(f"a recording must lie in {self.takes_folder}, not at {audio}")
        try:
            return None if audio is None else text_from(audio.name)
        except ValueError as error:  # on disk a name may be any bytes
            raise HistoryError(
                f"The name of the recording {audio} is no text. Give the file another name."
            ) from error

    def _unknown(self, take_id: int | None) -> HistoryError:
        for (latest,) in self._select("takes.id", limit=1, as_kept=True):
            return HistoryError(
                f"There is no take {take_id}; the latest is {latest}. `rehearse history` lists them."
            )
        return HistoryError("No takes yet. `rehearse prompt` records the first.")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        check(connection)
        check_tables(connection)
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side; the file remembers, so a busy moment may be left out."""
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_BUSY:
            raise


def _create_private(path: Path) -> None:
    # SQLite gives the files it puts beside the database the database's own permissions.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _cannot_remove(kept: Mapping[int, Sequence[OSError]], *, others: int, whole: bool) -> HistoryError:
    """One line for takes that stay, by number, with the files that the disk does not let go of."""
    errors = [error for of_one in kept.values() for error in of_one]
    shown = ", ".join(f"{error.filename} ({error.strerror})" for error in errors[:_NAMES_AT_MOST])
    more = f" and {len(errors) - _NAMES_AT_MOST} more" if len(errors) > _NAMES_AT_MOST else ""
    which = f"take {next(iter(kept))}" if len(kept) == 1 else f"{len(kept)} takes"
    which = which if whole else f"the audio of {which}"
    stay = "stay" if whole and len(kept) > 1 else "stays"
    done = f" The other {others} {'is' if others == 1 else 'are'} deleted." if others else ""
    return HistoryError(
        f"Cannot be deleted: {shown}{more}. Until that works, {which} {stay} in the history, and each start "
        f"of rehearse tries again.{done}"
    )


def _heard(row: sqlite3.Row) -> Heard:
    words = words_from_text(row["words"])
    return Heard(
        words=words,
        speech=spans_from_text(row["speech"]),
        hesitations=hesitations_from_text(row["hesitations"]),
        readings=readings_from_text(row["readings"], len(words)),
        damage=damage_from_text(row["damage"]),
        duration_s=seconds_or_none_from(row["duration_s"]),
        engine=text_or_none_from(row["engine"]),
        model=text_or_none_from(row["model"]),
        language=text_from(row["language"]),
        track=None if row["track"] is None else count_from(row["track"]),
    )


def _summary(text: str | None) -> Summary | None:
    with suppress(ValueError):
        return None if text is None else summary_from_text(text)
    return None


def _kind(text: str | None) -> Kind:
    """A kind that only a later version knows is taken for a story."""
    return next((kind for kind in KINDS if kind == text), KINDS[0])


def _utc(moment: datetime) -> str:
    """Text whose order is the order of time. Raises ValueError for a time without its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say in which time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
