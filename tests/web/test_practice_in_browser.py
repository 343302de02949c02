"""Practice in a real browser, with a microphone that speaks a sample, from the first page to the report."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from at_home import NOON, Home
from in_browser import (
    SCHEMES,
    SIZES,
    Seen,
    launched,
    needs_browser,
    opened,
    running_browser,
    speaking_into_it,
)
from listening import place_s
from rehearse.audio.files import RATE_HZ, read_audio
from rehearse.history import open_history
from rehearse.history.files import video_of
from rehearse.model.kept import Job
from rehearse.picture.video import tracks
from saying import say
from serving import Served, served

pytestmark = needs_browser

SAMPLE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
WITHIN_S = 60.0
TRIES = 3
SPOKEN_ONCE = round(8.5 * RATE_HZ)
"""So much is heard before the sample begins again."""
MICROPHONE = ["microphone"]


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser in whose microphone somebody speaks, again and again."""
    with running_browser(*speaking_into_it(SAMPLE, tmp_path_factory.mktemp("voice"))) as running:
        yield running


@contextlib.contextmanager
def without_a_microphone(other: Any) -> Iterator[Any]:
    running = launched(other.browser_type)
    yield running
    running.close()


@contextlib.contextmanager
def page(browser: Any, server: Served, path: str = "", **options: Any) -> Iterator[Seen]:
    with opened(browser, server.page(path), permissions=MICROPHONE, **options) as seen:
        yield seen


def shows(seen: Seen, element: str) -> bool:
    return bool(seen.page.locator(element).is_visible())


def wait(holds: Callable[[], object], what: str) -> None:
    give_up_at = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.05)


def record(seen: Seen, seconds: int) -> None:
    """Begin an answer, and go on until the page shows so many seconds."""
    seen.page.click("#record")
    shown = f"document.getElementById('clock').textContent >= '0:{seconds:02}'"
    seen.wait_until(shown)


def take_of(home: Home, number: int) -> Any:
    with open_history(home.folder) as history:
        return history.take(number)


def numbers(home: Home) -> list[int]:
    with open_history(home.folder) as history:
        return [one.id for one in history.takes()]


def test_from_the_first_page_to_the_progress(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server, "?question=outage") as seen:
        assert "people were waiting" in seen.page.inner_text("h1")
        record(seen, 9)
        assert seen.page.inner_text("#arriving") == "I can hear you."
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)
        assert "label printer" in seen.page.inner_text("#text")
        assert "For your next take" in seen.page.inner_text("main")
        seen.page.click("#play")
        seen.wait_until("document.getElementById('sound').currentTime > 0.5")

        seen.page.click("text=Tell it again")
        seen.page.check("#listens")
        record(seen, 4)
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/2/listen", timeout=1000 * WITHIN_S)
        seen.wait_until("document.querySelector('audio').duration > 3")
        seen.page.click("text=Show the report")
        assert "take before:" in seen.page.inner_text("main")

        seen.page.click("nav >> text=Takes")
        assert seen.page.locator(".list li").count() == 2
        seen.page.click("nav >> text=Progress")
        assert "Take 2" in seen.page.inner_text("main")
        assert seen.complaints == []
        assert {re.sub(r"^(http|ws)://", "", one).split("/")[0] for one in seen.requests} == {server.host}
    first = take_of(home, 1)
    assert (first.prompt_id, first.audio.suffix) == ("outage", ".flac")


def test_no_sample_is_lost(speaking: Any, server: Served, home: Home) -> None:
    spoken = read_audio(SAMPLE).astype(float)
    early, late = (spoken[round(at_s * RATE_HZ) :][:RATE_HZ] for at_s in (1, 6.5))
    # While other programs use the cores, the browser itself leaves samples out.
    for number in range(1, TRIES + 1):
        with page(speaking, server, "?question=outage") as seen:
            record(seen, 9)
            seen.page.click("#done")
            seen.page.wait_for_url(f"**/takes/{number}", timeout=1000 * WITHIN_S)
        heard = read_audio(take_of(home, number).audio).astype(float)[:SPOKEN_ONCE]
        apart_s = place_s(heard, late) - place_s(heard, early)
        if abs(apart_s - 5.5) < 1.5 / RATE_HZ:
            break
    assert apart_s == pytest.approx(5.5, abs=1.5 / RATE_HZ)


