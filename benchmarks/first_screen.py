"""How many lines the first screen after an answer has, and in which the advice begins.

    .venv/bin/python -m benchmarks.first_screen

The bundled samples as they are heard, and the answers of benchmarks/advice that may be looked at, as if they
had been spoken. The lines of the menu below are counted as they are kept free for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.advice.__main__ import OPEN, answers  # noqa: E402
from rehearse.analysis import analyse  # noqa: E402
from rehearse.audio.files import read_audio  # noqa: E402
from rehearse.hearing.heard import with_readings  # noqa: E402
from rehearse.hearing.loading import load_whisper  # noqa: E402
from rehearse.hearing.recordings import hear  # noqa: E402
from rehearse.model.report import Report  # noqa: E402
from rehearse.progress import no_progress  # noqa: E402
from rehearse.screen.first import LINES, OF_MENU, print_first  # noqa: E402
from reporting import on_paper, text_of  # noqa: E402
from saying import say  # noqa: E402

QUESTION = "Describe a problem where your first theory turned out to be wrong."


def main() -> None:
    for columns in (80, 50):
        print(f"{columns} columns")
        show("samples", samples(), columns)
        show("answers", told(), columns)


def show(name: str, reports: Iterator[Report], columns: int) -> None:
    counted = [lines(report, columns) for report in reports]
    most = [printed + OF_MENU for printed, _ in counted]
    advice = [row for _, row in counted if row]
    print(
        f"  {name:8} {len(counted):4}  lines with the menu {min(most)} to {max(most)}, of {LINES} at most: "
        f"{sum(one <= LINES for one in most)}; the advice begins in line {min(advice)} to {max(advice)}"
    )


def lines(report: Report, columns: int) -> tuple[int, int | None]:
    """How many are printed, and in which the advice begins; None where there is none."""
    console, paper = on_paper(columns)
    print_first(console, report, None, title=QUESTION)
    console.file.flush()
    printed = text_of(paper).splitlines()
    return len(printed), _heading(printed)


def _heading(printed: Sequence[str]) -> int | None:
    at = next((row for row, line in enumerate(printed, start=1) if line.startswith("Next time")), None)
    return at + 1 if at else None


def samples() -> Iterator[Report]:
    whisper = load_whisper("base", progress=no_progress)
    for path in sorted((ROOT / "samples").glob("*.flac")):
        yield analyse(hear(read_audio(path), lambda _: whisper))


def told() -> Iterator[Report]:
    for label in answers(OPEN):
        yield analyse(with_readings(say(label["text"])))


if __name__ == "__main__":
    main()
