from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rehearse.audio import portaudio
from rehearse.audio.portaudio import install_command, let_go, load_sounddevice, reason
from rehearse.errors import MicrophoneError, PlaybackError, RehearseError


@pytest.mark.parametrize(
    ("platform", "distributions", "command"),
    [
        ("linux", ["debian"], "sudo apt install libportaudio2"),
        ("linux", ["slackware"], "the package libportaudio2 or portaudio"),
        ("linux", ["pop", "ubuntu", "debian"], "sudo apt install libportaudio2"),
        ("linux", ["fedora"], "sudo dnf install portaudio"),
        ("linux", ["rocky", "rhel", "centos", "fedora"], "sudo dnf install portaudio"),
        ("linux", ["arch"], "sudo pacman -S portaudio"),
        ("linux", [], "the package libportaudio2 or portaudio"),
        ("darwin", [], "pip install --force-reinstall sounddevice"),
        ("win32", [], "pip install --force-reinstall sounddevice"),
    ],
)
def test_install_command(platform: str, distributions: list[str], command: str) -> None:
    assert install_command(platform, distributions).startswith(command)


@pytest.mark.parametrize("failure", [MicrophoneError, PlaybackError])
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("raise OSError('PortAudio library not found')", "PortAudio is missing. Install it: .+"),
        (
            "class PortAudioError(Exception): pass\nraise PortAudioError('Host error')",
            r"The sound system does not start \(Host error\)",
        ),
    ],
)
def test_missing_portaudio_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[RehearseError], source: str, message: str
) -> None:
    (tmp_path / "sounddevice.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with pytest.raises(failure, match=message):
        load_sounddevice(failure)


def test_a_bug_in_loading_stays_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with pytest.raises(ZeroDivisionError):
        load_sounddevice(MicrophoneError)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Error opening InputStream: Device unavailable [PaErrorCode -9985]", "Device unavailable"),
        ("Invalid device", "Invalid device"),
    ],
)
def test_reason_is_portaudios_own(text: str, why: str) -> None:
    assert reason(Exception(text, -1)) == why


class HangingStream:
    def __init__(self) -> None:
        self.answers = threading.Event()

    def stop(self) -> None:
        self.answers.wait()

    def close(self) -> None:
        pass


def test_letting_go_does_not_wait_for_a_sound_system_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portaudio, "LETS_GO_WITHIN_S", 0.05)
    stream = HangingStream()
    assert not let_go(stream)
    stream.answers.set()
    assert let_go(stream)


@pytest.mark.skipif(os.name != "posix", reason="PortAudio is quiet on Windows")
def test_native_messages_are_kept_away_and_pythons_are_not() -> None:
    program = """
import os, sys
from rehearse.audio.portaudio import quiet_native_messages
with quiet_native_messages():
    os.write(2, b"Expression failed in pa_linux_alsa.c\\n")
    print("from Python", file=sys.stderr)
os.write(2, b"native again\\n")
print("Python again", file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stderr.splitlines() == ["from Python", "native again", "Python again"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX shells close descriptors so")
def test_a_program_without_stderr_runs_too() -> None:
    program = """
from rehearse.audio.portaudio import quiet_native_messages
with quiet_native_messages():
    print("on")
"""
    ran = subprocess.run(
        ["sh", "-c", 'exec "$0" -c "$1" 2>&-', sys.executable, program], capture_output=True, text=True
    )
    assert ran.stdout == "on\n"
