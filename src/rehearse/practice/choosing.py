"""Which questions are practised next, by what was answered before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rehearse.analysis.summary import MEASURES, weakness
from rehearse.model.questions import Filters, Prompt
from rehearse.questions.bank import find, fitting, search_all
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
    among: Sequence[Prompt] | None = None,
) -> Choice:
    """The question asked for, or one to practise next, with the reason, but none of those ids `but`.

    Of those `among`, which are in order, the first that was never answered is taken. PromptError where there
    is none.
    """
    if prompt_id is not None:
        return Choice(find(bank, prompt_id), None)
    left = [prompt for prompt in _fitting(bank, filters, among) if prompt.id not in but]
    turn, now = history.count() + len(but), datetime.now(UTC)
    if among is None:
        return choose(left, practised(history), turn=turn, now=now)
    return choose(left, practised(history), turn=turn, now=now, pick=lambda prompts: prompts[0])


def _fitting(bank: Bank, filters: Filters | None, among: Sequence[Prompt] | None) -> tuple[Prompt, ...]:
    if among is None:
        return search_all(bank, filters)
    wanted = filters or Filters()
    themes = wanted.themes or (None,)
    fit = {
        one.id for theme in themes for one in fitting(bank, theme=theme, level=wanted.level, role=wanted.role)
    }
    return tuple(prompt for prompt in among if prompt.id in fit)


def pick_prompts(
    bank: Bank, history: History, filters: Filters, *, count: int, among: Sequence[Prompt] | None = None
) -> tuple[Prompt, ...]:
    """Up to so many different questions, of as many themes as there are. Of those `among`, which are in
    order, it is the first, those never answered before the others. PromptError where there is none.

    Several begin as interviews do, with the bank's first question about oneself, unless themes are asked for.
    """
    left = list(_fitting(bank, filters, among))
    was, now = practised(history), datetime.now(UTC)
    if among is not None and left:
        opening = search_all(bank, Filters(), kind="introduction")[:1] if count > 1 else ()
        ordered = sorted((one for one in left if one not in opening), key=lambda one: one.id in was)
        return (*opening, *ordered)[:count]
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
