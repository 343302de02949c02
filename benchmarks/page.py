"""How large the page of a two-minute take is, how long it takes to make, and to be painted.

    .venv/bin/python -m benchmarks.page

"Made" is from the finished analysis to the text of the page, the compression of the sound included; "first
paint" is what headless Chromium says of the page opened from its file.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.speed import two_minutes  # noqa: E402
from in_browser import opened, running_browser  # noqa: E402
from rehearse.analysis import analyse  # noqa: E402
from rehearse.audio.files import read_audio  # noqa: E402
from rehearse.hearing.loading import load_whisper  # noqa: E402
from rehearse.hearing.recordings import hear  # noqa: E402
from rehearse.model.kept import Take  # noqa: E402
from rehearse.page.writing import take_page  # noqa: E402
from rehearse.progress import no_progress  # noqa: E402

RUNS = 5
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def main() -> None:
    with tempfile.TemporaryDirectory() as name, running_browser() as browser:
        answer, path = two_minutes(Path(name) / "answer.wav"), Path(name) / "page.html"
        whisper = load_whisper("base", progress=no_progress)
        heard = hear(read_audio(answer), lambda _: whisper)
        take = Take(1, datetime.now(UTC), None, "What broke?", answer, heard, "0")
        report = analyse(heard)
        made, painted = [], []
        for _ in range(RUNS):
            begun = time.perf_counter()
            page = take_page(take, report)
            made.append(time.perf_counter() - begun)
            path.write_text(page, encoding="utf-8")
            with opened(browser, path) as seen:
                seen.wait_until(f"({FIRST_PAINT}) !== null")
                painted.append(seen.page.evaluate(FIRST_PAINT) / 1000)
        print(f"size         {path.stat().st_size / 1e6:.2f} MB")
        show("made", made)
        show("first paint", painted)


def show(name: str, seconds: list[float]) -> None:
    print(f"{name:12} {statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})")


if __name__ == "__main__":
    main()
