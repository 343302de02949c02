"""How much worse stories are read from speech than from their text.

    python training/star/fit.py --held-out 5 --out held.npz
    python -m benchmarks.accuracy.star_spoken --changes held.npz

Answers of training/star that fine-tuning has not seen are spoken by flite (apt install flite; three voices in
turn), with an "um" here and there, heard by the base model as any recording is, and read from what it wrote:
with its mistakes, and with its punctuation and without any. Each word that was heard has the label of the
word of the text it was matched with.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.accuracy.star import LETTERS, Labelled, counted, f1, held_out, judging, said
from rehearse.analysis import analyse
from rehearse.analysis.words import is_filled_pause
from rehearse.audio.files import read_audio
from rehearse.hearing.heard import with_readings
from rehearse.hearing.loading import load_whisper
from rehearse.hearing.recordings import hear
from rehearse.language import story
from rehearse.model.heard import Heard, Word
from rehearse.model.report import LABELS, Star

VOICES = ("slt", "rms", "awb")
UM_EVERY = 25
"""Words between one "um" that is put in and the next."""


def main() -> None:
    parser = argparse.ArgumentParser(description="How much worse stories are read from speech.")
    parser.add_argument("--changes", type=Path, default=story.CHANGES, help="the fine-tuning to measure")
    parser.add_argument("--held-out", type=int, default=5, help="every Nth answer is read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=36, help="so many answers")
    parser.add_argument(
        "--work", type=Path, default=Path(".venv/accuracy/stories"), help="where the sound lies"
    )
    options = parser.parse_args()
    story.CHANGES = options.changes
    held, _ = held_out(options.held_out, seed=options.seed)
    answers = [answer for answer in held if answer.kind != "not-star"][: options.most]
    options.work.mkdir(parents=True, exist_ok=True)
    whisper = load_whisper("base", progress=lambda *_: None)
    reader = story.StoryReader()
    judge = judging(lambda clauses: reader.read(clauses).labels)
    columns: dict[str, list[tuple[str, str]]] = {"text": [], "as heard": [], "as heard, no punctuation": []}
    present = dict.fromkeys(columns, 0)
    errors = words = 0
    for number, answer in enumerate(answers):
        text = Labelled(answer.lines)
        sound = options.work / f"{answer.name}.wav"
        if not sound.exists():
            speak(text.text, sound, voice=VOICES[number % len(VOICES)])
        heard = hear(read_audio(sound), lambda _: whisper, progress=lambda *_: None)
        plain = with_readings(replace(heard, words=tuple(map(unpunctuated, heard.words))))
        there = {label for label, _ in answer.lines}
        for name, found in (
            ("text", judge(text.text)),
            ("as heard", told(heard)),
            ("as heard, no punctuation", told(plain)),
        ):
            said_words = [word for sentence in found.sentences for word in counted(sentence.text)]
            pairs, missed = matched(text, said_words, said(found))
            columns[name] += pairs
            present[name] += sum(
                found.section(label).present == (letter in there)
                for letter, label in zip(LETTERS, LABELS, strict=True)
            )
            if name == "as heard":
                errors, words = errors + missed, words + len(text.labels)
        print(f"{number + 1} of {len(answers)}", end="\r", file=sys.stderr)
    share = f"{100 * errors / words:.0f}%"
    print(f"{len(answers)} answers, {words} words, {share} of them heard as others or not at all\n")
    print("| read from | F1 | S, T as one | presence right |\n| --- | --- | --- | --- |")
    for name, pairs in columns.items():
        merged = [(a.replace("T", "S"), b.replace("T", "S")) for a, b in pairs]
        right = present[name] / (len(LETTERS) * len(answers))
        print(f"| {name} | {f1(pairs, LETTERS):.2f} | {f1(merged, 'SAR'):.2f} | {right:.0%} |")


def speak(text: str, sound: Path, *, voice: str) -> None:
    words = text.split()
    for place in range(len(words) - 5, 4, -UM_EVERY):
        words.insert(place, "um,")
    plain = re.sub(r"[^\w\s.,;:?!'%$-]", " ", " ".join(words))
    subprocess.run(["flite", "-voice", voice, "-t", plain, "-o", str(sound)], check=True)


def unpunctuated(word: Word) -> Word:
    return replace(word, text=re.sub(r"[^\w']", "", word.text.lower()) or word.text)


def told(heard: Heard) -> Star:
    found = analyse(heard).star
    assert found is not None
    return found


def matched(text: Labelled, heard: Sequence[str], labels: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """(true, said) for each word of the text that was heard, and how many words were not."""
    wanted = counted(text.text)
    kept = [(word, label) for word, label in zip(heard, labels, strict=True) if not is_filled_pause(word)]
    pairs, hits = [], 0
    blocks = SequenceMatcher(None, wanted, [word for word, _ in kept], autojunk=False).get_matching_blocks()
    for block in blocks:
        for step in range(block.size):
            pairs.append((text.labels[block.a + step], kept[block.b + step][1]))
        hits += block.size
    return pairs, len(wanted) - hits


if __name__ == "__main__":
    main()
