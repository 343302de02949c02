"""`rehearse help` and `-V`, as somebody types them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from at_home import Home
from rehearse import __version__
from rehearse.cli import COMMANDS, MEANT
from rehearse.words.guide import TOPICS


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "nowhere")


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_said(option: str, home: Home) -> None:
    assert home.printed(option) == f"rehearse, version {__version__}\n"


def test_help_alone_lists_topics_and_commands(home: Home) -> None:
    listed = re.findall(r"^  (\w+)  ", home.printed("help"), re.MULTILINE)
    assert listed == [*TOPICS, *COMMANDS]


def test_a_topic_is_explained(home: Home) -> None:
    said = home.printed("help", "story")
    assert said.startswith("Story\n  A good story says")
    assert "**" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_command_is_explained_as_it_explains_itself(home: Home) -> None:
    assert home.printed("help", "show") == home.printed("show", "--help")
    assert home.printed("help", "config", "sound") == home.printed("config", "sound", "--help")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("microfone", "Did you mean 'microphone'?"), ("weather", "on 'weather'. `rehearse help` lists")],
)
def test_what_nothing_explains_is_one_line(asked: str, hint: str, home: Home) -> None:
    run = home.run("help", asked)
    assert (run.returncode, run.stdout) == (1, "")
    assert hint in run.stderr and run.stderr.count("\n") == 1
    assert not home.folder.exists()


@pytest.mark.parametrize(
    ("typed", "meant"), [("questions", "prompts"), ("takes", "history"), ("histroy", "history")]
)
def test_a_command_that_there_is_not_leads_to_the_one_that_was_meant(
    typed: str, meant: str, home: Home
) -> None:
    run = home.run(typed)
    assert (run.returncode, run.stdout) == (2, "")
    assert f"Error: No such command '{typed}'. Did you mean '{meant}'?" in run.stderr


def test_nothing_is_meant_by_the_name_of_a_command() -> None:
    assert set(MEANT.values()) <= set(COMMANDS)
    assert not set(MEANT) & set(COMMANDS)
