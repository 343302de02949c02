"""One's own stories in words: how each was told, and what it could answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rehearse.model.kept import Story
from rehearse.words.text import listed, many

NOTHING = (
    'No stories yet. `rehearse stories add "The ferry" "what happened, in a few words"` keeps one, '
    "`rehearse stories import FILE.md` all that you have in a file."
)
NONE_FITS = "None of your stories seems to answer this. Which time comes to mind? Keep it as a story."
FEW_THEMES = 4
"""That are named."""


def told_line(
    times: int, last: datetime | None, weakness: str | None, *, now: datetime, fresh: timedelta
) -> str:
    """How a story was told: `not told aloud yet`, `told twice, yesterday, and well`."""
    if last is None:
        return "not told aloud yet"
    often = {1: "told once", 2: "told twice"}.get(times, f"told {times} times")
    days = max(0, (now.astimezone().date() - last.astimezone().date()).days)
    when = {0: "today", 1: "yesterday"}.get(days, f"{many(days, 'day')} ago")
    if weakness:
        return f"{often}, last {when}: {weakness}"
    if now - last > fresh:
        return f"{often}, but not for {days // 7} weeks: tell it again before you forget it"
    return f"{often}, last {when}, and well"


def themes_line(titles: Sequence[str]) -> str:
    """The themes without a story."""
    named = [f'"{title}"' for title in titles[:FEW_THEMES]]
    if len(titles) > FEW_THEMES:
        named.append(f"{len(titles) - FEW_THEMES} more")
    return f"You have no story yet for {listed(named)}."


def unfiled_line(take_id: int, question: str | None, near: Story | None) -> str:
    """That a take is none of the stories yet, and how to say which it is."""
    same = f'If it tells "{near.title}": `rehearse stories file {near.id} {take_id}`. ' if near else ""
    about = f" ({question})" if question else ""
    return (
        f"Take {take_id}{about} tells none of your stories yet. {same}"
        f'A new story: `rehearse stories add "a title" --take {take_id}`.'
    )


def answers_line(count: int) -> str:
    """For how many questions a story is the best one."""
    return (
        f"your best story for {many(count, 'question')}" if count else "not your best story for any question"
    )
