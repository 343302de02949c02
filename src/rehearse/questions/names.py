"""What questions and their themes, roles and levels are called, each with a line on it, to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from rehearse.questions.bank import LEVELS, Bank
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load


def questions() -> Mapping[str, str]:
    """The ids, with their questions."""
    return {prompt.id: prompt.question for prompt in _bank().prompts}


def themes() -> Mapping[str, str]:
    """The themes, with their titles."""
    return {_joined(theme.slug): theme.title for theme in _bank().themes}


def roles() -> Mapping[str, str]:
    """The roles, without a line."""
    return {_joined(prompt.role): "" for prompt in _bank().prompts}


def levels() -> Mapping[str, str]:
    """The levels, without a line."""
    return dict.fromkeys(LEVELS, "")


def _bank() -> Bank:
    return load(question_folders())


def _joined(name: str) -> str:
    """A theme or a role as one word: it is found with hyphens for its spaces too."""
    return "-".join(name.split())
