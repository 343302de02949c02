"""A page opened as a file in Firefox, driven by keys over WebDriver BiDi, which needs no other program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
needs_firefox = pytest.mark.skipif(FIREFOX is None, reason="needs Firefox: sudo apt install firefox-esr")

ALLOWED = 'user_pref("media.navigator.permission.disabled", true);\n'
KEYS = {"Tab": "\ue004", "Enter": "\ue006", "Home": "\ue011", "ArrowRight": "\ue014"}
"""What WebDriver calls them."""


@dataclass
class Firefox:
    """One tab."""

    socket: Any
    tab: str = ""
    sent: int = 0

    def send(self, method: str, **parameters: Any) -> Any:
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=30))
            if answer.get("id") == self.sent:
                assert answer["type"] == "success", answer
                return answer["result"]

    def evaluate(self, expression: str) -> Any:
        """The value of an expression: a number, a string or a truth value."""
        result = self.send(
            "script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True
        )
        assert result["type"] == "success", result
        return result["result"].get("value")

    def open_again(self) -> None:
        self.send("browsingContext.reload", context=self.tab, wait="complete")

    def press(self, key: str) -> None:
        pressed = KEYS.get(key, key)
        actions = [{"type": kind, "value": pressed} for kind in ("keyDown", "keyUp")]
        self.send(
            "input.performActions",
            context=self.tab,
            actions=[{"type": "key", "id": "keyboard", "actions": actions}],
        )


def address_of(page: Path | str) -> str:
    return page.as_uri() if isinstance(page, Path) else page


@contextmanager
def firefox_showing(
    file: Path | str, profile: Path, *, environment: Mapping[str, str] | None = None
) -> Iterator[Firefox]:
    """Firefox without a window, with a new profile, and a file or an address open. It may use the
    microphone."""
    client = pytest.importorskip("websockets.sync.client")
    profile.mkdir()
    (profile / "user.js").write_text(ALLOWED, encoding="utf-8")
    with subprocess.Popen(
        [str(FIREFOX), "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**(environment or os.environ)},
    ) as process:
        assert process.stderr
        try:
            address = next(
                found.group()
                for line in process.stderr
                if (found := re.search(r"ws://\S+", line)) is not None
            )
            with client.connect(f"{address}/session", max_size=None) as socket:
                firefox = Firefox(socket)
                firefox.send("session.new", capabilities={})
                # The first window never gets the focus, and without it Enter presses no button.
                firefox.tab = firefox.send("browsingContext.create", type="window")["context"]
                firefox.send(
                    "browsingContext.navigate", context=firefox.tab, url=address_of(file), wait="complete"
                )
                yield firefox
        finally:
            process.terminate()
