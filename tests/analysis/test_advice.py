"""The one step and what is praised: for each note, for what is no story, and what never stands together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from reading import read
from rehearse.analysis import analyse, examined
from rehearse.analysis.advice import advice, good
from rehearse.analysis.answer import Answer
from rehearse.analysis.question_fit import QuestionFit
from rehearse.model.heard import MANNERS, OCCASIONS, Heard
from rehearse.model.questions import KINDS
from rehearse.model.report import About, Label, NoteKind, Report, StoryNote, StoryPart
from rehearse.words import story as story_words
from reporting import reported
from saying import say, write

STORY = (
    "Last May the belfry of our village lost its big clock in a storm. "
    "I had to have it running before the summer feast. "
    "I climbed up with my cousin and drew every wheel that was bent. "
    "Then I rang a smith in the next valley and begged him for two days of his time. "
    "It struck again on the morning of the feast, and the mayor paid for three new wheels."
)
LABELS: tuple[Label, ...] = ("situation", "task", "action", "action", "result")


def read_as(letters: str, text: str = STORY, **taken_for: str) -> Report:
    return analyse(read(write(text), letters, **taken_for))


NOTES: list[tuple[NoteKind, StoryPart | None, About]] = [
    ("another question", None, "question"),
    ("no answer", None, "question"),
    ("hypothetical", None, "occasion"),
    ("habit", None, "occasion"),
    ("never", None, "occasion"),
    ("no occasion", None, "occasion"),
    ("only we", "action", "own_part"),
    ("missing", "action", "own_part"),
    ("missing", "result", "result"),
    ("missing", "setup", "setup"),
    ("out of order", "setup", "order"),
    ("several", None, "focus"),
    ("much setup", "setup", "focus"),
    ("vague", None, "detail"),
    ("template", None, "recited"),
    ("hedged", None, "hedges"),
]


def test_every_kind_of_note_is_here() -> None:
    assert {kind for kind, _, _ in NOTES} == set(get_args(NoteKind))


@pytest.mark.parametrize(("kind", "part", "about"), NOTES)
@pytest.mark.parametrize(("sentence", "words"), [(0, "Last May the belfry"), (3, "Then I rang a smith")])
def test_the_advice_is_about_the_first_note_and_quotes_its_words(
    kind: NoteKind, part: StoryPart | None, about: About, sentence: int, words: str
) -> None:
    heard = write(STORY)
    others = [StoryNote(kind, part, 1) for kind, part, _ in NOTES]
    report = reported(heard, labels=LABELS, notes=[StoryNote(kind, part, sentence), *others])
    step = advice(Answer(heard), report, follow_up="And the smith?")
    assert step is not None
    assert step.about == about
    if (kind, part) == ("missing", "result"):
        words = ["big clock in a storm", "begged him for two days of his time"][sentence // 3]
    assert words in step.text


def test_a_note_comes_before_length_and_habits() -> None:
    spoken = say(STORY.replace("I ", "I [um] "), wpm=400)
    without = analyse(read(spoken, "STAAR"))
    assert without.next_step_about == "more"
    vague = analyse(read(spoken, "STAAR", manner="vague"))
    assert vague.next_step_about == "detail"


@pytest.mark.parametrize("heard", [write(""), say("(3)"), say("[um] (2.0) [uh]"), say("<um>")])
@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_was_said_there_is_nothing_to_say(heard: Heard, kind: str) -> None:
    report = analyse(heard, kind=kind, follow_up="And then?")  # type: ignore[arg-type]
    assert (report.next_step, report.next_step_about, report.good) == (None, None, ())


@pytest.mark.parametrize("words", [1, 9, 44])
def test_few_words_are_asked_for_more(words: int) -> None:
    text = " ".join(STORY.split()[:words])
    report = analyse(write(text))
    assert report.next_step_about == "more"
    assert report.next_step is not None and 'You said "Last' in report.next_step


def test_a_good_story_is_kept_for_its_outcome_and_asked_what_the_bank_asks() -> None:
    step = analyse(read(write(STORY), "STAAR"), follow_up="What did the smith say?")
    assert step.next_step_about == "keep"
    assert step.next_step is not None
    assert '"It struck again on the morning of the feast, and ..."' in step.next_step
    assert step.next_step.endswith(": What did the smith say?")


def test_a_good_story_without_a_follow_up_has_one_of_its_own_and_a_long_one_a_short_form() -> None:
    assert "practise a follow-up on" in str(read_as("STAAR").next_step)
    long = STORY + " I wound it up every evening after that." * 20
    assert "practise it in one minute" in str(read_as("STAAR" + "A" * 20, long).next_step)


def test_what_is_no_story_is_not_kept_as_one() -> None:
    report = analyse(write("A closure is a function that remembers what stood around it. " * 6))
    assert story_words.no_story(story_words.parts(report))
    assert (report.next_step, report.good) == (None, ())


@pytest.mark.parametrize("words", [60, 200, 600])
def test_another_language_is_not_judged(words: int) -> None:
    report = analyse(replace(read(say("word " * words), "R"), language="de"), follow_up="Und dann?")
    assert (report.next_step_about, report.good, report.notes) == ("sound", (), ())


def test_what_is_good_is_quoted() -> None:
    first, second, third = read_as("STAAR").good
    assert first == 'You say what came of it: "It struck again on the morning of the feast, and ...".'
    assert second.startswith('We hear what you did yourself: "')
    assert third.startswith('It is clear where we are: "')


def test_an_outcome_with_a_number_and_one_that_is_told_first_are_named() -> None:
    sold = STORY.replace("It struck again on the morning of the feast", "We sold forty tickets")
    assert read_as("STAAR", sold).good[0].startswith('You say what came of it, with a number: "We sold forty')
    first = "Our clock struck in time for the feast. " + STORY
    assert read_as("RSTAAN", first).good[0].startswith('You begin with what came of it: "Our clock struck')


@pytest.mark.parametrize(("kind", "part", "about"), NOTES)
def test_nothing_is_praised_that_a_note_complains_of(
    kind: NoteKind, part: StoryPart | None, about: About
) -> None:
    answer = Answer(write(STORY))
    told = reported(answer.heard, labels=LABELS)
    assert len(good(answer, told)) == 3
    praised = " ".join(good(answer, replace(told, notes=(StoryNote(kind, part, 2),))))
    if about == "occasion":
        assert praised == ""
    for named, words in (("result", CAME_OF_IT), ("action", YOURSELF), ("setup", CLEAR)):
        assert part != named or words not in praised


CAME_OF_IT, YOURSELF, CLEAR = "what came of it", "what you did yourself", "clear where we are"

SENTENCES = {
    "S": (
        "In March the ferry lost its cook in the middle of the season.",
        "Our choir had no hall for the winter.",
        "The other one was at the mill when the wheel broke.",
        "The situation was that the mill stood still.",
    ),
    "T": (
        "I had to find eighty breakfasts every morning.",
        "My task was to get the wheel turning.",
        "It was on me to find another hall before Advent.",
    ),
    "A": (
        "I rang every inn along the river and asked for eggs.",
        "We moved the chairs and we painted the old barn, and we hung up lamps.",
        "Then we called the priest and we begged him for his cellar.",
        "The action I took was to communicate with everybody.",
        "I would ring the mayor and I would ask for his garden.",
        "I always ring somebody before I touch the wheel.",
        "Then I carved a new cog from an old beam.",
    ),
    "R": (
        "Nobody waited longer than ten minutes after that.",
        "The result was a success.",
        "We sang to forty people on Christmas Eve.",
        "I learned to look at the beams first.",
        "The wheel has turned ever since.",
    ),
    "N": (
        "I can't think of anything like that, it has not happened to me.",
        "It's nothing really.",
        "Anybody would have done that.",
        "I have got two of those.",
        "That is a good question.",
    ),
}


def made_up() -> Iterator[Report]:
    """Answers of chosen sentences in any order, read surely or not, as any occasion in any manner."""
    chance = random.Random(21)
    for _ in range(1200):
        lacking = chance.choice(["", "", "S T", "A", "R", "R"])
        kinds = [letter for letter in "SSTAAARRN" if letter not in lacking]
        letters = [chance.choice(kinds) for _ in range(chance.randint(1, 9))]
        if chance.random() < 0.6:
            letters.sort(key="NSTAR".index)
        text = " ".join(chance.choice(SENTENCES[letter]) for letter in letters)
        heard = say(text, wpm=chance.choice([150, 80])) if chance.random() < 0.3 else write(text)
        surely = "".join(letter if chance.random() < 0.9 else letter.lower() for letter in letters)
        occasion = chance.choice([*OCCASIONS, *["one"] * 6])
        taken = read(heard, surely, occasion=occasion, manner=chance.choice([*MANNERS, "plain", "plain"]))
        if chance.random() < 0.1:
            taken = replace(taken, readings=None)
        fit = QuestionFit(chance.choice([-0.2, 0.4, 0.4, 0.4, 0.4]), own=chance.random() < 0.5)
        yield examined(Answer(taken), follow_up=chance.choice(["", "And today?"]), fit=fit)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(made_up())


def said_of(report: Report) -> dict[str, bool]:
    """What stands in a report, by name."""
    notes = {(note.kind, note.part) for note in report.notes}
    kinds = {note.kind for note in report.notes}
    praised, shown = " ".join(report.good), " ".join(story_words.story_signals(report))
    none = kinds & {"hypothetical", "habit", "never", "no occasion", "no answer"}
    another = kinds & {"another question"}
    about = report.next_step_about
    return {
        "no result": ("missing", "result") in notes,
        "no action": ("missing", "action") in notes,
        "no setup": ("missing", "setup") in notes,
        "only we": "only we" in kinds,
        "no occasion": bool(none),
        "for another question": bool(another),
        "a note on shape": bool(kinds - none - another),
        "two notes on the occasion": len(none) > 1,
        "any note": bool(notes),
        "outcome with a number": "A result with a number" in shown,
        "what was learned": "What you learned" in shown,
        "good result": CAME_OF_IT in praised,
        "good action": YOURSELF in praised,
        "good setup": CLEAR in praised,
        "anything good": bool(report.good),
        "late background": "out of order" in kinds,
        "several": "several" in kinds,
        "much setup": "much setup" in kinds,
        "vague": "vague" in kinds,
        "keep": about == "keep",
        "more": about == "more",
        "no story": bool(story_words.no_story(story_words.parts(report))),
    }


NEVER_TOGETHER = [
    ("no result", "outcome with a number"),
    ("no result", "what was learned"),
    ("no result", "good result"),
    ("no action", "good action"),
    ("no action", "only we"),
    ("no action", "no result"),
    ("only we", "good action"),
    ("no setup", "good setup"),
    ("no setup", "late background"),
    ("late background", "good setup"),
    ("much setup", "good setup"),
    ("several", "much setup"),
    ("vague", "anything good"),
    ("keep", "any note"),
    ("keep", "no story"),
    ("more", "any note"),
    ("no occasion", "a note on shape"),
    ("no occasion", "for another question"),
    ("for another question", "a note on shape"),
    ("for another question", "keep"),
    ("no occasion", "anything good"),
    ("no story", "anything good"),
    ("two notes on the occasion", "any note"),
]


@pytest.mark.parametrize(("one", "other"), NEVER_TOGETHER)
def test_what_must_not_stand_together(reports: list[Report], one: str, other: str) -> None:
    wrong = [report for report in reports if said_of(report)[one] and said_of(report)[other]]
    assert [(report.heard.text, report.notes, report.good, report.next_step) for report in wrong[:1]] == []


def test_what_must_not_stand_together_does_stand_alone(reports: list[Report]) -> None:
    often = Counter(name for report in reports for name, stands in said_of(report).items() if stands)
    named = {name for pair in NEVER_TOGETHER for name in pair} - {"two notes on the occasion"}
    assert [name for name in sorted(named) if often[name] < 5] == []


OF_NOTES: set[About] = {about for _, _, about in NOTES}


def test_advice_on_the_story_rests_on_a_note(reports: list[Report]) -> None:
    of_note = {(kind, part): about for kind, part, about in NOTES}
    for report in reports:
        about = report.next_step_about
        if report.notes:
            assert about == of_note[report.notes[0].kind, report.notes[0].part]
        else:
            assert about not in OF_NOTES or (about == "focus" and report.length)


def test_every_note_is_made_up_at_least_once(reports: list[Report]) -> None:
    assert {(note.kind, note.part) for report in reports for note in report.notes} == {
        (kind, part) for kind, part, _ in NOTES
    }


def test_what_is_quoted_was_said(reports: list[Report]) -> None:
    for report in reports:
        for line in report.good:
            quoted = line.split(': "', 1)[1].removesuffix('".').removesuffix(" ...")
            assert quoted in report.heard.text