def test_a_page_that_is_closed_in_the_middle_loses_nothing(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server, "?question=outage") as seen:
        record(seen, 6)
    wait(lambda: take_of(home, 1).heard, "the report of what was said until then")
    heard = take_of(home, 1).heard
    assert heard.duration_s > 5
    assert "printer" in " ".join(word.text for word in heard.words)
    assert server.ask(f"{server.root}takes/1").status == 200


def test_who_reloads_or_goes_back_in_the_middle_is_led_to_what_is_kept(
    speaking: Any, server: Served, home: Home
) -> None:
    with page(speaking, server, "?question=outage") as seen:
        record(seen, 3)
        seen.page.reload()
        seen.wait_until("!document.getElementById('left').hidden")
        assert shows(seen, "#record")
        seen.page.click("#left a")
        seen.page.wait_for_url("**/takes/1")
        wait(lambda: take_of(home, 1).heard, "the report of what was said until then")

        seen.page.goto(server.page("takes"))
        seen.page.goto(server.page("?question=outage"))
        assert not shows(seen, "#left")
        record(seen, 3)
        seen.page.go_back()
        seen.page.wait_for_url("**/takes")
        seen.wait_until("!document.getElementById('left').hidden")
        assert seen.page.get_attribute("#left a", "href").endswith("/takes/2")
        wait(lambda: take_of(home, 2).heard, "the report of what was said until then")
        seen.page.go_forward()
        seen.page.wait_for_url("**/?question=outage")
        record(seen, 1)


def test_a_page_that_the_browser_kept_can_be_used_again(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server, "?question=outage") as seen:
        record(seen, 2)
        for event in ("pagehide", "pageshow"):  # as where it was left, and is shown again as it was
            seen.page.evaluate(f"dispatchEvent(new PageTransitionEvent('{event}', {{persisted: true}}))")
        assert shows(seen, "#record") and not shows(seen, "#problem")
        seen.wait_until("!document.getElementById('left').hidden")
        wait(lambda: take_of(home, 1).heard, "the report of what was said until then")
        record(seen, 1)


def test_a_server_that_is_killed_leaves_a_take_whose_report_can_be_made(speaking: Any, home: Home) -> None:
    with served(home.folder) as running:
        running.enter()
        with page(speaking, running, "?question=outage") as seen:
            record(seen, 5)
            running.process.send_signal(signal.SIGKILL)
            seen.wait_until("!document.getElementById('problem').hidden")
            assert "is kept: look under Takes" in seen.page.inner_text("#problem")
            seen.wait_until("!document.getElementById('gone').hidden")
    with served(home.folder) as running:
        running.enter()
        with page(speaking, running, "takes") as seen:
            assert "1 take without a report yet" in seen.page.inner_text("main")
            seen.page.click(".list a")
            seen.page.click("text=Make the report")
            seen.page.wait_for_selector("#text", timeout=1000 * WITHIN_S)
            assert "label printer" in seen.page.inner_text("#text")
    assert take_of(home, 1).heard.duration_s > 4


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such Ctrl-C for one process")
def test_ctrl_c_while_one_speaks_keeps_the_take(speaking: Any, home: Home) -> None:
    with served(home.folder) as running:
        running.enter()
        with page(speaking, running, "?question=outage") as seen:
            record(seen, 4)
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(30) == 0
    kept = take_of(home, 1)
    assert kept.heard is None and len(read_audio(kept.audio)) > 3 * RATE_HZ


def test_the_keyboard_leads_through_an_answer(speaking: Any, server: Served) -> None:
    with page(speaking, server, "?question=outage") as seen:
        seen.page.focus("#record")
        seen.page.keyboard.press("Enter")
        seen.wait_until("document.activeElement.id === 'done'")
        seen.wait_until("document.getElementById('clock').textContent >= '0:03'")
        seen.page.keyboard.press("Enter")
        seen.wait_until("document.activeElement.id === 'hearing'")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)


