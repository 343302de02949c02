"""The question to practise next, and why."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from rehearse.errors import PromptError
from rehearse.model.questions import Prompt
from rehearse.questions.bank import NO_QUESTION

REST = timedelta(hours=8)
"""A weak answer is not asked for again within this; `rehearse prompt ID` and the keys after a report do
that.
"""


@dataclass(frozen=True, slots=True)
class Practised:
    """When a question was last answered, and how that answer was weak, as the end of a sentence; None where
    it was not.
    """

    at: datetime
    weakness: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A question, and a sentence on why it was chosen; None where its user named it."""

    prompt: Prompt
    reason: str | None


def choose(
    prompts: Sequence[Prompt],
    practised: Mapping[str, Practised],
    *,
    turn: int,
    now: datetime,
    pick: Callable[[Sequence[Prompt]], Prompt] = random.choice,
) -> Choice:
    """One question to practise next, and why.

    Every other `turn` it is one that was answered weakly, longest ago, but not within the last hours. Else it
    is one that was never answered; when there are none left, one of the quarter answered longest ago. `pick`
    takes one of a sequence that is not empty. Raises PromptError where there is no question at all.
    """
    if not prompts:
        raise PromptError(
            f"{NO_QUESTION} Leave out a filter, or change those kept by `rehearse config questions`."
        )
    oldest_first = sorted(
        (prompt for prompt in prompts if prompt.id in practised), key=lambda prompt: practised[prompt.id].at
    )
    rested = [prompt for prompt in oldest_first if now - practised[prompt.id].at >= REST]
    weak = [prompt for prompt in rested if practised[prompt.id].weakness]
    fresh = [prompt for prompt in prompts if prompt.id not in practised]
    if weak and (turn % 2 or not fresh):
        was = practised[weak[0].id]
        return Choice(weak[0], f"{_ago(now - was.at).capitalize()} {was.weakness}.")
    if fresh:
        reason = "You have not answered this one yet." if practised else None
        return Choice(pick(fresh), reason)
    chosen = pick(oldest_first[: ceil(len(oldest_first) / 4)])
    return Choice(chosen, f"You last answered this one {_ago(now - practised[chosen.id].at)}.")


def _ago(time: timedelta) -> str:
    if time.days < 1:
        return "earlier today" if time >= timedelta(hours=1) else "a while ago"
    return "a day ago" if time.days == 1 else f"{time.days} days ago"
