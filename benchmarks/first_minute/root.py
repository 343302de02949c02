"""A fresh Debian in a folder, with somebody who is not root and who types commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.first_minute.network import Proxy

HERE = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("python3", "python3-venv", "make", "git", "ca-certificates", "sudo")
USER = "somebody"
ACTIVATE = ".venv/bin/activate"
_TRUSTED = "etc/ssl/certs/ca-certificates.crt"
_QUESTION = re.compile(r"\[[Yy]/[Nn]\]|\([Yy]/[Nn]\)|[Pp]assword.*: ?$", re.M)
_PREPARES = {
    "pipx": ("apt-get install --yes --no-install-recommends pipx",),
    "uv": ("python3 -m venv /opt/uv", "/opt/uv/bin/pip install uv", "ln -s /opt/uv/bin/uv /usr/bin/uv"),
}
"""What is no part of the measure: whoever takes this way has it."""


def debian(folder: Path, suite: str) -> Path:
    """A base system with `PACKAGES`."""
    asked = ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", suite, str(folder)]
    made = subprocess.run(asked, capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(made.stdout[-2000:] + made.stderr)
    return folder


@dataclass(frozen=True)
class Tried:
    """What installing cost, until the first report was there."""

    downloaded_bytes: int
    disk_bytes: int
    cache_bytes: int
    seconds: float
    commands: int
    questions: int


@dataclass(frozen=True)
class Root:
    folder: Path
    proxy: Proxy

    @classmethod
    @contextmanager
    def copied(cls, fresh: Path, folder: Path, proxy: Proxy, trusted: bytes) -> Iterator[Root]:
        """A computer like `fresh`; it trusts some more certificates (PEM), and reaches only the proxy."""
        subprocess.run(["cp", "--archive", fresh, folder], check=True)
        root = cls(folder, proxy)
        with (folder / _TRUSTED).open("ab") as file:
            file.write(trusted)
        (folder / "etc/apt/apt.conf.d/proxy").write_text(f'Acquire::http::Proxy "{root._proxy}";\n')
        (folder / "etc/sudoers.d/all").write_text(f"{USER} ALL=(ALL) NOPASSWD: ALL\n")
        for kind, at in (("proc", "proc"), ("tmpfs", "dev/shm")):
            (folder / at).mkdir(exist_ok=True)
            subprocess.run(["mount", "-t", kind, kind, folder / at], check=True)
        try:
            root._as_root(f"useradd --create-home --shell /bin/bash {USER}", "apt-get update")
            yield root
        finally:
            subprocess.run(["umount", folder / "proc", folder / "dev/shm"], check=True)
            shutil.rmtree(folder)

    @property
    def project(self) -> Path:
        return self.folder / "home" / USER / "rehearse"

    @property
    def activating(self) -> list[str]:
        """What makes the command known in a new terminal, where that is needed."""
        return [f"source {ACTIVATE}"] if (self.project / ACTIVATE).exists() else []

    def prepare(self, way: str) -> None:
        """Put the project there, as a download would, and what its user has already."""
        self._as_root(*_PREPARES.get(way, ()))
        packed = subprocess.run(["git", "-C", HERE, "archive", "HEAD"], check=True, capture_output=True)
        at = f"/home/{USER}/rehearse"
        self._as_root(f"mkdir {at} && tar -x -C {at} && chown -R {USER}: {at}", given=packed.stdout)

    def type(self, commands: list[str]) -> Tried:
        """Type what is to be typed, in one terminal."""
        home = self.folder / "home" / USER
        received, written, began = self.proxy.received.copy(), _size(home), time.monotonic()
        said = self.said(commands, shown=True)
        took, came = time.monotonic() - began, self.proxy.received - received
        print("downloaded:", {host: f"{size / 1e6:.1f} MB" for host, size in came.most_common()}, flush=True)
        return Tried(
            downloaded_bytes=came.total(),
            disk_bytes=_size(home) - written,
            cache_bytes=_size(home / ".cache/pip") + _size(home / ".cache/uv"),
            seconds=took,
            commands=len(commands),
            questions=len(_QUESTION.findall(said)),
        )

    def said(self, commands: list[str], *, shown: bool = False) -> str:
        """What the commands print, to somebody who says yes to whatever is asked."""
        script = "\n".join(("cd ~/rehearse", "set -e", *commands))
        user = ["chroot", f"--userspec={USER}:{USER}", str(self.folder), "env", "-i", *self._environment]
        typed = [*user, "bash", "-c", script]
        ran = subprocess.run(
            typed, input="y\n" * 100, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if shown:
            print(*(f"$ {command}" for command in commands), ran.stdout[-6000:], sep="\n", flush=True)
            if ran.returncode:
                raise SystemExit(f"It ended with {ran.returncode}.")
        return ran.stdout

    @property
    def _proxy(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}"

    @property
    def _environment(self) -> list[str]:
        """A login's, the way to the network, and what programs with their own certificates are to trust."""
        home = f"/home/{USER}"
        trusting = [f"{name}=/{_TRUSTED}" for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")]
        path = f"PATH={home}/.local/bin:/usr/local/bin:/usr/bin:/bin"
        return [f"HOME={home}", f"USER={USER}", "LANG=C.UTF-8", path, f"HTTPS_PROXY={self._proxy}", *trusting]

    def _as_root(self, *commands: str, given: bytes = b"") -> None:
        network = [f"HTTPS_PROXY={self._proxy}", f"PIP_CERT=/{_TRUSTED}"]
        for command in commands:
            program = ["chroot", str(self.folder), "env", *network, "bash", "-c", command]
            ran = subprocess.run(program, input=given, capture_output=True)
            if ran.returncode:
                raise SystemExit(f"{command}\n{ran.stdout.decode()[-2000:]}{ran.stderr.decode()}")


def _size(folder: Path) -> int:
    """What a folder takes on disk in bytes; what has two names counts once."""
    if not folder.exists():
        return 0
    asked = ["du", "--summarize", "--block-size=1", str(folder)]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()[0])
