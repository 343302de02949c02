"""What the commands share in what they show: lines, questions, errors, progress, JSON.

Commands print with these, or with `report.layout` on a console, and in no other way: whatever stands in a
name, a question or a message, it is one harmless line then.
"""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

from rehearse.errors import OutputError, RehearseError
from rehearse.exchange.coaching import coaching_as_json
from rehearse.practice.coaching import coaching
from rehearse.private_file import write_whole
from rehearse.screen.coaching import print_coaching
from rehearse.screen.console import make_console
from rehearse.screen.questions import print_what_to_listen_for
from rehearse.words.recordings import about_the_file
from rehearse.words.text import clock, plain

if TYPE_CHECKING:
    from rich.console import Console

    from rehearse.hearing.loading import Progress
    from rehearse.history import History
    from rehearse.model.heard import Heard
    from rehearse.model.kept import Take
    from rehearse.questions.bank import Bank


def say(text: str = "", *, err: bool = False) -> None:
    """One line on standard output, or standard error, whatever the text holds."""
    click.echo(plain(text), err=err)


def confirm(question: str) -> None:
    """Ask for a yes; anything else, and nobody there to answer, ends the program."""
    click.confirm(plain(question), abort=True)


def say_error(error: RehearseError) -> None:
    """One line on standard error, whatever the message holds."""
    # As it stands: it may begin with the name of a file, in which a capital is another letter.
    say(f"Error: {' '.join(str(error).split())}", err=True)


def say_about_the_file(heard: Heard, *, name: str) -> None:
    """On standard error, what is wrong with a recording, unless its report says so on the same screen."""
    if sys.stdout.isatty():
        return
    for line in about_the_file(heard):
        say(f"Warning: {name}: {line}", err=True)


def unfinished_line(count: int) -> str:
    """That so many takes were cut off before their report, and what makes it."""
    takes, them = ("1 take has", "it") if count == 1 else (f"{count} takes have", "them")
    return f"{takes} no report yet: `rehearse recover` makes {them}."


def print_json(value: Any) -> None:
    """One JSON value on one line; what is not ASCII is escaped, so any terminal can take it."""
    click.echo(json.dumps(value, allow_nan=False))


def print_document(text: str) -> None:
    """A text for other programs, to the letter; `report.exports` writes nothing harmful into one."""
    click.echo(text, nl=False)


@contextmanager
def showing_progress() -> Iterator[Progress]:
    """A function to report progress to, shown as a bar; nothing where none can see it.

    The bar moves to and fro until it is known how long it takes, with the time passed beside it, and
    then shows the time left. It is on standard error, and gone when its work is done.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") in ("dumb", "unknown"):
        yield lambda what, done, total: None
        return

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), _time_column())
    with Bars(*columns, console=make_console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def update(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bars.update(task, visible=False)
                tasks[what] = bars.add_task(plain(what), total=None)
            bars.update(tasks[what], completed=done, total=total if done else None)

        yield update


def _time_column() -> ProgressColumn:
    """The time left where it is known, else the time passed: a number that moves says that work goes on."""

    class TimeColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            if task.time_remaining is not None:
                return Text(f"{clock(task.time_remaining)} left")
            return Text(clock(task.elapsed or 0))

    return TimeColumn()


def write_output(
    text: str, path: Path, *, while_naming: AbstractContextManager[object] | None = None
) -> None:
    """Write what a command was asked for, for its owner alone; OutputError where that fails.

    `while_naming` is entered for the moment in which the file takes its name.
    """
    try:
        write_whole(path, text, while_naming=while_naming)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Name another place: --output FILE."
        ) from error


def show_page(
    page: str,
    path: Path,
    *,
    what: str,
    only_write: bool,
    while_naming: AbstractContextManager[object] | None = None,
) -> None:
    """Write a page as `write_output` does, print where, and open it in the browser unless it shall only be
    written.
    """
    write_output(page, path, while_naming=while_naming)
    say(f"{what} is in {path}")
    if not only_write and not webbrowser.open(path.absolute().as_uri()):
        say("No browser opened; open that file in one.", err=True)


def show_coaching(console: Console, history: History, bank: Bank, take: Take) -> None:
    """Print what a take did for its question, where there is something to say."""
    coached = coaching(history, bank, take)
    if coached and take.heard:
        print_coaching(console, coached, take.heard)
    for prompt in bank.prompts:
        if prompt.id == take.prompt_id:
            print_what_to_listen_for(console, prompt)


def coaching_json(history: History, bank: Bank, take: Take) -> dict[str, Any]:
    """The same for other programs, under the key "coaching"."""
    assert take.heard is not None
    return {"coaching": coaching_as_json(coaching(history, bank, take), take.heard)}


def model_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --model."""
    return click.option(
        "--model", default="base", show_default=True, help="A Whisper model's name, or a file."
    )(command)


def full_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --full."""
    return click.option("--full", is_flag=True, help="Show the whole text, however long.")(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --json."""
    return click.option("--json", "as_lines", is_flag=True, help="Print JSON for other programs.")(command)
