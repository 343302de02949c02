"""How long one waits for the report of a two-minute answer given in the browser, and whether a sample or a
picture was lost.

    .venv/bin/python -m benchmarks.browser --takes 10
    .venv/bin/python -m benchmarks.browser --takes 10 --busy
    .venv/bin/python -m benchmarks.browser --takes 3 --camera

Chromium without a window, whose microphone speaks the recording, and the real server. Timed from Done to the
report's first advice on the page. The words come first and the page after them; both are in the figure. Lost
samples are told by the recording, as in benchmarks.latency. `--camera` keeps a video of 640x480 too, of a
camera whose pictures say their number, so that those which were lost are told by the video.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import new_home  # noqa: E402
from benchmarks.latency import another_program, missing_frames  # noqa: E402
from benchmarks.picture.numbered import Kept, filmed_numbers, kept_of  # noqa: E402
from benchmarks.speed import RECORDING_S, spoken  # noqa: E402
from in_browser import opened, running_browser, speaking_into_it  # noqa: E402
from rehearse.history import open_history  # noqa: E402
from rehearse.history.files import video_of  # noqa: E402
from serving import Served, served  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="The wait for the report in the browser.")
    parser.add_argument("--takes", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=RECORDING_S, help=f"of the answer ({RECORDING_S})")
    parser.add_argument("--busy", action="store_true", help="while another program uses a whole core")
    parser.add_argument("--camera", action="store_true", help="and keep a video")
    arguments = parser.parse_args()
    waited, missing, films = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answer = spoken(folder / "answer.wav", arguments.seconds)
        home = new_home(folder / "home")
        fake = speaking_into_it(answer, folder, once=True)
        if arguments.camera:
            camera = filmed_numbers(folder / "camera.y4m")
            fake = (*fake, f"--use-file-for-fake-video-capture={camera}")
        with served(home) as server:
            server.enter()
            for number in range(1, arguments.takes + 1):
                with another_program() if arguments.busy else contextlib.nullcontext():
                    waited.append(
                        practised(server, fake, seconds=arguments.seconds, is_filmed=arguments.camera)
                    )
                with open_history(home) as history:
                    audio = history.take(number).audio
                assert audio is not None
                missing.append(missing_frames(audio, answer))
                if arguments.camera:
                    video = video_of(audio)
                    assert video is not None
                    films.append(kept_of(video))
                print(f"take {number}: {waited[-1]:.2f} s, {missing[-1]} frames", file=sys.stderr, flush=True)
    busy = ", another program using a whole core" if arguments.busy else ""
    print(f"From Done to the report in the browser, {arguments.seconds} s answer, {len(waited)} takes{busy}:")
    print(f"  {statistics.median(waited):.2f} s ({min(waited):.2f} to {max(waited):.2f})")
    print(f"  frames missing: {sum(missing)} in all, {max(missing)} at most")
    for film in films:
        print(_film_line(film))


def practised(server: Served, fake: tuple[str, ...], *, seconds: float, is_filmed: bool) -> float:
    """Seconds from Done to the report, by a browser of its own, whose voice begins anew."""
    with (
        running_browser(*fake) as browser,
        opened(browser, server.page("?question=outage"), permissions=["microphone", "camera"]) as seen,
    ):
        if is_filmed:
            seen.page.click("#see")
            seen.wait_until("document.getElementById('mirror').videoWidth > 0")
            seen.page.check("#films")
        seen.page.click("#record")
        seen.wait_until(
            "document.getElementById('clock').textContent >= '0:01'"
        )  # it may take its time to open
        time.sleep(seconds + 2)
        begun = time.monotonic()
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/*", timeout=60_000)
        seen.page.wait_for_selector(".step", timeout=60_000)
        return time.monotonic() - begun


def _film_line(film: Kept) -> str:
    lost = f"{film.lost:.1%} lost ({film.skipped} skipped)"
    size = f"{film.megabytes_a_minute:.1f} MB a minute"
    return f"  video: {film.pictures} pictures in {film.lasts_s:.1f} s, {lost}, {size}"


if __name__ == "__main__":
    main()
