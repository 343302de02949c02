"""Which questions are practised next, by what was answered before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rehearse.analysis.summary import MEASURES, weakness
from rehearse.model.questions import Filters, Prompt
from rehearse.questions.bank import find, search_all
from rehearse.questions.choosing import Choice, Practised, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearse.history import History
    from rehearse.questions.bank import Bank


def pick_prompt(
    bank: Bank,
    history: History,
    prompt_id: str | None,
    filters: Filters | None = None,
    *,
    but: Sequence[str] = (),
) -> Choice:
    """The question asked for, or one to practise next, with the reason, but none of those ids `but`.

    PromptError where there is none.
    """
    if prompt_id is not None:
        return Choice(find(bank, prompt_id), None)
    fitting = [prompt for prompt in search_all(bank, filters) if prompt.id not in but]
    return choose(fitting, practised(history), turn=history.count() + len(but), now=datetime.now(UTC))


def pick_prompts(bank: Bank, history: History, filters: Filters, *, count: int) -> tuple[Prompt, ...]:
    """Up to so many different questions, of as many themes as there are. PromptError where there is none.

    Several begin as interviews do, with the bank's first question about oneself, unless themes are asked for.
    """
    left = list(search_all(bank, filters))
    was, now = practised(history), datetime.now(UTC)
    opens = count > 1 and left and not filters.themes
    found = list(search_all(bank, filters, kind="introduction")[:1]) if opens else []
    while len(found) < count and (left or not found):
        new_theme = [prompt for prompt in left if prompt.theme not in {other.theme for other in found}]
        chosen = choose(new_theme or left, was, turn=len(found), now=now).prompt
        left.remove(chosen)
        found.append(chosen)
    return tuple(found)


def practised(history: History) -> dict[str, Practised]:
    """By the id of each question that was answered: when it was last, and how weak that answer was."""
    found: dict[str, Practised] = {}
    for take, known in history.summaries(MEASURES):
        if take.prompt_id is not None:
            found[take.prompt_id] = Practised(take.recorded_at, weakness(known) if known else None)
    # A take without its report was practised all the same.
    for prompt_id, at in history.last_practised().items():
        if prompt_id not in found or found[prompt_id].at < at:
            found[prompt_id] = Practised(at, None)
    return found
