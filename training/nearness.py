"""Writes down what the questions mean that come with the program, so that a search by meaning is quick.

    .venv/bin/python -m training.nearness

A question that is not among them is found all the same, a hundredth of a second later.
"""

from __future__ import annotations

from rehearse.folders import bundled
from rehearse.language.nearness import KNOWN, write_known
from rehearse.questions.reading import load

if __name__ == "__main__":
    prompts = load([bundled("prompts")]).prompts
    write_known(prompts)
    print(f"{len(prompts)} questions: {KNOWN.name} has {KNOWN.stat().st_size:,} bytes")
