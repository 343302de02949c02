"""Make the installer for Windows, from nothing but this checkout and the package registry.

It needs `makensis` and `rsvg-convert`: sudo apt install nsis librsvg2-bin. The result is
dist/rehearse-setup.exe. `--uv FILE` puts another program in the place of uv, to try it under Wine.
"""

from __future__ import annotations

import argparse
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
UV = "uv==0.13.9"
ICON = HERE.parent / "linux" / "rehearse.svg"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
STARTERS = ("install.cmd", "rehearse.cmd")


def build(output: Path, *, uv: Path | None = None) -> None:
    """Make the installer `output`, with the program `uv` in the place of uv's own, if one is given."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        version = _add_wheel(files)
        _add_uv(files, Path(folder))
        if uv is not None:
            shutil.copy(uv, files / "uv.exe")
        for name in STARTERS:
            (files / name).write_bytes(as_windows_reads(HERE / name))
        shutil.copy(ROOT / "constraints.txt", files)
        (files / "rehearse.ico").write_bytes(icon(map(_drawn, ICON_SIZES)))
        output.parent.mkdir(parents=True, exist_ok=True)
        defined = {"VERSION": version, "FILES": str(files), "OUTPUT": str(output.resolve())}
        told = [f"-D{name}={value}" for name, value in defined.items()]
        subprocess.run(["makensis", "-V2", "-WX", *told, str(HERE / "rehearse.nsi")], check=True)


def _add_wheel(files: Path) -> str:
    """Build this checkout into a wheel; its version."""
    _pip("wheel", "--no-deps", "--wheel-dir", str(files), str(ROOT))
    (wheel,) = files.glob("rehearse_aloud-*.whl")
    return wheel.name.split("-")[1]


def _add_uv(files: Path, work: Path) -> None:
    """Take uv's program for Windows, and its licenses, from its wheel."""
    _pip("download", "--no-deps", "--only-binary=:all:", "--platform=win_amd64", "--dest", str(work), UV)
    (wheel,) = work.glob("uv-*.whl")
    licenses = files / "licenses"
    licenses.mkdir()
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.endswith("/scripts/uv.exe"):
                (files / "uv.exe").write_bytes(packed.read(name))
            elif "/licenses/" in name:
                (licenses / f"uv-{Path(name).name}").write_bytes(packed.read(name))


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--quiet"], check=True)


def as_windows_reads(script: Path) -> bytes:
    """A script for `cmd`, which misreads labels where lines end as on Linux."""
    return "\r\n".join(script.read_text(encoding="ascii").splitlines()).encode() + b"\r\n"


def _drawn(size: int) -> tuple[int, bytes]:
    """The icon as a PNG of `size` by `size` pixels."""
    sized = ["--width", str(size), "--height", str(size)]
    drawn = subprocess.run(["rsvg-convert", *sized, str(ICON)], check=True, stdout=subprocess.PIPE)
    return size, drawn.stdout


def icon(pictures: Iterable[tuple[int, bytes]]) -> bytes:
    """PNGs of the given sizes as one icon for Windows: a list of them, then the PNGs as they are."""
    pictures = list(pictures)
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, png in pictures:
        side = size % 256  # 0 is 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(png for _, png in pictures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "dist" / "rehearse-setup.exe")
    parser.add_argument("--uv", type=Path, help="a program in the place of uv")
    options = parser.parse_args()
    build(options.output, uv=options.uv)
    print(f"{options.output} has {options.output.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
