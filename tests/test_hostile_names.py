"""Names, questions and words that would steer a terminal, through every command: none of them gets there."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import fake_portaudio
from at_home import Home, new_home
from at_terminal import Terminal
from fake_portaudio import FakeSounddevice
from rehearse.cli import main
from rehearse.screen import layout
from saying import say, write

HOSTILE = (
    "a[bold red]b[link=x]c\x1b]0;owned\x07d\x1b[2Je\x1bcf\x9b31mg\nFORGED\th\ri"
    "\u202ej\u2066k\u200el\u200fm\u061cn\u2028o\x7fp\u2069"
)
NOT_TO_BE_SEEN = set("\x1b\x07\x9b\x7f\r\t\u202e\u2066\u2069\u200e\u200f\u061c\u2028")
SAMPLE = Path(__file__).parent.parent / "samples" / "short-answer.flac"
ANSWER = (
    f"So [um] last autumn, like, our WORD went down. My job was to fix it. {'I called twelve people. ' * 20}"
)

SOON = f"{datetime.now() + timedelta(days=3):%A}"
COMMANDS: dict[str, list[list[str]]] = {
    "": [[]],
    "prompt": [
        ["prompt", "mine", "--answer", "{text}.wav"],
        ["prompt", "{hostile}"],
        ["prompt", "mine", "--device", "{hostile}"],
        ["prompt", "mine", "--model", "{hostile}"],
        ["prompt", "mine", "--asks"],
        ["prompt", "--theme", "{hostile}", "--role", "{hostile}"],
    ],
    "interview": [["interview", "--questions", "1"], ["interview", "--theme", "{hostile}"]],
    "analyze": [
        ["analyze", "--text", "{text}.txt", "{text}.gone"],
        ["analyze", "{text}.wav"],
        ["analyze", "--text", "--save", "{text}.txt", "{text}.txt"],
    ],
    "cohort": [
        ["cohort", "{text}.gone", "--out", "{text}.out"],
        ["cohort", "{text}.class", "--out", "{text}.out", "--merge", "--question", "{hostile}"],
        ["cohort", "{text}.class", "--out", "{text}.out", "--merge", "--numbers-only"],
        ["cohort", "{text}.class", "--out", "{text}.out", "--shard", "{hostile}"],
        ["cohort", "{text}.class", "--roster", "{text}.csv", "--make-roster"],
    ],
    "history": [["history"]],
    "show": [["show", "1"], ["show", "2"], ["show", "{hostile}"], ["show", "1", "{hostile}"], ["show", "3"]],
    "report": [["report", "1", "--no-open"], ["report", "1", "--no-open", "--output", "{text}/x.html"]],
    "export": [
        *(
            ["export", "1", "--to", form]
            for form in ("csv", "markdown", "vtt", "srt", "textgrid", "audacity")
        ),
        ["export", "1", "--output", "{text}.md"],
        ["export", "1", "--to", "{hostile}"],
    ],
    "play": [["play", "1"], ["play", "1", "--marker", "{hostile}"], ["play", "4"]],
    "review": [["review", "1"]],
    "listen": [["listen", "1"]],
    "behind": [["behind", "1"]],
    "delete": [["delete", "1"], ["delete", "1", "--yes"]],
    "purge": [["purge", "--older-than", "1d"], ["purge", "--older-than", "{hostile}"]],
    "recover": [["recover"]],
    "progress": [["progress"], ["progress", "--html", "--no-open"]],
    "compare": [["compare", "1", "2"]],
    "prompts": [["prompts", "--theme", "{hostile}"], ["prompts", "--id", "mine"], ["prompts", "{hostile}"]],
    "for": [
        ["for"],
        ["for", "{hostile}"],
        ["for", "{text}.gone"],
        ["for", "{text}.txt"],
        ["for", "{hostile}", "--name", "{hostile}{hostile}"],
        ["for", "--delete", "{hostile}", "--yes"],
    ],
    "points": [["points", "mine"], ["points", "mine", "{hostile}"], ["points", "{hostile}"]],
    "stories": [["stories"]],
    "stories add": [["stories", "add", "{hostile}", "x"]],
    "stories import": [["stories", "import", "{text}.gone"], ["stories", "import", "{text}.txt"]],
    "stories show": [["stories", "show", "1"], ["stories", "show", "{hostile}"]],
    "stories for": [["stories", "for", "mine"], ["stories", "for", "{hostile}"]],
    "stories file": [["stories", "file", "1", "{hostile}"], ["stories", "file", "1", "2"]],
    "stories change": [["stories", "change", "1", "--title", "{hostile}"], ["stories", "change", "1"]],
    "stories delete": [["stories", "delete", "1"], ["stories", "delete", "1", "--yes"]],
    "plan": [
        ["plan", SOON],
        ["plan", "{hostile}"],
        ["plan", "tomorrow", "--ics", "-", "--at", "{hostile}"],
    ],
    "config": [["config"]],
    "config sound": [["config", "sound", "1d"], ["config", "sound", "{hostile}"]],
    "config video": [["config", "video", "1d"], ["config", "video", "{hostile}"]],
    "config questions": [["config", "questions"], ["config", "questions", "--role", "{hostile}"]],
    "config learning": [["config", "learning"], ["config", "learning", "--forget"]],
    "config phrases": [["config", "phrases"]],
    "config phrases add": [["config", "phrases", "add", "{hostile}"]],
    "config phrases remove": [["config", "phrases", "remove", "{hostile}"]],
    "check": [["check", "--model", "{hostile}"]],
    "devices": [["devices"]],
    "models": [["models"], ["models", "--fetch", "{hostile}"]],
    "demo": [["demo", "--model", "{hostile}"]],
    "web": [["web", "--port", "{hostile}"]],
    "help": [["help"], ["help", "{hostile}"]],
    "completion": [["completion", "bash"], ["completion", "{hostile}"]],
}
"""Every command with what brings the text to it; `{text}` is a file's name, `{hostile}` the text as it is."""

