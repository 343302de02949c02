"""The commands and their options as they are offered by a shell, without importing them.

A command loads what it works with, and that takes ten times as long as somebody who pressed Tab should wait.
So `outline.json` holds what click needs to know. `python tests/outlining.py` writes it anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import click

from rehearse.cli.offers import BY_NAME

FILE = Path(__file__).with_name("outline.json")


def outlined(name: str) -> click.Command:
    """The command of that name: its options can be completed, and it does nothing."""
    return _command(name, _outline()[name])


@cache
def _outline() -> dict[str, Any]:
    commands: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return commands


def _command(name: str, outline: dict[str, Any]) -> click.Command:
    params = [_parameter(one) for one in outline["parameters"]]
    if "commands" not in outline:
        return click.Command(name, help=outline["help"], params=params)
    commands = {inner: _command(inner, of) for inner, of in outline["commands"].items()}
    return click.Group(name, commands, help=outline["help"], params=params, invoke_without_command=True)


def _parameter(outline: dict[str, Any]) -> click.Parameter:
    names, of = outline["names"], _type(outline["type"])
    if outline["is"] == "argument":
        return click.Argument(names, type=of, nargs=outline["nargs"], required=False)
    if outline["is"] == "flag":
        return click.Option(names, is_flag=True, help=outline["help"])
    return click.Option(names, type=of, multiple=outline["multiple"], help=outline["help"])


def _type(of: str | list[str]) -> click.ParamType[Any]:
    if isinstance(of, list):
        return click.Choice(of, case_sensitive=False)
    return BY_NAME.get(of) or (click.Path() if of == "file" else click.STRING)
