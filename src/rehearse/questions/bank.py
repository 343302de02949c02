"""All questions: finding one by its id, and those of a theme, a level and a role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rehearse.errors import PromptError
from rehearse.model.questions import Filters, Kind, Prompt
from rehearse.questions.aliases import meant
from rehearse.questions.text import folded, one_line

NO_QUESTION = "No question fits. `rehearse prompts` lists them all."
LEVELS = ("any", "entry", "mid", "senior")
ANY = "any"
MADE_FOR_JOBS = "from-advertisements"
"""The theme of the questions that are made of what kept jobs demand."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a file says about its questions. `slug` is the file's name without `.toml`."""

    slug: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions that could be read, and one line for everything that could not.

    `problems` name file and line. `themes` are in the order of their files; every prompt's theme
    is among them.
    """

    prompts: tuple[Prompt, ...]
    problems: tuple[str, ...]
    themes: tuple[Theme, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """What can be chosen by, beside any."""
        return tuple(level for level in LEVELS if level != ANY)

    @property
    def roles(self) -> tuple[str, ...]:
        """Those that questions are for, beside any."""
        return tuple(sorted({prompt.role for prompt in self.prompts} - {ANY}))


def find(bank: Bank, prompt_id: str) -> Prompt:
    """The question with that id, whatever the case of its letters.

    Raises PromptError naming up to three that may have been meant: ids spelled alike or, where
    there are none, questions that hold the words.
    """
    by_id = {folded(prompt.id): prompt for prompt in bank.prompts}
    wanted = folded(prompt_id)
    if wanted in by_id:
        return by_id[wanted]
    close = [by_id[key].id for key in get_close_matches(wanted, by_id)]
    close = close or [prompt.id for prompt in bank.prompts if _is_about(prompt, wanted)][:3]
    hint = f"Did you mean {_either(close)}? " if close else ""
    wrong = f"There is no question '{one_line(prompt_id)}'."
    raise PromptError(f"{wrong} {hint}`rehearse prompts` lists them all.")


def check(bank: Bank, wanted: Filters) -> None:
    """PromptError for a theme, a level or a role that there is not, naming what may have been meant."""
    themes = dict.fromkeys(theme.slug for theme in bank.themes)
    roles = dict.fromkeys(prompt.role for prompt in bank.prompts)
    for what, values, known in (
        ("theme", wanted.themes, themes),
        ("level", [wanted.level and meant("level", wanted.level)], LEVELS),
        ("role", [wanted.role and _role(bank, wanted.role)], roles),
    ):
        by_label = {label(name): name for name in known}
        for value in values:
            if value and label(value) not in by_label:
                close = [by_label[one] for one in get_close_matches(label(value), by_label, n=1)]
                hint = f"Did you mean '{close[0]}'?" if close else f"There are: {', '.join(sorted(known))}."
                raise PromptError(f"There is no {what} '{one_line(value)}'. {hint}")


def fitting(
    bank: Bank, *, theme: str | None = None, level: str | None = None, role: str | None = None
) -> tuple[Prompt, ...]:
    """The questions that pass the filters, in the bank's order.

    They may be written with spaces or hyphens, a role and a level by what else they are called. A question
    for any level or any role passes every such filter.
    """
    return tuple(
        prompt
        for prompt in bank.prompts
        if _passes(prompt.theme, theme)
        and _passes(prompt.level, level and meant("level", level), ANY)
        and _passes(prompt.role, role and _role(bank, role), ANY)
    )


def search_all(bank: Bank, filters: Filters | None, *, kind: Kind = "story") -> tuple[Prompt, ...]:
    """The questions that pass the filters: of any of the themes, and of the level and the role.

    Without a theme only those of one `kind`, stories if nothing is said, and none that was made for a job:
    the others are practised on purpose.
    """
    wanted = filters or Filters()
    found = {
        prompt.id
        for theme in wanted.themes or (None,)
        for prompt in fitting(bank, theme=theme, level=wanted.level, role=wanted.role)
    }
    return tuple(
        prompt
        for prompt in bank.prompts
        if prompt.id in found and (wanted.themes or (prompt.kind == kind and prompt.theme != MADE_FOR_JOBS))
    )


def label(text: str) -> str:
    return " ".join(re.split(r"[-_\s]+", folded(text)))


def _passes(value: str, wanted: str | None, *always: str) -> bool:
    return wanted is None or label(value) in (label(wanted), *always)


def _role(bank: Bank, role: str) -> str:
    """A role by the name that questions have for it; the user's own questions may call it anything."""
    return role if any(label(prompt.role) == label(role) for prompt in bank.prompts) else meant("role", role)


def _is_about(prompt: Prompt, words: str) -> bool:
    return bool(words) and label(words) in label(f"{prompt.id} {prompt.theme} {prompt.question}")


def _either(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
