"""The pictures in docs/: the first screen after an answer, its page, the progress page, and an answer in the
browser.

    make pictures                                              into docs/; four minutes, Linux only
    .venv/bin/python -m benchmarks.pictures FOLDER --whole     both pages at full length, on a phone and a
                                                               desktop, light and dark

The real program runs in a terminal of 80 by 24, in a home of its own. A sample is spoken into its microphone
(the virtual one of the tests), so the screen and the page show what somebody with that voice would see. The
progress page is over all samples, heard by the real model and kept a few days apart, most um and uh first.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from at_home import Home, new_home  # noqa: E402
from at_terminal import ENTER, Terminal  # noqa: E402
from benchmarks.evening import said  # noqa: E402
from in_browser import SCHEMES, SIZES, opened, running_browser, speaking_into_it  # noqa: E402
from rehearse.audio.files import read_audio  # noqa: E402
from rehearse.hearing.loading import load_whisper  # noqa: E402
from rehearse.hearing.recordings import hear  # noqa: E402
from rehearse.progress import no_progress  # noqa: E402
from serving import served  # noqa: E402
from virtual_microphone import VirtualMicrophone, virtual_microphone  # noqa: E402

QUESTION_ID = "outage"
SAMPLE = "hesitant-answer"
COLUMNS, ROWS = 80, 24
BROWSER = {"width": 900, "height": 520}
DAYS_APART = 3
COLOURS = 128
"""Enough for a page of text and flat colours; more only makes the file larger."""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
text {{ font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="#0c0c0c"/>
<g transform="translate({terminal_x} 24)">{backgrounds}{matrix}</g>
</svg>
"""
"""Rich's own form of it asks for a font from the network, and draws a window around it."""


@dataclass(frozen=True)
class Shot:
    """A picture of a page as somebody sees it who has just opened it."""

    name: str
    page: Path
    size: str
    scheme: str
    whole: bool = False


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make the pictures in docs/.")
    arguments.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs")
    arguments.add_argument("--whole", action="store_true", help="both pages at full length, in every size")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        screen, take = practised(scratch)
        progress = progress_page(scratch)
        if not given.whole:
            written(given.folder / "terminal.svg", as_svg(screen).encode())
        with running_browser(*speaking_into_it(ROOT / "samples" / f"{SAMPLE}.flac", scratch)) as browser:
            for shot in every_shot(take, progress) if given.whole else shots(take, progress):
                written(given.folder / f"{shot.name}.png", taken(browser, shot))
            if not given.whole:
                written(given.folder / "browser.png", recording_page(browser, scratch))


def practised(scratch: Path) -> tuple[str, Path]:
    """Answer a question: what the screen shows then, with its colours, and the page of the take."""
    home = Home(new_home(scratch / "practice"))
    with virtual_microphone() as microphone:
        screen = first_screen(home, microphone)
    page = scratch / "take.html"
    home.printed("report", "--no-open", "--output", str(page))
    return screen, page


def first_screen(home: Home, microphone: VirtualMicrophone) -> str:
    environment = microphone.environment | {"REHEARSE_HOME": str(home.folder), "TERM": "xterm-256color"}
    terminal = Terminal(["prompt", QUESTION_ID], environment, columns=COLUMNS)
    try:
        said(microphone, SAMPLE)(terminal)
        terminal.wait_for(r"\[\?\].*\n")
        rows = terminal.left_in_colour.rstrip().split("\n")[-ROWS:]
        terminal.press(ENTER)
        terminal.exit_status()
    finally:
        terminal.close()
    return "\n".join(rows)


def progress_page(scratch: Path) -> Path:
    """The progress over all samples."""
    home = Home(new_home(scratch / "progress"))
    whisper = load_whisper("base", progress=no_progress)
    for number, truth in enumerate(most_hesitant_first()):
        sound = ROOT / "samples" / f"{truth['name']}.flac"
        heard = hear(read_audio(sound), lambda _: whisper)
        home.keep(heard, sound=sound, day=number * DAYS_APART, question=truth["question"])
    page = scratch / "progress.html"
    home.printed("progress", "--html", "--no-open", "--output", str(page))
    return page


def most_hesitant_first() -> list[dict[str, Any]]:
    """What is truly in each sample, as somebody might get rid of a habit: by filled pauses per word."""
    files = sorted((ROOT / "samples").glob("*.json"))
    truths = [{"name": file.stem, **json.loads(file.read_text(encoding="utf-8"))} for file in files]
    return sorted(truths, key=lambda truth: -len(truth["filled_pauses"]) / truth["words"])


def shots(take: Path, progress: Path) -> tuple[Shot, ...]:
    """Those that README and docs show."""
    return (
        Shot("take", take, "desktop", "light"),
        Shot("take-phone", take, "phone", "dark"),
        Shot("progress", progress, "desktop", "light"),
    )


def every_shot(*pages: Path) -> Iterator[Shot]:
    for page in pages:
        for size in SIZES:
            for scheme in SCHEMES:
                yield Shot(f"{page.stem}-{size}-{scheme}", page, size, scheme, whole=True)


def taken(browser: Any, shot: Shot) -> bytes:
    with opened(browser, shot.page, size=shot.size, scheme=shot.scheme) as seen:
        return of_few_colours(seen.page.screenshot(full_page=shot.whole))


def recording_page(browser: Any, scratch: Path) -> bytes:
    """The page of `rehearse web` while somebody answers."""
    with served(new_home(scratch / "browser")) as server:
        server.enter()
        address = server.page(f"?question={QUESTION_ID}")
        with opened(browser, address, permissions=["microphone"]) as seen:
            seen.page.set_viewport_size(BROWSER)
            seen.page.click("#record")
            seen.wait_until("document.getElementById('clock').textContent >= '0:21'")
            picture: bytes = seen.page.screenshot()
            return of_few_colours(picture)


def of_few_colours(png: bytes) -> bytes:
    """The picture in less room."""
    picture = Image.open(io.BytesIO(png))
    small = io.BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def as_svg(screen: str) -> str:
    """A picture of a terminal's screen, sharp at any size."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="256")
    console.print(Text.from_ansi(screen), soft_wrap=True)
    return console.export_svg(theme=MONOKAI, code_format=SVG, unique_id="terminal")


def written(file: Path, content: bytes) -> None:
    """Keep a picture, and say how large it is; tests/test_docs.py has the limit for those in docs/."""
    file.write_bytes(content)
    print(f"{file}  {len(content) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
