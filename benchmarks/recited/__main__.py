"""Whether an answer that is recited is told from one that is told afresh.

    .venv/bin/python -m benchmarks.recited             the texts, in seconds
    .venv/bin/python -m benchmarks.recited --spoken    each script also spoken by two voices and heard by the
                                                       real model: what a script read twice looks like

stories.txt holds twelve stories, each as a script and told freshly with the same points, written for this.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np

from rehearse.analysis.answer import Answer
from rehearse.analysis.recited import PARTLY_FROM, RECITED_FROM, RUN_WORDS, recited
from rehearse.analysis.words import split_words
from rehearse.model.heard import Heard, Word

HERE = Path(__file__).parent
VOICES = (("en-us", "155", "45"), ("en-gb", "175", "60"))
"""espeak-ng's voice, words a minute, pitch."""


def main() -> None:
    arguments = argparse.ArgumentParser(description="Told or recited?")
    arguments.add_argument("--spoken", action="store_true", help="speak the scripts and hear them too")
    spoken = arguments.parse_args().spoken
    stories = read_stories()
    scripts = {name: written(script) for name, (script, _) in stories.items()}
    fresh = {name: written(telling) for name, (_, telling) in stories.items()}
    print(f"{len(stories)} stories; recited from {RECITED_FROM:.0%} of the words in runs of {RUN_WORDS},")
    print(f"partly from {PARTLY_FROM:.0%}\n")
    print("| pairs | number | share of the words, median (range) | recited | partly | told |")
    print("| --- | --- | --- | --- | --- | --- |")
    if spoken:
        readings = {name: tuple(heard_of(script)) for name, (script, _) in stories.items()}
        row("a script read twice, heard", list(readings.values()))
        row(
            "a fresh telling against the script, heard",
            [(fresh[name], readings[name][0]) for name in stories],
        )
    row("half of a script, half told freshly", [(half(scripts[n], fresh[n]), scripts[n]) for n in stories])
    row("the same points told freshly", [(fresh[name], scripts[name]) for name in stories])
    row("different stories", [(scripts[a], scripts[b]) for a, b in permutations(stories, 2)])


def read_stories() -> dict[str, tuple[str, str]]:
    """The script and the fresh telling of each story, by its name."""
    blocks = re.split(r"\n\n(?== )", (HERE / "stories.txt").read_text(encoding="utf-8").strip())
    found = {}
    for block in blocks:
        head, text = block.split("\n", 1)
        script, telling = text.split("\n---\n")
        found[head.removeprefix("= ")] = (script.strip(), telling.strip())
    return found


def written(text: str) -> Heard:
    return Heard(words=tuple(map(Word, split_words(text))))


def half(one: Heard, other: Heard) -> Heard:
    return Heard(words=one.words[: len(one.words) // 2] + other.words[len(other.words) // 2 :])


def heard_of(text: str) -> Iterator[Heard]:
    """What the real model hears of it from each voice."""
    from rehearse.audio.files import read_audio
    from rehearse.hearing.loading import load_whisper
    from rehearse.hearing.recordings import hear
    from rehearse.progress import no_progress

    whisper = load_whisper("base", progress=no_progress)
    for voice, rate, pitch in VOICES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            command = ["espeak-ng", "-v", voice, "-s", rate, "-p", pitch, "-w", str(file), "--stdin"]
            subprocess.run(command, input=text, encoding="utf-8", check=True)
            yield hear(read_audio(file), lambda _: whisper)


def row(name: str, pairs: Sequence[tuple[Heard, ...]]) -> None:
    found = [again for now, before in pairs if (again := recited(Answer(now), Answer(before)))]
    shares = [again.share for again in found]
    hows = [sum(again.how == how for again in found) for how in ("recited", "partly", "told")]
    spread = f"{np.median(shares):.2f} ({min(shares):.2f} to {max(shares):.2f})"
    print(f"| {name} | {len(found)} | {spread} | {' | '.join(map(str, hows))} |", flush=True)


if __name__ == "__main__":
    main()
