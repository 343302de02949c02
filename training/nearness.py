"""Writes down what the questions mean that come with the program, and the words of advertisements, so that a
search by meaning and questions for a job are quick.

    .venv/bin/python -m training.nearness

What is not among them is found all the same, a hundredth of a second later.
"""

from __future__ import annotations

from rehearse.folders import bundled
from rehearse.language.nearness import KNOWN, text_of, write_known
from rehearse.questions.competences import competences
from rehearse.questions.reading import load

if __name__ == "__main__":
    prompts = load([bundled("prompts")]).prompts
    phrases = [words for one in competences() for words in one.says]
    write_known([*map(text_of, prompts), *phrases])
    print(
        f"{len(prompts)} questions, {len(phrases)} demands: {KNOWN.name} has {KNOWN.stat().st_size:,} bytes"
    )
