"""What is kept beside the takes: the points to make, what speaks to a layer, how somebody listened to
themselves, and which um/uh they corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearse.history.database import Database, utc
from rehearse.history.stored import (
    count_from,
    moment_from,
    presses_from_text,
    presses_to_text,
    seconds_from,
    span_from,
    stretch_from,
    text_from,
)
from rehearse.model.heard import Correction
from rehearse.model.kept import LayerCheck, Listening


class Notes(Database):
    """Points by question; checks of layers, listenings and corrections, by take."""

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

    def layer_checks(self, take_id: int) -> dict[str, LayerCheck]:
        """What its speaker says of the layers of a take's question, by the layer's name."""
        rows = self._rows(
            "SELECT layer, first, count FROM layer_checks WHERE take_id = ? ORDER BY layer", (take_id,)
        )
        with self._understood():
            checks = [
                LayerCheck(text_from(layer), stretch_from(first, count)) for layer, first, count in rows
            ]
        return {check.layer: check for check in checks}

    def keep_layer_check(self, take_id: int, check: LayerCheck) -> None:
        """Keep what its speaker says of a layer, in place of what they said before."""
        said = check.said
        row = (take_id, check.layer, said.first if said else None, said.count if said else None)
        with self._writing():
            self._one("takes.id", take_id)
            self._connection.execute(
                "INSERT OR REPLACE INTO layer_checks (take_id, layer, first, count) VALUES (?, ?, ?, ?)", row
            )

    def corrections(self, take_id: int) -> tuple[Correction, ...]:
        """What the speaker of a take says of its um/uh, in order of time."""
        rows = self._rows(
            "SELECT start_s, end_s, is_one FROM corrections WHERE take_id = ? ORDER BY start_s, end_s",
            (take_id,),
        )
        with self._understood(take_id):
            return tuple(
                Correction(span_from(start_s, end_s), bool(count_from(is_one)))
                for start_s, end_s, is_one in rows
            )

    def keep_corrections(self, take_id: int, corrections: Sequence[Correction]) -> None:
        """Keep these corrections of a take, in place of those that were kept."""
        rows = [(take_id, one.span.start_s, one.span.end_s, one.is_one) for one in corrections]
        with self._writing():
            self._one("takes.id", take_id)
            self._connection.execute("DELETE FROM corrections WHERE take_id = ?", (take_id,))
            self._connection.executemany(
                "INSERT INTO corrections (take_id, start_s, end_s, is_one) VALUES (?, ?, ?, ?)", rows
            )
            self._connection.execute("DELETE FROM summaries WHERE take_id = ?", (take_id,))

    def corrected(self, *, limit: int) -> tuple[int, ...]:
        """The takes from whose corrections is to be learned, the latest kept first, at most so many."""
        rows = self._rows(
            "SELECT DISTINCT take_id FROM corrections WHERE NOT forgotten ORDER BY take_id DESC LIMIT ?",
            (limit,),
        )
        return tuple(count_from(take_id) for (take_id,) in rows)

    def forget_learned(self) -> None:
        """Learn nothing more from the corrections there are; the takes stay corrected."""
        with self._writing():
            self._connection.execute("UPDATE corrections SET forgotten = 1")

    def keep_listening(
        self, take_id: int, *, listened_at: datetime, presses: Sequence[float], until_s: float
    ) -> None:
        """Keep when its user pressed a key while a take was played, in seconds of the take, and how far they
        listened. `listened_at` must know its time zone.
        """
        row = (take_id, utc(listened_at), presses_to_text(presses), until_s)
        with self._writing():
            self._one("takes.id", take_id)
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
