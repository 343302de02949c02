"""A history that names files elsewhere: it is refused in one line, and nothing there is read or deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from at_home import Home
from rehearse.errors import HistoryError
from rehearse.history import open_history
from saying import say

SAMPLE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
COMMANDS = (
    ("show",),
    ("show", "1", "--json"),
    ("history",),
    ("report", "--no-open"),
    ("export", "--to", "json"),
    ("play",),
    ("delete", "1", "--yes"),
    ("purge", "--older-than", "1d", "--yes"),
    ("purge", "--older-than", "1d", "--sound", "--yes"),
    ("config", "sound", "30d", "--yes"),
    ("recover",),
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A recording that is none of ours."""
    path = tmp_path / "secret.flac"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def name_recording(home: Home, name: object) -> None:
    with closing(sqlite3.connect(home.folder / "history.db")) as connection:
        connection.execute("UPDATE takes SET audio = ?", (name,))
        connection.commit()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_follows_a_name_out_of_the_folder(
    home: Home, secret: Path, command: tuple[str, ...]
) -> None:
    home.keep(say("So I fixed it."))
    name_recording(home, "../../secret.flac")
    run = home.run(*command)
    assert (run.returncode, run.stderr.count("\n")) == (1, 1), run.stderr
    assert "says that the audio of take 1 is outside its folder, in '../../secret.flac'" in run.stderr
    assert "was not read and not deleted" in run.stderr
    assert secret.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    "name", ["/etc/hosts", "below/one.flac", "..", ".", "", "one.flac/", "C:one.flac", "..\\one.flac", "a\0b"]
)
def test_only_the_name_of_a_file_is_one(home: Home, name: str) -> None:
    home.keep(say("So I fixed it."))
    name_recording(home, name)
    with open_history(home.folder) as history:
        for ask in (history.take, history.takes, history.listed, lambda: history.summaries(1)):
            with pytest.raises(HistoryError, match="outside its folder"):
                ask()


def test_what_is_no_text_is_refused_too(home: Home) -> None:
    home.keep(say("So I fixed it."))
    name_recording(home, b"one.flac")
    with open_history(home.folder) as history, pytest.raises(HistoryError):
        history.take(1)


def test_a_removal_that_is_pending_follows_no_name_either(home: Home, secret: Path) -> None:
    home.keep(say("So I fixed it."))
    name_recording(home, "../../secret.flac")
    with closing(sqlite3.connect(home.folder / "history.db")) as connection:
        connection.execute("INSERT INTO removals VALUES (1, true)")
        connection.commit()
    with open_history(home.folder) as history:
        assert history.takes() == ()
    assert secret.exists()


def test_a_link_out_of_the_folder_is_not_followed(home: Home, secret: Path) -> None:
    home.keep(say("So I fixed it."))
    link = home.folder / "takes" / "gone.flac"
    link.symlink_to(secret)
    for command in (("show",), ("report", "--no-open"), ("play",), ("delete", "1", "--yes")):
        run = home.run(*command)
        assert (run.returncode, run.stderr.count("\n")) == (1, 1), run.stderr
        assert "outside its folder, in 'gone.flac'" in run.stderr
    (home.folder / "takes" / "stray.wav").symlink_to(secret)
    home.printed("recover")
    home.printed("purge", "--older-than", "1d", "--yes")
    assert not link.is_symlink()  # the link was ours
    assert secret.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("target", ["real.flac", "gone.flac"], ids=["inside", "itself"])
def test_a_link_within_the_folder_leads_nowhere_else(home: Home, target: str) -> None:
    home.keep(say("So I fixed it."))
    takes = home.folder / "takes"
    (takes / "real.flac").write_bytes(SAMPLE.read_bytes())
    (takes / "gone.flac").symlink_to(target)
    home.printed("show", "1")


def test_a_folder_of_takes_that_is_a_link_is_the_users_own_choice(home: Home, tmp_path: Path) -> None:
    home.keep(say("So I fixed it."), sound=SAMPLE)
    (home.folder / "takes").rename(tmp_path / "another disk")
    (home.folder / "takes").symlink_to(tmp_path / "another disk")
    home.printed("report", "--no-open")
    home.printed("delete", "1", "--yes")
    assert list((tmp_path / "another disk").iterdir()) == []
