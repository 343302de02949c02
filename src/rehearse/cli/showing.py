"""What the commands share in what they show: lines, questions, errors, progress, JSON.

Commands print with these, or with `screen.layout` on a console, and in no other way: whatever stands in a
name, a question or a message, it is one harmless line then.
"""

from __future__ import annotations

import json
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rehearse.cli.values import STANDARD_OUTPUT
from rehearse.errors import OutputError
from rehearse.folders import data_folder
from rehearse.history.files import pages_folder
from rehearse.private_file import draft_beside, write_whole
from rehearse.words.recordings import about_the_file
from rehearse.words.text import plain

if TYPE_CHECKING:
    from rehearse.model.heard import Heard


def say(text: str = "", *, err: bool = False) -> None:
    """One line on standard output, or standard error, whatever the text holds."""
    click.echo(plain(text), err=err)


def confirm(question: str) -> None:
    """Ask for a yes; anything else, and nobody there to answer, ends the program."""
    click.confirm(plain(question), abort=True)


def asked(question: str, default: str) -> str:
    """What is typed in reply, `default` for Enter alone; nobody there to answer ends the program."""
    answer: str = click.prompt(plain(question), default=plain(default), show_default=bool(default))
    return answer


def say_about_the_file(heard: Heard, *, name: str) -> None:
    """On standard error, what is wrong with a recording, unless its report says so on the same screen."""
    if sys.stdout.isatty():
        return
    for line in about_the_file(heard):
        say(f"Warning: {name}: {line}", err=True)


def print_json(value: Any) -> None:
    """One JSON value on one line."""
    print_document(json.dumps(value, allow_nan=False) + "\n")


def print_document(text: str) -> None:
    """A text for other programs, to the letter; who writes it lets nothing harmful into it.

    It is UTF-8 as in a file, whatever letters the output has. Only a terminal shows what it can.
    """
    click.echo(text if sys.stdout.isatty() else text.encode(), nl=False)


def write_output(
    text: str,
    path: Path,
    *,
    force: bool,
    while_naming: AbstractContextManager[object] | None = None,
) -> None:
    """Write what a command was asked for, for its owner alone, or print it; OutputError where that fails.

    Only with `force` is a file replaced. `while_naming` is entered for the moment in which the file takes its
    name.
    """
    if path == STANDARD_OUTPUT:
        print_document(text)
        return
    with _explained(path):
        _check_it_is_a_file(path)
        write_whole(path, text, replace=force, while_naming=while_naming)


@contextmanager
def new_output(path: Path, *, force: bool) -> Iterator[Path]:
    """As `write_output`, for what is no text: a draft to write into, which gets the name at the end."""
    with _explained(path):
        _check_it_is_a_file(path)
        if path.exists() and not force:
            raise FileExistsError
        with draft_beside(path) as draft:
            yield draft
            draft.replace(path)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise OutputError(f"{path} is there already. --force replaces it, or choose another name.") from error
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Choose another place: --output FILE."
        ) from error


def _check_it_is_a_file(path: Path) -> None:
    """OutputError for what is there and is none: a device would be replaced like one."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Name a file in it: --output FILE.")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is not a file. `--output -` prints instead.")


def show_page(
    page: str,
    path: Path,
    *,
    what: str,
    only_write: bool,
    force: bool = False,
    while_naming: AbstractContextManager[object] | None = None,
) -> None:
    """Write a page as `write_output` does, say where, and open it in the browser unless it shall only be
    written. The program's own pages are always written anew; one that is printed comes alone.
    """
    is_own = path.parent == pages_folder(data_folder())
    write_output(page, path, force=force or is_own, while_naming=while_naming)
    if path == STANDARD_OUTPUT:
        return
    say(f"{what} is in {path}")
    if not only_write and not webbrowser.open(path.absolute().as_uri()):
        say("No browser opened. Open that file in your browser.", err=True)
