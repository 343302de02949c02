"""The page of a take in a real browser, opened as a file: it plays, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
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
    starts = [float(one.get_attribute("data-t")) for one in page.locator("#text [data-filler]").all()]
    for key, expected in (("n", 0), ("n", 1), ("n", 2), ("n", 3), ("p", 2), ("n", 3)):
        page.keyboard.press(key)
        assert seen.time_s() == pytest.approx(max(0, starts[expected] - 1), abs=0.3)
    page.keyboard.press(" ")
    assert page.evaluate("document.getElementById('sound').paused")
    page.locator("#wave").focus()
    before_s = seen.time_s()
    page.keyboard.press("ArrowLeft")
    assert seen.time_s() == pytest.approx(max(0, before_s - 3), abs=0.05)


def test_a_part_of_the_story_plays_and_ends(seen: Seen) -> None:
    seen.page.locator("summary", has_text="All figures").click()
    button = seen.page.locator("#figures button.clip").last
    start_s, end_s = (float(button.get_attribute(name)) for name in ("data-t", "data-end"))
    button.click()
    assert start_s <= seen.time_s() <= start_s + 0.5
    seen.page.evaluate(f"document.getElementById('sound').currentTime = {end_s - 0.3}")
    seen.wait_until("document.getElementById('sound').paused")
    assert seen.time_s() == pytest.approx(end_s, abs=0.3)


def test_it_says_what_the_answer_did_for_its_question(seen: Seen) -> None:
    assert "Whether you stay methodical while others are watching" in seen.page.inner_text("#asked ~ ul")
    points = " ".join(seen.page.inner_text("#points ~ ul").split())
    assert "✓ there three kitchens were closed" in points
    assert "– not there <b>never said</b>" in points
    assert "repeats take 1 word for word" in seen.page.inner_text("#recited ~ p >> nth=0")
    button = seen.page.locator("#points ~ ul button").first
    button.click()
    at_s = float(button.get_attribute("data-t"))
    assert at_s <= seen.time_s() <= at_s + 0.5


def test_what_is_beside_the_text_plays_with_a_lead(seen: Seen) -> None:
    for kind in ("#ums", "#markers"):
        button = seen.page.locator(f"{kind} ~ ul button").nth(2)
        button.click()
        at_s = float(button.get_attribute("data-t"))
        assert at_s - 1.05 <= seen.time_s() <= at_s
    row = " ".join(seen.page.locator("#ums ~ ul li").nth(1).inner_text().split())
    assert row.endswith("regional food bank, um, and our biggest")


def test_after_a_click_on_the_waveform_next_is_from_there(seen: Seen) -> None:
    seen.page.keyboard.press("n")
    box = seen.page.locator("#wave").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.5)
    seconds = float(seen.page.locator("#wave").get_attribute("data-seconds"))
    assert seen.time_s() == pytest.approx(seconds / 2, abs=1)
    seen.page.keyboard.press("n")
    assert seen.time_s() > seconds / 2 - 1
    assert "um" in seen.page.evaluate("document.activeElement.textContent")


def test_it_plays_faster(seen: Seen) -> None:
    seen.page.locator("#speed").click()
    assert seen.page.evaluate("document.getElementById('sound').playbackRate") == 1.25
    assert seen.page.locator("#speed").inner_text() == "1.25×"


def test_the_text_follows_what_plays(seen: Seen) -> None:
    seen.page.set_viewport_size({"width": 400, "height": 400})
    seen.page.evaluate("scrollTo(0, 0)")
    seen.page.locator("#play").click()
    seen.page.evaluate("document.getElementById('sound').currentTime = 70")
    seen.wait_until("document.querySelector('.now') && scrollY > 500")
    box = seen.page.locator(".now").bounding_box()
    player = seen.page.locator("#player").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= player["y"]


def dialogs_of(seen: Seen) -> list[str]:
    """What the page asks from now on; each time the answer is yes."""
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    seen.page.on("dialog", answer)
    return asked


def test_notes_are_saved_as_a_file_and_not_lost_by_closing(seen: Seen) -> None:
    asked = dialogs_of(seen)
    seen.page.locator("#notes").fill("Slower. Größer.\nName the number.")
    with seen.page.expect_download() as download:
        seen.page.locator("#save").click()
    assert download.value.suggested_filename == "take-2-notes.txt"
    assert download.value.path().read_text(encoding="utf-8") == "Slower. Größer.\nName the number."
    seen.page.close(run_before_unload=True)
    assert asked == []


def test_notes_that_are_not_saved_hold_the_page(seen: Seen) -> None:
    asked = dialogs_of(seen)
    seen.page.locator("#notes").click()
    seen.page.keyboard.type("Slower.")
    seen.page.close(run_before_unload=True)
    seen.page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_it_prints_on_two_sheets(seen: Seen, tmp_path: Path) -> None:
    printed = seen.page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") == 2


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(browser: Any, file: Path, size: str, scheme: str) -> None:
    with opened(browser, file, size=size, scheme=scheme) as seen:
        seen.wait_until(PLAYABLE)
        assert seen.violations() == []
        assert seen.is_as_wide_as_the_screen()


def test_the_pace_has_a_time_axis_that_a_phone_can_show(browser: Any, file: Path) -> None:
    with opened(browser, file, size="phone") as seen:
        seen.page.locator("summary", has_text="All figures").click()
        times = seen.page.locator(".pace .plot text")
        assert times.all_text_contents()[:2] == ["0:00", "0:15"]
        boxes = [one.bounding_box() for one in times.all()]
        assert all(box["height"] >= 11 and box["x"] + box["width"] <= SIZES["phone"][0] for box in boxes)
        assert all(one["x"] + one["width"] < next_["x"] for one, next_ in pairwise(boxes))


def test_a_name_that_wraps_leaves_no_hole_in_its_lines(seen: Seen) -> None:
    seen.page.locator("summary", has_text="All figures").click()
    seen.page.evaluate(
        "document.querySelector('#figures dt').textContent = 'A name that takes lines '.repeat(4)"
    )
    lines = [
        one.bounding_box() for one in seen.page.locator("#figures dl >> nth=0 >> div >> nth=0 >> dd p").all()
    ]
    assert len(lines) > 1
    assert all(after["y"] - (one["y"] + one["height"]) < 8 for one, after in pairwise(lines))


def test_a_printed_part_name_stands_apart_from_the_words(seen: Seen) -> None:
    seen.page.emulate_media(media="print")
    for part in seen.page.locator("#text .part:has(h3)").all():
        name, words = part.locator("h3").bounding_box(), part.locator(".words").bounding_box()
        assert name["x"] + name["width"] < words["x"]


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
        assert "onerror=document.title=1>" in seen.page.inner_text("#text")
        assert len(seen.page.inner_text("main")) > MILLION * 0.9
        assert seen.is_as_wide_as_the_screen()
