"""What `packaging/install.sh` has pip and uv do, with programs that only write down what they are asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LINUX = "--constraint packaging/linux.txt --editable .[offline]"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows may lack a shell")

PYTHON = """#!/bin/sh
echo "$@" >>"$ASKED"
case "$*" in
    "-m venv"*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    *--dry-run*) exit "${KNOWS_NO_BUILD:-1}" ;;
    *install*) exit "${FAILS:-0}" ;;
esac
"""
UV = """#!/bin/sh
echo "uv $@" >>"$ASKED"
"""


@dataclass(frozen=True)
class Project:
    """A checkout with nothing installed, on a computer of some system."""

    folder: Path

    def install(self, system: str = "Linux", **variables: str) -> tuple[str, str]:
        """What was asked of Python and uv, and what was said on stderr."""
        programs = self.folder / "programs"
        programs.mkdir()
        for name, text in (("stand-in", PYTHON), ("uv", UV), ("uname", f"#!/bin/sh\necho {system}\n")):
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        asked = self.folder / "asked"
        path = f"{programs}:/usr/bin:/bin"
        ran = subprocess.run(
            ["/bin/sh", "packaging/install.sh", "offline"],
            cwd=self.folder,
            env={"PATH": path, "ASKED": str(asked), "PYTHON": "stand-in"} | variables,
            capture_output=True,
            text=True,
        )
        assert (ran.returncode == 0) == ("stopped" not in ran.stderr)
        return asked.read_text(), ran.stderr


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    return Project(tmp_path)


def test_linux_takes_torch_from_its_own_index(project: Project) -> None:
    asked, _ = project.install()
    assert asked.startswith("-m venv .venv\n")
    assert asked.endswith(f"install --no-compile {LINUX}\n")


def test_a_place_that_pip_knows_for_the_same_build_is_taken(project: Project) -> None:
    """A mirror, or a folder of wheels, where torch's own index may be out of reach."""
    asked, _ = project.install(KNOWS_NO_BUILD="0")
    assert "--constraint .venv/linux.txt" in asked
    listed = (project.folder / "packaging" / "linux.txt").read_text()
    kept = (project.folder / ".venv" / "linux.txt").read_text()
    assert "--" in listed
    assert kept.splitlines() == [line for line in listed.splitlines() if not line.startswith("--")]


def test_other_systems_take_what_pypi_has(project: Project) -> None:
    asked, _ = project.install("Darwin")
    assert asked.endswith("--constraint constraints.txt --editable .[offline]\n")


def test_what_is_pinned_can_be_given(project: Project) -> None:
    asked, _ = project.install(PINS="--constraint mine.txt")
    assert asked.endswith("install --no-compile --constraint mine.txt --editable .[offline]\n")


def test_uv_installs_if_asked_to(project: Project) -> None:
    asked, _ = project.install(UV="uv")
    assert [line.split()[:2] for line in asked.splitlines()] == [["uv", "venv"], ["uv", "pip"]]
    assert "--torch-backend cpu --overrides packaging/uv.txt" in asked


def test_what_fails_says_what_to_do(project: Project) -> None:
    _, said = project.install(FAILS="1")
    assert "The installation stopped" in said
    assert "try again" in said
