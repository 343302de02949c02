"""The commands: parse, call, show. Heavy imports happen in the functions that need them.

Here is the one place where an error that the user can fix becomes one line and exit status 1.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from rehearse import __version__
from rehearse.cli.analyze import analyze
from rehearse.cli.compare import compare
from rehearse.cli.config import config
from rehearse.cli.export import export
from rehearse.cli.interview import interview
from rehearse.cli.listen import listen
from rehearse.cli.page import report
from rehearse.cli.play import play
from rehearse.cli.points import points
from rehearse.cli.practise import prompt
from rehearse.cli.progress import progress
from rehearse.cli.purge import purge
from rehearse.cli.questions import prompts
from rehearse.cli.recover import recover
from rehearse.cli.review import review
from rehearse.cli.setting_up import check, devices, models
from rehearse.cli.showing import say_error
from rehearse.cli.status import show_status
from rehearse.cli.streams import make_ready
from rehearse.cli.takes import delete, history, show
from rehearse.errors import RehearseError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a full disk answers; where takes and models are written it has been explained before it gets here."""


class _Commands(click.Group):
    """In the order of use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> Any:
        make_ready()
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _harmless_usage_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _harmless_usage_errors():
                return super().invoke(ctx)
        except RehearseError as error:
            say_error(error)
            sys.exit(1)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            reason = error.strerror or "the disk is full"
            say_error(
                RehearseError(f"The output cannot be written: {reason}. Free space, or send it elsewhere.")
            )
            sys.exit(1)


@contextmanager
def _harmless_usage_errors() -> Iterator[None]:
    """What was mistyped is said again, and may be the name of a file."""
    try:
        yield
    except click.UsageError as error:
        from rehearse.report.wording import plain

        raise click.UsageError(plain(error.format_message()), error.ctx) from error


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="rehearse")
@click.pass_context
def main(context: click.Context) -> None:
    """Practise interview answers out loud, and see what you really said.

    Nothing you say leaves this machine. Start with: rehearse prompt. Without a command it shows where you
    stand, and the one thing to do next.
    """
    if context.invoked_subcommand is None:
        show_status()


for command in (
    prompt,
    interview,
    analyze,
    history,
    show,
    report,
    export,
    play,
    delete,
    purge,
    recover,
    review,
    listen,
    progress,
    compare,
    prompts,
    points,
    config,
    check,
    devices,
    models,
):
    main.add_command(command)
