"""The page of a take driven by keys alone, in two browsers: everything is reached, plays, and stops."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from at_home import Home
from in_browser import needs_browser, opened
from in_firefox import firefox_showing, needs_firefox
from saying import say

RATE_HZ = 16_000
HEARD = say(
    "[Um] last spring our server stopped. It was my job to bring it back before nine. I, like, restarted it "
    "myself and (1.2) I called, you know, every client. [uh] In the end we lost no order, and it held "
    "for a year."
)
STOPS = ["Um", "like", "you know", "uh"]
SOUND = "document.getElementById('sound')"
FOCUSED = "document.activeElement"
IN_TEXT = f"document.getElementById('text').contains({FOCUSED})"


@dataclass
class Chromium:
    page: Any

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def open_again(self) -> None:
        self.page.reload()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("page") / "home")
    sound = home.folder.parent / "take.flac"
    assert HEARD.duration_s
    soundfile.write(sound, np.zeros(round(HEARD.duration_s * RATE_HZ), np.float32), RATE_HZ)
    home.keep(HEARD, sound=sound, question="What broke?")
    path = home.folder / "page.html"
    home.printed("report", "1", "--no-open", "--output", str(path))
    return path


@pytest.fixture(
    scope="module",
    params=[pytest.param("chromium", marks=needs_browser), pytest.param("firefox", marks=needs_firefox)],
)
def shown(
    request: pytest.FixtureRequest, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    if request.param == "firefox":
        with firefox_showing(file, tmp_path_factory.mktemp("firefox") / "profile") as firefox:
            yield firefox
    else:
        with opened(request.getfixturevalue("browser"), file) as seen:
            yield Chromium(seen.page)


@pytest.fixture
def page(shown: Any) -> Any:
    shown.open_again()
    until(shown, f"{SOUND}.readyState >= 3")
    return shown


def until(page: Any, holds: str) -> None:
    give_up_at = time.monotonic() + 20
    while not page.evaluate(holds):
        assert time.monotonic() < give_up_at, holds
        time.sleep(0.03)


def to_the_text(page: Any) -> None:
    for _ in range(10):
        page.press("Tab")
        if page.evaluate(IN_TEXT):
            return
    raise AssertionError("Tab does not reach the text")


def walk_to(page: Any, wanted: str) -> None:
    for _ in range(80):
        if page.evaluate(f"{FOCUSED}.matches('{wanted}')"):
            return
        page.press("ArrowRight")
    raise AssertionError(f"no {wanted}")


def starts(page: Any) -> float:
    return float(page.evaluate(f"Number({FOCUSED}.dataset.t)"))


@pytest.mark.parametrize(
    ("what", "lead_s"),
    [("span.w", 0), ("button.um", 1), ("button.marker", 1), ("button.gap", 1), ("h3 button", 0)],
)
def test_everything_is_reached_and_plays_and_stops(page: Any, what: str, lead_s: float) -> None:
    to_the_text(page)
    page.press("Home")
    walk_to(page, what)
    page.press("Enter")
    until(page, f"!{SOUND}.paused && !{SOUND}.seeking")
    at_s = max(0, starts(page) - lead_s)
    assert at_s <= page.evaluate(f"{SOUND}.currentTime") <= at_s + 1.5
    page.press(" ")
    until(page, f"{SOUND}.paused")
    page.press(" ")
    until(page, f"!{SOUND}.paused")


def test_the_text_is_one_stop_for_tab(page: Any) -> None:
    to_the_text(page)
    page.press("ArrowRight")
    page.press("Tab")
    assert not page.evaluate(IN_TEXT)


def test_each_filler_is_one_stop_and_space_stops_after_each(page: Any) -> None:
    said = []
    for _ in STOPS:
        page.press("n")
        said.append(page.evaluate(f"{FOCUSED}.textContent"))
        until(page, f"!{SOUND}.paused && !{SOUND}.seeking")
        page.press(" ")
        until(page, f"{SOUND}.paused")
    assert said == STOPS
    page.press("n")
    assert page.evaluate("document.getElementById('told').textContent") == "No filler after this."
    page.press("p")
    assert page.evaluate(f"{FOCUSED}.textContent") == "you know"


def test_next_filler_is_counted_from_where_one_is(page: Any) -> None:
    page.press("n")
    page.evaluate(f"{SOUND}.pause()")
    page.evaluate("document.getElementById('wave').focus()")
    for _ in range(2):
        page.press("ArrowRight")
    page.press("n")
    assert page.evaluate(f"{FOCUSED}.textContent") == "like"


def test_a_part_ends_and_what_is_played_next_does_not(page: Any) -> None:
    to_the_text(page)
    page.press("Home")
    walk_to(page, "h3 button")
    page.press("Enter")
    end_s = float(page.evaluate(f"Number({FOCUSED}.dataset.end)"))
    page.press("ArrowRight")
    page.press("Enter")
    page.evaluate(f"{SOUND}.currentTime = {end_s - 0.2}")
    until(page, f"{SOUND}.currentTime > {end_s + 0.2}")


def test_in_the_notes_keys_write(page: Any) -> None:
    page.evaluate("document.getElementById('notes').focus()")
    for key in "n p":
        page.press(key)
    assert page.evaluate("document.getElementById('notes').value") == "n p"
    assert page.evaluate(f"{SOUND}.paused")
    page.evaluate("document.getElementById('notes').value = ''")
