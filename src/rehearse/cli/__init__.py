"""The commands: parse, call, show. Heavy imports happen in the functions that need them."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rehearse import __version__
from rehearse.errors import RehearseError

if TYPE_CHECKING:
    from rehearse.transcription.verbatim import Whisper


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rehearse")
def main() -> None:
    """Practise interview answers out loud, and see what you really said.

    Nothing you say leaves this machine.
    """


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json_lines", is_flag=True, help="Print one JSON object per file.")
@click.option("--model", default="base", show_default=True, help="A Whisper model's name, or a file.")
def analyze(files: tuple[Path, ...], as_json_lines: bool, model: str) -> None:
    """Report on recordings: filled pauses, pace, pauses, length.

    Example: rehearse analyze answer.m4a
    """
    from rehearse.analysis import analyse
    from rehearse.report.contract import as_json, error_as_json
    from rehearse.report.terminal import printable, render
    from rehearse.session import hear, load_whisper

    @cache
    def whisper() -> Whisper:
        return load_whisper(model, progress=_show_progress)

    failed = False
    for path in files:
        try:
            heard = hear(
                path, whisper, progress=lambda done, all_: _show_progress("Transcribing", done, all_)
            )
        except RehearseError as error:
            failed = True
            click.echo(f"Error: {printable(str(error))}", err=True)
            if as_json_lines:
                click.echo(json.dumps(error_as_json(str(error), file=str(path))))
            continue
        report = analyse(heard)
        if as_json_lines:
            click.echo(json.dumps(as_json(report, file=str(path))))
        else:
            click.echo(render(report, title=printable(str(path))) + "\n")
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("words", nargs=-1)
@click.option(
    "--id", "prompt_id", help="Show one question in full: what it really asks, and what comes next."
)
@click.option("--theme", help="Only one theme, e.g. help-desk.")
@click.option("--level", help="Only questions for entry, mid or senior.")
@click.option("--role", help="Only questions for a role, e.g. nursing.")
def prompts(
    words: tuple[str, ...], prompt_id: str | None, theme: str | None, level: str | None, role: str | None
) -> None:
    """List the questions, or those that hold WORDS.

    Example: rehearse prompts deadline --level senior
    """
    from rehearse.question_bank import find, load, search
    from rehearse.report.questions import in_full, listed
    from rehearse.report.terminal import printable
    from rehearse.session import question_folders

    try:
        bank = load(question_folders())
        chosen = None if prompt_id is None else find(bank, prompt_id)
    except RehearseError as error:
        click.echo(f"Error: {printable(str(error))}", err=True)
        sys.exit(1)
    for problem in bank.problems:
        click.echo(f"Left out: {printable(problem)}", err=True)
    if chosen is not None:
        click.echo(in_full(chosen))
        return
    found = search(bank, " ".join(words), theme=theme, level=level, role=role)
    if not found:
        click.echo("Error: No question fits. `rehearse prompts` lists them all.", err=True)
        sys.exit(1)
    click.echo(listed(found))


def _show_progress(what: str, done: int, total: int) -> None:
    """One line that overwrites itself, on a terminal only."""
    if sys.stderr.isatty() and total:
        click.echo(
            f"\r\033[K{what} {100 * done // total} %" if done < total else "\r\033[K", nl=False, err=True
        )
