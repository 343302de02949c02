"""The text of a page: parts, words, fillers as one thing each, pauses in their places."""

from __future__ import annotations

from rehearse.analysis import analyse
from rehearse.page.beside import fillers
from rehearse.page.said import Item, parts
from saying import say

TOLD = analyse(
    say(
        "[Um] last spring our server, you know, stopped. (1.0) I restarted it (0.9) myself and <uh> called "
        "every client. (2.5) It held."
    )
)


def items() -> list[Item]:
    return [item for part in parts(TOLD) for paragraph in part.paragraphs for item in paragraph]


def test_a_filler_of_two_words_is_one() -> None:
    (marker,) = (item for item in items() if item.kind == "marker")
    assert (marker.text, marker.tail) == ("you know", ",")
    assert str(marker.times).count("data-filler") == 1


def test_a_filled_pause_that_only_the_audio_has_stands_where_it_was() -> None:
    text = [item.text for item in items()]
    assert [item.number for item in items() if item.kind == "um"] == [1]
    assert text[text.index("and") + 1] == "called"


def test_pauses_inside_a_sentence_and_long_ones_stand_before_what_follows() -> None:
    text = [(item.kind == "gap", item.text) for item in items()]
    gaps = [(word, text[at + 1][1]) for at, (is_gap, word) in enumerate(text) if is_gap]
    assert gaps == [("0.9 s", "myself"), ("2.5 s", "It")]


def test_all_words_are_there_in_order() -> None:
    assert "".join(f"{item.text}{item.tail} " for item in items() if item.kind != "gap").split() == [
        word.text for word in TOLD.heard.words
    ]


def test_long_parts_are_cut_into_paragraphs() -> None:
    (part,) = parts(analyse(say("The crate is red. " * 14)))
    assert len(part.paragraphs) == 3


def test_fillers_have_three_words_around_them() -> None:
    (um,) = fillers(TOLD, "filled pause")
    assert (um.before, um.said, um.after, um.at) == ("", "Um", "last spring our", "0:00")
    (marker,) = fillers(TOLD, "marker")
    assert (marker.before, marker.said, marker.after) == (
        "spring our server,",
        "you know,",
        "stopped. I restarted",
    )
