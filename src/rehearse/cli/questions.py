"""`rehearse prompts`: the question bank."""

from __future__ import annotations

import click

from rehearse.cli.offers import LEVEL, QUESTION, ROLE, THEME
from rehearse.cli.options import json_option
from rehearse.cli.showing import print_json, say
from rehearse.cli.workspace import with_workspace
from rehearse.errors import PromptError
from rehearse.exchange.contract import prompt_as_json
from rehearse.model.questions import Filters
from rehearse.questions.bank import NO_QUESTION, check, find
from rehearse.screen.questions import in_full, listed
from rehearse.workspace import Workspace


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--id", "prompt_id", type=QUESTION, help="Show one question in full, with what it is really asking."
)
@click.option("--theme", type=THEME, help="Only this theme, e.g. help-desk.")
@click.option("--level", type=LEVEL, help="Only questions for entry, mid or senior level.")
@click.option("--role", type=ROLE, help="Only questions for this role, e.g. nurse.")
@json_option
@with_workspace
def prompts(
    workspace: Workspace,
    words: tuple[str, ...],
    prompt_id: str | None,
    theme: str | None,
    level: str | None,
    role: str | None,
    to_json: bool,
) -> None:
    """List the questions, or those that fit WORDS, the best first.

    \b
    Example: rehearse prompts deadline --level senior
             rehearse prompts why should we hire you
             rehearse prompts customer obsession
             rehearse prompts --id all-urgent
    """
    bank = workspace.bank
    say_problems(bank.problems)
    check(bank, Filters((theme,) if theme else (), level, role))
    if prompt_id is not None:
        found = [find(bank, prompt_id)]
    else:
        found = list(workspace.found(" ".join(words), theme=theme, level=level, role=role))
    if not found:
        raise PromptError(NO_QUESTION)
    if to_json:
        for prompt in found:
            print_json(prompt_as_json(prompt))
    else:
        for line in (in_full(found[0]) if prompt_id is not None else listed(found, ranked=bool(words))).split(
            "\n"
        ):
            say(line)


def say_problems(problems: tuple[str, ...]) -> None:
    """What could not be read of the user's own questions, a line each."""
    for problem in problems:
        say(f"Left out: {problem}", err=True)
