"""Where sentences are cut into clauses: `|` stands where a cut is wanted, and nowhere else."""

from __future__ import annotations

import pytest

from rehearse.analysis.answer import Answer
from rehearse.analysis.clauses import FEWEST_WORDS
from rehearse.model.heard import Heard
from saying import say, write


def cut(heard: Heard) -> str:
    return " | ".join(clause.text_in(heard.words) for clause in Answer(heard).clauses)


@pytest.mark.parametrize(
    "text",
    [
        "I moved his route, | and he was never late again.",
        "I moved his route | and he was never late again.",
        "I wrote the list | because nobody knew which trays were whose.",
        "Before the fair opened I walked every aisle | so that I knew the doors.",
        "She took the early boat | while I stayed with the nets | until the storm was over.",
        "We stopped the belt; | the whole night shift went home.",
        "We sold the van — | nobody had driven it for years.",
        "I swapped the labels on every shelf in the cellar | she found the right jars at once.",
    ],
)
def test_a_second_subject_begins_a_clause(text: str) -> None:
    assert cut(write(text.replace("| ", ""))) == text


@pytest.mark.parametrize(
    "text",
    [
        "She said he was late with the boat that day.",
        "I told him that we would come on Monday with the van.",
        "I know they wanted the big room for the whole week.",
        "I made sure the girl with the red hat had all she needed.",
        "I mended all of the nets and ropes.",
        "The man who ran the ferry taught me all of it.",
    ],
)
def test_one_subject_with_what_was_said_or_known_is_one_clause(text: str) -> None:
    assert cut(write(text)) == text


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("I rang him [um] and [uh] he came over at once.", "I rang him | um and uh he came over at once."),
        ("I rang [um] [uh], and he came at once.", "I rang um uh, and he came at once."),
        ("I rang him at noon, and [uh] [um] he came.", "I rang him at noon, | and uh um he came."),
        ("I rang him at noon, and [uh] [um] left.", "I rang him at noon, and uh um left."),
    ],
)
def test_filled_pauses_belong_to_what_follows_and_are_no_words(text: str, clauses: str) -> None:
    assert cut(say(text)) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "I did, and he came home.",
        "I called him, he came.",
        "I did — and we went there now.",
        "He came, and she went home.",
    ],
)
def test_few_words_are_not_cut_off(text: str) -> None:
    assert cut(write(text)) == text


ANSWERS = [
    "",
    "Um.",
    "— — —",
    "...",
    "I did it",
    "and and and and and and and and and and",
    "he said, she said, and then, because I, we, and it; so - but: that — while they, er, um, left.",
    "I rang. He came, and she, um, stayed; the dog, which nobody fed, ran off. And so we all went home",
    "The oven, which nobody had cleaned, and the table, um, and the old chairs were sold because we moved, "
    "and I was glad, but my sister, she cried, and then we ate, and nobody said a word until it was dark.",
]


@pytest.mark.parametrize("text", ANSWERS)
def test_every_word_is_in_one_clause_and_every_cut_leaves_enough_on_either_side(text: str) -> None:
    answer = Answer(write(text))
    covered = [index for clause in answer.clauses for index in clause.indexes]
    assert covered == list(range(len(answer.words)))
    starts = {sentence.first for sentence in answer.sentences}
    ends = {sentence.end for sentence in answer.sentences}
    assert starts <= {clause.first for clause in answer.clauses}
    for clause in answer.clauses:
        words = [index for index in clause.indexes if answer.texts[index] and not answer.filled[index]]
        whole = clause.first in starts and clause.end in ends
        assert whole or len(words) >= FEWEST_WORDS
