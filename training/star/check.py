"""Check the answers in data/: their format, what they are, and the runs of six words that any two share.

python training/star/check.py    exits with 1 where a heading, a label or a section is wrong
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from fit import LABELS, Answer, read_answers

RUN = 6
SECTIONS = {
    "good": "STAR",
    "no-situation": "TAR",
    "no-task": "SAR",
    "no-action": "STR",
    "no-result": "STA",
    "not-star": "",
}
"""What the kinds that promise it hold, and no other."""
OTHER_KINDS = (
    *("all-setup", "rambling", "hypothetical", "general", "only-we", "out-of-order", "no-setup", "several"),
    *("self-praise", "never", "recipe", "other-question", "no-story"),
)
OTHER_ENDS = ("result-first", "weak-result")


def main() -> None:
    answers = read_answers()
    wrong = [problem for answer in answers for problem in problems(answer)]
    names = Counter(answer.name for answer in answers)
    wrong += [f"{name}: the name is used {count} times" for name, count in names.items() if count > 1]
    shared = shared_runs(answers)
    for line in [*wrong, *(f"shared: {' '.join(run)} | {', '.join(sorted(who))}" for run, who in shared)]:
        print(line)
    lengths = sorted(len(words(answer)) for answer in answers)
    print(f"{len(answers)} texts, {lengths[0]} to {lengths[-1]} words, median {lengths[len(lengths) // 2]}")
    print(dict(Counter(answer.kind for answer in answers)))
    print(dict(Counter(answer.english for answer in answers)))
    print(dict(Counter(label for answer in answers for label, _ in answer.lines)))
    print(f"{len(shared)} runs of {RUN} words in more than one text, {len(wrong)} errors")
    sys.exit(1 if wrong else 0)


def problems(answer: Answer) -> Iterator[str]:
    told = {label for label, _ in answer.lines}
    if strange := told - set(LABELS):
        yield f"{answer.name}: no such label: {', '.join(sorted(strange))}"
    if answer.english not in ("native", "learner"):
        yield f"{answer.name}: no such English: {answer.english}"
    if answer.kind in SECTIONS:
        if told - {"N"} != set(SECTIONS[answer.kind]):
            yield f"{answer.name}: {answer.kind}, but it has {''.join(sorted(told))}"
    elif answer.kind not in OTHER_KINDS + OTHER_ENDS:
        yield f"{answer.name}: no such kind: {answer.kind}"


def words(answer: Answer) -> list[str]:
    return re.findall(r"[a-z0-9']+", " ".join(text for _, text in answer.lines).lower())


def shared_runs(answers: list[Answer]) -> list[tuple[tuple[str, ...], set[str]]]:
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for answer in answers:
        said = words(answer)
        for start in range(len(said) - RUN + 1):
            holders[tuple(said[start : start + RUN])].add(answer.name)
    return sorted((run, who) for run, who in holders.items() if len(who) > 1)


if __name__ == "__main__":
    main()
