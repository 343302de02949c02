"""Pictures of both pages as people see them: on a telephone and on a desk, light and dark.

    .venv/bin/python -m benchmarks.pictures FOLDER

The take is one of the samples, heard by the real model; the progress is over all of them, on days of their
own. Writes eight PNG files into FOLDER, each the whole length of its page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import Home  # noqa: E402
from in_browser import SCHEMES, SIZES, opened, running_browser  # noqa: E402
from rehearse.audio.files import read_audio  # noqa: E402
from rehearse.hearing.loading import load_whisper  # noqa: E402
from rehearse.hearing.recordings import hear  # noqa: E402
from rehearse.progress import no_progress  # noqa: E402

QUESTION = "Tell me about a time when something broke and people were waiting for you."


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make pictures of the pages.")
    arguments.add_argument("folder", type=Path)
    folder: Path = arguments.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, running_browser() as browser:
        for page in pages(Home(Path(name) / "home")):
            for size in SIZES:
                for scheme in SCHEMES:
                    picture = folder / f"{page.stem}-{size}-{scheme}.png"
                    with opened(browser, page, size=size, scheme=scheme) as seen:
                        seen.page.screenshot(path=picture, full_page=True)
                    print(picture)


def pages(home: Home) -> tuple[Path, Path]:
    """The page of the last sample's take, and that of the progress over all."""
    whisper = load_whisper("base", progress=no_progress)
    for day, sample in enumerate(sorted((ROOT / "samples").glob("*.flac"))):
        heard = hear(read_audio(sample), lambda _: whisper)
        home.keep(heard, sound=sample, day=day, prompt_id="outage", question=QUESTION)
    take, progress = home.folder / "take.html", home.folder / "progress.html"
    home.printed("report", "--no-open", "--output", str(take))
    home.printed("progress", "--html", "--no-open", "--output", str(progress))
    return take, progress


if __name__ == "__main__":
    main()
