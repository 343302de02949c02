"""Writes down what the questions mean that come with the program, and the words of advertisements, so that a
search by meaning, questions for a job and questions for a story are quick.

    .venv/bin/python -m training.nearness

What is not among them is found all the same, a hundredth of a second later.
"""

from __future__ import annotations

from rehearse.folders import bundled
from rehearse.language import fits, nearness
from rehearse.language.encoder import meanings
from rehearse.language.read_before import write
from rehearse.questions.competences import competences
from rehearse.questions.reading import load

if __name__ == "__main__":
    prompts = load([bundled("prompts")]).prompts
    phrases = [words for one in competences() for words in one.says]
    write(nearness.KNOWN, [*map(nearness.text_of, prompts), *phrases], meanings)
    write(fits.KNOWN, list(map(fits.question_text, prompts)), fits.FitReader(known=None).means)
    print(f"{len(prompts)} questions, {len(phrases)} demands")
    for path in (nearness.KNOWN, fits.KNOWN):
        print(f"{path.name} has {path.stat().st_size:,} bytes")
