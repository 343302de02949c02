"""What a coach would say: each note from labelled sentences, and the sentence it rests on."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.story_notes import story_notes, story_signals
from rehearse.model.report import Label, Section, Sentence, Star
from saying import write

NAMES: dict[str, Label | None] = {
    "S": "situation",
    "T": "task",
    "A": "action",
    "R": "result",
    "N": None,
}

SETTING = ("S", "In May the cold room of our bakery broke down in the night")
TASK = ("T", "I had to save the cakes before opening")
ACTION = (
    "A",
    "I rang the butcher next door and carried forty trays over and he showed me where to put them all",
)
OUTCOME = ("R", "We lost only three trays and the owner thanked me")
STORY = (SETTING, TASK, ACTION, OUTCOME)


def labelled(*lines: tuple[str, str]) -> tuple[Answer, Star]:
    """Sentences with their labels, sure unless the letter is small. What has a label is present."""
    heard = write(" ".join(f"{text}." for _, text in lines))
    counts = [len(text.split()) for _, text in lines]
    firsts = [0, *accumulate(counts)]
    sentences = tuple(
        Sentence(f"{text}.", None, first, count, NAMES[letter.upper()], 0.9 if letter.isupper() else 0.4)
        for (letter, text), first, count in zip(lines, firsts, counts, strict=False)
    )
    assert firsts[-1] == len(heard.words)

    def section(letter: str) -> Section:
        own = [index for index, (label, _) in enumerate(lines) if label.upper() == letter]
        present = bool(own)
        share = sum(counts[index] for index in own) / firsts[-1]
        return Section(present, 0.9 if present else 0.1, share, own[0] if present else None)

    situation, task, action, result = map(section, "STAR")
    return Answer(heard), Star(situation, task, action, result, sentences)


def notes(*lines: tuple[str, str]) -> list[tuple[str, str | None, int]]:
    return [(note.kind, note.part, note.sentence) for note in story_notes(*labelled(*lines))]


def test_a_whole_story_needs_no_note() -> None:
    assert notes(*STORY) == []


def test_a_missing_part_rests_on_what_stands_where_it_would_be() -> None:
    more = (
        "A",
        "Then I wrote down which trays were whose so that nobody got the wrong ones back in the morning",
    )
    assert notes(SETTING, TASK, ACTION, more) == [("missing", "result", 3)]
    assert notes(ACTION, more, OUTCOME) == [("missing", "setup", 0)]
    silent = ("N", "So that is that and I think it is the kind of thing that happens to everybody once")
    assert notes(SETTING, SETTING, TASK, silent) == [("missing", "action", 2)]


def test_few_words_or_no_story_are_not_missed() -> None:
    assert notes(SETTING, TASK) == []
    assert notes(*[("N", "A closure is a function that remembers what stood around it")] * 6) == []


@pytest.mark.parametrize("confidence", [0.13, 0.3, 0.49])
def test_what_may_have_been_told_is_no_reproach(confidence: float) -> None:
    answer, star = labelled(SETTING, TASK, ACTION, ACTION)
    nearly = replace(star.result, confidence=confidence)
    assert story_notes(answer, replace(star, result=nearly)) == ()
    assert [note.part for note in story_notes(answer, star)] == ["result"]


def test_where_no_result_was_found_the_end_is_quoted() -> None:
    after = ("N", "And that is all that there is to say about that night in the shop and the cold room")
    assert notes(SETTING, TASK, ACTION, after) == [("missing", "result", 3)]


def test_we_alone() -> None:
    ours = (
        ("A", "We rang the butcher next door and carried forty trays over"),
        ("A", "Then we cleaned the room and called the mechanic together"),
    )
    assert notes(SETTING, TASK, *ours, OUTCOME) == [("only we", "action", 2)]
    assert notes(SETTING, TASK, *ours, ("A", "I paid him"), OUTCOME) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I would ring the butcher and then I would carry the trays over one by one", "hypothetical"),
        ("I'd ask the neighbours first and if I had to I'd pay them for the night", "hypothetical"),
        ("Usually I ring the butcher and he takes the trays for as long as it needs", "habit"),
        ("I always ring somebody before I touch anything and I write down what there is", "habit"),
    ],
)
def test_no_one_occasion(text: str, kind: str) -> None:
    assert notes(SETTING, ("A", text), ("A", text), OUTCOME) == [(kind, None, 1)]


@pytest.mark.parametrize(
    "text",
    ["I would say that nobody had ever done that before in our little town", "I'd never seen so much butter"],
)
def test_would_that_is_no_hypothesis(text: str) -> None:
    assert notes(SETTING, ("A", text), ACTION, ACTION, OUTCOME) == []


def test_out_of_order() -> None:
    assert notes(OUTCOME, SETTING, TASK, ACTION) == [("out of order", "result", 0)]
    late = ("S", "Oh and the shop had only two of us that week")
    assert notes(TASK, ACTION, late, OUTCOME) == [("out of order", "setup", 2)]
    unsure = ("s", "Oh and the shop had only two of us that week")
    assert notes(TASK, ACTION, unsure, OUTCOME) == []


def test_sizes() -> None:
    assert notes(SETTING, SETTING, SETTING, ACTION, OUTCOME) == [("much setup", "setup", 3)]
    assert notes(SETTING, *[ACTION] * 4, ("R", "He thanked me")) == [("little result", "result", 5)]


def test_signals_are_the_words_of_the_action_and_the_result() -> None:
    answer, star = labelled(
        SETTING,
        ("A", "I rang him and we used Kafka and Excel and I wrote a list in Jira so that nobody forgot"),
        ("A", "Then we moved my trays"),
        OUTCOME,
        ("R", "I learned to check the door"),
    )
    signals = story_signals(answer, star)
    assert (signals.i, signals.we) == (3, 2)
    assert (signals.number, signals.learned) == (3, 4)
    assert signals.tools == ()
    answer, star = labelled(
        ("A", "I know Kafka, Excel and Jira"), ("A", "Spring was late and I excel at Redis")
    )
    assert story_signals(answer, star).tools == ("Kafka", "Excel", "Jira", "Redis")
