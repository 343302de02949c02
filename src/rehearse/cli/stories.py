"""`rehearse stories`: the user's own stories, how each was told, and which questions each can answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from rehearse.cli.offers import QUESTION
from rehearse.cli.options import json_option
from rehearse.cli.showing import confirm, print_json, say
from rehearse.cli.values import FILE, NUMBER, TAKE
from rehearse.cli.workspace import with_workspace
from rehearse.errors import SettingsError, TextFileError
from rehearse.model.kept import Story
from rehearse.practice.stories import StoryBank
from rehearse.questions.bank import find
from rehearse.questions.story_files import stories_in
from rehearse.screen.console import make_console
from rehearse.screen.stories import print_fitting, print_stories, print_story
from rehearse.takes.stories import checked_story, imported
from rehearse.takes.written import text_of
from rehearse.words.text import listed, many
from rehearse.workspace import Workspace

STORY = click.argument("story_id", type=NUMBER, metavar="N")


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def stories(context: click.Context, to_json: bool) -> None:
    """Keep your own stories, and see which question each can answer.

    Without a command your stories are listed: how each was told, and what has no story yet.

    \b
    Example: rehearse stories add "The ferry" "It left without us. I found a boat."
             rehearse stories import my-stories.md
             rehearse stories for outage
    """
    if context.invoked_subcommand is None:
        _list(to_json=to_json)


@with_workspace
def _list(workspace: Workspace, *, to_json: bool) -> None:
    bank = StoryBank(workspace.history, workspace.bank)
    if to_json:
        print_json(_as_json(bank))
    else:
        print_stories(make_console(), bank, now=datetime.now(UTC))


@stories.command()
@click.argument("title")
@click.argument("text", nargs=-1)
@click.option("--take", "take_id", type=TAKE, metavar="N", help="A take that tells it.")
@with_workspace
def add(workspace: Workspace, title: str, text: tuple[str, ...], take_id: int | None) -> None:
    """Keep a story: a TITLE, and what happened in a few words.

    With --take its words are those of a take, and how you told it there is known.

    \b
    Example: rehearse stories add "The ferry" "It left without us. I found a boat."
             rehearse stories add "The ferry" --take 12
    """
    history = workspace.history
    take = history.take(take_id) if take_id else None
    story = checked_story(title, " ".join(text))
    if not (story.text or take):
        raise SettingsError(
            f'Say in a few words what happened, too: `rehearse stories add "{story.title}" "what happened"`. '
            "Or name a take that tells it: --take N."
        )
    (kept,) = history.add_stories([(story.title, story.text)], added_at=datetime.now(UTC))
    if take:
        history.tells(take.id, kept.id)
    say(f'Kept as story {kept.id}: "{kept.title}".')


@stories.command("import")
@click.argument("file", type=FILE)
@with_workspace
def import_(workspace: Workspace, file: Path) -> None:
    """Keep all stories of a Markdown FILE: a heading for each, and below it what happened.

    One that you have already is changed, and none is kept twice. So you can go on writing in your own file.

    Example: rehearse stories import my-stories.md
    """
    found, empty = stories_in(text_of(file))
    if not found:
        raise TextFileError(
            f"{file} has no stories. Write a heading (# The ferry) for each, and below it what happened."
        )
    new, changed = imported(workspace.history, found, now=datetime.now(UTC))
    same = len(found) - len(new) - len(changed)
    told = [
        words
        for words, count in (("new", len(new)), ("changed", len(changed)), ("as before", same))
        for words in [f"{count} {words}"]
        if count
    ]
    say(f"{many(len(found), 'heading')} with a story: {listed(told)}.")
    if empty:
        say(f"Left out, with nothing below: {', '.join(empty)}.")
    say("`rehearse stories` lists them.")


@stories.command()
@STORY
@json_option
@with_workspace
def show(workspace: Workspace, story_id: int, to_json: bool) -> None:
    """Show story N, how it was told, and the questions that it can answer.

    Example: rehearse stories show 2
    """
    bank = StoryBank(workspace.history, workspace.bank)
    story = workspace.history.story(story_id)
    if to_json:
        print_json(_one_as_json(bank, story))
    else:
        print_story(make_console(), bank, story, now=datetime.now(UTC))


@stories.command("for")
@click.argument("prompt_id", type=QUESTION, metavar="ID")
@with_workspace
def for_(workspace: Workspace, prompt_id: str) -> None:
    """Show which of your stories could answer a question, the best first.

    Example: rehearse stories for outage
    """
    prompt = find(workspace.bank, prompt_id)
    bank = StoryBank(workspace.history, workspace.bank)
    print_fitting(make_console(), bank, prompt)


@stories.command()
@STORY
@click.argument("take_ids", nargs=-1, required=True, type=TAKE, metavar="TAKE...")
@with_workspace
def file(workspace: Workspace, story_id: int, take_ids: tuple[int, ...]) -> None:
    """Say that takes tell story N, so that you see how you told it.

    Example: rehearse stories file 2 17 18
    """
    story = workspace.history.story(story_id)
    for take_id in take_ids:
        workspace.history.tells(take_id, story.id)
    takes = f"Take {take_ids[0]} tells" if len(take_ids) == 1 else f"{len(take_ids)} takes tell"
    say(f'{takes} "{story.title}".')


@stories.command()
@STORY
@click.option("--title", help="Another title.")
@click.option("--text", help="What happened, in other words.")
@with_workspace
def change(workspace: Workspace, story_id: int, title: str | None, text: str | None) -> None:
    """Change the title or the text of story N.

    Example: rehearse stories change 2 --title "The boat"
    """
    story = workspace.history.story(story_id)
    new = checked_story(story.title if title is None else title, story.text if text is None else text)
    workspace.history.change_story(story.id, title=new.title, text=new.text)
    say(f'Story {story.id} is now "{new.title}".')


@stories.command()
@STORY
@click.option("--yes", is_flag=True, help="Delete without asking.")
@with_workspace
def delete(workspace: Workspace, story_id: int, yes: bool) -> None:
    """Delete story N for good. The takes that tell it stay.

    Example: rehearse stories delete 2
    """
    story = workspace.history.story(story_id)
    if not yes:
        confirm(f'Delete "{story.title}" for good? Its takes stay.')
    workspace.history.delete_story(story.id)
    say(f'Deleted "{story.title}".')


def _as_json(bank: StoryBank) -> dict[str, Any]:
    return {
        "stories": [_one_as_json(bank, story) for story in bank.stories],
        "themes_without": [theme.slug for theme in bank.uncovered()],
    }


def _one_as_json(bank: StoryBank, story: Story) -> dict[str, Any]:
    telling = bank.tellings[story.id]
    return {
        "id": story.id,
        "title": story.title,
        "text": story.text,
        "takes": list(story.take_ids),
        "told": telling.times,
        "last_told": telling.last.isoformat() if telling.last else None,
        "weakness": telling.weakness,
        "answers": [prompt.id for prompt in bank.answers[story.id]],
    }
