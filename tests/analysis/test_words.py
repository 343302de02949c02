"""Words and the fillers fused with them, as Whisper and hurried writers leave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.fillers import fillers
from rehearse.analysis.words import is_filled_pause, split_word, split_words
from rehearse.model.heard import Heard, Word
from rehearse.takes.written import read_text
from saying import write


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("um,like", ["um,", "like"]),
        ("Um...so", ["Um...", "so"]),
        ("um…so", ["um…", "so"]),
        ("I—uh—left", ["I—", "uh—", "left"]),
        ("uh--well,you,know?Right", ["uh--", "well,", "you,", "know?", "Right"]),
        ('like,"no', ["like,", '"no']),
    ],
)
def test_a_fused_filler_comes_apart(text: str, words: list[str]) -> None:
    assert split_word(text) == words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "uh-huh",
            "mm-hmm.",
            "well-known",
            "end-to-end",
            "quality—affected",
            "tests—so",
            "and/or",
            "c,java",
        ),
        *("1,000", "9:30", "e.g.", "...like", "like...", "'Well,'", "—"),
    ],
)
def test_other_words_stay_whole(text: str) -> None:
    assert split_word(text) == [text]


def test_every_letter_of_the_text_is_kept() -> None:
    text = "Um,like I—uh—left...you,know?\nIt was 1,000 kg—so much; well,right"
    assert "".join(split_words(text)) == "".join(text.split())


def test_both_fillers_of_a_fused_word_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("It was um,like ten people, you,know, and uh...so I left.", encoding="utf-8")
    found = fillers(Answer(read_text(path)))
    assert [pause.text for pause in found.filled_pauses] == ["um", "uh"]
    assert [marker.text for marker in found.markers] == ["like", "you know"]


def test_fused_words_count_as_words_of_the_rate() -> None:
    assert (
        fillers(Answer(write("um,like that"))).per_100_words
        == fillers(Answer(write("um, like that"))).per_100_words
        == 50
    )


def test_a_sound_is_known_in_any_punctuation() -> None:
    assert all(map(is_filled_pause, ["Um,", "(uh)", "hmm...", "“Er”", "ummm—"]))
    assert fillers(Answer(Heard(words=(Word("Mm-hmm,"), Word("uh-huh."))))).filled_pauses == ()
