"""Which Python `make` takes, on computers that have this or that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FINDS = Path(__file__).parent.parent.parent / "packaging" / "find-python.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows may lack a shell")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that is all of PATH."""
    return tmp_path


def python(version: str, *, makes_environments: bool = True) -> str:
    """A program that answers the questions that are asked of a Python."""
    fits = 0 if version in ("3.11", "3.12", "3.13") else 1
    return f"""#!/bin/sh
case "$2" in
    *sys.exit*) exit {fits} ;;
    *print*) echo {version} ;;
    *ensurepip*) exit {0 if makes_environments else 1} ;;
esac
"""


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def found(folder: Path) -> tuple[str, str]:
    """What is printed, and what is said on stderr."""
    put(folder, "uname", "#!/bin/sh\necho Linux\n")
    ran = subprocess.run(["/bin/sh", FINDS], env={"PATH": str(folder)}, capture_output=True, text=True)
    assert (ran.returncode == 0) == bool(ran.stdout)
    return ran.stdout.strip(), ran.stderr


@pytest.mark.parametrize(
    ("versions", "taken"),
    [
        ({"python3.11": "3.11", "python3.13": "3.13", "python3": "3.11"}, "python3.13"),
        ({"python3": "3.12"}, "python3"),
        ({"python3": "3.10", "python3.11": "3.11"}, "python3.11"),
        ({"python3": "3.14", "python": "3.13"}, "python"),
    ],
)
def test_the_newest_that_fits_is_taken(programs: Path, versions: dict[str, str], taken: str) -> None:
    for name, version in versions.items():
        put(programs, name, python(version))
    assert found(programs) == (taken, "")


def test_a_stand_in_that_does_not_run_is_passed_over(programs: Path) -> None:
    put(programs, "python3.13", "#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n")
    put(programs, "python3.11", python("3.11"))
    assert found(programs) == ("python3.11", "")


def test_one_that_makes_environments_is_taken_before_a_newer_one_that_cannot(programs: Path) -> None:
    put(programs, "python3.13", python("3.13", makes_environments=False))
    put(programs, "python3.11", python("3.11"))
    assert found(programs) == ("python3.11", "")


def test_debians_missing_package_is_named(programs: Path) -> None:
    put(programs, "python3", python("3.11", makes_environments=False))
    taken, said = found(programs)
    assert taken == ""
    assert "python3 is here" in said
    assert "sudo apt install python3.11-venv" in said


def test_where_there_is_none_the_command_that_brings_one_is_named(programs: Path) -> None:
    assert "sudo apt install python3 python3-venv" in found(programs)[1]


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_where_none_fits_it_says_which_is_there(programs: Path, version: str) -> None:
    put(programs, "python3", python(version))
    said = found(programs)[1]
    assert f"Here is Python {version}." in said
    assert "make demo UV=uv" in said