def test_one_answer_is_recorded_at_a_time(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server, "?question=outage") as one, page(speaking, server) as other:
        record(one, 2)
        other.page.click("#record")
        other.wait_until("!document.getElementById('problem').hidden")
        assert "Another page is recording" in other.page.inner_text("#problem")
        assert shows(one, "#recording")
    assert numbers(home) == [1]


@pytest.mark.parametrize(
    ("path", "script", "button"), [("", "practise.js", "#record"), ("check", "check.js", "#try")]
)
def test_a_button_can_be_pressed_once_it_does_something(
    speaking: Any, server: Served, path: str, script: str, button: str
) -> None:
    with page(speaking, server) as seen:
        held: list[Any] = []
        seen.page.route(f"**/{script}", lambda route: held.append(route))
        seen.page.goto(server.page(path), wait_until="commit")
        seen.page.wait_for_selector(button)
        assert seen.page.is_disabled(button)
        while not held:
            seen.page.wait_for_timeout(50)
        held[0].continue_()
        seen.wait_until(f"!document.querySelector('{button}').disabled")


def test_an_answer_that_ends_at_once_is_not_kept_and_can_be_begun_again(
    speaking: Any, server: Served, home: Home
) -> None:
    with page(speaking, server, "?question=outage") as seen:
        seen.page.click("#record")
        seen.page.click("#done")
        seen.wait_until("!document.getElementById('problem').hidden")
        assert shows(seen, "#record")
        record(seen, 1)
    assert len(numbers(home)) <= 1


def test_a_microphone_that_is_denied_is_said_with_what_to_do(
    speaking: Any, server: Served, home: Home
) -> None:
    with opened(speaking, server.page(), permissions=[]) as seen:
        seen.page.click("#record")
        seen.wait_until("!document.getElementById('problem').hidden")
        assert "Allow it with the icon beside the address" in seen.page.inner_text("#problem")
        assert shows(seen, "#record")
    assert numbers(home) == []


SEEN_CONTEXT = (
    "window.AudioContext = class extends AudioContext { constructor(o) { super(o); window.seen = this; } }"
)


def test_a_microphone_that_the_browser_suspends_goes_on_or_is_said(
    speaking: Any, server: Served, home: Home
) -> None:
    with page(speaking, server, "?question=outage") as seen:
        seen.page.add_init_script(SEEN_CONTEXT)
        seen.page.reload()
        record(seen, 1)
        seen.page.evaluate("window.seen.suspend()")
        seen.wait_until("document.getElementById('clock').textContent >= '0:03'")
        assert not shows(seen, "#trouble")
        seen.page.evaluate("window.seen.resume = () => Promise.resolve(); window.seen.suspend()")
        seen.wait_until("!document.getElementById('trouble').hidden")
        assert "Press Done: what you said is kept." in seen.page.inner_text("#trouble")
        seen.wait_until("document.getElementById('arriving').textContent === ''")
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)
        assert seen.complaints == []
    assert take_of(home, 1).heard.duration_s > 2


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ("window.AudioWorkletNode", "This browser cannot record here. Use a newer Firefox"),
        ("Navigator.prototype.mediaDevices", "This browser cannot record here. Use a newer Firefox"),
        ("window.isSecureContext", "Open the one that rehearse printed"),
    ],
)
def test_a_browser_that_cannot_record_is_told_what_to_do(
    speaking: Any, server: Served, lacks: str, says: str
) -> None:
    owner, _, name = lacks.rpartition(".")
    with page(speaking, server) as seen:
        seen.page.add_init_script(f"Object.defineProperty({owner}, '{name}', {{ value: undefined }})")
        seen.page.reload()
        seen.page.click("#record")
        seen.wait_until("!document.getElementById('problem').hidden")
        assert says in seen.page.inner_text("#problem")


def test_a_computer_without_a_microphone_is_told(speaking: Any, server: Served, home: Home) -> None:
    with without_a_microphone(speaking) as browser, page(browser, server) as seen:
        seen.page.click("#record")
        seen.wait_until("!document.getElementById('problem').hidden")
        assert "No microphone was found" in seen.page.inner_text("#problem")
    assert numbers(home) == []


