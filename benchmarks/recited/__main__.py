"""Whether an answer that is recited is told from one that is told afresh, and whether its points are found.

    .venv/bin/python -m benchmarks.recited             the texts, in seconds
    .venv/bin/python -m benchmarks.recited --spoken    each script also spoken by two voices and heard by the
                                                       real model: what a script read twice looks like

stories.txt holds twelve stories, each as a script and told freshly with the same points, written for this.
points.txt holds three points of each, and words of that sentence of the fresh telling which makes it.
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
from rehearse.analysis.passages import Passage, passages
from rehearse.analysis.points import PERHAPS_FROM, SAID_FROM
from rehearse.analysis.recited import PARTLY_FROM, RECITED_FROM, RUN_WORDS, recited
from rehearse.analysis.words import split_words
from rehearse.language.encoder import meanings
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
    print()
    tell_points(stories, fresh)


def read_stories() -> dict[str, tuple[str, str]]:
    """The script and the fresh telling of each story, by its name."""
    blocks = re.split(r"\n\n(?== )", (HERE / "stories.txt").read_text(encoding="utf-8").strip())
    found = {}
    for block in blocks:
        head, text = block.split("\n", 1)
        script, telling = text.split("\n---\n")
        found[head.removeprefix("= ")] = (script.strip(), telling.strip())
    return found


def read_points() -> dict[str, list[tuple[str, list[str]]]]:
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for block in (HERE / "points.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.splitlines()
        pairs = (line.split(" | ") for line in lines)
        found[head.removeprefix("= ")] = [(point, words.split("; ")) for point, words in pairs]
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


def tell_points(stories: dict[str, tuple[str, str]], fresh: dict[str, Heard]) -> None:
    """Each point against the fresh telling, against that without its sentence, and against other stories."""
    said = {name: passages(Answer(heard)) for name, heard in fresh.items()}
    known = {name: meanings([passage.text for passage in some]) for name, some in said.items()}
    made, right, gone, other = [], [], [], []
    for name, points in read_points().items():
        for (_, words), meaning in zip(points, meanings([point for point, _ in points]), strict=True):
            near = known[name] @ meaning
            making = [makes(passage, said[name], words) for passage in said[name]]
            assert any(making), (name, words)
            made.append(near.max())
            right.append(making[int(near.argmax())])
            gone.append(max(value for value, makes_it in zip(near, making, strict=True) if not makes_it))
            other += [(known[another] @ meaning).max() for another in stories if another != name]
    print(
        f"{len(made)} points in fresh tellings; the nearest words make it in {np.mean(right):.2f} of them\n"
    )
    print(f"| points | number | said (from {SAID_FROM}) | perhaps (from {PERHAPS_FROM}) | not heard |")
    print("| --- | --- | --- | --- | --- |")
    for name, values in (
        ("made in other words", made),
        ("made, but that sentence taken out", gone),
        ("of another story", other),
    ):
        some = np.array(values)
        shares = ((some >= SAID_FROM), (some >= PERHAPS_FROM) & (some < SAID_FROM), (some < PERHAPS_FROM))
        print(f"| {name} | {len(some)} | {' | '.join(f'{share.mean():.2f}' for share in shares)} |")


def makes(passage: Passage, said: Sequence[Passage], words: Sequence[str]) -> bool:
    """Whether a passage is of a sentence that makes a point."""
    whole = next(other for other in said if other.sentence == passage.sentence)
    return any(some in whole.text for some in words)


if __name__ == "__main__":
    main()
