"""Words that look like a filled pause and are none, and sounds that are."""

from __future__ import annotations

import pytest

from rehearse.analysis.hesitation_words import hesitations


def found(text: str) -> list[str]:
    words = text.split()
    return [word for word, is_one in zip(words, hesitations(words), strict=True) if is_one]


@pytest.mark.parametrize(
    "text",
    [
        "The gap was 5 mm, so I measured the part again.",
        "It was two mm too wide.",
        "We drilled sixty mm deep.",
        "We measured everything in mm.",
        "Her blood pressure was 120 mm Hg and falling.",
        "I swapped it for a 5 Ah battery.",
        "I would rather err on the side of caution.",
        "To err is human, she said.",
        "I worked nights in the ER for two years.",
        "We ran the UM desk on our own.",
        "HM Revenue wanted the papers by Friday.",
        "He said uh huh and signed it.",
        "She said mm hmm and went on writing.",
        "Mm hm. And then?",
        "Mm, hmm. And then?",
        "There was a low hum from the freezer.",
        "I used an em dash in every line.",
        "My sister Em and I opened the stall.",
        "He gave 'em all a day off.",
        "She said Mm-hmm, and uh-huh.",
    ],
)
def test_words_of_a_sentence_are_no_filled_pauses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("I was, ehm, the lead of the team.", ["ehm,"]),
        ("Eh, we were three, em, four people.", ["Eh,", "em,"]),
        ("Euh, it was a kitchen.", ["Euh,"]),
        ("Hum, let me think.", ["Hum,"]),
        ("So, err, I called, er, the shop.", ["err,", "er,"]),
        ("we had um five people and uh two cars", ["um", "uh"]),
        ("THE GAP WAS UM FIVE INCHES", ["UM"]),
        ("Um, hmm, where was that?", ["Um,", "hmm,"]),
        ("Mm, hmm, where was that?", ["Mm,", "hmm,"]),
        ("It cost 5, mm, maybe six pounds.", ["mm,"]),
        ("Em, so I asked her.", ["Em,"]),
        ("It was uh uh uh quite late.", ["uh", "uh", "uh"]),
    ],
)
def test_sounds_are(text: str, sounds: list[str]) -> None:
    assert found(text) == sounds
