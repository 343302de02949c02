"""What recording and playing share about PortAudio: loading it, silencing it, letting go of it in time.

This module opens no stream.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import platform
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from rehearse.errors import RehearseError

LETS_GO_WITHIN_S = 2.0
"""A stream that has not closed after this long belongs to a sound system that hangs."""

_INSTALL_BY_DISTRIBUTION = {
    "debian": "sudo apt install libportaudio2",
    "ubuntu": "sudo apt install libportaudio2",
    "fedora": "sudo dnf install portaudio",
    "rhel": "sudo dnf install portaudio",
    "arch": "sudo pacman -S portaudio",
}


def load_sounddevice(failure: type[RehearseError]) -> Any:
    """The sounddevice module; `failure` with the command that helps where PortAudio is missing or broken."""
    try:
        import sounddevice
    except OSError as error:
        command = install_command(sys.platform, _distributions())
        raise failure(f"The audio library PortAudio is missing. Install it: {command}") from error
    except Exception as error:
        # Raised while the module is being imported, so its class cannot be imported to be named here.
        if type(error).__name__ != "PortAudioError":
            raise
        raise failure(f"The sound system does not start ({error}). Restart it or the computer.") from error
    return sounddevice


def install_command(platform: str, distributions: Collection[str]) -> str:
    """How to install PortAudio on `sys.platform`; `distributions` are Linux's own names, nearest first."""
    if platform in ("darwin", "win32"):
        return "pip install --force-reinstall sounddevice"
    known = (_INSTALL_BY_DISTRIBUTION[name] for name in distributions if name in _INSTALL_BY_DISTRIBUTION)
    return next(known, "the package libportaudio2 or portaudio of your distribution")


def _distributions() -> list[str]:

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return []
    return [release["ID"], *release.get("ID_LIKE", "").split()]


def reason(error: Exception) -> str:
    """PortAudio's own words for what went wrong, without the name of the call and the number."""
    return str(error.args[0]).rsplit(": ", 1)[-1].split(" [PaErrorCode", 1)[0]


def started(make: Callable[[], Any]) -> Any:
    """The stream that `make` opens, running. Raises what PortAudio does, and leaves nothing open then."""
    stream = make()
    try:
        stream.start()
    except BaseException:
        let_go(stream)
        raise
    return stream


def let_go(stream: Any) -> bool:
    """Stop and close a stream; False where the sound system hangs, and the stream is left to the exit.

    Stopping waits for the sound system, and forever if that no longer answers. Neither a take nor the
    end of the program may hang on it.
    """
    closing = threading.Thread(target=_stop_and_close, args=(stream,), daemon=True)
    closing.start()
    closing.join(LETS_GO_WITHIN_S)
    if closing.is_alive():
        leave_at_exit()
    return not closing.is_alive()


def _stop_and_close(stream: Any) -> None:
    stream.stop()
    stream.close()


def leave_at_exit() -> None:
    """Keep sounddevice from waiting for a hanging sound system when the program ends."""
    sounddevice = sys.modules.get("sounddevice")
    at_exit = getattr(sounddevice, "_exit_handler", None)
    if at_exit is not None:
        atexit.unregister(at_exit)


@contextlib.contextmanager
def quiet_native_messages() -> Iterator[None]:
    """Keep what PortAudio and ALSA print to file descriptor 2 off the screen; Python's stderr still works.

    They write there directly, in the middle of whatever is shown, when a device is tried or vanishes.
    On Windows they do not.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        terminal = os.dup(2)
    except OSError:  # started without a stderr
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        with _python_stderr_on(terminal):
            yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)


@contextlib.contextmanager
def _python_stderr_on(descriptor: int) -> Iterator[None]:
    if _descriptor(sys.stderr) != 2:
        yield
        return
    original = sys.stderr
    with open(
        descriptor,
        "w",
        buffering=1,
        encoding=original.encoding,
        errors=original.errors,
        closefd=False,
    ) as stderr:
        sys.stderr = stderr
        try:
            yield
        finally:
            sys.stderr = original


def _descriptor(stream: Any) -> int | None:
    try:
        return int(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return None
