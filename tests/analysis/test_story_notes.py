"""What a coach would say: each note from labelled sentences, and the sentence it rests on."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import pytest

from reading import read, whole
from rehearse.analysis.answer import Answer
from rehearse.analysis.question_fit import FITS_BELOW, OWN_FITS_BELOW, QuestionFit
from rehearse.analysis.star import star
from rehearse.analysis.story_notes import (
    ENOUGH_WORDS,
    MISSING_BELOW,
    counts_something,
    story_notes,
    story_signals,
)
from rehearse.model.heard import Whole
from rehearse.model.report import PARTS, Label, Section, Sentence, Star, StoryPart
from saying import say, write

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


def labelled(*lines: tuple[str, str], taken_for: Whole | None = None) -> tuple[Answer, Star]:
    """Sentences with their labels, sure unless the letter is small. What has a label is present."""
    heard = replace(write(" ".join(f"{text}." for _, text in lines)), whole=taken_for or whole())
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
        return Section(present, 0.9 if present else 0.02, share, own[0] if present else None)

    situation, task, action, result = map(section, "STAR")
    return Answer(heard), Star(situation, task, action, result, sentences)


def with_confidence(told: Star, part: StoryPart, confidence: float) -> Star:
    def section(label: Label) -> Section:
        own = told.section(label)
        return replace(own, confidence=confidence) if label in PARTS[part] else own

    return Star(section("situation"), section("task"), section("action"), section("result"), told.sentences)


def notes(
    *lines: tuple[str, str], taken_for: Whole | None = None, fit: QuestionFit | None = None
) -> list[tuple[str, str | None, int]]:
    found = story_notes(*labelled(*lines, taken_for=taken_for), fit)
    return [(note.kind, note.part, note.sentence) for note in found]


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


def test_filled_pauses_do_not_make_enough_words() -> None:
    rang = ("A", "I [um] rang [uh] the butcher next door [um] and carried [um] trays")
    heard = say(" ".join(f"{text}." for _, text in [rang] * 4))
    answer = Answer(read(heard, "AAAA"))
    assert len(answer.spoken) < ENOUGH_WORDS < len(answer.words)
    assert story_notes(answer, star(answer)) == ()
    more = Answer(
        read(say(heard.text + " I slept in the cold room. It was as dark as a cellar in there."), "AAAAAA")
    )
    assert [note.part for note in story_notes(more, star(more))] == ["result", "setup"]


@pytest.mark.parametrize("part", PARTS)
def test_what_may_have_been_told_is_no_reproach(part: StoryPart) -> None:
    lines = [
        line
        for line in (SETTING, SETTING, TASK, ACTION, ACTION, OUTCOME, OUTCOME)
        if NAMES[line[0]] not in PARTS[part]
    ]
    answer, told = labelled(*lines)
    for confidence, missing in (
        (0.0, [part]),
        (MISSING_BELOW[part] - 0.01, [part]),
        (MISSING_BELOW[part], []),
        (0.49, []),
    ):
        found = story_notes(answer, with_confidence(told, part, confidence))
        assert [note.part for note in found if note.kind == "missing"] == missing, confidence


def test_where_no_result_was_found_the_end_is_quoted() -> None:
    after = ("N", "And that is all that there is to say about that night in the shop and the cold room")
    assert notes(SETTING, TASK, ACTION, after) == [("missing", "result", 3)]


def test_without_an_action_no_result_is_asked_for() -> None:
    assert notes(SETTING, SETTING, SETTING, TASK, TASK) == [("missing", "action", 4)]


def test_we_alone() -> None:
    ours = (
        ("A", "We rang the butcher next door and carried forty trays over before we slept"),
        ("A", "Then we cleaned the room and called the mechanic together"),
    )
    assert notes(SETTING, TASK, *ours, OUTCOME) == [("only we", "action", 2)]
    assert notes(SETTING, TASK, *ours, ("A", "I paid him"), OUTCOME) == []
    assert notes(SETTING, TASK, *ours, *ours, *ours, ("A", "I paid him"), OUTCOME) == [
        ("only we", "action", 2)
    ]


def test_we_once_or_twice_is_no_reproach() -> None:
    ours = ("A", "We rang the butcher next door and carried forty trays over and we put them in his room")
    assert notes(SETTING, TASK, ours, OUTCOME) == []


WOULD = "I would ring the butcher and then I would carry the trays over one by one"
NEVER_WAS = "I can't think of a night like that and the room never had any trouble"
ALWAYS = "I always ring somebody before I touch anything and I write down what there is"


@pytest.mark.parametrize(
    ("occasion", "text", "kind"),
    [
        ("hypothetical", WOULD, "hypothetical"),
        ("hypothetical", "I'd ask the neighbours first and if I had to I'd pay them for it", "hypothetical"),
        ("hypothetical", "If I were in charge there somebody else could ring the butcher", "hypothetical"),
        ("habit", "Usually I ring the butcher and he takes the trays for as long as it needs", "habit"),
        ("habit", ALWAYS, "habit"),
        ("habit", "Whenever a room breaks down the butcher next door takes the trays", "habit"),
        ("none", NEVER_WAS, "never"),
        ("none", "Something like that has not happened in our shop as long as I am there", "never"),
    ],
)
def test_no_one_occasion(occasion: str, text: str, kind: str) -> None:
    told = (SETTING, ("A", text), ("A", text), OUTCOME)
    assert notes(*told, taken_for=whole(occasion)) == [(kind, None, 1)]


@pytest.mark.parametrize("occasion", ["habit", "hypothetical", "none"])
def test_no_occasion_without_words_that_show_why_rests_on_the_beginning(occasion: str) -> None:
    assert notes(*STORY, taken_for=whole(occasion)) == [("no occasion", None, 0)]


@pytest.mark.parametrize("occasion", ["one", "several"])
def test_words_alone_make_no_occasion_a_habit(occasion: str) -> None:
    told = (SETTING, TASK, ("A", WOULD), ("A", ALWAYS), OUTCOME)
    assert notes(*told, taken_for=whole(occasion)) == []


def test_what_tells_no_occasion_hears_nothing_of_its_shape() -> None:
    told = (ACTION, ("A", WOULD), ("A", WOULD))
    assert [part for _, part, _ in notes(*told)] == ["result", "setup"]
    assert notes(*told, taken_for=whole("hypothetical")) == [("hypothetical", None, 1)]


@pytest.mark.parametrize(("chance", "kinds"), [(0.69, []), (0.71, ["habit"])])
def test_an_occasion_that_may_be_one_is_no_reproach(chance: float, kinds: list[str]) -> None:
    # Of the rest a quarter each is for one, several, what would be, and none.
    habit = (chance - 0.5) / 0.5
    told = (SETTING, TASK, ("A", ALWAYS), ("A", ALWAYS), OUTCOME)
    assert [kind for kind, _, _ in notes(*told, taken_for=whole("habit", chance=habit))] == kinds


def test_an_answer_that_nothing_read_as_a_whole_is_taken_for_one_occasion() -> None:
    answer, told = labelled(SETTING, TASK, ("A", WOULD), ("A", WOULD), OUTCOME)
    assert story_notes(Answer(replace(answer.heard, whole=None)), told) == ()


FAR, NEAR = QuestionFit(FITS_BELOW - 0.01, own=False), QuestionFit(FITS_BELOW, own=False)


def test_a_story_for_another_question_rests_on_what_was_done_and_nothing_is_said_of_its_shape() -> None:
    assert notes(*STORY, fit=FAR) == [("another question", None, 2)]
    assert notes(OUTCOME, SETTING, TASK, ACTION, ACTION, ACTION, fit=FAR) == [("another question", None, 3)]
    assert notes(SETTING, TASK, ACTION, ACTION, fit=FAR) == [("another question", None, 2)]


def test_what_may_be_an_answer_is_no_reproach() -> None:
    assert notes(*STORY, fit=NEAR) == notes(*STORY) == []
    assert [part for _, part, _ in notes(SETTING, TASK, ACTION, ACTION, fit=NEAR)] == ["result"]


def test_less_is_asked_of_what_answers_a_question_in_ones_own_words() -> None:
    assert notes(*STORY, fit=replace(FAR, own=True)) == []
    assert notes(*STORY, fit=QuestionFit(OWN_FITS_BELOW - 0.01, own=True)) == [("another question", None, 2)]


def test_what_is_no_story_and_far_from_the_question_is_no_answer() -> None:
    assert notes(*STORY, taken_for=whole("none"), fit=FAR) == [("no answer", None, 0)]
    assert notes(*STORY, taken_for=whole("none"), fit=NEAR) == [("no occasion", None, 0)]


@pytest.mark.parametrize(
    ("occasion", "text"), [("hypothetical", WOULD), ("habit", ALWAYS), ("none", NEVER_WAS)]
)
def test_what_says_itself_that_it_is_no_occasion_is_asked_for_one_first(occasion: str, text: str) -> None:
    told = (SETTING, ("A", text), ("A", text), OUTCOME)
    assert notes(*told, taken_for=whole(occasion), fit=FAR) == notes(*told, taken_for=whole(occasion))


@pytest.mark.parametrize(
    "text",
    ["I would say that nobody had ever done that before in our little town", "I'd never seen so much butter"],
)
def test_would_that_is_no_hypothesis(text: str) -> None:
    told = (SETTING, ("A", text), ACTION, ACTION, OUTCOME)
    assert notes(*told, taken_for=whole("hypothetical")) == [("no occasion", None, 0)]


def test_late_background_is_out_of_order_and_an_early_result_is_not() -> None:
    assert notes(OUTCOME, SETTING, TASK, ACTION) == []
    late = ("S", "Oh and the shop had only two of us that week and no money for a new machine")
    assert notes(TASK, ACTION, late, OUTCOME) == [("out of order", "setup", 2)]
    assert notes(TASK, late, ACTION, OUTCOME) == []
    assert notes(TASK, ACTION, ("s", late[1]), OUTCOME) == []


def test_a_long_way_to_the_action() -> None:
    short = ("S", "The room was warm")
    assert notes(SETTING, SETTING, ACTION, OUTCOME) == []
    assert notes(SETTING, SETTING, SETTING, short, ACTION, ("R", "It held")) == [("much setup", "setup", 4)]


def test_a_very_long_way_to_the_action_is_all_that_is_said() -> None:
    brief = ("A", "We rang and we paid and we left")
    long = [SETTING] * 3
    assert notes(*long, brief, OUTCOME) == [("only we", "action", 3), ("much setup", "setup", 3)]
    assert notes(*long, SETTING, brief) == [("much setup", "setup", 4)]


def test_two_stories_that_crowd_each_other() -> None:
    other = ("S", "The other one was in winter when the oven went out and the dough froze")
    first = ("N", "I have got two of those")
    assert notes(first, SETTING, ACTION, OUTCOME, other, ACTION, OUTCOME) == [("several", None, 4)]
    assert notes(SETTING, ACTION, OUTCOME, other, ACTION, OUTCOME) == []


FORM = (
    ("S", "The situation was that the cold room of our bakery had broken down"),
    ("T", "My task was to save the cakes before the opening"),
    ("A", "The action I took was to communicate with the butcher and to align everybody on the trays"),
    ("R", "The result was a success for everybody"),
)


def test_the_words_of_the_form() -> None:
    assert notes(*FORM, taken_for=whole(manner="template")) == [("template", None, 0)]
    assert notes(*FORM) == []


def test_nothing_to_see() -> None:
    assert notes(*STORY, taken_for=whole(manner="vague")) == [("vague", None, 2)]
    assert notes(*STORY, taken_for=whole(manner="template")) == [("vague", None, 2)]
    # No manner but the plain one is likely enough.
    assert notes(*STORY, taken_for=whole(manner="vague", chance=0.39)) == []


def test_a_story_that_makes_itself_small() -> None:
    small = (("N", "It's nothing really"), ("N", "Anybody would have done that"))
    assert notes(SETTING, TASK, ACTION, OUTCOME, *small) == [("hedged", None, 4)]
    assert notes(SETTING, TASK, ACTION, OUTCOME, small[1]) == []


@pytest.mark.parametrize(
    "text",
    [
        "it fell from nine to two",
        "we had no complaints after that",
        "40% fewer people rang",
        "40 % of the orders were late",
        "she sold 1,200 loaves",
        "the queue was twice as fast",
        "half of the guests came back",
        "we saved three hundred a week",
        "not one of the twelve was late",
        "half of them came back",
        "about thirty people joined",
    ],
)
def test_a_number_of_things_counts(text: str) -> None:
    assert counts_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "she left at six",
        "by half past seven it was done",
        "we met at 9:30",
        "it was ten o'clock",
        "they rang at 6 pm",
        "we have had peace since 2019",
        "in 1998 they closed it",
        "he was in room 12",
        "the train left from platform four",
        "i did it in three steps",
        "there are two things",
        "i rang two times",
        "he is in year four",
        "one or two of them smiled",
        "two of us went on",
        "no thanks to him",
        "it was no longer closed",
        "the last quarter was calm",
        "everybody was glad",
        "somebody and i went home",
    ],
)
def test_a_time_a_year_a_name_or_a_list_is_no_number_of_things(text: str) -> None:
    assert not counts_something(text)


def test_signals_are_the_words_of_the_action_and_the_result() -> None:
    answer, told = labelled(
        SETTING,
        ("A", "I rang him and we used Kafka and Excel and I wrote a list in Jira so that nobody forgot"),
        ("A", "Then we moved my trays"),
        OUTCOME,
        ("R", "I learned to check the door"),
    )
    signals = story_signals(answer, told)
    assert (signals.i, signals.we) == (2, 2)
    assert (signals.number, signals.learned) == (3, 4)
    assert signals.tools == ()
    answer, told = labelled(
        ("A", "I know Kafka, Excel and Jira"), ("A", "Spring was late and I excel at Redis")
    )
    assert story_signals(answer, told).tools == ("Kafka", "Excel", "Jira", "Redis")


def test_a_result_that_is_not_present_has_no_number_and_no_lesson() -> None:
    answer, told = labelled(SETTING, TASK, ACTION, ACTION, OUTCOME, ("R", "I learned to check the door"))
    hinted = replace(told.result, present=False, confidence=MISSING_BELOW["result"] - 0.01)
    told = replace(told, result=hinted)
    assert [note.part for note in story_notes(answer, told)] == ["result"]
    signals = story_signals(answer, told)
    assert (signals.number, signals.learned) == (None, None)
