"""What the commands print for other programs: no letter is lost, whatever the output is called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from at_home import Home
from saying import say

SOUND = Path(__file__).parent.parent / "samples" / "short-answer.flac"
SAID = "So I said “no” and it held, naïve as I was. 好"


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


DOCUMENTS = [
    *(("export", "1", "--to", to) for to in ("csv", "markdown", "vtt", "srt", "textgrid", "json")),
    ("show", "1", "--json"),
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


def test_a_line_end_of_a_document_stays(kept: Home, tmp_path: Path) -> None:
    """A table has those of RFC 4180; a text stream would add a third letter to them on Windows."""
    out, _, _ = run_with_a_browser(kept, tmp_path, "export", "1", "--to", "csv")
    assert out.count(b"\r\n") == out.count(b"\n") > 5
    assert b"\r\r" not in out
