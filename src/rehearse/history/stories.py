"""The user's own stories, and which takes tell each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearse.errors import HistoryError
from rehearse.history.database import Database, utc
from rehearse.history.stored import count_from, moment_from, text_from
from rehearse.model.kept import Story


class Stories(Database):
    """Stories by number; one that was seen never comes to mean another."""

    def stories(self) -> tuple[Story, ...]:
        """All of them, the first kept first."""
        told: dict[int, list[int]] = {}
        with self._understood():
            for story_id, take_id in self._rows("SELECT story_id, take_id FROM story_takes ORDER BY take_id"):
                told.setdefault(count_from(story_id), []).append(count_from(take_id))
            return tuple(
                Story(
                    id=count_from(row["id"]),
                    title=text_from(row["title"]),
                    text=text_from(row["text"]),
                    added_at=moment_from(row["added_at"]),
                    take_ids=tuple(told.get(row["id"], ())),
                )
                for row in self._rows("SELECT id, title, text, added_at FROM stories ORDER BY id")
            )

    def story(self, story_id: int) -> Story:
        """HistoryError where there is none of that number."""
        for story in self.stories():
            if story.id == story_id:
                return story
        raise HistoryError(f"There is no story {story_id}. `rehearse stories` lists yours.")

    def add_stories(self, new: Sequence[tuple[str, str]], *, added_at: datetime) -> tuple[Story, ...]:
        """Keep these, each a title and a text, all or none. `added_at` must know its time zone."""
        insert = "INSERT INTO stories (title, text, added_at) VALUES (?, ?, ?)"
        with self._writing():
            numbers = [
                self._connection.execute(insert, (title, text, utc(added_at))).lastrowid
                for title, text in new
            ]
        return tuple(story for story in self.stories() if story.id in numbers)

    def change_story(self, story_id: int, *, title: str, text: str) -> None:
        """Keep another title and text of a story."""
        with self._writing():
            self._connection.execute(
                "UPDATE stories SET title = ?, text = ? WHERE id = ?", (title, text, story_id)
            )

    def delete_story(self, story_id: int) -> None:
        """Forget a story. The takes that tell it stay."""
        with self._writing():
            self._connection.execute("DELETE FROM stories WHERE id = ?", (story_id,))
        self._wiped()

    def tells(self, take_id: int, story_id: int | None) -> None:
        """Keep which story a take tells, in place of what was kept; None for none of them."""
        with self._writing():
            self._one("takes.id", take_id)
            self._connection.execute("DELETE FROM story_takes WHERE take_id = ?", (take_id,))
            if story_id is not None:
                self._connection.execute(
                    "INSERT INTO story_takes (take_id, story_id) VALUES (?, ?)", (take_id, story_id)
                )
