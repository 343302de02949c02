"""Practice in Firefox, with a real sound system's microphone."""

from __future__ import annotations

import time
from pathlib import Path

from at_home import Home, new_home
from in_firefox import Firefox, firefox_showing, needs_firefox
from rehearse.history import open_history
from serving import served
from virtual_microphone import VirtualMicrophone

SAMPLE = Path(__file__).parents[2] / "samples" / "short-answer.flac"
WITHIN_S = 60.0


def until(firefox: Firefox, holds: str) -> None:
    give_up_at = time.monotonic() + WITHIN_S
    while not firefox.evaluate(holds):
        assert time.monotonic() < give_up_at, (holds, firefox.evaluate("document.body.innerText"))
        time.sleep(0.1)


@needs_firefox
def test_an_answer_goes_from_the_microphone_to_its_report(tmp_path: Path, speaker: VirtualMicrophone) -> None:
    home = Home(new_home(tmp_path / "home"))
    with (
        served(home.folder) as server,
        firefox_showing(server.first, tmp_path / "profile", environment=speaker.environment) as firefox,
    ):
        until(firefox, "!document.getElementById('record').disabled")
        firefox.evaluate("document.getElementById('record').click()")
        until(firefox, "document.getElementById('clock').textContent >= '0:01'")
        speaker.play(SAMPLE).wait()
        until(firefox, "document.getElementById('arriving').textContent !== ''")
        firefox.evaluate("document.getElementById('done').click()")
        until(firefox, "location.pathname.endsWith('/takes/1')")
        until(firefox, "document.getElementById('text') !== null")
        text = firefox.evaluate("document.getElementById('text').innerText")
        # On a busy machine the sound system leaves gaps, in which a word can be lost.
        assert {"repaired", "label", "lunch", "worked"} & {*text.split()}
    with open_history(home.folder) as history:
        heard = history.take(1).heard
    assert heard is not None and (heard.duration_s or 0) > 9
