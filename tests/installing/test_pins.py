"""The files that an installer is given say the same, and what is typed in the README points at them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from benchmarks.first_minute.readme import FIRST, STARTS, ways

ROOT = Path(__file__).parent.parent.parent
FILES = ("constraints.txt", "packaging/linux.txt", "packaging/uv.txt")


def asked(name: str) -> list[str]:
    """What a file asks for, without remarks."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_installer_takes_the_same_torch() -> None:
    torch = {name: re.findall(r"^torch==([\d.]+)(.*)$", "\n".join(asked(name)), re.M) for name in FILES}
    versions = {found[0][0] for found in torch.values()}
    assert len(versions) == 1
    builds = {name: found[0][1] for name, found in torch.items()}
    assert builds == {"constraints.txt": "", "packaging/linux.txt": "+cpu", "packaging/uv.txt": ""}


def test_nothing_takes_the_place_of_triton() -> None:
    """The package has no module: who imports it finds none, as on a computer without a graphics card."""
    folder = ROOT / "packaging" / "no-triton"
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{project['name']}=={project['version']}" in asked("packaging/linux.txt")
    (wheel,) = folder.glob("triton-2+none-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        assert {Path(name).parent.name for name in opened.namelist()} == {"triton-2+none.dist-info"}


def test_each_way_in_the_readme_ends_with_a_report_and_names_files_that_exist() -> None:
    typed = ways(ROOT / "README.md")
    assert typed.keys() == STARTS.keys()
    assert typed.pop("make") == ["make demo"]
    assert {lines[-1] for lines in typed.values()} == {FIRST}
    files = re.findall(r"(?:-c|--overrides) ([\w./-]+)", str(typed))
    assert sorted(set(files)) == ["packaging/linux.txt", "packaging/uv.txt"]
    assert all((ROOT / name).exists() for name in files)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize(("goal", "extras"), [("demo", ["offline"]), ("test", ["offline", "offline,dev"])])
def test_who_practises_installs_no_tools(tmp_path: Path, goal: str, extras: list[str]) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    asked = ["make", "--dry-run", "--directory", str(tmp_path), goal]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert re.findall(r"install\.sh (\S+)", said) == extras


def test_uv_leaves_out_what_is_never_used() -> None:
    left_out = {line.partition(";")[0] for line in asked("packaging/uv.txt") if line.endswith('== "never"')}
    assert left_out == {"triton", "numba"}
