"""The page of a take in a real browser, opened as a file: it plays, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from at_home import Home
from in_browser import SCHEMES, SIZES, Seen, needs_browser, opened
from rehearse.audio.files import read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.progress import no_progress
from saying import say

SAMPLE = Path(__file__).parent.parent / "samples" / "hesitant-answer.flac"
PLAYABLE = "document.getElementById('sound').readyState >= 3"

pytestmark = needs_browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a spoken sample, written by the program; its name could be mistaken for markup."""
    home = Home(tmp_path_factory.mktemp("page") / "home")
    whisper = load_whisper("base", progress=no_progress)
    heard = hear(read_audio(SAMPLE), lambda _: whisper)
    for day in range(2):
        home.keep(heard, sound=SAMPLE, day=day, prompt_id="outage", question="What was it, <then>?")
    home.printed("points", "outage", "three kitchens were closed", "<b>never said</b>")
    path = home.folder / "a \"<b>&'#% page.html"
    home.printed("report", "2", "--no-open", "--output", str(path))
    return path


@pytest.fixture
def seen(browser: Any, file: Path) -> Iterator[Seen]:
    with opened(browser, file) as seen:
        seen.wait_until(PLAYABLE)
        yield seen


def test_it_asks_nobody_for_anything(seen: Seen, file: Path) -> None:
    seen.page.locator("button.um").first.click()
    seen.page.wait_for_timeout(500)
    assert [url for url in seen.requests if not url.startswith("data:")] == [file.as_uri()]
    assert seen.complaints == []


def test_it_plays_from_a_second_before_a_filler(seen: Seen) -> None:
    filler = seen.page.locator("button.um").nth(3)
    at_s = float(filler.get_attribute("data-t"))
    filler.click()
    assert at_s - 1.05 <= seen.time_s() <= at_s
    assert not seen.page.evaluate("document.getElementById('sound').paused")


def test_a_word_plays_from_there_and_is_lit(seen: Seen) -> None:
    word = seen.page.locator(".w", has_text="drivers").first
    word.click()
    seen.wait_until("document.querySelector('.now') !== null")
    assert seen.page.locator(".now").first.inner_text() in ("drivers", "because", "they")
    assert seen.time_s() >= float(word.get_attribute("data-t"))


def test_keys_play_go_back_and_find_the_next_filler(seen: Seen) -> None:
    page = seen.page
    starts = [float(one.get_attribute("data-t")) for one in page.locator("#said ~ p [data-filler]").all()]
    for key, expected in (("n", 0), ("n", 1), ("n", 2), ("n", 3), ("p", 2), ("n", 3)):
        page.keyboard.press(key)
        assert seen.time_s() == pytest.approx(max(0, starts[expected] - 1), abs=0.3)
    page.locator("h1").click()
    page.keyboard.press(" ")
    assert page.evaluate("document.getElementById('sound').paused")
    before_s = seen.time_s()
    page.keyboard.press("ArrowLeft")
    assert seen.time_s() == pytest.approx(max(0, before_s - 3), abs=0.05)


def test_a_part_of_the_story_plays_and_ends(seen: Seen) -> None:
    button = seen.page.locator("#story ~ dl button.play").last
    start_s, end_s = (float(button.get_attribute(name)) for name in ("data-t", "data-end"))
    button.click()
    assert start_s <= seen.time_s() <= start_s + 0.5
    seen.page.evaluate(f"document.getElementById('sound').currentTime = {end_s - 0.3}")
    seen.wait_until("document.getElementById('sound').paused")
    assert seen.time_s() == pytest.approx(end_s, abs=0.3)


def test_it_says_what_the_answer_did_for_its_question(seen: Seen) -> None:
    assert "Whether you stay methodical while others are watching" in seen.page.inner_text("#behind ~ dl")
    points = seen.page.inner_text("#points ~ dl")
    assert "three kitchens were closed\nSaid." in points
    assert "<b>never said</b>\nNot heard." in points
    assert "repeats take 1 word for word" in seen.page.inner_text("#recited ~ p >> nth=0")
    seen.page.locator("#points ~ dl button.play").first.click()
    at_s = float(seen.page.locator("#points ~ dl button.play").first.get_attribute("data-t"))
    assert at_s <= seen.time_s() <= at_s + 0.5


def test_a_click_on_the_timeline_plays_from_there(seen: Seen) -> None:
    box = seen.page.locator("#timeline").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.85)
    seconds = float(seen.page.locator("#timeline").get_attribute("data-seconds"))
    assert seen.time_s() == pytest.approx(seconds / 2, abs=1)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(browser: Any, file: Path, size: str, scheme: str) -> None:
    with opened(browser, file, size=size, scheme=scheme) as seen:
        seen.wait_until(PLAYABLE)
        assert seen.violations() == []
        # Only the timeline may be wider than the screen, and scrolls by itself.
        assert seen.is_as_wide_as_the_screen()


HOSTILE = (
    "<script>document.title='taken'</script>",
    '"><img/src=x/onerror=document.title=1>',
    "'onclick=alert(1)'",
    "</script></style><h1>&lt;",
    "\u202eright-to-left\u2066",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "{{7*7}}{%raw%}",
    "[um]",
)
MILLION = 1_000_000


@pytest.mark.parametrize("said", ["words", "one word"])
def test_a_million_hostile_characters_are_only_text(browser: Any, tmp_path: Path, said: str) -> None:
    line = " ".join(HOSTILE)
    text = (
        f"{line} " * (MILLION // len(line)) if said == "words" else HOSTILE[1] * (MILLION // len(HOSTILE[1]))
    )
    home = Home(tmp_path / "home")
    home.keep(say(text), question=line * 1000)
    path = home.folder / "a \"<b>&'#% \U0001f600 page.html"
    home.printed("report", "1", "--no-open", "--output", str(path))
    with opened(browser, path, size="phone") as seen:
        assert seen.requests == [path.as_uri()]
        assert seen.complaints == []
        assert seen.page.evaluate("document.querySelectorAll('main img, main script, main h1').length") == 0
        assert "onerror=document.title=1>" in seen.page.inner_text("#said ~ p >> nth=0")
        assert len(seen.page.inner_text("main")) > MILLION * 0.9
        assert seen.is_as_wide_as_the_screen()
