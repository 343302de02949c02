"""Gives a command what it works with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from rehearse.workspace import Workspace

Values = ParamSpec("Values")


def with_workspace(command: Callable[Concatenate[Workspace, Values], None]) -> Callable[Values, None]:
    """The first argument of a command: what it opens is closed when it ends."""

    @wraps(command)
    def run(*args: Values.args, **values: Values.kwargs) -> None:
        with Workspace() as workspace:
            command(workspace, *args, **values)

    return run
