"""The shape of the program: who may import whom, and what stays unloaded until it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rehearse.cli import COMMANDS, main

SOURCE = Path(__file__).parent.parent / "src" / "rehearse"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("screen", "web", "cohort"),
    ("practice", "page"),
    ("workspace",),
    ("takes", "jobs"),
    ("hearing",),
    (
        "audio",
        "picture",
        "transcription",
        "language",
        "history",
        "questions",
        "settings",
        "piped",
        "exchange",
    ),
    ("words",),
    ("analysis",),
    ("model", "folders", "private_file", "progress", "onnx_session"),
    ("errors",),
    ("__init__",),
)
"""From the top; each may import those further down, and nobody beside it or above."""

BESIDE = {("transcription", "audio"), ("picture", "audio")}
"""What may all the same: cutting the sound smaller is part of checking its words, and a video is opened as a
recording is."""

OWNERS = {
    "torch": {"transcription"},
    "whisper": {"transcription"},
    "sounddevice": {"audio"},
    "soundfile": {"audio"},
    "av": {"audio", "picture"},
    "soxr": {"audio"},
    "onnxruntime": {"onnx_session"},
    "sqlite3": {"history"},
    "click": {"cli"},
    "rich": {"screen", "cli"},
    "jinja2": {"page"},
    "pypdf": {"exchange"},
    "docx": {"exchange"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "dask": {"cohort"},
    "distributed": {"cohort"},
}
"""The only places that know a package."""

HEAVY = ("torch", "whisper", "onnxruntime", "av", "sounddevice", "soundfile")
"""Packages that take long to load, or need a system library."""
NOT_FOR_HELP = (*HEAVY, "numpy", "rich", "sqlite3", "jinja2")

IN_FUNCTIONS = (*HEAVY, "soxr", "difflib", "jinja2", "fcntl", "msvcrt", "termios")
"""What may be imported in a function: packages of some weight, and what only some systems have."""
MOST_IN_FUNCTIONS = 60
LATE = {
    ("__main__.py", "rehearse.cli"): "Ctrl-C while it is imported",
    ("cli/__init__.py", "rehearse.screen.layout"): "not for the help",
    ("cli/__init__.py", "rehearse.cli.status"): "not for the help",
    ("cli/__init__.py", "rehearse.words.text"): "not for the help",
    ("cli/__init__.py", "rehearse.cli.outline"): "for a shell only",
    ("transcription/verbatim.py", "rehearse.transcription.inference"): "it imports torch",
    ("transcription/verbatim.py", "rehearse.transcription.empty"): "it imports torch",
    ("transcription/verbatim.py", "rehearse.transcription.processor"): "it imports torch",
}
"""Our own modules that are imported in a function all the same, and why."""


def modules() -> list[Path]:
    found = sorted(SOURCE.rglob("*.py"))
    assert len(found) > 30
    return found


def place(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The full names of what a module imports, in functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(name: str) -> int:
    return next(rank for rank, names in enumerate(LAYERS) if name in names)


def own_place(name: str) -> str | None:
    """The part of this program that a full name belongs to; None for other programs' names."""
    root, *rest = name.split(".")
    if root != "rehearse":
        return None
    return rest[0] if any(rest[0] in names for names in LAYERS) else "__init__"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    here = place(path)
    others = {place for place in map(own_place, imported(path)) if place and place != here}
    assert [other for other in others if (here, other) not in BESIDE and rank(other) <= rank(here)] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_package_is_known_in_one_place_only(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert [root for root in roots if place(path) not in OWNERS.get(root, {place(path)})] == []


PRINTERS = ("cli/showing.py", "screen/layout.py")
"""Through these goes all that is printed, and is harmless then."""
CONSOLES = ("screen/console.py",)
"""Where rich's consoles are made, so that what changes on the screen is harmless too."""


def names_called(path: Path) -> Iterator[str]:
    """With all that stands before the last dot."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_all_that_is_printed_goes_one_way(path: Path) -> None:
    name = path.relative_to(SOURCE).as_posix()
    called = set(names_called(path))
    if name not in PRINTERS:
        of = (
            r"(click|.*console|sys\.std\w+)\.(print|print_json|log|out|echo|secho|confirm|prompt|pause|write)"
        )
        assert [one for one in called if one in ("print", "input") or re.fullmatch(of, one)] == []
    if name not in CONSOLES:
        assert not {"Console", "console.Console", "rich.print", "get_console"} & called


def loaded_by(*arguments: str) -> set[str]:
    """The modules that are loaded once the program has shown its help."""
    code = (
        "import sys; from click.testing import CliRunner; from rehearse.cli import main;"
        f"result = CliRunner().invoke(main, {[*arguments, '--help']});"
        "assert result.exit_code == 0, result.output; print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_help_loads_no_command() -> None:
    loaded = loaded_by()
    assert not loaded & set(NOT_FOR_HELP)
    assert {name for name in loaded if name.startswith("rehearse.cli.")} == {"rehearse.cli.streams"}


def test_the_help_of_a_command_loads_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from rehearse.cli import COMMANDS, main;"
        "codes = {CliRunner().invoke(main, [name, '--help']).exit_code for name in COMMANDS};"
        f"print(codes, [name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "{0} []"


def test_the_list_of_commands_says_what_they_say_themselves() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert (command.name, command.get_short_help_str(limit=200)) == (name, COMMANDS[name].help)


def imported_in_functions() -> Iterator[tuple[str, str]]:
    for path in modules():
        functions = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        found = {node for function in functions for node in ast.walk(function)}
        for node in found:
            if isinstance(node, ast.Import):
                yield from ((path.relative_to(SOURCE).as_posix(), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield path.relative_to(SOURCE).as_posix(), node.module or ""


def test_imports_stand_at_the_top_but_for_weight() -> None:
    found = list(imported_in_functions())
    assert len(found) <= MOST_IN_FUNCTIONS
    others = {one for one in found if one[1].split(".")[0] not in IN_FUNCTIONS}
    assert others == set(LATE)
