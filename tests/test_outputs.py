"""What the commands write: nothing is replaced unasked, - is the standard output, and no letter is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from at_home import Home
from at_terminal import Terminal
from rehearse.model.heard import Heard
from saying import say

SOUND = Path(__file__).parent.parent / "samples" / "short-answer.flac"
SAID = "So I said “no” and it held, naïve as I was. 好"

EXPORT, REPORT = ("export", "--to", "srt"), ("report", "--no-open")
WRITING = pytest.mark.parametrize("command", [EXPORT, REPORT, ("report",)], ids=" ".join)
"""The commands that write a file of one's own choice, and open no browser where nothing is there to open."""


@pytest.fixture
def kept(home: Home) -> Home:
    home.keep(say(f"{SAID} I [um] did."), question=SAID)
    return home


def run_with_a_browser(home: Home, tmp_path: Path, *arguments: str) -> tuple[bytes, bytes, bool]:
    """Both outputs of a run that ends well, and whether it opened a browser."""
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {opened}\n", encoding="utf-8")
    browser.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-m", "rehearse", *arguments],
        env={**os.environ, "REHEARSE_HOME": str(home.folder), "BROWSER": str(browser)},
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout, run.stderr, opened.exists()


@WRITING
def test_what_is_there_stays_unless_it_shall_be_replaced(
    kept: Home, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine", encoding="utf-8")
    run = kept.run(*command, "--output", str(path), BROWSER="true")
    assert (run.returncode, run.stdout) == (1, "")
    said = f"{path} is there already. --force replaces it, or choose another name."
    assert run.stderr == f"Error: {said}\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["mine.txt"]
    forced = kept.run(*command, "--force", "--output", str(path), BROWSER="true")
    assert (forced.returncode, forced.stderr) == (0, "")
    assert "naïve" in path.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="POSIX links")
def test_a_link_leads_to_what_would_be_replaced(kept: Home, tmp_path: Path) -> None:
    mine, link, loop = (tmp_path / name for name in ("mine.srt", "link.srt", "loop.srt"))
    link.symlink_to(mine)
    loop.symlink_to(loop)
    kept.printed(*EXPORT, "--output", str(link))
    assert link.is_symlink() and "naïve" in mine.read_text(encoding="utf-8")
    for path in (link, loop):
        assert f"{path} is there already" in kept.run(*EXPORT, "--output", str(path)).stderr


@WRITING
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "force"])
def test_only_a_file_is_written_to(
    kept: Home, tmp_path: Path, command: tuple[str, ...], force: tuple[str, ...]
) -> None:
    folder = kept.run(*command, *force, "--output", str(tmp_path))
    assert (folder.returncode, folder.stdout) == (1, "")
    assert folder.stderr == f"Error: {tmp_path} is a folder. Name a file in it: --output FILE.\n"
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        for path in (tmp_path / "pipe", Path("/dev/full")):
            run = kept.run(*command, *force, "--output", str(path))
            assert run.stderr == f"Error: {path} is not a file. `--output -` prints instead.\n"


def test_the_programs_own_page_is_written_anew(kept: Home) -> None:
    own = kept.folder / "pages" / "take-1.html"
    for _ in range(2):
        assert kept.printed("report", "--no-open") == f"Take 1 is in {own}\n"
    assert kept.printed("report", "--no-open", "--force") == f"Take 1 is in {own}\n"
    assert kept.printed(*EXPORT, "--force") == kept.printed(*EXPORT)
    progress = kept.folder / "pages" / "progress.html"
    for _ in range(2):
        assert kept.printed("progress", "--html", "--no-open") == f"Your progress is in {progress}\n"


def test_a_page_of_the_progress_replaces_no_file_either(kept: Home, tmp_path: Path) -> None:
    path = tmp_path / "mine.html"
    path.write_text("mine", encoding="utf-8")
    run = kept.run("progress", "--html", "--no-open", "--output", str(path))
    assert (run.returncode, path.read_text(encoding="utf-8")) == (1, "mine")
    printed = kept.printed("progress", "--html", "--output", "-")
    assert printed.startswith("<!doctype html>") and printed.endswith("</html>")


