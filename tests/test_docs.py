"""What the README and the docs tell people to type exists, and what they point at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rehearse.cli import main

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
LONGEST_README = 120
LARGEST_PICTURE_BYTES = 300_000

_INDENTED = re.compile(r"^    (?:\$ |\.venv/bin/)?(rehearse\b.*)$", re.MULTILINE)
_QUOTED = re.compile(r"`(?:\.venv/bin/)?(rehearse [^`]+)`")
_LINK = re.compile(r"\]\(([^)#]+)\)")


def typed(text: str) -> Iterator[list[str]]:
    """The words of each `rehearse ...` that somebody is told to type; a gap of three spaces ends it."""
    for said in (*_INDENTED.findall(text), *_QUOTED.findall(text)):
        yield re.split(r"   |  (?=[a-z])", said)[0].split()


def wrong(words: list[str]) -> str | None:
    """What of a command line there is not; None for one that exists."""
    command: click.Command = main
    options = set(_options(command))
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            if word.split("=")[0] not in options:
                return f"{' '.join(words)}: there is no {word}"
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return f"{' '.join(words)}: there is no {word}"
            command = found
            options |= set(_options(command))
    return None


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.get_params(click.Context(command)):
        yield from (*parameter.opts, *parameter.secondary_opts)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_exist(path: Path) -> None:
    told = list(typed(path.read_text(encoding="utf-8")))
    assert [said for said in map(wrong, told) if said] == []


def test_commands_that_do_not_exist_are_found() -> None:
    text = """
    rehearse rehearse     twice
    rehearse show --loud  is no option
`rehearse config colour`, `rehearse show 3 --full`
"""
    assert [said and said.split(": ")[1] for said in map(wrong, typed(text))] == [
        "there is no rehearse",
        "there is no --loud",
        "there is no colour",
        None,
    ]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_stays_short() -> None:
    assert len(DOCS[0].read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_pictures_stay_small() -> None:
    pictures = [file for file in (ROOT / "docs").iterdir() if file.suffix in (".png", ".svg")]
    assert pictures
    assert [file.name for file in pictures if file.stat().st_size > LARGEST_PICTURE_BYTES] == []