def test_the_microphone_is_tried_without_keeping_anything(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server, "check") as seen:
        seen.page.click("#try")
        seen.wait_until("!document.getElementById('ready').hidden")
        assert seen.page.inner_text("#arriving") == "I can hear you. All is well."
        assert "base, at" in seen.page.inner_text("main")
    assert numbers(home) == []


def test_a_take_is_deleted_only_after_a_question(speaking: Any, server: Served, home: Home) -> None:
    home.keep(say("I fixed the printer. It works again."), question="What broke?")
    with page(speaking, server, "takes/1") as seen:
        seen.page.click("text=Delete this take")
        assert "Delete take 1 for good?" in seen.page.inner_text("h1")
        seen.page.click("text=Keep it")
        assert numbers(home) == [1]
        seen.page.click("text=Delete this take")
        seen.page.click("text=Delete it")
        seen.page.wait_for_url("**/takes")
    assert numbers(home) == []


@pytest.mark.parametrize(("size", "scheme"), list(zip(SIZES, SCHEMES, strict=True)))
def test_everybody_can_use_every_page(speaking: Any, home: Home, size: str, scheme: str) -> None:
    for day in range(6):
        told = say("In spring the printer broke and I repaired it myself. " * 8 + "It works again.")
        home.keep(told, question="What broke?", prompt_id="outage", day=day)
    home.printed("stories", "add", "The printer", "It broke, and I repaired it.")
    home.printed("plan", "tomorrow")
    with open_history(home.folder) as history:
        text = "Nurse\n\nYou will:\n- talk to worried families\n- ride a unicycle between the wards\n"
        history.keep_job(Job("ward", text, "Talked to worried families for ten years", NOON))
    with served(home.folder) as running:
        running.enter()
        for path in (
            "",
            "?question=outage&drill=60",
            "takes",
            "takes/1",
            "takes/1/behind",
            "compare?take=1&take=2",
            "progress",
            "questions",
            "jobs",
            "job?name=ward",
            "job/delete?name=ward",
            "?job=ward",
            "check",
            "settings",
            "plan",
            "stories",
            "stories/1",
            "models",
            "x",
        ):
            with page(speaking, running, path, size=size, scheme=scheme) as seen:
                seen.page.wait_for_load_state()
                assert seen.violations() == [], path
                assert seen.is_as_wide_as_the_screen(), path


def test_the_server_ends_after_its_last_page(speaking: Any, home: Home) -> None:
    code = "from rehearse.web.server import serve; serve(0, model='base', stays_s=1, "
    code += "ready=lambda address: print(address, flush=True))"
    with served(home.folder, program=["-c", code]) as running:
        running.enter()
        with page(speaking, running, "takes"):
            time.sleep(3)
            assert running.process.poll() is None
        assert running.process.wait(30) == 0


def test_an_interview_asks_its_questions_and_ends_with_one_report(
    speaking: Any, server: Served, home: Home
) -> None:
    with page(speaking, server) as seen:
        seen.page.select_option("select[name=questions]", "2")
        seen.page.click("text=Begin")
        assert "Question 1 of 2" in seen.page.inner_text("header")
        assert seen.page.inner_text("#think").startswith("0:")
        first = seen.page.inner_text("h1")
        record(seen, 3)
        seen.page.click("#done")
        seen.page.wait_for_url("**at=1**", timeout=1000 * WITHIN_S)
        assert "Follow-up" in seen.page.inner_text("header")
        seen.page.click("text=Skip this one")
        assert "Question 2 of 2" in seen.page.inner_text("header")
        assert seen.page.inner_text("h1") != first
        seen.page.click("text=Skip this one")
        seen.page.click("text=Skip this one")
        assert seen.page.inner_text("h1") == "The interview"
        assert "Take 1" in seen.page.inner_text("table")
        assert seen.violations() == []
        assert seen.complaints == []


