"""What an install downloads and takes on disk: as it is, and with onnxruntime in torch's place.

    .venv/bin/python -m benchmarks.engines.sizes

The packages are those of this environment that pyproject.toml asks for, with what these need, without extras;
on disk without what Python compiles. Their wheels are downloaded once more into a folder that is deleted: so
many bytes does an install on a machine like this one fetch. Wheels differ between systems.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.accuracy.events import markdown
from rehearse.transcription.weights import PACKAGES

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
ONLY_FILES = {"openai-whisper": ("tiktoken",), "silero-vad": ()}
"""What the light engine reads files of and does not import, and what it needs all the same."""


def main() -> None:
    whole, light = needed({}), needed(ONLY_FILES)
    sizes = {name: on_disk(name) for name in whole}
    wheels = downloaded(whole)
    rows = [
        _row("torch, as it is", whole, sizes, wheels),
        _row("torch, without triton", whole - {"triton"}, sizes, wheels),
        _row("onnxruntime", light, sizes, wheels),
        *(_row(f"only {name}", [name], sizes, wheels) for name in _largest(whole, sizes)),
    ]
    print(markdown(("packages", "number", "downloaded", "on disk"), rows))
    print("\nThe light engine has no need of:", ", ".join(sorted(whole - light)))
    packaged = sum(on_disk(name) for name in PACKAGES)
    print(f"Not counted in either: the packaged weights, {packaged / 1e6:.0f} MB")


def needed(instead: dict[str, tuple[str, ...]]) -> set[str]:
    """All that the program needs here, by canonical names; some packages need what `instead` says."""
    found: set[str] = set()
    waiting = names(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += instead.get(one, names(metadata.requires(one) or []))
    return found


def names(lines: Iterable[str]) -> list[str]:
    """Of the packages that lines of requirements ask for on this machine."""
    wanted = map(Requirement, lines)
    return [
        canonicalize_name(one.name)
        for one in wanted
        if one.marker is None or one.marker.evaluate({"extra": ""})
    ]


def on_disk(name: str) -> int:
    """Bytes of a package's files, without compiled ones."""
    files = [Path(str(file.locate())) for file in metadata.files(name) or [] if file.suffix != ".pyc"]
    return sum(file.stat().st_size for file in files if file.is_file())


def downloaded(packages: Iterable[str]) -> dict[str, int]:
    """The bytes of each package's wheel; its source where there is no wheel."""
    exact = [f"{name}=={metadata.version(name)}" for name in packages]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--dest", folder]
        subprocess.run([*command, "--disable-pip-version-check", *exact], check=True)
        return {_name(file): file.stat().st_size for file in Path(folder).iterdir()}


def _name(file: Path) -> str:
    """
    >>> _name(Path("openai_whisper-20250625.tar.gz"))
    'openai-whisper'
    """
    return canonicalize_name(file.name.partition("-")[0])


def _largest(packages: Iterable[str], sizes: dict[str, int]) -> list[str]:
    return sorted(packages, key=lambda name: -sizes[name])[:6]


def _row(
    title: str, packages: Iterable[str], sizes: dict[str, int], wheels: dict[str, int]
) -> tuple[str, str, str, str]:
    chosen = list(packages)
    fetched, lying = (sum(of[name] for name in chosen) / 1e6 for of in (wheels, sizes))
    return title, str(len(chosen)), f"{fetched:.0f} MB", f"{lying:.0f} MB"


if __name__ == "__main__":
    main()
