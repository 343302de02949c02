"""Nothing leaves the machine: a whole practice without any network, and what its processes asked of one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from at_home import new_home
from picture.filmed import film
from rehearse.audio.files import RATE_HZ, read_audio
from serving import done, served
from virtual_microphone import VirtualMicrophone, virtual_microphone

VOICE = Path(__file__).parent.parent / "samples" / "short-answer.flac"

# Only calls about sockets stop the program that is watched, so that its recording is not disturbed.
WATCHED = ("strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--trace=%network")
WITHOUT_NETWORK = ("unshare", "--map-root-user", "--net")

# Where these are set, libraries keep quiet that would phone home at a user's.
QUIETING = re.compile(r"CI|GITHUB_ACTIONS|TF_BUILD|DO_NOT_TRACK|.*TELEMETRY.*|HF_.*|ORT_.*")

pytestmark = [
    pytest.mark.microphone,
    pytest.mark.skipif(shutil.which("unshare") is None, reason="network namespaces are Linux's"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: sudo apt install strace"),
]


@pytest.fixture(scope="module")
def microphone() -> Iterator[VirtualMicrophone]:
    with virtual_microphone() as running:
        yield running


def test_a_practice_needs_no_network_and_asks_for_none(microphone: VirtualMicrophone, tmp_path: Path) -> None:
    user, trace = tmp_path / "user", tmp_path / "trace"
    user.mkdir()
    home = new_home(tmp_path / "home")
    environment = {
        name: value
        for name, value in microphone.environment.items()
        if not QUIETING.fullmatch(name) and not name.startswith("XDG_")
    } | {"REHEARSE_HOME": str(home), "HOME": str(user)}

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*WATCHED, f"--output={trace}", *WITHOUT_NETWORK, sys.executable, "-m", "rehearse", *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def asked_for_a_network() -> list[str]:
        return re.findall(r".*AF_INET.*|.*AF_PACKET.*", trace.read_text(encoding="utf-8"))

    program = start("prompt")
    assert program.stdin is not None
    assert program.stdout is not None
    printed = []
    for line in program.stdout:
        printed.append(line)
        if line.startswith("Recording"):
            microphone.play(VOICE).wait()
            program.stdin.write("\n")
            program.stdin.flush()
    assert program.wait() == 0, "".join(printed)
    assert "printer" in "".join(printed)
    assert "AF_UNIX" in trace.read_text(encoding="utf-8")  # the sound system, so the watching works
    assert asked_for_a_network() == []
    program = start("report", "--no-open")
    said, _ = program.communicate()
    assert program.returncode == 0, said
    assert "printer" in (home / "pages" / "take-1.html").read_text(encoding="utf-8")
    assert asked_for_a_network() == []
    assert list(user.rglob("*")) == []


def test_the_pages_ask_for_no_network(tmp_path: Path) -> None:
    home, trace = new_home(tmp_path / "home"), tmp_path / "trace"
    video = film(tmp_path / "film.webm", np.arange(0, 4, 1 / 20))
    with served(home, watched_by=[*WATCHED, f"--output={trace}"]) as server:
        server.enter()
        samples = (read_audio(VOICE) * 32767).astype("<i2")
        with server.answering(samples.tobytes(), rate_hz=RATE_HZ) as answer:
            server.film(video.read_bytes(), later_s=0)
            assert done(answer) == {"is": "done", "take": 1}
        for path in ("", "takes", "takes/1?picture=yes", "takes/1/file", "takes/1/video"):
            assert server.ask(server.root + path).status == 200
        for path in ("progress", "questions", "stories", "plan", "check", "settings"):
            assert server.ask(server.root + path).status == 200
    calls = trace.read_text(encoding="utf-8").splitlines()
    assert any("accept" in call for call in calls)  # so the watching works
    outward = [
        call for call in calls if re.search(r"connect\(|sendto\(|sendmsg\(", call) and "AF_INET" in call
    ]
    assert outward == []
    addresses = set(re.findall(r'inet_addr\("([^"]*)"', "\n".join(calls)))
    assert addresses == {"127.0.0.1"}
