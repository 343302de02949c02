"""The README's commands on a clean computer: `sudo python3 -m benchmarks.first_minute`, where the project is.

Makes a fresh Debian with Python, make and git in a folder (debootstrap, chroot). There, somebody who is not
root types what the README says, each way of installing on a computer of its own. Counts the bytes that came,
the bytes that were written, the seconds, the commands and the questions that were asked, and prints a table.

Needs root, debootstrap, openssl and 5 GB of disk; some minutes for each way. It changes nothing outside its
folder, which it removes in the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from benchmarks.first_minute.network import network
from benchmarks.first_minute.readme import STARTS, ways
from benchmarks.first_minute.root import HERE, PACKAGES, Root, Tried, debian

ALONE = ("unshare", "--mount", "--propagation", "private")
"""What is mounted ends with us."""

MISSING = ("rehearse check", "rehearse prompt outage --max-seconds 5")
"""What is typed where PortAudio is missing, and must say what brings it."""
BRINGS = "libportaudio2"

HEAD = """
| way | downloaded | on disk | of it in a cache | time | commands | questions asked |
| --- | --- | --- | --- | --- | --- | --- |"""


def main() -> None:
    options = _options()
    if "REHEARSE_ALONE" not in os.environ:
        os.environ["REHEARSE_ALONE"] = "1"
        os.execvp(ALONE[0], [*ALONE, sys.executable, *sys.orig_argv[1:]])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    folder = Path(tempfile.mkdtemp(prefix="first-minute-", dir=options.folder))
    folder.chmod(0o755)
    try:
        _measure(folder, options)
    finally:
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("ways", nargs="*", help=f"which ways of installing, of {', '.join(STARTS)}; else all")
    asked.add_argument("--suite", default="bookworm", help="Debian's name of a release")
    asked.add_argument("--folder", type=Path, help="where to make the computers (/tmp)")
    asked.add_argument("--torch-wheels", type=Path, help="a folder of wheels in place of torch's own index")
    asked.add_argument("--certificates", type=Path, help="what else is to be trusted there, a PEM file")
    return asked.parse_args()


def _measure(folder: Path, options: argparse.Namespace) -> None:
    print(f"Making Debian {options.suite} with {', '.join(PACKAGES)}.", flush=True)
    fresh = debian(folder / "fresh", options.suite)
    typed = ways(HERE / "README.md")
    rows: list[tuple[str, Tried]] = []
    with network(folder, options.torch_wheels) as (proxy, trusted):
        if options.certificates:
            trusted += options.certificates.read_bytes()
        for way in options.ways or STARTS:
            print(f"\n=== {way}", flush=True)
            with Root.copied(fresh, folder / way, proxy, trusted) as root:
                root.prepare(way)
                rows.append((way, root.type(typed[way])))
                _without_portaudio(root)
            _print_table(rows)


def _without_portaudio(root: Root) -> None:
    """Both commands name what is missing, and what they name brings it."""
    for command in MISSING:
        if BRINGS not in _shown(root, command):
            raise SystemExit(f"`{command}` does not say that {BRINGS} is missing.")
    _shown(root, f"sudo apt install {BRINGS}")
    if BRINGS in _shown(root, MISSING[0]):
        raise SystemExit(f"{BRINGS} is there, and `{MISSING[0]}` misses it.")


def _shown(root: Root, command: str) -> str:
    said = root.said([*root.activating, command])
    print(f"$ {command}\n{said}", flush=True)
    return said


def _print_table(rows: list[tuple[str, Tried]]) -> None:
    print(HEAD)
    for way, tried in rows:
        sizes = (tried.downloaded_bytes, tried.disk_bytes, tried.cache_bytes)
        cells = (way, *(f"{size / 1e6:,.0f} MB" for size in sizes), f"{tried.seconds:.0f} s")
        print(f"| {' | '.join(cells)} | {tried.commands} | {tried.questions} |")


if __name__ == "__main__":
    main()
