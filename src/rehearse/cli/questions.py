"""`rehearse prompts`: the question bank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from rehearse.cli.showing import json_option, print_json, say
from rehearse.errors import PromptError
from rehearse.exchange.contract import prompt_as_json
from rehearse.model.questions import Filters
from rehearse.questions.bank import find, search
from rehearse.questions.folders import question_folders
from rehearse.questions.reading import load
from rehearse.screen.questions import in_full, listed


@click.command()
@click.argument("words", nargs=-1)
@click.option("--id", "prompt_id", help="Show one question in full: what it really asks, and what follows.")
@click.option("--theme", help="Only one theme, e.g. help-desk.")
@click.option("--level", help="Only questions for entry, mid or senior.")
@click.option("--role", help="Only questions for a role, e.g. nursing.")
@json_option
def prompts(
    words: tuple[str, ...],
    prompt_id: str | None,
    theme: str | None,
    level: str | None,
    role: str | None,
    as_lines: bool,
) -> None:
    """List the questions, or those that hold WORDS.

    \b
    Example: rehearse prompts deadline --level senior
             rehearse prompts --id all-urgent
    """
    bank = load(question_folders())
    say_problems(bank.problems)
    if prompt_id is not None:
        found = [find(bank, prompt_id)]
    else:
        found = list(search(bank, " ".join(words), theme=theme, level=level, role=role))
    if not found:
        raise PromptError("No question fits. `rehearse prompts` lists them all.")
    if as_lines:
        for prompt in found:
            print_json(prompt_as_json(prompt))
    else:
        for line in (in_full(found[0]) if prompt_id is not None else listed(found)).split("\n"):
            say(line)


def question_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --theme, --level and --role."""
    for option in (
        click.option("--role", help="Choose among questions for a role, e.g. nursing."),
        click.option("--level", help="Choose among questions for entry, mid or senior."),
        click.option(
            "--theme",
            multiple=True,
            help="Choose among one theme, e.g. help-desk; may be given more than once.",
        ),
    ):
        command = option(command)
    return command


def asked_for(theme: tuple[str, ...], level: str | None, role: str | None, usual: Filters) -> Filters:
    """The questions that options ask for; what they leave open is as in the settings."""
    return Filters(theme or usual.themes, level or usual.level, role or usual.role)


def say_problems(problems: tuple[str, ...]) -> None:
    """What could not be read of the user's own questions, a line each."""
    for problem in problems:
        say(f"Left out: {problem}", err=True)
