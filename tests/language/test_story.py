"""The real encoder on sentences of our own, and how long answers are cut for it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from rehearse.analysis import analyse
from rehearse.hearing.heard import with_readings
from rehearse.language import encoder
from rehearse.language.story import MOST_OF_QUESTION, StoryReader, packed, windows
from rehearse.language.word_pieces import word_pieces
from rehearse.model.heard import MANNERS, OCCASIONS
from rehearse.model.report import PARTS, Report
from rehearse.takes.drafts import as_said
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
    return "".join("STARN"[row.index(max(row))] for row in reader.read(sentences).labels)


def read(text: str) -> Report:
    """What is concluded of a written answer."""
    return analyse(with_readings(write(as_said(text))), follow_up="And the captain?")


def test_a_story_is_read_sentence_by_sentence(reader: StoryReader) -> None:
    assert labels(reader, [text for _, text in STORY]) == "".join(label for label, _ in STORY)


def test_what_is_no_story_is_none(reader: StoryReader) -> None:
    assert labels(reader, list(NO_STORY)) == "NNN"


def test_chances_are_chances(reader: StoryReader) -> None:
    said = reader.read([text for _, text in STORY])
    assert (len(said.occasion), len(said.manner)) == (len(OCCASIONS), len(MANNERS))
    for row in (*said.labels, said.occasion, said.manner):
        assert sum(map(math.exp, row)) == pytest.approx(1)


@pytest.mark.parametrize(
    "sentences", [[""], ["..."], ["\u597d \U0001f600"], ["word " * 700], ["I fixed it."] * 300]
)
def test_every_sentence_gets_its_chances(reader: StoryReader, sentences: list[str]) -> None:
    said = reader.read(sentences)
    assert len(said.labels) == len(sentences)
    assert all(len(row) == 5 and all(map(math.isfinite, row)) for row in said.labels)
    assert all(map(math.isfinite, (*said.occasion, *said.manner)))


def test_a_long_answer_is_read_as_the_same_story_further_on(reader: StoryReader) -> None:
    sentences = [text for _, text in STORY]
    assert labels(reader, [*["We sold tickets on the pier."] * 80, *sentences])[-4:-1] == "TAA"


@pytest.mark.parametrize("lengths", [[], [120], [60] * 30, [1] * 2000, [120, 1, 1, 120] * 20])
def test_windows_fit_the_encoder_and_leave_no_sentence_out(lengths: list[int]) -> None:
    ends = [0]
    for first, end in windows(lengths):
        assert first <= ends[-1] < end
        assert MOST_OF_QUESTION + 2 + sum(length + 1 for length in lengths[first:end]) <= encoder.MOST_TOKENS
        ends.append(end)
    assert ends[-1] == len(lengths)


def test_each_sentence_knows_its_tokens() -> None:
    begin, end = NUMBERS["[CLS]"], NUMBERS["[SEP]"]
    for question in ([], [5, 6]):
        tokens, spans = packed(question, [[7, 8], [], [9]], NUMBERS)
        assert tokens == [begin, *question, end, 7, 8, end, end, 9, end]
        assert [tokens[start:stop] for start, stop in spans] == [[7, 8], [end], [9]]


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
    assert heard.whole is not None
    unread = replace(heard, readings=None, whole=None)
    german, silent = with_readings(replace(unread, language="de")), with_readings(say("(3)"))
    assert (german.readings, german.whole, silent.readings, silent.whole) == (None, None, None, None)


def test_clauses_are_read_by_themselves() -> None:
    heard = with_readings(write("We had a leak. I closed the valve, and it held all night."))
    assert heard.readings is not None
    assert [(reading.first, reading.count) for reading in heard.readings] == [(0, 4), (4, 4), (8, 5)]


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


DRIVER = (
    "Last winter one of our drivers was late with the bread three mornings in a row, and the shops "
    "complained. I was the shift lead, so it was on me to stop it. I sat down with him and found out that "
    "his tram came late. "
)


def test_a_result_is_found_behind_the_action_of_its_sentence() -> None:
    star = read(
        DRIVER + "So I moved his route to the later round, and he was never late again after that."
    ).star
    assert star is not None
    assert star.action.present and star.result.present
    *_, action, result = star.sentences
    assert (action.label, action.text) == ("action", "So I moved his route to the later round,")
    assert (result.label, result.text) == ("result", "and he was never late again after that.")


@pytest.mark.parametrize(
    "end",
    ["I moved his route, and he was never late again.", "I moved his route, and the complaints stopped."],
)
def test_a_result_of_few_words_is_not_called_missing(end: str) -> None:
    assert not [note.part for note in read(DRIVER + end).notes if note.kind == "missing"]


@pytest.mark.parametrize("result_first", [True, False])
def test_a_result_is_present_wherever_it_stands(result_first: bool) -> None:
    *others, result = (text for _, text in STORY)
    report = read(" ".join([result, *others] if result_first else [*others, result]))
    assert report.star is not None
    assert report.star.result.present and report.star.action.present
    (labelled,) = (sentence for sentence in report.star.sentences if sentence.label == "result")
    assert labelled.text == result
    assert (report.notes, report.next_step_about) == ((), "keep")
    assert f'"{result[:40]}' in str(report.next_step)


@pytest.mark.parametrize("bullet", ["- ", "* ", "1. ", "- [ ] ", ""])
def test_bullets_without_full_stops_have_every_part(bullet: str) -> None:
    draft = (
        "two summers ago the ferry I worked on lost its cook",
        "eighty guests wanted breakfast every morning and I had one helper",
        "it was on me to feed them until a new cook came",
        "threw out the menu and wrote one with four dishes",
        "showed the deckhands how to plate eggs and paid them in cake",
        "nobody waited longer than ten minutes after that",
        "the captain kept my menu for the next year",
    )
    # Without bullets an empty line ends each.
    star = read(("\n" if bullet else "\n\n").join(bullet + line for line in draft)).star
    assert star is not None
    assert [any(star.section(label).present for label in labels) for labels in PARTS.values()] == [True] * 3
    assert [sentence.text.rstrip(".") for sentence in star.sentences] == list(draft)


RECIPE = (
    "You take two cups of rye flour and one cup of warm water and stir them in a big bowl. You leave it on "
    "the stove overnight with a cloth on it. In the morning you add salt, a spoon of honey and caraway, "
    "knead it for ten minutes and let it rise again. Then it goes into a hot oven for fifty minutes."
)
FAULTLESS = (
    "Honestly I can't think of anything. I have never made a mistake that mattered to anybody at work. I am "
    "a careful person, I read everything twice, and I check what I send. Maybe small things, a typing "
    "error, but nothing that had consequences. People know that they can rely on me, so I don't have an "
    "example for you."
)
ALWAYS = (
    "Whenever two of the guides quarrel I always do the same. I take them aside one by one, I listen to "
    "each, and I usually ask what they would like to see changed. Then I normally bring them together over "
    "coffee and we agree on a few rules. I always write those down and I look at them again after a month."
)
WOULD = (
    "If that happened I would first ask the guest to sit down with me. I would listen until he has said all "
    "of it, and then I would tell him what I can do and what I can't. I'd probably offer him another cabin, "
    "and if he still wanted his money I would call the captain and let her decide."
)


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        (RECIPE, "no occasion", "You take two cups"),
        (FAULTLESS, "never", "Honestly I can't think"),
        (ALWAYS, "habit", "Whenever two of the guides"),
        (WOULD, "hypothetical", "If that happened"),
    ],
)
def test_what_tells_no_occasion_is_asked_for_one(text: str, kind: str, quoted: str) -> None:
    report = read(text)
    assert [note.kind for note in report.notes] == [kind]
    assert (report.next_step_about, report.good) == ("occasion", ())
    assert f'"{quoted}' in str(report.next_step)


def test_a_story_without_its_result_is_asked_for_it_by_its_last_words() -> None:
    report = read(" ".join(text for label, text in STORY if label != "R"))
    assert report.next_step_about == "result"
    assert '"... deckhands how to plate eggs and paid them in cake"' in str(report.next_step)
    assert not [said for said in report.good if "came of it" in said]
