"""How long one waits for the report of a two-minute answer given in the browser, and whether a sample was
lost.

    .venv/bin/python -m benchmarks.browser --takes 10
    .venv/bin/python -m benchmarks.browser --takes 10 --busy

Chromium without a window, whose microphone speaks the recording, and the real server. Timed from Done to the
report's first advice on the page. The words come first and the page after them; both are in the figure. Lost
samples are told by the recording, as in benchmarks.latency.
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
from benchmarks.latency import another_program, latest, missing_frames  # noqa: E402
from benchmarks.speed import RECORDING_S, two_minutes  # noqa: E402
from in_browser import opened, running_browser, speaking_into_it  # noqa: E402
from serving import Served, served  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="The wait for the report in the browser.")
    parser.add_argument("--takes", type=int, default=10)
    parser.add_argument("--busy", action="store_true", help="while another program uses a whole core")
    arguments = parser.parse_args()
    waited, missing = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answer = two_minutes(folder / "two-minutes.wav")
        home = new_home(folder / "home")
        fake = speaking_into_it(answer, folder, once=True)
        with served(home) as server:
            server.enter()
            for number in range(1, arguments.takes + 1):
                with another_program() if arguments.busy else contextlib.nullcontext():
                    waited.append(practised(server, fake))
                missing.append(missing_frames(latest(home), answer))
                print(f"take {number}: {waited[-1]:.2f} s, {missing[-1]} frames", file=sys.stderr, flush=True)
    busy = ", another program using a whole core" if arguments.busy else ""
    print(f"From Done to the report in the browser, {RECORDING_S} s answer, {len(waited)} takes{busy}:")
    print(f"  {statistics.median(waited):.2f} s ({min(waited):.2f} to {max(waited):.2f})")
    print(f"  frames missing: {sum(missing)} in all, {max(missing)} at most")


def practised(server: Served, fake: tuple[str, ...]) -> float:
    """Seconds from Done to the report, by a browser of its own, whose voice begins anew."""
    with (
        running_browser(*fake) as browser,
        opened(browser, server.page("?question=outage"), permissions=["microphone"]) as seen,
    ):
        seen.page.click("#record")
        seen.wait_until(
            "document.getElementById('clock').textContent >= '0:01'"
        )  # it may take its time to open
        time.sleep(RECORDING_S + 2)
        begun = time.monotonic()
        seen.page.click("#done")
        seen.page.wait_for_url("**/takes/*", timeout=60_000)
        seen.page.wait_for_selector(".step", timeout=60_000)
        return time.monotonic() - begun


if __name__ == "__main__":
    main()
