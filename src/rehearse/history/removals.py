"""Deleting without a trace.

It is decided first, in one transaction, and then done: the files go, then the row, then the traces
of the words. Whatever interrupts it, every opening of the history goes on where that ended.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rehearse.errors import HistoryError
from rehearse.history import files
from rehearse.history.database import Database
from rehearse.private_file import is_growing

_NAMES_AT_MOST = 3
"""Of files that cannot be removed, in one line."""


class Removals(Database):
    """What is deleted, and what killed programs left undone."""

    def tidy(self) -> None:
        """Finish what killed programs left undone, as far as that goes now; later openings try again."""
        with suppress(HistoryError):  # another rehearse is at it, or the disk is full
            files.sweep(self.folder, is_named=self._is_named)
            self._remove_decided()

    def check_removable(self, *take_ids: int) -> None:
        """HistoryError where one of the takes is not known, or is being recorded at this moment."""
        for take_id in take_ids:
            row = self._one("audio, word_count", take_id)
            name = row["audio"] if row["word_count"] is None else None
            if files.is_plain(name) and is_growing(self.takes_folder / name):
                raise HistoryError(f"Take {take_id} is being recorded. Stop it first.")

    def delete(self, *take_ids: int, recorded_here: bool = False) -> None:
        """Remove takes, their recordings and pages, and every trace of their words from the database's files.

        All of them or, where one is not known or is being recorded, none; with `recorded_here` the caller
        recorded it and has ended that. Files that are already gone are fine. HistoryError where a file cannot
        be removed: its take stays until it is, which every opening of the history tries. While another
        process is reading, traces may stay in `history.db-wal` until the history is next opened.
        """
        if not recorded_here:
            self.check_removable(*take_ids)
        self._decide(take_ids, whole=True)

    def drop_sound(self, *take_ids: int) -> None:
        """As `delete`, but only the recordings, and the pages, in which they are; the words stay."""
        self.check_removable(*take_ids)
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
        """Whether it is the name of a take's recording, or of the video beside one."""
        names = files.recordings(name) if Path(name).suffix in files.VIDEO_SUFFIXES else (name,)
        return any(self._rows("SELECT 1 FROM takes WHERE audio = ?", (one,)) for one in names)

    def _remove_traces(self) -> None:
        """Wipe out what the words of removed takes left, where there are such takes."""
        gone = self._rows("SELECT take_id FROM removals WHERE take_id NOT IN (SELECT id FROM takes)")
        if not gone:
            return
        try:
            if self._wiped():
                with self._writing():
                    self._connection.executemany("DELETE FROM removals WHERE take_id = ?", gone)
        except HistoryError as error:
            raise HistoryError(
                "It is deleted, but its words may stay in the file for now. Rehearse tries again at each "
                f"start. {error}"
            ) from error


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
        f"Cannot be deleted: {shown}{more}. Until that works, {which} {stay} in the history. Rehearse tries "
        f"again at each start.{done}"
    )
