"""The wheel holds all that rehearse needs: it is installed in new environments, far from the project.

What it depends on comes from the environment of the tests, so that next to nothing is downloaded. Other
Pythons of this computer (of 3.11 to 3.13) find there what is written in Python alone, and get a NumPy of
their own. torch they have not, so only what needs no sound is tried; packaging/try-pythons.sh tries the rest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from at_home import new_home

ROOT = Path(__file__).parent.parent
OWN = Path(sys.executable)
MEASURES = ("test_measures.py", "test_filled_pauses.py", "test_markers.py", "test_rates.py", "test_course.py")
ANSWER = "I was on call. I um restarted the server, and it came back in an hour."


def others() -> Iterator[Path]:
    """The Pythons of this computer that are not ours and that we say we run on."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for minor in (11, 12, 13):
        if minor == sys.version_info.minor:
            continue
        program = shutil.which(f"python3.{minor}")
        for python in (*([Path(program)] if program else []), *sorted(pyenv.glob(f"3.{minor}.*/bin/python"))):
            if subprocess.run([python, "-c", "import venv"], capture_output=True).returncode == 0:
                yield python
                break


@dataclass(frozen=True)
class Installed:
    """The wheel in an environment, and somebody's home."""

    folder: Path
    home: Path

    @property
    def bin(self) -> Path:
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    def run(self, *words: str | Path, ends: tuple[int, ...] = (0,)) -> str:
        """What a program of the environment prints, run outside the project, in one line."""
        quiet = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        ran = subprocess.run(
            [self.bin / words[0], *words[1:]],
            cwd=self.folder,
            env=quiet | {"REHEARSE_HOME": str(self.home)},
            capture_output=True,
            encoding="utf-8",
        )
        assert ran.returncode in ends, ran.stdout + ran.stderr
        return " ".join(ran.stdout.split())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [OWN, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def installed(wheel: Path, python: Path, folder: Path) -> Installed:
    """The wheel in a new environment of that Python, with what the tests' own environment has beside it."""
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    made = Installed(folder, new_home(folder / "home"))
    add(made, "--no-index", wheel)
    if python != OWN:
        add(made, f"numpy=={np.__version__}")
    site = made.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    Path(site, "beside.pth").write_text(sysconfig.get_path("purelib"))
    return made


def add(to: Installed, *what: str | Path) -> None:
    pip = (OWN, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", to.bin / "python")
    subprocess.run([*pip, "install", "--no-deps", *what], check=True)


@pytest.fixture(scope="module")
def ours(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return installed(wheel, OWN, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module", params=[OWN, *others()], ids=lambda path: path.parent.parent.name)
def any_python(
    request: pytest.FixtureRequest, wheel: Path, ours: Installed, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    if request.param == OWN:
        return ours
    return installed(wheel, request.param, tmp_path_factory.mktemp("other"))


def test_it_holds_every_file_of_the_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = set(opened.namelist())
    folders = {"rehearse": ROOT / "src" / "rehearse", "rehearse/prompts": ROOT / "prompts"}
    needed = {
        f"{name}/{file.relative_to(folder).as_posix()}"
        for name, folder in folders.items()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    assert len(needed) > 100
    assert needed - held == set()


def test_it_is_what_runs(any_python: Installed) -> None:
    where = any_python.run("python", "-c", "import rehearse; print(rehearse.__file__)")
    assert Path(where).is_relative_to(any_python.folder)
    assert any_python.run("rehearse", "--version").startswith("rehearse, version ")


def test_the_demo_reports_on_an_answer(ours: Installed) -> None:
    said = ours.run("rehearse", "demo")
    assert "um, uh 7" in said
    assert "Now you: `rehearse prompt`." in said


def test_the_check_finds_the_model(ours: Installed) -> None:
    """It ends with 1 where there is no microphone."""
    assert "ok Model base, at " in ours.run("rehearse", "check", ends=(0, 1))


def test_a_written_answer_has_its_report(any_python: Installed) -> None:
    draft = any_python.folder / "draft.txt"
    draft.write_text(ANSWER)
    assert "[1 um]" in any_python.run("rehearse", "analyze", "--text", draft)


def test_questions_and_history_are_there(any_python: Installed) -> None:
    assert "outage" in any_python.run("rehearse", "prompts")
    draft = any_python.folder / "kept.txt"
    draft.write_text(ANSWER)
    any_python.run("rehearse", "analyze", "--text", "--save", "--question", "outage", draft)
    assert "1" in any_python.run("rehearse", "history")
    page = any_python.folder / "page.html"
    any_python.run("rehearse", "report", "1", "--output", page)
    assert "restarted the server" in page.read_text(encoding="utf-8")


def test_the_measures_hold(any_python: Installed) -> None:
    """Tests of the project on the installed program."""
    tests = [ROOT / "tests" / "analysis" / name for name in MEASURES]
    any_python.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", ROOT, *tests)
