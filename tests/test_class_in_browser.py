"""Both pages of a class in a real browser, opened as files: filters, takes one after another, a review."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from at_home import Home
from in_browser import SCHEMES, SIZES, Seen, needs_browser, opened
from rehearse.cohort.class_page import AT_ONCE, Line, class_page
from rehearse.cohort.jobs import Outcome, digest_of, key_of
from rehearse.cohort.results import Results
from saying import say

SAMPLES = Path(__file__).parent.parent / "samples"
RUBRIC = """
[[criterion]]
name = "Structure"
levels = ["none", "some", "clear"]
[[criterion]]
name = "Voice"
points = 5
"""
STORY = "So [um] last autumn our site went down. My job was to fix it. I called all shops. It held. "
pytestmark = needs_browser


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of three, as the program writes it; what was said is known, the sounds are the samples'."""
    folder = tmp_path_factory.mktemp("class")
    given = folder / "in"
    (given / "Zoë <b>").mkdir(parents=True)
    for file, sample in (("Zoë <b>/1.flac", "good-answer"), ("Zoë <b>/2.flac", "hesitant-answer")):
        shutil.copy(SAMPLES / f"{sample}.flac", given / file)
        key = key_of(digest_of(given / file), "base")
        Results(folder / "out" / ".results").keep(Outcome(key, say(STORY * (8 if "2" in file else 4))))
    (given / "bad.mp3").write_bytes(b"no audio")
    (given / "short.txt").write_text("I fixed it.", encoding="utf-8")
    (given / "rubric.toml").write_text(RUBRIC, encoding="utf-8")
    home = Home(folder / "home")
    run = home.run("cohort", str(given), "--out", str(folder / "out"), "--question", "outage")
    assert run.stderr == "2 to hear, 2 already heard.\n"
    return folder / "out"


@pytest.fixture
def person(browser: Any, out: Path) -> Iterator[Seen]:
    with opened(browser, out / "people" / "Zoë-b.html") as seen:
        yield seen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", ["index.html", "people/Zoë-b.html", "people/bad.html"])
def test_everybody_can_use_it_on_every_screen(
    browser: Any, out: Path, page: str, size: str, scheme: str
) -> None:
    with opened(browser, out / page, size=size, scheme=scheme) as seen:
        assert seen.violations() == []
        assert seen.is_as_wide_as_the_screen()
        assert seen.complaints == []
        assert [url for url in seen.requests if not url.startswith("data:")] == [(out / page).as_uri()]


def names(seen: Seen) -> list[str]:
    """Of the takes that the table shows."""
    found: list[str] = seen.page.locator("#rows tr:visible th").all_inner_texts()
    return found


def test_filters_leave_what_is_asked_for(browser: Any, out: Path) -> None:
    with opened(browser, out / "index.html") as seen:
        assert len(names(seen)) == 4
        seen.page.select_option("#f-look", label="Cannot be read")
        assert names(seen) == ["bad 1"]
        assert seen.page.inner_text("#count") == "1 of 4 takes"
        seen.page.select_option("#f-look", label="all")
        seen.page.fill("#f-name", "zoë")
        assert names(seen) == ["Zoë <b> 1", "Zoë <b> 2"]
        seen.page.get_by_role("link", name="Zoë <b> 1").click()
        assert seen.page.locator(".take").get_attribute("data-number") == "1"


def test_takes_are_shown_one_after_another_and_each_plays(person: Seen) -> None:
    page = person.page
    assert page.locator(".take").get_attribute("data-number") == "2"
    for number in ("1", "2", "1"):
        page.locator(f"[data-show='{number}']").click()
        person.wait_until(f"document.querySelector('.take').dataset.number === '{number}'")
        person.wait_until("document.getElementById('sound').readyState >= 3")
        page.locator("#play").click()
        person.wait_until("document.getElementById('sound').currentTime > 0.2")
        page.keyboard.press(" ")
        assert page.evaluate("document.getElementById('sound').paused")
    assert person.complaints == []


def test_what_is_written_into_a_review_is_kept_and_saved_for_all_takes(
    person: Seen, out: Path, tmp_path: Path
) -> None:
    page = person.page
    page.locator("[data-points=structure]").select_option("2")
    page.locator("[data-points=voice]").fill("4.5")
    assert page.inner_text("[data-total]") == "6.5"
    assert page.locator("[data-state]").input_value() == "in review"
    page.locator("[data-note]").fill("Well told n p 1")
    assert page.evaluate("document.getElementById('sound').paused")  # its keys are no keys of the player
    page.locator("[data-show='1']").click()
    person.wait_until("document.querySelector('.take').dataset.number === '1'")
    page.locator("[data-points=voice]").fill("99")
    page.locator("[data-show='2']").click()
    person.wait_until("document.querySelector('.take').dataset.number === '2'")
    assert page.locator("[data-note]").input_value() == "Well told n p 1"
    with page.expect_download() as saved:
        page.click("#save-review")
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    review = json.loads((tmp_path / "Zoë-b.json").read_text(encoding="utf-8"))
    one, two = review["takes"].values()
    assert one["points"] == {} and one["note"] == ""
    assert two == {"state": "in review", "points": {"structure": 2, "voice": 4.5}, "note": "Well told n p 1"}


def test_thousands_of_takes_are_all_there_soon(browser: Any, tmp_path: Path) -> None:
    count = 3 * AT_ONCE
    line = Line(
        "Anna", "people/a.html#take-1", 1, "", "", "1:00", "150", "0.0", "0", "none", (), "", "reviewed", ""
    )
    (tmp_path / "index.html").write_text(class_page([line] * count), encoding="utf-8")
    with opened(browser, tmp_path / "index.html") as seen:
        seen.wait_until("!document.querySelector('#rows tr[hidden]')")
        assert seen.page.locator("#rows tr").count() == count
