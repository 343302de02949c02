"""The real encoder on sentences of our own, and how long answers are cut for it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.hearing.heard import with_readings
from rehearse.language import encoder
from rehearse.language.story import StoryReader, packed, windows
from rehearse.language.word_pieces import word_pieces
from saying import say, write

NUMBERS = encoder.vocabulary()
PIECES = {number: piece for piece, number in NUMBERS.items()}

STORY = (
    ("S", "Two summers ago the ferry I worked on lost its cook in the middle of the season."),
    ("T", "I had to get eighty breakfasts out every morning with one helper."),
    ("A", "So I threw out the menu and wrote a new one with four dishes."),
    ("A", "Then I showed the deckhands how to plate eggs and paid them in cake."),
    ("R", "Nobody waited longer than ten minutes, and the captain kept my menu."),
)
NO_STORY = (
    "I would describe myself as a patient person who likes order.",
    "A closure is a function that remembers the variables around it.",
    "What does a typical day look like on your team?",
)


@pytest.fixture(scope="module")
def reader() -> StoryReader:
    return StoryReader()


def labels(reader: StoryReader, sentences: list[str]) -> str:
    return "".join("STARN"[row.index(max(row))] for row in reader.log_chances(sentences))


def test_a_story_is_read_sentence_by_sentence(reader: StoryReader) -> None:
    assert labels(reader, [text for _, text in STORY]) == "".join(label for label, _ in STORY)


def test_what_is_no_story_is_none(reader: StoryReader) -> None:
    assert labels(reader, list(NO_STORY)) == "NNN"


def test_chances_are_chances(reader: StoryReader) -> None:
    for row in reader.log_chances([text for _, text in STORY]):
        assert sum(map(math.exp, row)) == pytest.approx(1)


@pytest.mark.parametrize(
    "sentences", [[], [""], ["..."], ["\u597d \U0001f600"], ["word " * 700], ["I fixed it."] * 300]
)
def test_every_sentence_gets_its_chances(reader: StoryReader, sentences: list[str]) -> None:
    rows = reader.log_chances(sentences)
    assert len(rows) == len(sentences)
    assert all(len(row) == 5 and all(map(math.isfinite, row)) for row in rows)


def test_a_long_answer_is_read_as_the_same_story_further_on(reader: StoryReader) -> None:
    sentences = [text for _, text in STORY]
    assert labels(reader, [*["We sold tickets on the pier."] * 80, *sentences])[-4:-1] == "TAA"


@pytest.mark.parametrize("lengths", [[], [120], [60] * 30, [1] * 2000, [120, 1, 1, 120] * 20])
def test_windows_fit_the_encoder_and_leave_no_sentence_out(lengths: list[int]) -> None:
    ends = [0]
    for first, end in windows(lengths):
        assert first <= ends[-1] < end
        assert 1 + sum(length + 1 for length in lengths[first:end]) <= encoder.MOST_TOKENS
        ends.append(end)
    assert ends[-1] == len(lengths)


def test_each_sentence_knows_its_tokens() -> None:
    tokens, spans = packed([[7, 8], [], [9]], NUMBERS)
    assert [PIECES[tokens[place]] for place in (0, 3, 4, 6)] == ["[CLS]", "[SEP]", "[SEP]", "[SEP]"]
    assert [tokens[start:end] for start, end in spans] == [[7, 8], [NUMBERS["[SEP]"]], [9]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("I've re-read it!", "i ' ve re - read it !"),
        ("Caf\u00e9 R\u00c9SUM\u00c9", "cafe resume"),
        ("unputdownable", "un ##put ##down ##able"),
        ("\U0001f600 x", "[UNK] x"),
        ("x" * 200, "[UNK]"),
        ("", ""),
    ],
)
def test_word_pieces(text: str, pieces: str) -> None:
    assert [PIECES[number] for number in word_pieces(text, NUMBERS)] == pieces.split()


def test_an_answer_is_kept_with_its_readings() -> None:
    heard = with_readings(say("We had [um] a leak. I closed the valve. It held."))
    assert heard.readings is not None
    assert [(reading.first, reading.count) for reading in heard.readings] == [(0, 5), (5, 4), (9, 2)]
    assert with_readings(replace(heard, readings=None, language="de")).readings is None
    assert with_readings(say("(3)")).readings is None


def test_both_witnesses_tell_a_story_that_lacks_its_result() -> None:
    told = " ".join(text for label, text in STORY if label != "R")
    whole = " ".join(text for _, text in STORY)
    without, complete = (analyse(with_readings(write(text))) for text in (told, whole))
    assert without.star is not None and complete.star is not None
    assert complete.star.result.present and not without.star.result.present
    assert [note.part for note in without.notes if note.kind == "missing"] == ["result"]
    assert [sentence.label for sentence in complete.star.sentences] == [
        {"S": "situation", "T": "task", "A": "action", "R": "result"}[label] for label, _ in STORY
    ]
