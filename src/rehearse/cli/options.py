"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from rehearse.cli.offers import JOB, LEVEL, MODEL, ROLE, THEME
from rehearse.cli.values import OutputFile, Seconds
from rehearse.practice.recording import LIMIT_S


def device_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --device."""
    return click.option("--device", help="Microphone: its number or part of its name (rehearse devices).")(
        command
    )


def microphone_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --device and --max-seconds."""
    for option in (
        click.option(
            "--max-seconds",
            type=Seconds(min=1, max=3600),
            default=LIMIT_S,
            show_default=True,
            help="Stop recording after so many seconds.",
        ),
        device_option,
    ):
        command = option(command)
    return command


def model_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --model."""
    return click.option(
        "--model", type=MODEL, default="base", show_default=True, help="Whisper model: a name or a file."
    )(command)


def full_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --full."""
    return click.option("--full", is_flag=True, help="Show every figure and the whole text.")(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --json."""
    return click.option("--json", "to_json", is_flag=True, help="Print JSON for other programs.")(command)


def job_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --job."""
    return click.option(
        "--job", type=JOB, metavar="NAME", help="Only questions for this job (rehearse for)."
    )(command)


def output_options(
    help_text: str, *, default: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options --output and --force."""

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option("--force", is_flag=True, help="Replace FILE if it is there already."),
            click.option(
                "--output",
                type=OutputFile(),
                default=default,
                show_default=True,
                metavar="FILE",
                help=help_text,
            ),
        ):
            command = option(command)
        return command

    return with_options


def question_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --theme, --level and --role."""
    for option in (
        click.option("--role", type=ROLE, help="Only questions for this role, e.g. nursing."),
        click.option("--level", type=LEVEL, help="Only questions for entry, mid or senior level."),
        click.option(
            "--theme", type=THEME, multiple=True, help="Only this theme, e.g. help-desk. Can be repeated."
        ),
    ):
        command = option(command)
    return command
