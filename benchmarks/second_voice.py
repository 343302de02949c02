"""In which recordings a second voice is heard.

    .venv/bin/python -m benchmarks.second_voice --one FILE... --two FILE...

`--one` are recordings of one person, `--two` those of several. Each is heard as `rehearse analyze` hears it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rehearse.audio.files import read_audio
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.progress import no_progress
from rehearse.transcription.verbatim import Whisper


def called_two(paths: Sequence[Path], whisper: Whisper) -> list[Path]:
    """Those in which a second voice is heard; prints how long it speaks."""
    found = []
    for path in paths:
        others = hear(read_audio(path), lambda _: whisper, progress=no_progress).others
        if others:
            found.append(path)
            print(f"{path}: {sum(span.duration_s for span in others):.0f} s")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="In which recordings a second voice is heard.")
    parser.add_argument("--one", type=Path, nargs="*", default=[])
    parser.add_argument("--two", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    whisper = load_whisper("base", progress=no_progress)
    for name, paths in (("one voice", options.one), ("several", options.two)):
        print(f"{name}: {len(called_two(paths, whisper))} of {len(paths)} are called two voices")


if __name__ == "__main__":
    main()