@pytest.mark.skipif(os.name != "posix", reason="a browser that is a shell script")
@pytest.mark.parametrize("more", [(), ("--force",)], ids=["", "force"])
def test_a_dash_is_the_standard_output_and_opens_no_browser(
    kept: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    out, err, opened = run_with_a_browser(kept, tmp_path, "report", "--output", "-", *more)
    page = out.decode("utf-8")
    assert page.startswith("<!doctype html>") and page.endswith("</html>")
    assert (err, opened) == (b"", False)
    assert run_with_a_browser(kept, tmp_path, *EXPORT, "--output", "-", *more)[0] == (
        kept.printed(*EXPORT).encode()
    )
    assert not Path("-").exists()
    assert run_with_a_browser(kept, tmp_path, "report")[2]


def test_a_file_may_be_called_as_a_dash_all_the_same(
    kept: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kept.printed(*EXPORT, "--output", "./-") == f"Take 1 is in {tmp_path / '-'}\n"
    assert (tmp_path / "-").read_text(encoding="utf-8") == kept.printed(*EXPORT)


DOCUMENTS = [
    *(("export", "1", "--to", to) for to in ("csv", "markdown", "vtt", "srt", "textgrid", "json")),
    ("show", "1", "--json"),
    ("report", "1", "--output", "-"),
]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16"])
@pytest.mark.parametrize("command", DOCUMENTS, ids=" ".join)
def test_a_document_is_whole_whatever_the_output_is_called(
    kept: Home, command: tuple[str, ...], encoding: str
) -> None:
    """A pipe on Windows has the code page of the machine, which lacks most letters."""
    home, environment = str(kept.folder), {"PYTHONIOENCODING": encoding}
    runs = [
        subprocess.run(
            [sys.executable, "-m", "rehearse", *command],
            env={**os.environ, "REHEARSE_HOME": home, "PYTHONUTF8": "0", **more},
            capture_output=True,
        )
        for more in (environment, {"PYTHONIOENCODING": "utf-8"})
    ]
    assert [(run.returncode, run.stderr) for run in runs] == [(0, b"")] * 2
    assert runs[0].stdout == runs[1].stdout
    text = runs[0].stdout.decode("utf-8")
    assert "naïve" in (json.dumps(json.loads(text), ensure_ascii=False) if "json" in str(command) else text)


@pytest.mark.skipif(os.name != "posix", reason="POSIX terminals")
def test_a_terminal_shows_the_letters_it_has(kept: Home) -> None:
    environment = {**os.environ, "REHEARSE_HOME": str(kept.folder), "PYTHONIOENCODING": "koi8-r"}
    with closing(Terminal(["export", "1"], environment)) as terminal:
        assert terminal.exit_status() == 0
    assert "So I said ?no? and it held, na?ve as I was" in " ".join(terminal.shown.split())


def test_a_line_end_of_a_document_stays(kept: Home, tmp_path: Path) -> None:
    """A table has those of RFC 4180; a text stream would add a third letter to them on Windows."""
    out, _, _ = run_with_a_browser(kept, tmp_path, "export", "1", "--to", "csv")
    assert out.count(b"\r\n") == out.count(b"\n") > 5
    assert b"\r\r" not in out


@pytest.mark.parametrize("to", ["json", "csv", "markdown", "vtt", "srt", "textgrid", "audacity"])
def test_a_take_without_words_says_so_beside_its_file(home: Home, tmp_path: Path, to: str) -> None:
    home.keep(Heard(words=(), speech=(), duration_s=3.0))
    printed = home.run("export", "--to", to)
    said = "Take 1 has no words. `rehearse show 1` says what was heard.\n"
    assert (printed.returncode, printed.stderr) == (0, said)
    written = home.run("export", "--to", to, "--output", str(tmp_path / "take"))
    assert (written.returncode, written.stderr) == (0, said)
    assert (tmp_path / "take").read_text(encoding="utf-8") == printed.stdout


def test_an_export_has_the_points_as_the_report_has_them(home: Home) -> None:
    home.printed("points", "outage", "I restarted the server twice")
    home.keep(
        say("Last spring our server stopped. I restarted the server twice. It held."), prompt_id="outage"
    )
    read = json.loads(home.printed("export", "--to", "json"))
    assert read == json.loads(home.printed("show", "--json"))
    assert [point["point"] for point in read["coaching"]["points"]] == ["I restarted the server twice"]
    assert "## Your points" in home.printed("export")


def test_a_page_can_leave_the_voice_out(home: Home, tmp_path: Path) -> None:
    home.keep(say(f"{SAID} I [um] did."), sound=SOUND)
    voice, none = tmp_path / "voice.html", tmp_path / "none.html"
    with_it = home.printed("report", "--no-open", "--output", str(voice))
    without = home.printed("report", "--no-open", "--without-audio", "--output", str(none))
    assert with_it == f"Take 1 is in {voice}\n"
    assert without == f"Take 1, without your voice, is in {none}\n"
    pages = [path.read_text(encoding="utf-8") for path in (voice, none)]
    assert ["data:audio" in page for page in pages] == [True, False]
    assert all("naïve" in page for page in pages)
    assert len(pages[1]) < len(pages[0]) - SOUND.stat().st_size / 4
    own = home.folder / "pages" / "take-1.html"
    for more, has_voice in (("--without-audio",), False), ((), True):
        home.printed("report", "--no-open", *more)
        assert ("data:audio" in own.read_text(encoding="utf-8")) == has_voice