def test_a_question_of_ones_own_is_asked_and_told_again(speaking: Any, server: Served, home: Home) -> None:
    with page(speaking, server) as seen:
        seen.page.fill("input[name=own]", 'Why "us" & not <b>them</b>?')
        seen.page.click("text=Ask me this")
        assert seen.page.inner_text("h1") == 'Why "us" & not <b>them</b>?'
        record(seen, 3)
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)
        seen.page.click("text=Tell it again")
        assert seen.page.inner_text("h1") == 'Why "us" & not <b>them</b>?'
    kept = take_of(home, 1)
    assert (kept.prompt_id, kept.question) == (None, 'Why "us" & not <b>them</b>?')


def test_a_video_is_seen_with_the_words(speaking: Any, server: Served, home: Home) -> None:
    with opened(speaking, server.page("?question=outage"), permissions=[*MICROPHONE, "camera"]) as seen:
        assert not shows(seen, "#camera")
        seen.page.click("#see")
        seen.wait_until("document.getElementById('mirror').videoWidth > 0")
        assert "The camera is on." in seen.page.inner_text("#camera")
        seen.page.check("#films")
        assert seen.violations() == []
        record(seen, 5)
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)
        seen.wait_until("document.getElementById('picture').duration > 4")
        seen.page.click("#play")
        seen.wait_until("document.getElementById('picture').currentTime > 1")
        seen.page.click("#play")
        seen.page.evaluate("document.getElementById('sound').currentTime = 3")
        seen.wait_until("Math.abs(document.getElementById('picture').currentTime - 3) < 0.05")
        assert seen.violations() == []

        seen.page.click("text=Tell it again")
        seen.wait_until("document.getElementById('mirror').videoWidth > 0")  # as long as the tab is open
        assert seen.page.is_checked("#films")
        seen.page.click("#unsee")
        assert not shows(seen, "#camera")
        assert seen.complaints == []
    kept = video_of(take_of(home, 1).audio)
    assert kept is not None
    assert "vp9" in coding_of(kept)  # Chromium's VP8 takes most of a processor, and loses pictures so


def coding_of(video: Path) -> str:
    for _, stream, _ in tracks(video):
        return str(stream.codec_context.name)
    return ""


def unplug_the_camera(seen: Seen) -> None:
    """As where a camera is lost: its track ends, and the page is told, which `stop` alone does not."""
    seen.page.evaluate(
        "(() => { const [track] = document.getElementById('mirror').srcObject.getVideoTracks();"
        " track.stop(); track.dispatchEvent(new Event('ended')); })()"
    )


def test_a_camera_that_is_unplugged_ends_the_video_and_not_the_answer(
    speaking: Any, server: Served, home: Home
) -> None:
    with opened(speaking, server.page("?question=outage"), permissions=[*MICROPHONE, "camera"]) as seen:
        seen.page.click("#see")
        seen.wait_until("document.getElementById('mirror').videoWidth > 0")
        unplug_the_camera(seen)
        assert "Connect it again, then press See yourself." in seen.page.inner_text("#camera-problem")
        seen.page.click("#see")
        seen.wait_until("document.getElementById('mirror').videoWidth > 0")
        assert not shows(seen, "#camera-problem")
        seen.page.check("#films")
        record(seen, 4)
        unplug_the_camera(seen)
        said = seen.page.inner_text("#camera-problem")
        assert said == "The camera went away. Your answer goes on, and the video so far is kept."
        assert not shows(seen, "#camera") and shows(seen, "#recording")
        seen.wait_until("document.getElementById('clock').textContent >= '0:08'")
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/1", timeout=1000 * WITHIN_S)
        seen.wait_until("document.getElementById('picture').duration > 2")
        assert seen.page.evaluate("document.getElementById('picture').duration") < 6
        seen.wait_until("document.getElementById('sound').duration > 7.5")
        assert seen.complaints == []
    assert take_of(home, 1).heard.duration_s > 7.5
    assert [beside.name for beside in (home.folder / "takes").glob(".*")] == []


def test_a_camera_that_is_denied_is_said_and_the_answer_goes_on(speaking: Any, server: Served) -> None:
    with page(speaking, server, "?question=outage") as seen:
        seen.page.click("#see")
        seen.wait_until("!document.getElementById('camera-problem').hidden")
        assert "Allow it with the icon beside the address" in seen.page.inner_text("#camera-problem")
        record(seen, 1)
