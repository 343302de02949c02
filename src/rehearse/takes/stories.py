"""The user's own stories, as they may be kept, and their words: as written, or as told in a take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rehearse.errors import HistoryError, SettingsError
from rehearse.questions.story_files import LONGEST_TEXT, LONGEST_TITLE, Written

if TYPE_CHECKING:
    from rehearse.history import History
    from rehearse.model.kept import Story


def checked_story(title: str, text: str) -> Written:
    """A story that can be kept, its title on one line. SettingsError for any other."""
    short = " ".join(title.split())
    lines = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    if not short:
        raise SettingsError("A story needs a title of a few words.")
    if not (short.isprintable() and lines.replace("\n", "").isprintable()):
        raise SettingsError("This story contains a character that cannot be shown. Type it again.")
    if len(short) > LONGEST_TITLE:
        raise SettingsError(
            f"This title is too long (up to {LONGEST_TITLE} characters). A few words are enough."
        )
    if len(lines) > LONGEST_TEXT:
        raise SettingsError(f"This story is too long (up to {LONGEST_TEXT} characters). Keep what matters.")
    return Written(short, lines)


def imported(
    history: History, found: Sequence[Written], *, now: datetime
) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Keep those that are new, and change those of a title that is there; both are returned."""
    checked = [checked_story(one.title, one.text) for one in found]
    there = {story.title.casefold(): story for story in history.stories()}
    # Of two headings that are the same the text of the last one stays.
    by_title = {one.title.casefold(): one for one in checked}
    new = [one for title, one in by_title.items() if title not in there]
    other = [
        replace(there[title], title=one.title, text=one.text)
        for title, one in by_title.items()
        if title in there and one.text != there[title].text
    ]
    for story in other:
        history.change_story(story.id, title=story.title, text=story.text)
    kept = history.add_stories([(one.title, one.text) for one in new], added_at=now) if new else ()
    return kept, tuple(other)


def words_of(history: History, story: Story) -> str:
    """What is known of what happened: as it was written, else as it was last told."""
    if story.text or not story.take_ids:
        return story.text
    try:
        heard = history.take(story.take_ids[-1]).heard
    except HistoryError:  # deleted just now
        return ""
    return " ".join(word.text for word in heard.words) if heard else ""
