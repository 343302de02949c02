"""`rehearse config`: the settings, the user's own phrases, the questions that are practised."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from rehearse.cli.options import json_option, question_filters
from rehearse.cli.purge import listed
from rehearse.cli.showing import confirm, print_json, say
from rehearse.cli.values import AGE_OR_ALWAYS
from rehearse.cli.workspace import with_workspace
from rehearse.errors import HistoryError, PromptError
from rehearse.folders import config_folder, data_folder
from rehearse.model.questions import Filters
from rehearse.questions.bank import NO_QUESTION, check, search_all
from rehearse.screen.console import make_console
from rehearse.screen.settings import part_kept, print_phrases, print_settings, questions_practised
from rehearse.settings import (
    FILE_NAME,
    PARTS,
    Part,
    add_phrase,
    checked_phrase,
    keep_for,
    keep_questions,
    remove_phrase,
)
from rehearse.takes.learning import learned_from
from rehearse.takes.retention import forget_old, old_takes
from rehearse.words.learning import learned
from rehearse.words.text import many
from rehearse.workspace import Workspace


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def config(context: click.Context, to_json: bool) -> None:
    """Show the settings and where everything is kept.

    \b
    Example: rehearse config
             rehearse config sound 30d
             rehearse config questions --theme help-desk --level entry
             rehearse config phrases add "at the end of the day"
    """
    if context.invoked_subcommand is None:
        _show_all(to_json=to_json)


@with_workspace
def _show_all(workspace: Workspace, *, to_json: bool) -> None:
    settings = workspace.settings
    taught = None
    with suppress(HistoryError):  # where the settings are can be seen all the same
        taught = learned_from(workspace.history)
    file, own, takes = config_folder() / FILE_NAME, config_folder() / "prompts", data_folder()
    if to_json:
        print_json(
            {
                "phrases": list(settings.phrases),
                "sound_days": settings.sound_days,
                "video_days": settings.video_days,
                "practised": _practised(settings.questions),
                "learned": asdict(taught[0]) if taught else None,
                "settings": str(file),
                "questions": str(own),
                "takes": str(takes),
            }
        )
        return
    said = learned(taught[0], takes=taught[1]) if taught else "unknown: the history cannot be read."
    print_settings(make_console(), settings, learned=said, file=file, questions=own, takes=takes)


def _practised(kept: Filters) -> dict[str, object]:
    """Which questions are asked; a job is named each time."""
    return {"themes": list(kept.themes), "level": kept.level, "role": kept.role}


@config.command()
@click.argument("limit", type=AGE_OR_ALWAYS, metavar="AGE")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@with_workspace
def sound(workspace: Workspace, limit: timedelta | None, yes: bool) -> None:
    """Keep the audio of takes for AGE, such as 30d, 8w or 1y, or "always".

    Older audio is deleted whenever `rehearse prompt` starts. Words and numbers stay. You see first what
    would be deleted now.

    \b
    Example: rehearse config sound 30d
             rehearse config sound always
    """
    _keep_for(workspace, "sound", limit, yes=yes)


@config.command()
@click.argument("limit", type=AGE_OR_ALWAYS, metavar="AGE")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@with_workspace
def video(workspace: Workspace, limit: timedelta | None, yes: bool) -> None:
    """Keep the videos of takes for AGE, such as 30d, 8w or 1y, or "always".

    Older videos are deleted whenever `rehearse prompt` starts. Audio, words and numbers stay. You see first
    what would be deleted now.

    \b
    Example: rehearse config video 7d
             rehearse config video always
    """
    _keep_for(workspace, "video", limit, yes=yes)


def _keep_for(workspace: Workspace, part: Part, limit: timedelta | None, *, yes: bool) -> None:
    now = datetime.now(UTC)
    history = workspace.history
    if limit is not None and not yes:
        old, _ = old_takes(history, before=now - limit, part=part)
        for line in listed(old):
            say(line)
        if old:
            confirm(f"Delete the {PARTS[part]} of {'this take' if len(old) == 1 else 'these takes'} now?")
    keep_for(config_folder(), part, limit.days if limit else None)
    settings = workspace.settings  # as they are now
    gone = forget_old(history, settings, part, now=now)
    if gone:
        say(f"Deleted the {PARTS[part]} of {many(gone, 'take')}.")
    say(f"{PARTS[part].capitalize()} is {part_kept(settings, part)}")


@config.command()
@question_filters
@click.option("--any", "of_any_kind", is_flag=True, help="Ask all questions again.")
@json_option
@with_workspace
def questions(
    workspace: Workspace,
    theme: tuple[str, ...],
    level: str | None,
    role: str | None,
    of_any_kind: bool,
    to_json: bool,
) -> None:
    """Set which questions `rehearse prompt` and `rehearse interview` ask.

    \b
    Example: rehearse config questions --theme help-desk --theme learning
             rehearse config questions --role nursing --level entry
             rehearse config questions --any
    """
    wanted = Filters(theme, level, role)
    if of_any_kind and wanted != Filters():
        raise click.UsageError("Use --any without other filters.")
    if of_any_kind or wanted != Filters():
        check(workspace.bank, wanted)
        if not search_all(workspace.bank, wanted):
            raise PromptError(f"{NO_QUESTION} Nothing was changed.")
        keep_questions(config_folder(), wanted)
    kept = workspace.settings.questions  # as they are now
    if to_json:
        print_json({"practised": _practised(kept)})
    else:
        say(f"Questions asked: {questions_practised(kept)}")


@config.command()
@click.option("--forget", is_flag=True, help="Judge new takes as usual; those you corrected stay corrected.")
@json_option
@with_workspace
def learning(workspace: Workspace, forget: bool, to_json: bool) -> None:
    """Show what your corrections taught about your um/uh.

    Correct a take with `rehearse review`. New takes are then judged a little more or less strictly. Older
    ones keep their numbers.

    \b
    Example: rehearse config learning
             rehearse config learning --forget
    """
    if forget:
        workspace.history.forget_learned()
    strictness, takes = learned_from(workspace.history)
    if to_json:
        print_json({"learned": asdict(strictness), "corrected_takes": takes})
    elif forget:
        say("Forgotten: new takes are judged as usual. The takes that you corrected stay corrected.")
    else:
        say(f"Learned {learned(strictness, takes=takes)}")


@config.group(invoke_without_command=True)
@json_option
@click.pass_context
def phrases(context: click.Context, to_json: bool) -> None:
    """List your own phrases, which are counted like fillers.

    Every use is counted and marked, in old takes too.

    \b
    Example: rehearse config phrases add "at the end of the day"
             rehearse config phrases remove "at the end of the day"
    """
    if context.invoked_subcommand is None:
        _show_phrases(to_json=to_json)


@with_workspace
def _show_phrases(workspace: Workspace, *, to_json: bool) -> None:
    phrases = workspace.settings.phrases
    if to_json:
        print_json({"phrases": list(phrases)})
    else:
        print_phrases(make_console(), phrases)


@phrases.command()
@click.argument("phrase")
def add(phrase: str) -> None:
    """Count PHRASE from now on, in old takes too.

    Example: rehearse config phrases add "at the end of the day"
    """
    is_new = add_phrase(config_folder(), phrase)
    short = checked_phrase(phrase)
    say(
        f'Added "{short}". All reports count it now, on old takes too.'
        if is_new
        else f'"{short}" is already one of your phrases.'
    )


@phrases.command()
@click.argument("phrase")
def remove(phrase: str) -> None:
    """Stop counting PHRASE.

    Example: rehearse config phrases remove "at the end of the day"
    """
    remove_phrase(config_folder(), phrase)
    say(f'Removed "{" ".join(phrase.split())}".')
