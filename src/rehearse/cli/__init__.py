"""The commands: parse, call, show. Each is a module of its own, imported when it is called.

Here is the one place where an error that the user can fix becomes one line and exit status 1.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

import click

from rehearse import __version__
from rehearse.cli.streams import make_ready
from rehearse.errors import RehearseError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a full disk answers; where takes and models are written it has been explained before it gets here."""


class Listed(NamedTuple):
    """A command before it is imported: its module in this package, its name there, its line in the help."""

    module: str
    name: str
    help: str


COMMANDS = {
    "prompt": Listed("practise", "prompt", "Practise one question aloud: record your answer, get a report."),
    "interview": Listed(
        "interview",
        "interview",
        "Practise a whole interview, then get one report over all answers.",
    ),
    "web": Listed("web", "web", "Practise in your browser, on this computer alone."),
    "analyze": Listed("analyze", "analyze", "Report on recordings, or on written answers with --text."),
    "demo": Listed("demo", "demo", "Show a report, on an answer that comes with rehearse."),
    "history": Listed("takes", "history", "List your takes, the latest first."),
    "show": Listed("takes", "show", "Show the report on a take; the latest if no ID is given."),
    "report": Listed(
        "page",
        "report",
        "Show a take as a page in the browser, with its audio; the latest if no ID is given.",
    ),
    "export": Listed("export", "export", "Export a take; the latest if no ID is given."),
    "play": Listed(
        "play", "play", "Play a take, its fillers, or a part of its story; the latest if no ID is given."
    ),
    "delete": Listed("takes", "delete", "Delete a take for good: its audio, its words, its page."),
    "purge": Listed("purge", "purge", "Delete old takes for good, after showing you which."),
    "recover": Listed("recover", "recover", "Make the reports missing after a crash or power cut."),
    "review": Listed(
        "review",
        "review",
        "Step through a take with keys and hear each filler, long pause and part of the story.",
    ),
    "listen": Listed(
        "listen",
        "listen",
        "Hear a take and press space at every filler, then see which ones you noticed.",
    ),
    "behind": Listed(
        "behind",
        "behind",
        "Say which of your sentences show what the question is really asking.",
    ),
    "progress": Listed(
        "progress", "progress", "Show how fillers, pace, length and stories move over your takes."
    ),
    "compare": Listed(
        "compare",
        "compare",
        "Compare two takes: what changed, and is it more than chance?",
    ),
    "cohort": Listed("cohort", "cohort", "Report on the recordings and texts of a class."),
    "prompts": Listed("questions", "prompts", "List the questions, or those that fit WORDS, the best first."),
    "for": Listed("job", "for_", "Find the questions for a job, by its advertisement."),
    "points": Listed(
        "points",
        "points",
        "Note the few points that you want to make in an answer.",
    ),
    "stories": Listed("stories", "stories", "Keep your own stories, and see which question each can answer."),
    "plan": Listed("plan", "plan", "Plan a few minutes a day until your interview."),
    "config": Listed("config", "config", "Show the settings and where everything is kept."),
    "check": Listed("setting_up", "check", "Check that everything is ready: microphone, model, disk."),
    "devices": Listed("setting_up", "devices", "List your microphones."),
    "models": Listed("setting_up", "models", "List the Whisper models and which are on this machine."),
    "help": Listed(
        "helping", "help_", "Explain a command, or a topic such as numbers, fillers or microphone."
    ),
    "completion": Listed(
        "completion", "completion", "Complete commands, options, questions and takes when you press Tab."
    ),
}
"""In the order of use."""

MEANT = {
    **dict.fromkeys(("ask", "practice", "practise", "record", "start", "run"), "prompt"),
    **dict.fromkeys(("question", "questions", "search", "themes"), "prompts"),
    **dict.fromkeys(("job", "jobs", "ad", "advert", "advertisement"), "for"),
    **dict.fromkeys(("list", "ls", "log", "takes"), "history"),
    **dict.fromkeys(("app", "browser", "gui", "open", "serve", "server"), "web"),
    **dict.fromkeys(("stats", "trend", "trends"), "progress"),
    **dict.fromkeys(("story", "examples"), "stories"),
    **dict.fromkeys(("agenda", "calendar", "schedule", "today"), "plan"),
    **dict.fromkeys(("configure", "preferences", "settings"), "config"),
    **dict.fromkeys(("doctor", "setup", "test"), "check"),
    **dict.fromkeys(("mic", "mics", "microphone", "microphones"), "devices"),
    **dict.fromkeys(("remove", "rm"), "delete"),
    **dict.fromkeys(("transcribe", "file"), "analyze"),
    **dict.fromkeys(("batch", "class", "students"), "cohort"),
}
"""What people type for a command that is called otherwise."""


class _Commands(click.Group):
    """Imports a command only where it is called: the list of all must be there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if ctx.resilient_parsing:  # a shell asks what there is
            from rehearse.cli.outline import outlined

            return outlined(cmd_name)
        listed = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"rehearse.cli.{listed.module}"), listed.name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = [MEANT[name]] if name in MEANT else get_close_matches(name, COMMANDS, n=1)
            ctx.fail(f"No such command '{name}'." + (f" Did you mean '{near[0]}'?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [
            (name, click.Command(name, help=listed.help).get_short_help_str(room))
            for name, listed in COMMANDS.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

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
            _end(error)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            reason = error.strerror or "the disk is full"
            _end(
                RehearseError(
                    f"The output cannot be written: {reason}. Free some space or write it elsewhere."
                )
            )


def _end(error: RehearseError) -> NoReturn:
    from rehearse.screen.layout import say_error

    say_error(error)
    sys.exit(1)


@contextmanager
def _harmless_usage_errors() -> Iterator[None]:
    """What was mistyped is said again, and may be the name of a file."""
    try:
        yield
    except click.UsageError as error:
        from rehearse.words.text import plain

        raise click.UsageError(plain(error.format_message()), error.ctx) from error


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "-V", "--version", prog_name="rehearse")
@click.pass_context
def main(context: click.Context) -> None:
    """Practise interview answers out loud, and see what you really said.

    Nothing you say leaves this machine. Start with: rehearse prompt. Without a command: your progress and
    one suggested next step. More: rehearse help.
    """
    if context.invoked_subcommand is None:
        from rehearse.cli.status import show_status

        show_status()
