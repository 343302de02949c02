"""A page opened as a file in a real browser, what it asks for, and whether everybody can use it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: sudo apt install chromium")


@dataclass
class Seen:
    """An open page, what it asked for and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def time_s(self) -> float:
        return float(self.page.evaluate("document.getElementById('sound').currentTime"))

    def wait_until(self, holds: str) -> None:
        """Wait for an expression; the page's policy forbids what Playwright would have it wait with."""
        give_up_at = time.monotonic() + 30
        while not self.page.evaluate(holds):
            assert time.monotonic() < give_up_at, holds
            self.page.wait_for_timeout(50)

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds against accessibility, with the elements; it must have found enough to look at."""
        (package,) = importlib.util.find_spec("axe_playwright_python").submodule_search_locations  # type: ignore[union-attr,misc]
        self.page.evaluate((Path(package) / "axe.min.js").read_text(encoding="utf-8"))
        result = self.page.evaluate("axe.run()")
        assert len(result["passes"]) > 15
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]

    def is_as_wide_as_the_screen(self) -> bool:
        return bool(self.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


@contextmanager
def running_browser(*arguments: str) -> Iterator[Any]:
    """A browser without a window, with more `arguments`."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        running = launched(started.chromium, *arguments)
        yield running
        running.close()


def launched(chromium: Any, *arguments: str) -> Any:
    # A root, as in a container, has no sandbox.
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return chromium.launch(executable_path=CHROMIUM, args=[*sandbox, *arguments])


def speaking_into_it(voice: Path, folder: Path, *, once: bool = False) -> tuple[str, ...]:
    """What has a browser hear a recording in its microphone, again and again or `once`; `folder` takes a copy
    in a format that it reads."""
    import soundfile

    copy = folder / "voice.wav"
    soundfile.write(copy, *soundfile.read(voice), subtype="PCM_16")
    file = f"{copy}%noloop" if once else str(copy)
    return ("--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={file}")


@contextmanager
def opened(
    browser: Any, file: Path | str, *, size: str = "desktop", scheme: str = "light", **context_options: Any
) -> Iterator[Seen]:
    """A page, by its file or its address."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, **context_options
    )
    seen = Seen(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.goto(file.as_uri() if isinstance(file, Path) else file)
    yield seen
    context.close()
