"""The starters and the menu entry, as a desktop would use them."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
STARTER = PACKAGING / "macos" / "rehearse.command"
INSTALL = PACKAGING / "linux" / "install.sh"
SCRIPTS = (STARTER, INSTALL)
WINDOWS = PACKAGING / "windows"
BUILD = runpy.run_path(str(WINDOWS / "build.py"))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
"""As far as an icon is concerned."""

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")
pytestmark = needs_shell

STANDS_IN = '#!/bin/sh\necho "started with [$*] in $PWD, found as $(command -v rehearse)"\n'
"""In place of rehearse, and of the shell that the window ends with."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose name no script should trip over."""
    home = tmp_path / "my mother's home"
    home.mkdir()
    return home


def program(path: Path, text: str = STANDS_IN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def run(script: Path, *arguments: str, home: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    shell = program(home / "shell", "#!/bin/sh\necho 'a shell for the next command'\n")
    return subprocess.run(
        [str(script), *arguments],
        env={"HOME": str(home), "SHELL": str(shell), "PATH": os.pathsep.join((path, "/usr/bin", "/bin"))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_for_every_shell(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0
    if shutil.which("shellcheck"):
        assert subprocess.run(["shellcheck", str(script)], check=False).returncode == 0


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The starter in a checkout in which nothing is installed."""
    return Path(shutil.copytree(PACKAGING, tmp_path / "check out" / "packaging")) / "macos" / STARTER.name


PLACES = (".venv", "on the path", ".local", "Library/Python/3.12")


@pytest.mark.parametrize("place", PLACES)
def test_the_starter_finds_rehearse(place: str, copied: Path, home: Path) -> None:
    of = copied.parents[2] if place == ".venv" else home
    installed = program(of / place / "bin" / "rehearse")
    done = run(copied, home=home, path=str(installed.parent) if place == "on the path" else "")
    assert done.stdout.splitlines() == [
        f"started with [web] in {home}, found as {installed}",
        "",
        "Type a command here, for example: rehearse progress. Or close this window.",
        "a shell for the next command",
    ]


def test_the_starter_says_what_to_do_where_there_is_none(copied: Path, home: Path) -> None:
    done = run(copied, home=home)
    assert done.returncode == 1
    assert "rehearse is not installed yet" in done.stdout
    assert "Press Enter" in done.stdout


def test_ctrl_c_ends_rehearse_and_not_the_window(copied: Path, home: Path) -> None:
    # A key interrupts all that runs in the terminal.
    program(home / ".local" / "bin" / "rehearse", "#!/bin/sh\nkill -INT 0\nsleep 60\n")
    assert run(copied, home=home).stdout.endswith("a shell for the next command\n")


def test_the_menu_entry_starts_it(home: Path) -> None:
    program(home / ".local" / "bin" / "rehearse")
    checkout = home / "check out"
    shutil.copytree(PACKAGING, checkout / "packaging")
    done = run(checkout / "packaging" / "linux" / INSTALL.name, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    entry = home / ".local" / "share" / "applications" / "rehearse.desktop"
    (starts,) = re.findall(r'^Exec="(.+)"$', entry.read_text(), re.MULTILINE)
    if shutil.which("desktop-file-validate"):
        checked = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, check=False)
        assert (checked.returncode, checked.stdout) == (0, b"")
    assert "started with [web]" in run(Path(starts), home=home).stdout
    own = program(checkout / ".venv" / "bin" / "rehearse")
    assert f"found as {own}" in run(Path(starts), home=home).stdout


def test_the_menu_entry_goes_again(home: Path) -> None:
    program(home / ".local" / "bin" / "rehearse")
    before = {path for path in home.rglob("*") if path.is_file()}
    run(INSTALL, home=home)
    assert {path.name for path in home.rglob("*") if path.is_file()} > {"rehearse.svg", "rehearse-start"}
    run(INSTALL, "--remove", home=home)
    assert {path for path in home.rglob("*") if path.is_file()} == before | {home / "shell"}


def test_an_icon_names_where_each_picture_lies() -> None:
    icon = BUILD["icon"]([(16, PNG), (256, PNG + b"longer")])
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 2)
    for number, (side, png) in enumerate(((16, PNG), (0, PNG + b"longer"))):
        width, height, *_, size, at = struct.unpack("<BBBBHHII", icon[6 + 16 * number :][:16])
        assert (width, height) == (side, side)
        assert icon[at : at + size] == png


def test_scripts_for_windows_end_their_lines_as_windows_does() -> None:
    assert "*.cmd text eol=crlf" in (ROOT / ".gitattributes").read_text()
    for name in BUILD["STARTERS"]:
        lines = BUILD["as_windows_reads"](WINDOWS / name).split(b"\n")
        assert all(line.endswith(b"\r") for line in lines[:-1])
        text = b"\n".join(lines).decode()
        assert set(re.findall(r"^:(\w+)", text, re.MULTILINE)) == set(re.findall(r"goto (\w+)", text))


def test_the_uninstaller_removes_what_was_installed_by_name() -> None:
    removed = (WINDOWS / "rehearse.nsi").read_text().split("Section Uninstall")[1]
    made = re.findall(r"%here%(\w+)", (WINDOWS / "install.cmd").read_text())
    assert made == ["tools", "bin", "python", "cache"]
    brought = ("licenses", "rehearse_aloud-*.whl", "constraints.txt", "rehearse.ico", "uv.exe")
    for name in (*made, *brought, *BUILD["STARTERS"], "uninstall.exe"):
        assert f'"$INSTDIR\\{name}"' in removed
    assert 'RMDir /r "$INSTDIR"' not in removed and "LOCALAPPDATA" not in removed


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs nsis: sudo apt install nsis")
def test_the_installer_can_be_made(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "rehearse.ico").write_bytes(BUILD["icon"]([(16, PNG)]))
    made = tmp_path / "rehearse-setup.exe"
    defined = {"VERSION": "0.2.0", "FILES": files, "OUTPUT": made}
    told = [f"-D{name}={value}" for name, value in defined.items()]
    subprocess.run(["makensis", "-V1", "-WX", *told, str(WINDOWS / "rehearse.nsi")], check=True)
    assert made.read_bytes()[:2] == b"MZ"
