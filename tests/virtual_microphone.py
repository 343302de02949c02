"""A microphone without a sound card: what is played into it is what a recording program hears.

A PulseAudio of the test's own, apart from the user's: whatever is played into its one speaker arrives
at its one microphone, and PortAudio, in a process started with `environment`, knows no other devices.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

STARTS_WITHIN_S = 8.0

_PULSE_CONFIGURATION = """\
load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/native
load-module module-null-sink sink_name=speaker rate=48000 channels=1 norewinds=1
load-module module-remap-source source_name=microphone master=speaker.monitor
set-default-sink speaker
set-default-source microphone
"""

_ALSA_CONFIGURATION = """\
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


@dataclass(frozen=True)
class VirtualMicrophone:
    """A running one. `environment` is for the processes that record or play."""

    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def play(self, sound: Path) -> subprocess.Popen[bytes]:
        """Start saying a WAV or FLAC file into the microphone; `.wait()` for its end."""
        return subprocess.Popen(["paplay", str(sound)], env=self.environment)

    def kill(self) -> None:
        """Take the microphone away, as by pulling its plug."""
        self.server.kill()
        self.server.wait()

    def freeze(self) -> None:
        """Let the sound system hang: it neither answers nor ends."""
        self.server.send_signal(signal.SIGSTOP)


@contextlib.contextmanager
def virtual_microphone() -> Iterator[VirtualMicrophone]:
    """Start a microphone, and end it afterwards.

    Skips the test where a part is missing, saying which package brings it.
    """
    _require_parts()
    with tempfile.TemporaryDirectory(prefix="mic-") as name:  # short: a socket's path may have 107 bytes
        folder = Path(name)
        environment = _environment(folder)
        server = subprocess.Popen(_server_command(folder), env=environment | {"HOME": name})
        try:
            _wait_until_it_answers(environment, folder / "log")
            yield VirtualMicrophone(environment, server)
        finally:
            server.kill()
            server.wait()


def _require_parts() -> None:
    missing = [package for package, is_there in _parts().items() if not is_there]
    if not missing:
        return
    pytest.skip(f"no virtual microphone; on Debian or Ubuntu: sudo apt install {' '.join(missing)}")


def _parts() -> dict[str, bool]:
    plugin = "alsa-lib/libasound_module_pcm_pulse.so"
    libraries = [Path("/usr/lib"), Path("/usr/lib64"), *Path("/usr/lib").glob("*-linux-*")]
    return {
        "pulseaudio": shutil.which("pulseaudio") is not None,
        "pulseaudio-utils": None not in (shutil.which("paplay"), shutil.which("pactl")),
        "libasound2-plugins": any((folder / plugin).exists() for folder in libraries),
        "libportaudio2": ctypes.util.find_library("portaudio") is not None,
    }


def _environment(folder: Path) -> dict[str, str]:
    (folder / "alsa.conf").write_text(_ALSA_CONFIGURATION, encoding="utf-8")
    # Without autospawn=no, whoever finds the server dead would start another.
    (folder / "client.conf").write_text("autospawn = no\nenable-shm = no\n", encoding="utf-8")
    return os.environ | {
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
        "PULSE_SERVER": f"unix:{folder}/native",
        "ALSA_CONFIG_PATH": str(folder / "alsa.conf"),
    }


def _server_command(folder: Path) -> list[str]:
    configuration = folder / "default.pa"
    configuration.write_text(_PULSE_CONFIGURATION.format(folder=folder), encoding="utf-8")
    return [
        "pulseaudio",
        "-n",
        f"--file={configuration}",
        "--daemonize=no",
        "--use-pid-file=no",
        "--exit-idle-time=-1",
        "--disable-shm=yes",
        f"--log-target=file:{folder}/log",
    ]


def _wait_until_it_answers(environment: dict[str, str], log: Path) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < give_up_at:
        sources = subprocess.run(["pactl", "list", "short", "sources"], env=environment, capture_output=True)
        if b"microphone" in sources.stdout:
            return
        time.sleep(0.05)
    pytest.fail(f"PulseAudio did not start: {log.read_text() if log.exists() else 'it wrote no log'}")