SAY_NOTHING_OF_IT = (
    f"plan {SOON}",
    "stories add {hostile} x",
    "stories change 1 --title {hostile}",
    "stories change 1",
    "export 1 --to markdown",  # where brackets are escaped
    "export 1 --to audacity",
    "play 1",
    "review 1",
    "listen 1",
    "behind 1",
    "config video 1d",  # no take has one
    "config learning",
    "config learning --forget",
    "compare 1 2",
    "points mine {hostile}",
    "config phrases",
    "config phrases add {hostile}",
    "models",
    "help",
    "completion bash",
)


def commands(group: click.Command, name: str = "") -> Iterator[str]:
    yield name
    if isinstance(group, click.Group):
        context = click.Context(group)
        for part in group.list_commands(context):
            command = group.get_command(context, part)
            assert command is not None
            yield from commands(command, f"{name} {part}".strip())


def test_every_command_is_walked() -> None:
    assert set(COMMANDS) == set(commands(main))


class World:
    """A home, files and microphones in which every name and text is `text`."""

    def __init__(self, folder: Path, text: str) -> None:
        self.text = text
        folder.mkdir()
        self.folder = folder / text
        self.home = Home(self.folder / text)
        shutil.copy(SAMPLE, self.made(f"{text}.wav"))
        self.made(f"{text}.txt").write_text(f"So we fixed the {text}.", encoding="utf-8", newline="")
        prompts = self.home.folder / "prompts"
        for name in (f"{text}.toml", f"z-{text}.toml"):
            self.made(str(prompts / name)).write_text(self.questions("mine"), encoding="utf-8")
        self.made(str(prompts / f"broken-{text}.toml")).write_text("[[prompt]]\nid = \n", encoding="utf-8")
        self.made(str(self.home.folder / "settings.json")).write_text(
            json.dumps({"phrases": ["a [bold]phrase"], "questions": {"themes": [text], "role": text}}),
            encoding="utf-8",
        )
        self.hand_in()
        self.history()

    def hand_in(self) -> None:
        """The folder of a class, with a file, a list and a review of that name."""
        folder = f"{self.text}.class"
        for path in (
            self.made(f"{folder}/{self.text}.txt"),
            self.made(f"{self.text}.out/reviews/{self.text}.json"),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("So I fixed it.", encoding="utf-8")
        rows = f'file,name,question\n"{self.text}.txt","{self.text}","{self.text}"\n'
        self.made(f"{folder}/class.csv").write_text(rows, encoding="utf-8", newline="")

    def made(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def questions(self, prompt_id: str) -> str:
        text = json.dumps("".join(c for c in self.text if c.isprintable() or c in "\n\t\u202e\u2066\u200e"))
        keys = "".join(f"{key} = {text}\n" for key in ("question", "role", "follow_up", "good", "red_flag"))
        asks = f"asks = [{{layer = {text}, means = {text}}}, {{layer = {text}, means = {text}}}]\n"
        return f'kind = "story"\n[[prompt]]\nid = "{prompt_id}"\n{keys}{asks}'

    def history(self) -> None:
        for heard in (say(ANSWER.replace("WORD", "printer")), write("So I fixed it."), None, say("I did.")):
            self.home.keep(heard, sound=SAMPLE, prompt_id="mine", question="x")
        takes = self.home.folder / "takes"
        shutil.copy(SAMPLE, takes / f"{self.text}.flac")
        os.utime(takes / f"{self.text}.flac", (1_700_000_000, 1_700_000_000))
        with closing(sqlite3.connect(self.home.folder / "history.db", isolation_level=None)) as database:
            database.execute("UPDATE takes SET question = ?, version = ?", (self.text, self.text))
            database.execute("UPDATE takes SET engine = ?, model = ?", (self.text, self.text))
            database.execute("UPDATE takes SET audio = ? WHERE id = 4", (f"{self.text}-gone.flac",))
            database.execute("UPDATE takes SET prompt_id = ?, language = ? WHERE id = 2", (self.text,) * 2)
            said = json.dumps(self.text.replace("\n", " "))[1:-1]
            database.execute("UPDATE heard SET words = replace(words, 'printer', ?)", (said,))
            demand = f"You must be able to repair the {self.text.splitlines()[0]}."
            job = (self.text, demand, self.text, "2025-01-01T12:00:00+00:00")
            database.execute("INSERT INTO jobs (name, advertisement, cv, added_at) VALUES (?, ?, ?, ?)", job)
            database.execute("INSERT INTO points VALUES ('mine', 1, ?)", (self.text,))
            database.execute(
                "INSERT INTO stories VALUES (1, ?, ?, '2025-03-01T12:00:00+00:00')", (self.text,) * 2
            )

    def run(self, command: list[str]) -> Result:
        filled = [
            part.replace("{text}", str(self.folder / self.text)).replace("{hostile}", self.text)
            for part in command
        ]
        return CliRunner().invoke(
            main, filled, env={"REHEARSE_HOME": str(self.home.folder), "COLUMNS": "10000"}
        )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world") / "here", HOSTILE)


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    """One whose name is hostile too, and that cannot be opened."""
    found = {"index": 0, "name": HOSTILE, "hostapi": 0, "max_input_channels": 1, "default_samplerate": 16e3}
    fake_portaudio.install(monkeypatch, FakeSounddevice(listed=[found], grants=()))


@pytest.mark.usefixtures("microphone")
@pytest.mark.parametrize("command", [each for walked in COMMANDS.values() for each in walked], ids=" ".join)
def test_nothing_that_steers_a_terminal_is_printed(
    world: World, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So wide that no line is broken but by what stands in it.
    monkeypatch.setattr(layout, "WIDEST", 10_000)
    result = world.run(command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    own = "\t" if "audacity" in command else ""  # this format has tabs of its own
    assert NOT_TO_BE_SEEN & set(result.output) == set(own)
    assert "\nFORGED" not in result.output
    assert ("b[link=x]c" in result.output) == (" ".join(command) not in SAY_NOTHING_OF_IT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_moves_on_a_terminal_is_harmless_too(tmp_path: Path) -> None:
    home = new_home(tmp_path / "home")
    answer = tmp_path / f"{HOSTILE}.flac"
    shutil.copy(SAMPLE, answer)
    environment = {**os.environ, "REHEARSE_HOME": str(home), "TERM": "xterm-256color"}
    terminal = Terminal(["analyze", str(answer)], environment, columns=300)
    try:
        assert terminal.exit_status() == 0, terminal.left
    finally:
        terminal.close()
    assert re.search(r"Reading a\[bold red\]b\[link=x\]c", terminal.shown)
    # The bar has codes of its own; none of them is one of these.
    for code in ("\x1b]", "\x1bc", "\x1b[2J", *NOT_TO_BE_SEEN - set("\x1b\r")):
        assert code not in terminal.written
