from __future__ import annotations

import pytest

from rehearse.analysis.answer import Answer
from saying import say, write


def sentences(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[one.first : one.end]) for one in Answer(write(text)).sentences]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        ("It held.", ["It held."]),
        ("I fixed it. It held.", ["I fixed it.", "It held."]),
        ("Did it hold? It did! We cheered.", ["Did it hold?", "It did!", "We cheered."]),
        ("I met Dr. Hall. She nodded.", ["I met Dr. Hall.", "She nodded."]),
        ("We had tools, e.g. Jira. Fine.", ["We had tools, e.g. Jira.", "Fine."]),
        ('"Why?" he asked. I said why.', ['"Why?" he asked.', "I said why."]),
        ("Um. So we began.", ["Um. So we began."]),
        ("I waited… then I left. Done.", ["I waited… then I left.", "Done."]),
        ("and then it broke and we fixed it", ["and then it broke and we fixed it"]),
    ],
)
def test_punctuation_cuts(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_a_run_on_is_cut_where_the_speaker_fell_silent() -> None:
    part = (
        "we checked every single shelf in the old store and wrote down what was there on paper by hand "
        "while the others were counting boxes"
    )
    heard = say(f"{part} (0.9) {part} (0.9) {part}")
    count = len(part.split())
    assert [sentence.count for sentence in Answer(heard).sentences] == [count] * 3


def test_every_word_belongs_to_exactly_one_sentence() -> None:
    text = "so we went out there " * 48
    ranges = Answer(write(text)).sentences
    assert [index for sentence in ranges for index in sentence.indexes] == list(range(240))
    assert len(ranges) > 3
