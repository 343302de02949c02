"""Tab in the shells themselves: what is offered, and that nothing is said, made or slow."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import pexpect
import pytest

from at_home import Home
from outlining import as_text
from rehearse.cli import main
from rehearse.cli.completion import SWITCHED_ON
from rehearse.cli.offers import MODEL
from rehearse.cli.outline import FILE
from rehearse.history import open_history
from rehearse.transcription.known import DOWNLOADS
from saying import say
from test_structure import NOT_FOR_HELP

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shells of POSIX systems")

SHELLS = [shell for shell in SWITCHED_ON if shutil.which(shell)]
PLAIN = {"bash": ["--norc", "--noprofile"], "zsh": ["--no-rcs"], "fish": ["--no-config"]}
"""What keeps a shell from reading the settings of whoever runs the tests."""
SCRIPTS = FILE.parent
PROGRAM = Path(sys.executable).with_name("rehearse")


@pytest.fixture
def nowhere(tmp_path: Path) -> Home:
    """Where nothing was ever kept."""
    return Home(tmp_path / "nowhere")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three takes; the last has no report yet."""
    home = Home(tmp_path / "home")
    open_history(home.folder).close()
    for day, question in enumerate(("What went wrong?", "What, then?")):
        home.keep(say("I fixed it."), day=day, question=question)
    home.keep(None, day=2)
    return home


def environment(home: Home, **others: str) -> Mapping[str, str]:
    """With `rehearse` on the path, as it is once it is installed."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    own = {"REHEARSE_HOME": str(home.folder), "PATH": path, "HOME": str(home.folder.parent), "TERM": "dumb"}
    return {**os.environ, **own, **others}


def asked(home: Home, *words: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """What the program answers a shell about the last of `words`; as Bash asks it."""
    asking = {"COMP_WORDS": "\n".join(("rehearse", *words)), "COMP_CWORD": str(len(words))}
    return subprocess.run(
        [sys.executable, *options, str(PROGRAM)],
        env=environment(home, _REHEARSE_COMPLETE="bash_complete", **asking),
        capture_output=True,
        text=True,
        check=False,
    )


def offered(home: Home, *words: str) -> list[str]:
    run = asked(home, *words)
    assert (run.returncode, run.stderr) == (0, "")
    return [line.partition(",")[2] for line in run.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("", {"prompt", "interview", "config", "completion"}),
        ("pro", {"prompt", "progress", "prompts"}),
        ("prompt --th", {"--theme"}),
        ("prompt outag", {"outage"}),
        ("points outag", {"outage"}),
        ("prompts --id outag", {"outage"}),
        ("analyze a.wav --question outag", {"outage"}),
        ("prompt --theme help", {"help-desk"}),
        ("interview --role nurs", {"nursing"}),
        ("config questions --level ", {"entry", "mid", "senior"}),
        ("config ", {"sound", "questions", "phrases", "learning"}),
        ("config phrases ", {"add", "remove"}),
        ("config sound ", {"30d", "always"}),
        ("purge --older-than 3", {"30d"}),
        ("export --to text", {"textgrid"}),
        ("show --model sm", {"small"}),
        ("completion ", {"bash", "zsh", "fish"}),
    ],
)
def test_what_there_is_to_choose_is_offered(line: str, among: set[str], nowhere: Home) -> None:
    found = offered(nowhere, *line.split(" "))
    assert among <= set(found)
    assert [one for one in found if not one.startswith(line.split(" ")[-1])] == []


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("show ", ["3", "2", "1"]),
        ("delete ", ["3", "2", "1"]),
        ("compare 2 ", ["3", "2", "1"]),
        ("export --to json 2", ["2"]),
        ("recover ", ["3"]),
        ("show 3 ", []),
    ],
)
def test_takes_are_offered_the_latest_first(line: str, numbers: list[str], home: Home) -> None:
    assert offered(home, *line.split(" ")) == numbers


def test_a_take_that_is_being_recorded_is_offered_too(home: Home) -> None:
    with open_history(home.folder):
        home.keep(say("I did."))
        assert offered(home, "show", "")[0] in ("3", "4")
        assert "4" in offered(home, "show", "")


def test_looking_leaves_no_trace(home: Home, nowhere: Home) -> None:
    before = sorted(home.folder.rglob("*"))
    offered(home, "show", "")
    assert sorted(home.folder.rglob("*")) == before
    for line in ("show ", "prompt ", "prompt --theme ", "config questions --role "):
        offered(nowhere, *line.split(" "))
    assert not nowhere.folder.exists()


@pytest.mark.parametrize(
    "line",
    ["nonsense ", "show x ", "prompt --max-seconds abc --", "prompt --no-such ", "export --to --", "show 'i"],
)
def test_a_line_that_cannot_be_run_is_no_error(line: str, home: Home) -> None:
    offered(home, *line.split(" "))


def test_what_cannot_be_read_offers_nothing(home: Home) -> None:
    (home.folder / "history.db").write_bytes(b"no history" * 500)
    assert offered(home, "show", "") == []
    (home.folder / "prompts").write_text("a file where a folder should be")
    assert "outage" in offered(home, "prompt", "")


def test_names_that_a_shell_would_run_are_not_offered(home: Home) -> None:
    own = home.folder / "prompts"
    own.mkdir()
    for number, name in enumerate(("$(touch gone)", "a;b", "its `own`", "my own")):
        (own / f"{name}.toml").write_text(f'[[prompt]]\nid = "own-{number}"\nquestion = "Why?"\n')
    found = offered(home, "prompt", "--theme", "")
    assert "my-own" in found
    assert [one for one in found if set(one) & set("$;` ")] == []


def test_nothing_heavy_is_loaded_for_it(home: Home) -> None:
    for line in ("", "prompt --", "prompt ", "show "):
        run = asked(home, *line.split(" "), options=("-X", "importtime"))
        loaded = {row.rpartition("|")[2].strip() for row in run.stderr.splitlines()}
        allowed = {"sqlite3"} if line == "show " else set()
        assert "click" in loaded
        assert loaded & set(NOT_FOR_HELP) == allowed
        assert not loaded & {"rehearse.workspace", "rehearse.cli.practise", "rehearse.cli.takes"}


def test_the_outline_says_what_the_commands_say() -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(), "Write it anew: python tests/outlining.py"
    assert json.loads(FILE.read_text(encoding="utf-8")).keys() >= {"prompt", "completion"}


def test_every_model_is_offered() -> None:
    offered = MODEL.shell_complete(click.Context(main), click.Option(["--model"]), "")
    assert {one.value for one in offered} == set(DOWNLOADS)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_takes_its_script(shell: str) -> None:
    run = subprocess.run(
        [shell, *PLAIN[shell], "-n", str(SCRIPTS / f"completion.{shell}")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


TYPED = {
    "prompt outag": "prompt outage",
    "prompt --theme help": "prompt --theme help-desk",
    "prompt --theme=help": "prompt --theme=help-desk",
    "history --lim": "history --limit",
    "config so": "config sound",
}
"""What the line is after Tab."""


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("typed", TYPED)
def test_tab_completes_the_line(shell: str, typed: str, home: Home) -> None:
    program = pexpect.spawn(
        shell,
        [*PLAIN[shell], "-i"],
        env=environment(home),
        dimensions=(24, 200),
        encoding="utf-8",
        timeout=30,
    )
    program.sendline(f"source {SCRIPTS / f'completion.{shell}'}; echo re''ady")
    program.expect("ready")
    assert "rror" not in program.before and "not found" not in program.before
    program.send(f"rehearse {typed}\t")
    program.expect_exact(TYPED[typed])
    program.close(force=True)
