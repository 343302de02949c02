"""Which of ten stories fits a question: six people's story banks beside a coach's labels.

    .venv/bin/python -m benchmarks.stories

`people.json` holds four people, ten stories each, with thirty questions and the story that a coach would
tell to each (and others that would do), and five questions that none of their stories answers. `held.json`
has two more, by which nothing was chosen. Both were written and labelled by somebody who had not seen the
program. Beside the program: the encoder as it was before it learnt what answers what, and words in common.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rehearse.folders import bundled
from rehearse.language.encoder import meanings
from rehearse.language.fits import CHANGES, FitReader, question_text, story_text
from rehearse.model.questions import Prompt
from rehearse.questions.reading import load

HERE = Path(__file__).parent
Fits = Callable[[Sequence[str], Sequence[Prompt]], Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Which of ten stories fits a question?")
    parser.add_argument("--changes", type=Path, default=CHANGES)
    parser.add_argument("--mistakes", action="store_true")
    options = parser.parse_args()
    reader = FitReader(options.changes, known=None)
    prompts = {prompt.id: prompt for prompt in load([bundled("prompts")]).prompts}
    ways: dict[str, Fits] = {"rehearse": reader.read, "encoder alone": _alone, "words": _words}
    print("| stories | set | questions | the coach's first | one that would do | no story: AUC | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in ("people", "held"):
        people = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
        for way, fits in ways.items():
            began = time.monotonic()
            first, would_do, best, best_of_none = [], [], [], []
            for person in people:
                titles = [story["title"] for story in person["stories"]]
                stories = [story_text(story["title"], story["text"]) for story in person["stories"]]
                asked = [prompts[one["id"]] for one in person["questions"]]
                none = [prompts[one] for one in person["none"]]
                scores = np.asarray(fits(stories, [*asked, *none])).T
                for one, row in zip(person["questions"], scores, strict=False):
                    chosen = titles[int(row.argmax())]
                    first.append(chosen == one["best"])
                    would_do.append(chosen in (one["best"], *one["also"]))
                    if options.mistakes and way == "rehearse" and not would_do[-1]:
                        print(f"{person['person']}: {one['id']}: {chosen}, not {one['best']}")
                best += scores[: len(asked)].max(axis=1).tolist()
                best_of_none += scores[len(asked) :].max(axis=1).tolist()
            print(
                f"| {way} | {name} | {len(first)} | {_share(first)} | {_share(would_do)} "
                f"| {_auc(best, best_of_none):.2f} | {time.monotonic() - began:.1f} |"
            )


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found)} ({100 * sum(found) / len(found):.0f} %)"


def _auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """How often a question that a story answers has a higher best fit than one that none answers."""
    pairs = [(one > other) + 0.5 * (one == other) for one in higher for other in lower]
    return sum(pairs) / len(pairs)


def _alone(stories: Sequence[str], prompts: Sequence[Prompt]) -> Any:
    return meanings(stories) @ meanings(list(map(question_text, prompts))).T


def _words(stories: Sequence[str], prompts: Sequence[Prompt]) -> Any:
    """Words in common, those that few stories have counting more."""
    bags = [set(re.findall(r"[a-z']{3,}", story.lower())) for story in stories]
    common = Counter(word for bag in bags for word in bag)
    asked = [set(re.findall(r"[a-z']{3,}", question_text(prompt).lower())) for prompt in prompts]
    return [
        [sum(math.log(1 + len(bags) / common[word]) for word in bag & words) for words in asked]
        for bag in bags
    ]


if __name__ == "__main__":
    main()
