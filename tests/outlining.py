"""What `outline.json` says of the commands. Run as a program, it writes that file anew."""

from __future__ import annotations

import json
from typing import Any

import click

from rehearse.cli import main
from rehearse.cli.offers import Offered
from rehearse.cli.outline import FILE


def outline() -> dict[str, Any]:
    """Of every command its help, its parameters and its own commands."""
    return _commands(main)


def as_text() -> str:
    return json.dumps(outline(), indent=1, ensure_ascii=False) + "\n"


def _commands(group: click.Group) -> dict[str, Any]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: _command(command) for name, command in found.items() if command}


def _command(command: click.Command) -> dict[str, Any]:
    parameters = [_parameter(one) for one in command.params if not getattr(one, "hidden", False)]
    of_itself = {"help": command.get_short_help_str(limit=200), "parameters": parameters}
    return of_itself | ({"commands": _commands(command)} if isinstance(command, click.Group) else {})


def _parameter(one: click.Parameter) -> dict[str, Any]:
    if isinstance(one, click.Option):
        of_option = {"is": "flag" if one.is_flag else "option", "help": one.help, "multiple": one.multiple}
        return {"names": [*one.opts, *one.secondary_opts], "type": _type(one.type), **of_option}
    return {"names": [one.name], "type": _type(one.type), "is": "argument", "nargs": one.nargs}


def _type(of: click.ParamType[Any]) -> str | list[str]:
    if isinstance(of, click.Choice):
        return [str(choice) for choice in of.choices]
    if isinstance(of, click.Path):
        return "file"
    return of.name if isinstance(of, Offered) else "text"


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="utf-8")
