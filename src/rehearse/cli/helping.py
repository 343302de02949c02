"""`rehearse help`: a command or a topic, explained."""

from __future__ import annotations

from difflib import get_close_matches

import click

from rehearse.cli import COMMANDS
from rehearse.cli.offers import TOPIC
from rehearse.cli.showing import say
from rehearse.errors import HelpError
from rehearse.folders import bundled
from rehearse.screen.console import make_console
from rehearse.screen.guide import print_sections, print_topics
from rehearse.words.guide import PAGES, TOPICS, Section, about, sections


@click.command(name="help")
@click.argument("topic", nargs=-1, type=TOPIC, metavar="[TOPIC]")
@click.pass_context
def help_(context: click.Context, topic: tuple[str, ...]) -> None:
    """Explain a command, or a topic such as numbers, fillers or microphone.

    \b
    Example: rehearse help
             rehearse help numbers
             rehearse help prompt
    """
    of_main = context.find_root()
    if not topic:
        print_topics(make_console(), {name: listed.help for name, listed in COMMANDS.items()})
        return
    explained = _of_command(of_main, topic)
    if explained is not None:
        for line in explained.split("\n"):
            say(line)
        return
    found = about(" ".join(topic), _guide())
    if not found:
        raise HelpError(_nothing_about(" ".join(topic)))
    print_sections(make_console(), found)


def _of_command(context: click.Context, names: tuple[str, ...]) -> str | None:
    """The help of a command, of a command's command too; None where there is none of that name."""
    for name in names:
        group = context.command
        command = group.get_command(context, name) if isinstance(group, click.Group) else None
        if command is None:
            return None
        context = click.Context(command, context, info_name=name)
    return context.get_help()


def _guide() -> tuple[Section, ...]:
    """Everything that the guide explains. InstallationError where the installation lost it."""
    pages = [bundled(f"docs/{name}").read_text(encoding="utf-8") for name in PAGES]
    return tuple(section for page in pages for section in sections(page))


def _nothing_about(asked: str) -> str:
    near = get_close_matches(asked.casefold(), [*TOPICS, *COMMANDS], n=1)
    hint = f"Did you mean '{near[0]}'? " if near else ""
    return f"There is no help on '{asked}'. {hint}`rehearse help` lists everything."
