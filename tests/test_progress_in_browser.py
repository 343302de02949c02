"""The page of the progress in a real browser, opened as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from at_home import Home
from in_browser import SCHEMES, SIZES, needs_browser, opened
from saying import say

pytestmark = needs_browser

TEN = "one two three four five six seven eight nine ten"
HOSTILE = "<script>alert(1)</script> \"'&amp; \u202eback \U0001f600"
STORY = (
    f"Last autumn our shop lost its phones. My job was to, like, fix that. {TEN} [um]. "
    f"I called the shop and I mean, I wrote a plan. {TEN}. "
    f"In the end the shop reopened within two hours and we lost no order."
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("progress") / "home")
    for day in (0, 1, 2, 16, 17):
        home.keep(say(f"{STORY} " * 4), day=day, prompt_id="outage", question=HOSTILE)
        home.keep(say(f"{TEN} " * 12, wpm=120 + 10 * day), day=day)
    path = home.folder / "a \"<b>&'#% page.html"
    home.printed("report", "10", "--no-open", "--output", str(path.parent / "take-10.html"))
    assert f"Your progress is in {path}" in home.printed(
        "progress", "--html", "--no-open", "--output", str(path)
    )
    return path


def test_it_asks_nobody_for_anything(browser: Any, file: Path) -> None:
    with opened(browser, file) as seen:
        seen.page.wait_for_timeout(300)
        assert seen.requests == [file.as_uri()]
        assert seen.complaints == []
        assert HOSTILE.replace("\u202e", "").split()[0] in seen.page.inner_text("main")


def test_its_charts_are_drawn_in_the_colours_of_the_page(browser: Any, file: Path) -> None:
    look = "element => [getComputedStyle(element).stroke, getComputedStyle(element).strokeWidth]"
    strokes = {}
    for scheme in SCHEMES:
        with opened(browser, file, scheme=scheme) as seen:
            assert seen.page.locator(".chart svg").count() == 5
            line = seen.page.locator(".chart .wide polyline").first
            strokes[scheme] = line.evaluate(look)[0]
            # Letters drawn as shapes nobody could select or enlarge.
            assert "um/uh" in " ".join(seen.page.locator(".chart svg text").all_text_contents())
    assert "none" not in strokes.values()
    assert strokes["light"] != strokes["dark"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(browser: Any, file: Path, size: str, scheme: str) -> None:
    with opened(browser, file, size=size, scheme=scheme) as seen:
        assert seen.violations() == []
        assert seen.is_as_wide_as_the_screen()


LETTERS = """() => [...document.querySelectorAll('.chart svg text')].map(text => {
  const chart = text.ownerSVGElement;
  const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
  return [scale * parseFloat(getComputedStyle(text).fontSize), text.getBoundingClientRect().right];
}).filter(([size]) => size)"""


@pytest.mark.parametrize("size", SIZES)
def test_the_charts_fit_the_screen_and_can_be_read(browser: Any, file: Path, size: str) -> None:
    with opened(browser, file, size=size) as seen:
        letters = seen.page.evaluate(LETTERS)
        assert len(letters) > 20
        assert min(size for size, _ in letters) >= 11
        assert max(right for _, right in letters) <= SIZES[size][0]
        seen_charts = seen.page.locator(".chart svg:visible").count()
        assert seen_charts == 4


def test_a_take_is_reached_by_keyboard_and_by_its_dot(browser: Any, file: Path) -> None:
    for selector in (".dots a", ".takes a"):
        with opened(browser, file) as seen:
            link = seen.page.locator(selector)
            assert link.count() == 1
            for _ in range(20):
                seen.page.keyboard.press("Tab")
                if link.evaluate("link => link === document.activeElement"):
                    break
            seen.page.keyboard.press("Enter")
            seen.page.wait_for_url("**/take-10.html")


def test_the_details_open_by_keyboard(browser: Any, file: Path) -> None:
    with opened(browser, file) as seen:
        assert not seen.page.get_by_text("2025-03-18").is_visible()
        seen.page.locator("summary", has_text="Day by day").focus()
        seen.page.keyboard.press("Enter")
        assert seen.page.get_by_text("2025-03-18").is_visible()
        assert seen.violations() == []


def test_no_takes_make_a_page_too(browser: Any, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.printed("progress", "--html", "--no-open")
    with opened(browser, home.folder / "pages" / "progress.html") as seen:
        assert "No spoken takes to compare yet." in seen.page.inner_text("header")
